import type { ReportModel, ReportSignature } from '../../model-types.ts';
import { lead, orAbsent, say, text, verdictRun } from '../blocks.ts';
import { paragraph, type Flow } from '../flow.ts';
import { heading, section } from '../heading.ts';
import { COLOR, STYLE, run, type Run } from '../style.ts';
import { facts, table, type Cell } from '../table.ts';
import { reasonList } from './verification.ts';

const ANSWER = { yes: COLOR.good, no: COLOR.bad, 'not-checked': COLOR.open } as const;

/** Draws each signature: result, questions with answers, certificates with fingerprints, times. */
export function signatures(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'signatures.title'));
  text(
    flow,
    say(flow, model.signatures.length === 0 ? 'signatures.none' : 'signatures.intro', {
      count: model.signatures.length,
    }),
  );
  for (const signature of model.signatures) drawSignature(flow, signature);
}

function drawSignature(flow: Flow, signature: ReportSignature): void {
  heading(flow, 2, signature.path, false);
  const sub = signature.subIndication === null ? [] : [run(`  ${signature.subIndication}`, STYLE.cellSoft)];
  paragraph(flow, [verdictRun(flow, signature.indication), ...sub], { after: 3 });
  reasonList(flow, [signature.reason]);
  const { signer, times } = signature;
  const covers: Cell =
    signature.covers.length === 0 ? [[orAbsent(flow, null)]] : signature.covers.map((path) => [run(path, STYLE.cell)]);
  facts(flow, [
    [say(flow, 'fact.format'), [[run(say(flow, `format.${signature.format}`), STYLE.cell)]]],
    [say(flow, 'fact.covers'), covers],
    [
      say(flow, 'fact.signer'),
      [
        [orAbsent(flow, signer?.name ?? null)],
        ...(signer === null ? [] : [[run(signer.subject, STYLE.cellSoft)], [run(signer.fingerprint, STYLE.mono)]]),
      ],
    ],
    [say(flow, 'fact.claimed'), [[orAbsent(flow, times.claimed)]]],
    [say(flow, 'fact.trusted'), [[orAbsent(flow, times.trusted)]]],
    [say(flow, 'fact.evaluated'), [[orAbsent(flow, times.evaluated)]]],
    [
      say(flow, 'fact.anchor'),
      [[signature.anchor === null ? orAbsent(flow, null) : run(signature.anchor, STYLE.mono)]],
    ],
  ]);
  checks(flow, signature);
  chain(flow, signature);
}

function checks(flow: Flow, { checks: asked }: ReportSignature): void {
  const answer = (given: keyof typeof ANSWER): Run =>
    run(say(flow, `answer.${given}`), STYLE.cellStrong, ANSWER[given]);
  table(
    flow,
    [
      { title: say(flow, 'column.question'), width: null },
      { title: say(flow, 'column.answer'), width: 84 },
    ],
    asked.map((one) => [[[run(one.question, STYLE.cell)]], [[answer(one.answer)]]]),
  );
}

function chain(flow: Flow, { chain: certificates }: ReportSignature): void {
  if (certificates.length === 0) return;
  lead(flow, say(flow, 'signatures.chain'));
  table(
    flow,
    [
      { title: say(flow, 'column.certificate'), width: null },
      { title: say(flow, 'column.validity'), width: 128 },
    ],
    certificates.map((one) => [
      [
        [
          run(one.subject, STYLE.cellStrong),
          ...(one.anchor ? [run(`  ${say(flow, 'signatures.is-anchor')}`, STYLE.cellSoft)] : []),
        ],
        [run(say(flow, 'signatures.issuer', { issuer: one.issuer }), STYLE.cellSoft)],
        [run(say(flow, 'signatures.serial', { serial: one.serial, key: one.key }), STYLE.cellSoft)],
        [run(one.fingerprint, STYLE.mono)],
      ],
      [[run(one.notBefore, STYLE.cell)], [run(one.notAfter, STYLE.cell)]],
    ]),
  );
}

/** Draws approvals of the gate, and sign-offs of anomalies. */
export function approvals(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'approvals.title'));
  text(
    flow,
    say(flow, model.approvals.length === 0 ? 'approvals.none' : 'approvals.intro', { ...model.figures.approvals }),
  );
  table(
    flow,
    [
      { title: say(flow, 'column.role'), width: 104 },
      { title: say(flow, 'column.name'), width: 104 },
      { title: say(flow, 'column.statement'), width: null },
    ],
    model.approvals.map((one) => [
      [
        [run(one.role, STYLE.cellStrong)],
        ...(one.anomaly === null ? [] : [[run(say(flow, 'approvals.anomaly', { id: one.anomaly }), STYLE.cellSoft)]]),
      ],
      [[run(one.name, STYLE.cell)], [orAbsent(flow, one.date)]],
      [
        [verdictRun(flow, one.indication), run(`  ${say(flow, `approvals.${one.state}`)}`, STYLE.cellSoft)],
        ...(one.meaning === null ? [] : [[run(`“${one.meaning}”`, STYLE.cell)]]),
        [run(one.reason.sentence, STYLE.cell)],
        ...(one.reason.remedy === null ? [] : [[run(one.reason.remedy, STYLE.cellSoft)]]),
        ...[one.statement, one.signature].filter((path) => path !== null).map((path) => [run(path, STYLE.cellSoft)]),
        ...(one.subject === null
          ? []
          : [
              [run(say(flow, 'approvals.subject', { path: one.subject.path }), STYLE.cellSoft)],
              [run(one.subject.sha256, STYLE.mono)],
            ]),
      ],
    ]),
  );
}

/** Draws the trust anchors with where they come from. */
export function anchors(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'anchors.title'));
  text(flow, say(flow, model.anchors.length === 0 ? 'anchors.none' : 'anchors.intro', { count: model.anchors.length }));
  for (const one of model.anchors) {
    heading(flow, 3, one.subject);
    facts(flow, [
      [say(flow, 'fact.fingerprint'), [[run(one.fingerprint, STYLE.mono)]]],
      [say(flow, 'fact.validity'), [[run(`${one.notBefore} – ${one.notAfter}`, STYLE.cell)]]],
      [say(flow, 'fact.added'), [[run(say(flow, 'anchors.added', { by: one.addedBy, at: one.addedAt }), STYLE.cell)]]],
      [say(flow, 'fact.channel'), [[orAbsent(flow, one.channel)]]],
    ]);
  }
}

import { roleLabel } from '../../../domain/render.ts';
import type { ReportModel, ReportSignature } from '../../model-types.ts';
import { labelled, lead, orAbsent, say, text, verdictRun } from '../blocks.ts';
import type { Flow } from '../flow.ts';
import { heading, section } from '../heading.ts';
import { COLOR, STYLE, run } from '../style.ts';
import { facts, table } from '../table.ts';

const ANSWER = { yes: COLOR.good, no: COLOR.bad, 'not-checked': COLOR.open } as const;

/** Signatures whose checks were answered alike share one table of questions. */
interface Answers {
  readonly number: number;
  readonly checks: ReportSignature['checks'];
  readonly paths: string[];
}

/** Draws each signature with its result, signer and times; then the questions with answers, and the certificates. */
export function signatures(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'signatures.title'));
  const count = model.signatures.length;
  text(flow, say(flow, count === 0 ? 'signatures.none' : 'signatures.intro', { count }));
  const answers = new Map<string, Answers>();
  for (const signature of model.signatures) {
    const key = JSON.stringify(signature.checks);
    const shared = answers.get(key) ?? { number: answers.size + 1, checks: signature.checks, paths: [] };
    answers.set(key, shared);
    shared.paths.push(signature.path);
    drawSignature(flow, signature, shared.number);
  }
  for (const shared of answers.values()) if (shared.checks.length > 0) drawAnswers(flow, shared);
  drawCertificates(flow, model.signatures);
  drawEmbedded(flow, model.embedded);
}

function drawEmbedded(flow: Flow, embedded: ReportModel['embedded']): void {
  if (embedded.length === 0) return;
  heading(flow, 2, say(flow, 'signatures.embedded'), false);
  lead(flow, [run(say(flow, 'signatures.embedded-what'), STYLE.cellSoft)]);
  table(
    flow,
    [
      { title: say(flow, 'column.file'), width: null },
      { title: say(flow, 'column.format'), width: 128 },
    ],
    embedded.map(({ path, kind }) => [[[run(path, STYLE.cell)]], [[run(say(flow, `embedded.${kind}`), STYLE.cell)]]]),
  );
}

function drawSignature(flow: Flow, signature: ReportSignature, answers: number): void {
  heading(flow, 3, signature.path);
  const sub = signature.subIndication === null ? [] : [run(`   ${signature.subIndication}`, STYLE.cellSoft)];
  const format = run(`   ${say(flow, `format.${signature.format}`)}`, STYLE.cellSoft);
  lead(flow, [verdictRun(flow, signature.indication), ...sub, format], 2);
  const { reason } = signature;
  lead(flow, [run(`${reason.code} `, STYLE.strong), run(` ${reason.sentence}`, STYLE.text)]);
  if (reason.remedy !== null) labelled(flow, say(flow, 'remedy'), reason.remedy, { x: 68 });
  const { signer, covers } = signature;
  facts(
    flow,
    [
      [
        say(flow, 'fact.covers'),
        covers.length === 0 ? [[orAbsent(flow, null)]] : covers.map((path) => [run(path, STYLE.cell)]),
      ],
      [
        say(flow, 'fact.signer'),
        signer === null
          ? [[orAbsent(flow, null)]]
          : [[run(signer.name, STYLE.cell)], [run(signer.fingerprint, STYLE.mono)]],
      ],
      [
        say(flow, 'fact.anchor'),
        [[signature.anchor === null ? orAbsent(flow, null) : run(signature.anchor, STYLE.mono)]],
      ],
      [say(flow, 'fact.times'), [[run(times(flow, signature), STYLE.cell)]]],
      ...(signature.comment === null
        ? []
        : [[say(flow, 'fact.comment'), [[run(signature.comment, STYLE.cell)]]] as const]),
      [say(flow, 'fact.checks'), [[run(tally(flow, signature, answers), STYLE.cell)]]],
    ],
    84,
  );
}

function times(flow: Flow, { times: of }: ReportSignature): string {
  const absent = say(flow, 'absent');
  return say(flow, 'signatures.times', {
    claimed: of.claimed ?? absent,
    trusted: of.trusted ?? absent,
    evaluated: of.evaluated,
  });
}

function tally(flow: Flow, { checks }: ReportSignature, table: number): string {
  const count = (answer: string): number => checks.filter((check) => check.answer === answer).length;
  return say(flow, 'signatures.tally', { yes: count('yes'), no: count('no'), unchecked: count('not-checked'), table });
}

function drawAnswers(flow: Flow, { number, checks, paths }: Answers): void {
  heading(flow, 2, say(flow, 'signatures.answers', { number }), false);
  lead(flow, [run(say(flow, 'signatures.answers-of', { paths: paths.join(', ') }), STYLE.cellSoft)]);
  table(
    flow,
    [
      { title: say(flow, 'column.question'), width: null },
      { title: say(flow, 'column.answer'), width: 84 },
    ],
    checks.map(({ question, answer }) => [
      [[run(question, STYLE.cell)]],
      [[run(say(flow, `answer.${answer}`), STYLE.cellStrong, ANSWER[answer])]],
    ]),
  );
}

/** Every certificate of every path once, with the paths that it is part of told by the fingerprints above. */
function drawCertificates(flow: Flow, signed: readonly ReportSignature[]): void {
  const certificates = new Map(signed.flatMap(({ chain }) => chain).map((one) => [one.fingerprint, one]));
  if (certificates.size === 0) return;
  heading(flow, 2, say(flow, 'signatures.certificates'), false);
  table(
    flow,
    [
      { title: say(flow, 'column.certificate'), width: null },
      { title: say(flow, 'column.validity'), width: 128 },
    ],
    [...certificates.values()].map((one) => [
      [
        [
          run(one.subject, STYLE.cellStrong),
          ...(one.anchor ? [run(`   ${say(flow, 'signatures.is-anchor')}`, STYLE.cellSoft)] : []),
        ],
        [run(say(flow, 'signatures.issuer', { issuer: one.issuer }), STYLE.cellSoft)],
        [run(say(flow, 'signatures.serial', { serial: one.serial, key: one.key }), STYLE.cellSoft)],
        [run(revocation(flow, one), STYLE.cellSoft)],
        [run(one.fingerprint, STYLE.mono)],
      ],
      [[run(one.notBefore, STYLE.cell)], [run(one.notAfter, STYLE.cell)]],
    ]),
  );
  for (const { path, chain, anchor } of signed) {
    if (chain.length > (anchor === null ? 1 : 2))
      labelled(flow, path, chain.map((one) => one.subject).join(' ← '), { after: 2 });
  }
}

function revocation(flow: Flow, { revocation: { state, at, by } }: ReportSignature['chain'][number]): string {
  const key = state === 'not-checked' && at !== null ? 'out-of-date' : state;
  return say(flow, `revocation.${key}`, { at: at ?? '', by: by ?? '' });
}

/** Draws approvals of the gate, and sign-offs of anomalies. */
export function approvals(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'approvals.title'));
  lead(
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
        [run(roleLabel(flow.words, one.role), STYLE.cellStrong)],
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
      [say(flow, 'fact.kind'), [[run(say(flow, `anchor-kind.${one.kind}`), STYLE.cell)]]],
      ...(one.label === '' ? [] : [[say(flow, 'fact.owner'), [[run(one.label, STYLE.cell)]]] as const]),
      [say(flow, 'fact.validity'), [[run(validity(flow, one), STYLE.cell)]]],
      [say(flow, 'fact.added'), [[run(say(flow, 'anchors.added', { by: one.addedBy, at: one.addedAt }), STYLE.cell)]]],
      [say(flow, 'fact.channel'), [[orAbsent(flow, one.channel)]]],
      ...limits(flow, one),
    ]);
  }
}

/** What its user limited it to, and said of it; nothing where nothing was said. */
function limits(flow: Flow, one: ReportModel['anchors'][number]): Parameters<typeof facts>[1] {
  const rows = [
    ['roles', one.roles.join(', ')],
    ['only-for', one.manufacturer ?? ''],
    ['ends', one.expires ?? ''],
    ['note', one.note],
  ] as const;
  return rows
    .filter(([, text]) => text !== '')
    .map(([name, text]) => [say(flow, `fact.${name}`), [[run(text, STYLE.cell)]]]);
}

function validity(flow: Flow, { notBefore, notAfter }: ReportModel['anchors'][number]): string {
  if (notBefore === null) return say(flow, 'anchors.always');
  return notAfter === null ? say(flow, 'anchors.until-open', { from: notBefore }) : `${notBefore} – ${notAfter}`;
}

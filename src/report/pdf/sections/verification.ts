import type { ReportModel, ReportReason } from '../../model-types.ts';
import { labelled, lead, say, text, verdictRun } from '../blocks.ts';
import { paragraph, type Flow } from '../flow.ts';
import { heading, section } from '../heading.ts';
import { STYLE, run } from '../style.ts';
import { facts, table } from '../table.ts';

/** Draws the verdict on the archive with its reasons, and every member that is not simply covered. */
export function verification(flow: Flow, model: ReportModel): void {
  const { archive } = model;
  section(flow, say(flow, 'verification.title'));
  lead(flow, [verdictRun(flow, model.verdict, STYLE.h2)]);
  reasonList(flow, model.reasons);
  heading(flow, 2, say(flow, 'verification.archive'), false);
  facts(flow, [
    [say(flow, 'fact.archive'), [[run(archive.name, STYLE.cell)]]],
    [say(flow, 'fact.container'), [[run(say(flow, `container.${archive.container}`), STYLE.cell)]]],
    [say(flow, 'fact.size'), [[run(say(flow, 'size', { size: archive.size, members: archive.members }), STYLE.cell)]]],
    [say(flow, 'fact.sha256'), [[run(archive.sha256, STYLE.mono)]]],
    [say(flow, 'fact.evaluated'), [[run(model.evaluatedAt, STYLE.cell)]]],
  ]);
  previous(flow, model);
  heading(flow, 2, say(flow, 'integrity.title'), false);
  integrity(flow, model);
}

/** Draws the archive that was loaded as the release before, with its own verdict, or why it was refused. */
function previous(flow: Flow, { previous: loaded, previousRefused: refused }: ReportModel): void {
  if (refused !== null) {
    const { sentence, code } = refused;
    heading(flow, 2, say(flow, 'verification.previous'), false);
    facts(flow, [
      [say(flow, 'fact.archive'), [[run(refused.name, STYLE.cell)]]],
      [
        say(flow, 'fact.refused'),
        [
          [run(say(flow, 'verification.previous-refused'), STYLE.cell)],
          [run(say(flow, 'verification.previous-found', { sentence, code }), STYLE.cell)],
        ],
      ],
    ]);
    if (refused.remedy !== null) labelled(flow, say(flow, 'remedy'), refused.remedy, { x: 68 });
  }
  if (loaded === null) return;
  heading(flow, 2, say(flow, 'verification.previous'), false);
  facts(flow, [
    [say(flow, 'fact.archive'), [[run(loaded.name, STYLE.cell)]]],
    [say(flow, 'fact.sha256'), [[run(loaded.sha256, STYLE.mono)]]],
    [say(flow, 'fact.verdict'), [[verdictRun(flow, loaded.verdict)], [run(loaded.sentence, STYLE.cell)]]],
  ]);
}

/** Draws reasons, each with its code, and its remedy where the report gives advice. */
function reasonList(flow: Flow, reasons: readonly ReportReason[]): void {
  for (const reason of reasons) {
    labelled(flow, reason.code, reason.sentence);
    if (reason.remedy !== null) labelled(flow, say(flow, 'remedy'), reason.remedy, { x: 68 });
  }
}

function integrity(flow: Flow, { integrity: found, members }: ReportModel): void {
  const covered = (by: string): number => members.filter((member) => member.by === by).length;
  paragraph(flow, [
    verdictRun(flow, found.verdict),
    run(
      `  ${say(flow, 'integrity.counts', {
        verified: found.verified,
        mismatched: found.mismatched.length,
        missing: found.missing.length,
        unlisted: found.unlisted.length,
        weak: found.weak.length,
        unreadable: found.unreadable.length,
        unsafe: found.unsafe.length,
      })}`,
      STYLE.text,
    ),
  ]);
  text(
    flow,
    say(flow, 'integrity.coverage', {
      checksum: covered('checksum'),
      signature: covered('signature'),
      manifest: covered('manifest'),
      signatures: covered('is-signature'),
      none: covered('none'),
    }),
  );
  reasonList(flow, found.reasons);
  if (found.lists.length > 0) {
    lead(flow, say(flow, 'integrity.lists', { count: found.lists.length }));
    table(
      flow,
      [
        { title: say(flow, 'column.list'), width: null },
        { title: say(flow, 'column.format'), width: 110 },
        { title: say(flow, 'column.entries'), width: 70 },
      ],
      found.lists.map(({ path, format, entries }) => [
        [[run(path, STYLE.cell)]],
        [[run(say(flow, `list-format.${format}`), STYLE.cell)]],
        [[run(String(entries), STYLE.cell)]],
      ]),
    );
  }
  mismatches(flow, found);
  named(
    flow,
    'missing',
    found.missing.map(({ path, list }) => `${path}\n${say(flow, 'integrity.named-by', { list })}`),
  );
  for (const kind of ['unlisted', 'weak', 'unreadable'] as const) named(flow, kind, found[kind]);
  named(
    flow,
    'unsafe',
    found.unsafe.map(({ path, code }) => `${path}\n${code}`),
  );
  bags(flow, found);
}

function bags(flow: Flow, { bags: found }: ReportModel['integrity']): void {
  if (found.length === 0) return;
  heading(flow, 3, say(flow, 'integrity.bags', { count: found.length }));
  table(
    flow,
    [
      { title: say(flow, 'column.bag'), width: 170 },
      { title: say(flow, 'column.findings'), width: null },
    ],
    found.map(({ folder, version, stateWord, findings }) => [
      [
        [run(folder, STYLE.cellStrong)],
        [run(say(flow, 'bag.version', { version: version ?? 'none' }), STYLE.cellSoft)],
        [run(stateWord, STYLE.cell)],
      ],
      findings.length === 0
        ? [[run(say(flow, 'bag.none'), STYLE.cellSoft)]]
        : findings.flatMap(({ sentence, paths }) => [
            [run(sentence, STYLE.cell)],
            ...paths.map((path) => [run(path, STYLE.cellSoft)]),
          ]),
    ]),
  );
}

function mismatches(flow: Flow, { mismatched }: ReportModel['integrity']): void {
  if (mismatched.length === 0) return;
  heading(flow, 3, say(flow, 'integrity.mismatched', { count: mismatched.length }));
  table(
    flow,
    [
      { title: say(flow, 'column.member'), width: 170 },
      { title: say(flow, 'column.digests'), width: null },
    ],
    mismatched.map((one) => [
      [[run(one.path, STYLE.cellStrong)], [run(say(flow, 'integrity.named-by', { list: one.list }), STYLE.cellSoft)]],
      [
        [run(say(flow, 'integrity.expected', { algorithm: one.algorithm }), STYLE.cellSoft)],
        [run(one.expected, STYLE.mono)],
        [run(say(flow, 'integrity.actual'), STYLE.cellSoft)],
        [run(one.actual, STYLE.mono)],
      ],
    ]),
  );
}

function named(flow: Flow, kind: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  heading(flow, 3, say(flow, `integrity.${kind}`, { count: paths.length }));
  table(
    flow,
    [{ title: say(flow, 'column.member'), width: null }],
    paths.map((path) => [[[run(path, STYLE.cell)]]]),
  );
}

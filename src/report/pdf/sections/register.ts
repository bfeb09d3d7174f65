import type { ReportMember, ReportModel } from '../../model-types.ts';
import { lead, say, verdictRun } from '../blocks.ts';
import type { Flow } from '../flow.ts';
import { section } from '../heading.ts';
import { STYLE, run } from '../style.ts';
import { table, type Cell } from '../table.ts';

/** Draws every member of the archive with size, digest, what covers it, and how far it was read. None is left out. */
export function register(flow: Flow, model: ReportModel): void {
  section(flow, say(flow, 'register.title'));
  lead(flow, say(flow, 'register.intro', { count: model.members.length }));
  table(
    flow,
    [
      { title: say(flow, 'column.member-digest'), width: 280 },
      { title: say(flow, 'column.size'), width: 58 },
      { title: say(flow, 'column.coverage'), width: null },
    ],
    rows(flow, model.members),
  );
}

function* rows(flow: Flow, members: readonly ReportMember[]): Iterable<readonly Cell[]> {
  for (const member of members) yield row(flow, member);
}

function row(flow: Flow, member: ReportMember): readonly Cell[] {
  const read = member.reading === null ? [] : [say(flow, `reading-state.${member.reading}`)];
  const role = member.role === null ? [] : [say(flow, `evidence-role.${member.role}`)];
  const details = [...role, ...read].join(', ');
  return [
    [[run(member.path, STYLE.cellStrong)], [run(member.sha256 ?? say(flow, 'register.no-digest'), STYLE.mono)]],
    [[run(String(member.size), STYLE.cell)]],
    [
      [verdictRun(flow, member.indication)],
      [run(say(flow, `by.${member.by}`), STYLE.cell)],
      ...(details === '' ? [] : [[run(details, STYLE.cellSoft)]]),
      ...member.notes.map((note) => [run(note, STYLE.cellSoft)]),
    ],
  ];
}

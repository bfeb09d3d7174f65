import type { TraceRow } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { Csv } from '../../parse/index.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { readGeneralTable } from '../plain.ts';
import { rowPlace, unevenRows } from './columns.ts';

const MARKED = /^(?:x|✓|✔|☑|☒|●|1|yes|ja|oui)$/iu;
const BLANK = /^(?:|-|–|0|no|nein|non|☐)$/iu;
const REQUIREMENT =
  /^(?:req|srs|sr|swr|sw|prs|ur|urs|us|anf|exig|exi|requirement|anforderung|exigence)(?:s|en)?(?![a-z])/iu;
const TEST = /^(?:tc|test|tests|vt|ver|verif|tf|ct|pf|testfall|testfälle|prüffall|cas)(?![a-z])/iu;

/** Returns whether a table is a cross table: ids along two sides, and nothing but marks between. */
export function isCrossTable({ header, rows }: Csv): boolean {
  const cells = rows.flatMap((row) => row.cells.slice(1).map((cell) => cell.trim()));
  return (
    header.length >= 2 &&
    cells.some((cell) => MARKED.test(cell) && !BLANK.test(cell)) &&
    cells.every((cell) => MARKED.test(cell) || BLANK.test(cell))
  );
}

/**
 * Returns the rows of a cross table of requirements and tests. Which side holds which is told by the corner and the ids; where neither
 * tells, nothing is concluded, and a column map has to say it.
 */
export function readCrossTable(csv: Csv): Outcome {
  const corner = csv.header[0] ?? '';
  const across = csv.header.slice(1).map((cell) => cell.trim());
  const down = csv.rows.map((row) => (row.cells[0] ?? '').trim());
  const side = sideOfRequirements(corner, down, across);
  if (side === null) {
    const table = readGeneralTable(csv);
    return { ...table, state: 'not-understood', notes: [...table.notes, message('evidence.trace.orientation')] };
  }
  const problems: Message[] = [...unevenRows(csv)];
  const isMarked = (row: number, column: number): boolean =>
    MARKED.test((csv.rows[row]?.cells[column + 1] ?? '').trim());
  const traced: TraceRow[] = [];
  if (side === 'down') {
    for (const [index, row] of csv.rows.entries()) {
      const tests = across.filter((id, column) => id !== '' && isMarked(index, column));
      const requirement = down[index] ?? '';
      if (requirement !== '') traced.push({ requirement, tests, at: rowPlace(row, index + 1) });
      else if (tests.length > 0)
        problems.push(message('evidence.dropped.row', { row: index + 1, line: row.line, column: visible(corner) }));
    }
  } else {
    for (const [column, requirement] of across.entries()) {
      const tests = down.filter((id, index) => id !== '' && isMarked(index, column));
      const at = { kind: 'row', row: 0, column: visible(requirement), line: csv.headerLine } as const;
      if (requirement !== '') traced.push({ requirement, tests, at });
    }
  }
  return readDropping({ kind: 'trace-matrix', rows: traced }, problems);
}

function sideOfRequirements(
  corner: string,
  down: readonly string[],
  across: readonly string[],
): 'down' | 'across' | null {
  const most = (ids: readonly string[], kind: RegExp): boolean =>
    ids.length > 0 && ids.filter((id) => kind.test(id)).length * 2 > ids.length;
  if (most(down, REQUIREMENT) || most(across, TEST))
    return most(across, REQUIREMENT) || most(down, TEST) ? null : 'down';
  if (most(across, REQUIREMENT) || most(down, TEST)) return 'across';
  const says = { requirement: REQUIREMENT.test(corner), test: TEST.test(corner) };
  return says.requirement === says.test ? null : says.requirement ? 'down' : 'across';
}

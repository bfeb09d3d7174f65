import type { SoupItem, TraceRow } from '../../domain/facts.ts';
import type { Message } from '../../domain/message.ts';
import type { Csv } from '../../parse/index.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { SOUP_ALIASES, TRACE_ALIASES, type Aliases } from './aliases.ts';
import { columnsOf, droppedRow, rowPlace, rowTexts, unevenRows, type TableRow } from './columns.ts';

export const SOUP_COLUMNS: ReadonlySet<string> = new Set(['title', 'version', 'manufacturer', 'purl']);
export const TRACE_COLUMNS: ReadonlySet<string> = new Set(['requirement', 'tests']);

/** Returns the items of a SOUP list. Rows without a title are left out and named. */
export function readSoupList(csv: Csv): Outcome {
  const { rows, problems, notes } = keyedRows(csv, SOUP_COLUMNS, SOUP_ALIASES, 'title');
  const items = rows.map(({ key, table }): SoupItem => ({
    title: key,
    version: rowTexts(table, 'version')[0] ?? null,
    manufacturer: rowTexts(table, 'manufacturer')[0] ?? null,
    purl: rowTexts(table, 'purl')[0] ?? null,
    at: placeOf(table),
  }));
  return readDropping({ kind: 'soup-list', items }, problems, notes);
}

/** Returns the rows of a trace matrix. Rows without a requirement are left out and named. */
export function readTraceMatrix(csv: Csv): Outcome {
  const { rows, problems, notes } = keyedRows(csv, TRACE_COLUMNS, TRACE_ALIASES, 'requirement');
  const traced = rows.map(({ key, table }): TraceRow => ({
    requirement: key,
    tests: rowTexts(table, 'tests', true),
    at: placeOf(table),
  }));
  return readDropping({ kind: 'trace-matrix', rows: traced }, problems, notes);
}

interface Keyed {
  readonly key: string;
  readonly table: TableRow;
}

function keyedRows(
  csv: Csv,
  known: ReadonlySet<string>,
  aliases: Aliases,
  key: string,
): { rows: readonly Keyed[]; problems: readonly Message[]; notes: readonly Message[] } {
  const columns = columnsOf(csv, known, aliases);
  const problems: Message[] = [...columns.problems, ...unevenRows(csv)];
  const rows = csv.rows.flatMap((row, index): readonly Keyed[] => {
    const table: TableRow = { row, number: index + 1, columns };
    const text = rowTexts(table, key)[0];
    if (text !== undefined) return [{ key: text, table }];
    problems.push(...droppedRow(table, key));
    return [];
  });
  return { rows, problems, notes: columns.notes };
}

function placeOf(table: TableRow): SoupItem['at'] {
  return rowPlace(table.row, table.number);
}

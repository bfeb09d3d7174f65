import type { Locator } from '../../domain/locator.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { Csv, CsvRow } from '../../parse/index.ts';
import { blankToNull, splitList } from '../fields.ts';
import { canonicalNames, type Aliases } from './aliases.ts';

/** The columns of a table by name. A name that two columns have stands for neither. */
export interface Columns {
  readonly index: ReadonlyMap<string, number>;
  /** What is lost: names that two columns have. */
  readonly problems: readonly Message[];
  /** What is not read: columns that the format does not know. */
  readonly notes: readonly Message[];
}

/** One row with its number among the rows (the header not counted) and the columns of its table. */
export interface TableRow {
  readonly row: CsvRow;
  readonly number: number;
  readonly columns: Columns;
}

/** Returns a column's name as the format writes it: `Affected Function` is `affected_function`. */
export function columnName(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
}

/** Returns the columns of a table that are among `known`, by their own names or by `aliases`; the others are named. */
export function columnsOf(csv: Csv, known: ReadonlySet<string>, aliases: Aliases): Columns {
  const index = new Map<string, number>();
  const repeated = new Set<string>();
  const unknown: string[] = [];
  const names = canonicalNames(csv.header.map(columnName), aliases);
  for (const [at, written] of csv.header.entries()) {
    const name = names[at] ?? '';
    if (!known.has(name)) {
      if (name !== '') unknown.push(visible(written));
    } else if (index.has(name)) repeated.add(name);
    else index.set(name, at);
  }
  for (const name of repeated) index.delete(name);
  const line = csv.headerLine;
  return {
    index,
    problems: [...repeated].map((name) => message('evidence.column-repeated', { name, line })),
    notes:
      unknown.length === 0 ? [] : [message('evidence.unknown-keys', { n: unknown.length, keys: unknown.slice(0, 20) })],
  };
}

/** Returns the place of a row: by number and line in a text, by its first cell in a workbook. */
export function rowPlace(row: CsvRow, number: number): Locator {
  return row.sheet === undefined
    ? { kind: 'row', row: number, column: null, line: row.line }
    : { kind: 'cell', sheet: row.sheet, cell: `A${String(row.line)}` };
}

/** Returns the text of a cell, or with `split` its items; nothing for a blank cell or an absent column. */
export function rowTexts(table: TableRow, name: string, split = false): readonly string[] {
  const at = table.columns.index.get(name);
  const text = at === undefined ? null : blankToNull(table.row.cells[at] ?? null);
  if (text === null) return [];
  return split ? splitList(text) : [text];
}

/** Names a row that is left out because its key cell is blank; a row of blank cells says nothing and is no loss. */
export function droppedRow(table: TableRow, key: string): readonly Message[] {
  if (table.row.cells.every((cell) => cell.trim() === '')) return [];
  return [message('evidence.dropped.row', { row: table.number, line: table.row.line, column: key })];
}

/** Names the rows that have more or fewer cells than the header: they are left out, since no cell can be told its column. */
export function unevenRows(csv: Csv): readonly Message[] {
  return csv.uneven.map((row) =>
    message('evidence.dropped.uneven', { line: row.line, found: row.cells.length, expected: csv.header.length }),
  );
}

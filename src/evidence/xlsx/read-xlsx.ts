import type { ColumnMap } from '../../domain/column-map.ts';
import type { EvidenceRole } from '../../domain/manifest.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { Csv, CsvRow } from '../../parse/index.ts';
import { notUnderstood, type Outcome } from '../reading.ts';
import { hasKnownColumns, readTableRows } from '../tables.ts';
import { partsOf, WorkbookError } from './package.ts';
import { readSheet, type Sheet } from './sheet.ts';
import { workbookOf, type SheetPart } from './workbook.ts';

type Role = EvidenceRole | 'tests' | null;

interface Found {
  readonly sheet: SheetPart;
  readonly table: Sheet;
  readonly csv: Csv;
  readonly known: boolean;
}

/**
 * Returns what a workbook (XLSX) says: the first sheet that has the columns of its role, or of a kind that is known, read as a table. Hidden
 * rows, columns and sheets, filters, merged cells and values of formulas are named. A broken workbook is not understood; throws
 * `ParseError` where one of its XML parts is.
 */
export function readWorkbook(bytes: Uint8Array, role: Role, maps: readonly ColumnMap[]): Outcome {
  try {
    const parts = partsOf(bytes);
    const workbook = workbookOf(parts);
    const found: Found[] = [];
    for (const sheet of workbook.sheets) {
      const text = parts.get(sheet.part);
      const table = text === undefined ? null : readSheet(text, workbook);
      const of = table === null ? null : tableOf(sheet, table, (csv) => hasKnownColumns(csv, role, maps));
      if (table !== null && of !== null) found.push({ sheet, table, ...of });
      if (of?.known === true) break;
    }
    const chosen = found.find(({ known }) => known) ?? found[0];
    if (chosen === undefined) return notUnderstood(message('evidence.xlsx.empty'));
    const others = workbook.sheets.filter((sheet) => sheet !== chosen.sheet);
    const notes = notesOn(chosen, others);
    const outcome = readTableRows(chosen.csv, role, maps);
    const state = isCut(chosen) && outcome.state === 'read' ? 'partly-read' : outcome.state;
    return { ...outcome, state, notes: [...outcome.notes, ...notes] };
  } catch (thrown) {
    if (thrown instanceof WorkbookError) return notUnderstood(message(`evidence.xlsx.${thrown.why}`));
    throw thrown;
  }
}

const MOST_COLUMNS = 1_024;
/** Most cells of a table with its blank ones. */
const MOST_GRID = 8_000_000;
/** Rows at the top of a sheet among which its header is looked for: a title and data of the document often stand above. */
const HEAD_ROWS = 30;

/** The table of a sheet: from the first row whose columns are known, else from the first with two different cells, to the end. */
function tableOf(
  { name }: SheetPart,
  { rows }: Sheet,
  isKnown: (csv: Csv) => boolean,
): { readonly csv: Csv; readonly known: boolean } | null {
  const numbers = [...rows.keys()].sort((left, right) => left - right);
  const heads = numbers.slice(0, HEAD_ROWS).filter((number) => new Set(rows.get(number)?.values()).size >= 2);
  const known = heads.find((head) => isKnown(csvFrom(name, rows, numbers, head, HEAD_ROWS)));
  const head = known ?? heads[0];
  return head === undefined
    ? null
    : { csv: csvFrom(name, rows, numbers, head, Number.POSITIVE_INFINITY), known: known !== undefined };
}

function csvFrom(sheet: string, rows: Sheet['rows'], numbers: readonly number[], head: number, most: number): Csv {
  const width = Math.min(Math.max(0, ...(rows.get(head)?.keys() ?? [])), MOST_COLUMNS);
  const cellsOf = (number: number): readonly string[] =>
    Array.from({ length: width }, (_, index) => rows.get(number)?.get(index + 1) ?? '');
  const body = numbers
    .filter((number) => number > head)
    .slice(0, Math.min(most, Math.floor(MOST_GRID / Math.max(width, 1))))
    .map((number): CsvRow => {
      const cells = cellsOf(number);
      return { cells, line: number, raw: JSON.stringify(cells), sheet };
    });
  const filled = body.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return { delimiter: '\t', header: cellsOf(head), headerLine: head, rows: filled, uneven: [] };
}

function isCut({ table, csv }: Found): boolean {
  return table.beyond || (csv.header.length + 1) * (csv.rows.length + 1) >= MOST_GRID;
}

function notesOn(found: Found, others: readonly SheetPart[]): readonly Message[] {
  const { sheet, table } = found;
  const name = visible(sheet.name);
  return [
    ...(isCut(found) ? [message('evidence.xlsx.beyond', { sheet: name })] : []),
    ...(sheet.hidden ? [message('evidence.xlsx.hidden-sheet', { sheet: name })] : []),
    ...(table.hiddenRows > 0 ? [message('evidence.xlsx.hidden-rows', { sheet: name, n: table.hiddenRows })] : []),
    ...(table.hiddenColumns > 0
      ? [message('evidence.xlsx.hidden-columns', { sheet: name, n: table.hiddenColumns })]
      : []),
    ...(table.filtered ? [message('evidence.xlsx.filtered', { sheet: name })] : []),
    ...(table.formulas > 0 ? [message('evidence.xlsx.formulas', { sheet: name, n: table.formulas })] : []),
    ...(table.merged > 0 ? [message('evidence.xlsx.merged', { sheet: name, n: table.merged })] : []),
    ...(others.length > 0
      ? [
          message('evidence.xlsx.others', {
            n: others.length,
            names: others.slice(0, 20).map((one) => visible(one.name)),
          }),
        ]
      : []),
  ];
}

import { parseXml } from '../../parse/index.ts';
import type { Workbook } from './workbook.ts';

/** One sheet as texts by row and column, both from 1, and what a reader of the table should know. */
export interface Sheet {
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, string>>;
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
  /** Cells whose value a formula gave when the workbook was last saved. */
  readonly formulas: number;
  readonly merged: number;
  readonly filtered: boolean;
  readonly beyond: boolean;
}

/** Most cells of one sheet that are kept. */
const MOST_CELLS = 1_000_000;
const MOST_MERGED = 100_000;

/** Returns the cells of a sheet as texts: numbers as written, days and times as ISO 8601, merged cells all with the value of their first. */
export function readSheet(text: string, workbook: Workbook): Sheet {
  const rows = new Map<number, Map<number, string>>();
  const seen = { hiddenRows: 0, hiddenColumns: 0, formulas: 0, filtered: false, cells: 0 };
  const merges: string[] = [];
  let [row, column, type, style, value, inValue, hasFormula] = [0, 0, 'n', 0, '', false, false];
  parseXml(text, {
    open: ({ name, attributes }) => {
      if (name === 'row') {
        row = Number(attributes.get('r') ?? row + 1);
        column = 0;
        if (isTrue(attributes.get('hidden'))) seen.hiddenRows += 1;
      } else if (name === 'col' && isTrue(attributes.get('hidden')))
        seen.hiddenColumns += Math.min(
          Math.max(Number(attributes.get('max')) - Number(attributes.get('min')) + 1, 1),
          16_384,
        );
      else if (name === 'c') {
        column = columnNumber(attributes.get('r')) ?? column + 1;
        [type, style, value, hasFormula] = [attributes.get('t') ?? 'n', Number(attributes.get('s') ?? '0'), '', false];
      } else if (name === 'f') hasFormula = true;
      else if (name === 'v' || name === 't') inValue = true;
      else if (name === 'mergeCell') merges.push(attributes.get('ref') ?? '');
      else if (name === 'autoFilter') seen.filtered = true;
    },
    text: (part) => {
      if (inValue) value += part;
    },
    close: (name) => {
      if (name === 'v' || name === 't') inValue = false;
      if (name !== 'c') return;
      const shown = shownValue(type, value, style, workbook);
      if (hasFormula) seen.formulas += 1;
      if (shown === '' || seen.cells >= MOST_CELLS) return;
      seen.cells += 1;
      const cells = rows.get(row) ?? new Map<number, string>();
      cells.set(column, shown);
      rows.set(row, cells);
    },
  });
  const merged = fillMerged(rows, merges);
  return {
    rows,
    hiddenRows: seen.hiddenRows,
    hiddenColumns: seen.hiddenColumns,
    formulas: seen.formulas,
    merged,
    filtered: seen.filtered,
    beyond: seen.cells >= MOST_CELLS,
  };
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}

function shownValue(type: string, value: string, style: number, { texts, dateStyles, from1904 }: Workbook): string {
  if (type === 's') return (texts[Number(value)] ?? '').trim();
  if (type === 'b') return value === '1' ? 'true' : value === '' ? '' : 'false';
  if (type !== 'n' || value.trim() === '' || !dateStyles.has(style)) return value.trim();
  const serial = Number(value);
  return Number.isFinite(serial) && serial >= 0 && serial < 2_958_466 ? dateText(serial, from1904) : value.trim();
}

/** Days since the workbook's beginning as a day, or with a fraction as a time without a zone. The year 1900 had no 29 February. */
function dateText(serial: number, from1904: boolean): string {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const text = new Date(epoch + Math.round(serial * 86_400) * 1000).toISOString().slice(0, 19);
  return Number.isInteger(serial) ? text.slice(0, 10) : text;
}

/** Returns the number of the column that a reference such as `AB12` names, `null` where it is none. */
function columnNumber(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/u.exec(reference ?? '')?.[1];
  return letters === undefined
    ? null
    : Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Returns the letters of a column, 1 being `A`. */
export function columnLetters(column: number): string {
  return column > 26
    ? columnLetters(Math.floor((column - 1) / 26)) + columnLetters(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column);
}

function fillMerged(rows: Map<number, Map<number, string>>, merges: readonly string[]): number {
  let filled = 0;
  for (const reference of merges) {
    const [, from, top, to, bottom] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/u.exec(reference) ?? [];
    const [left, right] = [columnNumber(`${from ?? ''}1`), columnNumber(`${to ?? ''}1`)];
    if (left === null || right === null) continue;
    const value = rows.get(Number(top))?.get(left);
    if (value === undefined) continue;
    for (let row = Number(top); row <= Number(bottom) && filled < MOST_MERGED; row += 1) {
      for (let column = left; column <= right && filled < MOST_MERGED; column += 1) {
        const cells = rows.get(row) ?? new Map<number, string>();
        if (!cells.has(column)) cells.set(column, value);
        rows.set(row, cells);
        filled += 1;
      }
    }
  }
  return merges.length;
}

import {
  artifact,
  countFitting,
  drawLines,
  fill,
  heightOf,
  newPage,
  reserve,
  rule,
  tagBelow,
  tagged,
  type Flow,
} from './flow.ts';
import { linesOf, type Line } from './lines.ts';
import type { Tag } from './pdfkit.ts';
import { COLOR, PAGE, STYLE, run, type Run } from './style.ts';

/** Paragraphs below each other; each a list of runs. */
export type Cell = readonly (readonly Run[])[];

export interface Column {
  /** Empty for a column of names that head their rows. */
  readonly title: string;
  /** In points; one column may be `null` and takes what the others leave. */
  readonly width: number | null;
}

interface Measured {
  readonly x: number;
  readonly width: number;
  readonly title: string;
}

const PADDING = { x: 4, y: 3 };

/** A row no higher than this moves to the next page as a whole; a higher one is split between lines. */
const HIGHEST_WHOLE_ROW = 150;
const LEAST_OF_SPLIT_ROW = 40;

/** A table of so few rows and so little height is not split. */
const MOST_ROWS_OF_SMALL = 20;
const HIGHEST_SMALL = 300;

/**
 * Draws a table. The header row comes again on every page; a row that is higher than the page goes on on the next one, and no line
 * of any cell is left out. `rowHeads` tags the first cell of each row as its head; `header: false` leaves the header row out.
 */
export function table(
  flow: Flow,
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]>,
  options: { readonly header?: boolean; readonly rowHeads?: boolean; readonly after?: number } = {},
): void {
  const measured = measure(columns);
  const header =
    options.header === false
      ? null
      : measured.map(({ title, width }) => cellLines([[run(title, STYLE.head)]], width, flow));
  let tag: Tag | null = null;
  for (const row of rows) {
    const cells = rowLines(row, measured, flow);
    const height = rowHeight(cells);
    const first = tag === null ? firstHeight(rows, height, measured, flow) : splitHeight(height);
    if (tag === null) {
      reserve(flow, first + (header === null ? 0 : rowHeight(header)));
      tag = tagBelow(flow, flow.section, 'Table');
      if (header !== null) drawHeader(flow, measured, header, tag);
    } else if (flow.y + first > PAGE.bottom) {
      nextPage(flow, measured, header);
    }
    drawRow(flow, measured, cells, header, tag, options.rowHeads === true);
  }
  tag?.end();
  if (tag !== null) flow.y += options.after ?? 10;
}

/** How much of the table must stay together at its beginning: all of a small one, else its first row. */
function firstHeight(
  rows: Iterable<readonly Cell[]>,
  height: number,
  columns: readonly Measured[],
  flow: Flow,
): number {
  if (!Array.isArray(rows) || rows.length > MOST_ROWS_OF_SMALL) return splitHeight(height);
  const whole = (rows as readonly (readonly Cell[])[]).reduce(
    (sum, row) => sum + rowHeight(rowLines(row, columns, flow)),
    0,
  );
  return whole <= HIGHEST_SMALL ? whole : splitHeight(height);
}

/** How much of a row must fit for it to begin on this page. */
function splitHeight(height: number): number {
  return height <= HIGHEST_WHOLE_ROW ? height : LEAST_OF_SPLIT_ROW;
}

/** Draws names and values beside each other, without a header row. */
export function facts(flow: Flow, rows: readonly (readonly [string, Cell])[], nameWidth = 118): void {
  const columns = [
    { title: '', width: nameWidth },
    { title: '', width: null },
  ];
  const cells = rows.map(([name, value]): readonly Cell[] => [[[run(name, STYLE.cellSoft)]], value]);
  table(flow, columns, cells, { header: false, rowHeads: true });
}

function measure(columns: readonly Column[]): readonly Measured[] {
  const whole = PAGE.right - PAGE.left;
  const taken = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  let x: number = PAGE.left;
  return columns.map((column) => {
    const width = column.width ?? whole - taken;
    const at = x;
    x += width;
    return { x: at, width, title: column.title };
  });
}

function rowLines(row: readonly Cell[], columns: readonly Measured[], flow: Flow): readonly (readonly Line[])[] {
  return columns.map(({ width }, index) => cellLines(row[index] ?? [], width, flow));
}

function cellLines(cell: Cell, width: number, flow: Flow): readonly Line[] {
  return cell.flatMap((runs) => linesOf(runs, width - 2 * PADDING.x, flow.faces));
}

function rowHeight(cells: readonly (readonly Line[])[]): number {
  return Math.max(0, ...cells.map(heightOf)) + 2 * PADDING.y;
}

function drawHeader(flow: Flow, columns: readonly Measured[], header: readonly (readonly Line[])[], table: Tag): void {
  artifact(flow, () => drawBand(flow, header));
  const row = tagBelow(flow, table, 'TR');
  for (const [index, column] of columns.entries()) {
    const cell = tagBelow(flow, row, 'TH', { scope: 'Column' });
    tagged(flow, cell, 'TH', () => drawLines(flow, header[index] ?? [], column.x + PADDING.x, flow.y + PADDING.y));
    cell.end();
  }
  row.end();
  flow.y += rowHeight(header);
}

/** The header again on the next page: decoration, because the tag tree has it already. */
function nextPage(flow: Flow, columns: readonly Measured[], header: readonly (readonly Line[])[] | null): void {
  newPage(flow);
  if (header === null) return;
  artifact(
    flow,
    () => {
      drawBand(flow, header);
      for (const [index, column] of columns.entries()) {
        drawLines(flow, header[index] ?? [], column.x + PADDING.x, flow.y + PADDING.y);
      }
    },
    'Pagination',
  );
  flow.y += rowHeight(header);
}

function drawBand(flow: Flow, header: readonly (readonly Line[])[]): void {
  fill(flow, PAGE.left, flow.y, PAGE.right - PAGE.left, rowHeight(header), COLOR.band);
}

function drawRow(
  flow: Flow,
  columns: readonly Measured[],
  cells: readonly (readonly Line[])[],
  header: readonly (readonly Line[])[] | null,
  table: Tag,
  rowHead: boolean,
): void {
  const row = tagBelow(flow, table, 'TR');
  const types = columns.map((_, index) => (rowHead && index === 0 ? 'TH' : 'TD'));
  const tags = types.map((type) => tagBelow(flow, row, type, type === 'TH' ? { scope: 'Row' } : {}));
  const drawn = cells.map(() => 0);
  for (;;) {
    const room = PAGE.bottom - flow.y - 2 * PADDING.y;
    let used = 0;
    for (const [index, column] of columns.entries()) {
      const [lines, tag, from] = [cells[index] ?? [], tags[index], drawn[index] ?? 0];
      const fitting = fittingLines(lines, from, room);
      if (fitting === 0 || tag === undefined) continue;
      const chunk = lines.slice(from, from + fitting);
      tagged(flow, tag, types[index] ?? 'TD', () => drawLines(flow, chunk, column.x + PADDING.x, flow.y + PADDING.y));
      used = Math.max(used, heightOf(chunk));
      drawn[index] = from + fitting;
    }
    flow.y += used + 2 * PADDING.y;
    if (cells.every((lines, index) => drawn[index] === lines.length)) break;
    nextPage(flow, columns, header);
  }
  artifact(flow, () => rule(flow, PAGE.left, flow.y, PAGE.right - PAGE.left));
  for (const tag of tags) tag.end();
  row.end();
}

/** As many lines as fit; on a page with nothing on it at least one, so that a row always goes on. */
function fittingLines(lines: readonly Line[], from: number, room: number): number {
  const fitting = countFitting(lines, from, room);
  const fresh = room > (PAGE.bottom - PAGE.top) / 2;
  return fitting === 0 && fresh && from < lines.length ? 1 : fitting;
}

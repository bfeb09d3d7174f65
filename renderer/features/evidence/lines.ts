/** One row of the viewer: a line of the file, or a piece of a very long one. `start` and `end` index the content. */
export interface LineRow {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Whether the row goes on with the line of the row before. */
  readonly continued: boolean;
}

/** Longer lines are shown in pieces, because one row of megabytes stops the window. */
export const PIECE = 500;

/** Most rows that are laid out; Chromium cannot scroll further than some 33 million pixels. */
export const MOST_ROWS = 1_500_000;

/** Returns the rows of `content`. A line ends at LF or CRLF; any other control character stays and is made visible. */
export function lineRows(content: string): readonly LineRow[] {
  const rows: LineRow[] = [];
  let line = 1;
  let start = 0;
  while (start <= content.length && rows.length < MOST_ROWS) {
    const feed = content.indexOf('\n', start);
    const stop = feed === -1 ? content.length : feed;
    const end = feed > start && content.charCodeAt(feed - 1) === 13 ? feed - 1 : stop;
    pushPieces(rows, content, line, start, end);
    if (feed === -1) break;
    line += 1;
    start = feed + 1;
    if (start === content.length) break;
  }
  return rows;
}

function pushPieces(rows: LineRow[], content: string, line: number, start: number, end: number): void {
  let from = start;
  do {
    let to = Math.min(end, from + PIECE);
    // A pair of surrogates is one character and stays together.
    if (to < end && (content.charCodeAt(to - 1) & 0xfc00) === 0xd800) to -= 1;
    rows.push({ line, start: from, end: to, continued: from > start });
    from = to;
  } while (from < end && rows.length < MOST_ROWS);
}

/** Returns the place of the first row of `line`, or `null` when the shown part of the file does not reach it. */
export function rowOfLine(rows: readonly LineRow[], line: number): number | null {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.line ?? Infinity) < line) low = middle + 1;
    else high = middle;
  }
  return rows[low]?.line === line ? low : null;
}

/** Returns the place of the row that holds `offset`. */
export function rowOfOffset(rows: readonly LineRow[], offset: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

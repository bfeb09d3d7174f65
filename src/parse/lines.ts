/** Where something stands: line and column from 1, `start` and `end` as indices into the text (UTF-16 units, as strings count). */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

/** Turns indices into lines and columns. A line ends at CR LF, LF or CR, as editors count. */
export interface Lines {
  place(index: number): { readonly line: number; readonly column: number };
  span(start: number, end: number): Span;
}

/** Returns the line counter of `text`. Indices asked for in rising order cost nothing; others a search by halves. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x0a || (unit === 0x0d && text.charCodeAt(index + 1) !== 0x0a)) starts.push(index + 1);
  }
  let last = 0;
  const lineOf = (index: number): number => {
    if ((starts[last] ?? 0) > index) last = search(starts, index);
    while ((starts[last + 1] ?? Infinity) <= index) last += 1;
    return last;
  };
  const place = (index: number): { line: number; column: number } => {
    const line = lineOf(index);
    return { line: line + 1, column: index - (starts[line] ?? 0) + 1 };
  };
  return { place, span: (start, end) => ({ ...place(start), start, end }) };
}

function search(starts: readonly number[], index: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle;
  }
  return low;
}

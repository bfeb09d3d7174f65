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

/**
 * Returns the line counter of `text`. It walks from the place asked for last to the next one, so that places in rising order cost one
 * pass together, and no table of lines is held in memory.
 */
export function linesOf(text: string): Lines {
  let at = 0;
  let line = 1;
  let start = 0;
  const walk = (target: number): void => {
    if (target >= start && target < at) return;
    const step = breaksBetween(text, Math.min(at, target), Math.max(at, target));
    line += target < at ? -step.count : step.count;
    if (target < at) start = lineStart(text, target);
    else if (step.count > 0) start = step.last;
    at = target;
  };
  const place = (index: number): { line: number; column: number } => {
    walk(Math.min(index, text.length));
    return { line, column: index - start + 1 };
  };
  return { place, span: (from, end) => ({ ...place(from), start: from, end }) };
}

function endsLine(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit === 0x0a || (unit === 0x0d && text.charCodeAt(index + 1) !== 0x0a);
}

function breaksBetween(text: string, from: number, to: number): { count: number; last: number } {
  let count = 0;
  let last = from;
  for (let index = from; index < to; index += 1) {
    if (!endsLine(text, index)) continue;
    count += 1;
    last = index + 1;
  }
  return { count, last };
}

function lineStart(text: string, index: number): number {
  let start = index;
  while (start > 0 && !endsLine(text, start - 1)) start -= 1;
  return start;
}

/** A line of Markdown that is text on the rendered page, without HTML comments. */
export interface ProseLine {
  readonly text: string;
  readonly number: number;
}

/** Returns the lines of `body` outside fenced code and HTML comments. `first` is the number of the first line. */
export function proseLines(body: string, first: number): readonly ProseLine[] {
  const lines: ProseLine[] = [];
  let fence: string | null = null;
  let inComment = false;
  for (const [index, line] of body.split(/\r\n|\n|\r/u).entries()) {
    if (fence !== null) {
      if (closesFence(line, fence)) fence = null;
      continue;
    }
    fence = inComment ? null : opensFence(line);
    if (fence !== null) continue;
    const kept = withoutComments(line, inComment);
    inComment = kept.inComment;
    lines.push({ text: kept.text, number: first + index });
  }
  return lines;
}

function opensFence(line: string): string | null {
  const match = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/u.exec(line);
  const marks = match?.[1];
  if (marks === undefined || (marks.startsWith('`') && match?.[2]?.includes('`') === true)) return null;
  return marks;
}

function closesFence(line: string, fence: string): boolean {
  const text = line.replace(/^[ \t>]*/u, '').trimEnd();
  return text.length >= fence.length && text === (fence[0] ?? '').repeat(text.length);
}

/** A comment may begin and end within a line or run over many; inside a code span `<!--` is text. */
function withoutComments(line: string, startsInside: boolean): { text: string; inComment: boolean } {
  let text = '';
  let at = 0;
  let inside = startsInside;
  while (at < line.length) {
    if (inside) {
      const end = line.indexOf('-->', at);
      if (end < 0) return { text, inComment: true };
      inside = false;
      at = end + 3;
      continue;
    }
    const next = nextOf(line, at);
    text += line.slice(at, next.index);
    at = next.end;
    if (next.kind === 'code') text += line.slice(next.index, next.end);
    inside = next.kind === 'comment';
  }
  return { text, inComment: inside };
}

function nextOf(line: string, at: number): { kind: 'code' | 'comment' | 'end'; index: number; end: number } {
  const comment = line.indexOf('<!--', at);
  if (comment < 0) return { kind: 'end', index: line.length, end: line.length };
  const tick = line.indexOf('`', at);
  if (tick < 0 || tick > comment) return { kind: 'comment', index: comment, end: comment + 4 };
  let run = tick;
  while (line[run] === '`') run += 1;
  const close = line.indexOf(line.slice(tick, run), run);
  return { kind: 'code', index: tick, end: close < 0 ? run : close + (run - tick) };
}

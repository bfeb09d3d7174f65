/** One place where the sought text stands, as indices into the content. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** More places than this are not counted. */
export const MOST_MATCHES = 10_000;

/** Returns the places of `wanted` in `content` without regard to case, {@link MOST_MATCHES} at most. */
export function findMatches(content: string, wanted: string): readonly Match[] {
  if (wanted === '') return [];
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'giu');
  const matches: Match[] = [];
  for (const found of content.matchAll(pattern)) {
    matches.push({ start: found.index, end: found.index + found[0].length });
    if (matches.length >= MOST_MATCHES) break;
  }
  return matches;
}

/** A piece of a row's text, plain or found. */
export interface Piece {
  readonly text: string;
  /** Place among all matches, or `null` for plain text. */
  readonly match: number | null;
}

/** Returns the text between `start` and `end` cut at the matches in it. `matches` are in order and do not overlap. */
export function piecesOf(content: string, start: number, end: number, matches: readonly Match[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = start;
  for (let place = firstAfter(matches, start); place < matches.length; place += 1) {
    const match = matches[place];
    if (match === undefined || match.start >= end) break;
    const cutFrom = Math.max(from, match.start);
    const cutTo = Math.min(end, match.end);
    if (cutFrom > from) pieces.push({ text: content.slice(from, cutFrom), match: null });
    if (cutTo > cutFrom) pieces.push({ text: content.slice(cutFrom, cutTo), match: place });
    from = Math.max(from, cutTo);
  }
  if (from < end) pieces.push({ text: content.slice(from, end), match: null });
  return pieces;
}

/** Returns the place of the first match that ends after `offset`. */
export function firstAfter(matches: readonly Match[], offset: number): number {
  let low = 0;
  let high = matches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle]?.end ?? Infinity) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Located } from '../domain/facts.ts';
import type { Locator } from '../domain/locator.ts';

const MOST_QUOTED = 200;
const MOST_LISTED = 10;
const MOST_REFERENCES = 100;

/**
 * Returns a link to `at` in `file`. The quotation is one line: white space in it is a single space, and it is cut to 200
 * characters, `…` marking the cut. Other control characters stay, to be made visible where they are shown.
 */
export function refAt(file: EvidenceFile, at: Locator, quote: string): EvidenceRef {
  return {
    path: file.path,
    sha256: file.sha256,
    locator: at,
    quote: cut(quote.replace(/[\t\n\v\f\r ]+/gu, ' ').trim()),
  };
}

/** Returns a link to the whole of `file`. */
export function refFile(file: EvidenceFile): EvidenceRef {
  return { path: file.path, sha256: file.sha256, locator: { kind: 'file' }, quote: '' };
}

/** Returns a link to a value that was read from `file`, quoting it. */
export function refValue(file: EvidenceFile, located: Located<string>): EvidenceRef {
  return refAt(file, located.at, located.value);
}

/** Returns at most 100 references, the first ones. Sentences carry the full counts. */
export function capped(references: readonly EvidenceRef[]): readonly EvidenceRef[] {
  return references.slice(0, MOST_REFERENCES);
}

/** Returns the first ten of `names` for a sentence; `…` ends a longer list. */
export function some(names: readonly string[]): readonly string[] {
  const distinct = [...new Set(names)];
  if (distinct.length <= MOST_LISTED) return distinct.map(cut);
  return [...distinct.slice(0, MOST_LISTED).map(cut), '…'];
}

function cut(text: string): string {
  if (text.length <= MOST_QUOTED) return text;
  // Half of a surrogate pair at the cut would be no character.
  return `${text.slice(0, MOST_QUOTED - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

import type { CST } from 'yaml';
import { ParseError } from './errors.ts';
import { MOST_DEPTH } from './limits.ts';
import type { Lines } from './lines.ts';

// YAML 1.2.2, rule 1 (c-printable), and no byte order mark inside: what is neither is invisible or steers a terminal.
const UNPRINTABLE = /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Throws {@link ParseError} `SYNTAX` at the first character that YAML does not allow in a text. */
export function checkCharacters(text: string, lines: Lines): void {
  const found = UNPRINTABLE.exec(text);
  if (found === null) return;
  const point = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw new ParseError('SYNTAX', lines.place(found.index), `U+${point}`);
}

/**
 * Throws {@link ParseError} for what can be told before a document is composed: nesting beyond the limit (the composer descends
 * by recursion), and a second `%YAML` directive or one of another version than 1.2, whose scalars would be read by other rules.
 */
export function checkTokens(tokens: readonly CST.Token[], lines: Lines): void {
  checkDirectives(tokens, lines);
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, depth });
    if (token.type !== 'block-map' && token.type !== 'block-seq' && token.type !== 'flow-collection') continue;
    if (depth >= MOST_DEPTH) throw new ParseError('TOO_DEEP', lines.place(token.offset));
    for (const item of token.items) {
      if (item.key !== undefined && item.key !== null) open.push({ token: item.key, depth: depth + 1 });
      if (item.value !== undefined) open.push({ token: item.value, depth: depth + 1 });
    }
  }
}

function checkDirectives(tokens: readonly CST.Token[], lines: Lines): void {
  let seen = false;
  for (const token of tokens) {
    if (token.type === 'document') return;
    const version = token.type === 'directive' ? /^%YAML\s+(\S+)/u.exec(token.source)?.[1] : undefined;
    if (version === undefined || token.type !== 'directive') continue;
    if (seen || version !== '1.2') throw new ParseError('UNSUPPORTED', lines.place(token.offset), token.source);
    seen = true;
  }
}

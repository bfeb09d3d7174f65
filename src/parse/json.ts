import { ParseError, type ParseErrorCode } from './errors.ts';
import { MOST_DEPTH, MOST_NODES } from './limits.ts';
import { linesOf, type Lines, type Span } from './lines.ts';
import { longList } from './long-list.ts';
import type { TreeEntry, TreeNode } from './node.ts';
import { keepsDigits } from './numbers.ts';

/** Lists with more items hold their places only. */
const MOST_HELD = 1_000;

interface Reader {
  readonly text: string;
  readonly lines: Lines;
  at: number;
  nodes: number;
}

/** Returns the JSON value that `text` is (RFC 8259), strictly; see `parseTree`. Throws {@link ParseError}. */
export function parseJson(text: string): TreeNode {
  const reader: Reader = { text, lines: linesOf(text), at: 0, nodes: 0 };
  skipSpace(reader);
  const node = readValue(reader, 0);
  skipSpace(reader);
  if (reader.at < text.length) fail(reader, 'SYNTAX');
  return node;
}

function fail(reader: Reader, code: ParseErrorCode, start = reader.at, end = start + 1): never {
  throw new ParseError(code, reader.lines.place(start), reader.text.slice(start, end));
}

function skipSpace(reader: Reader): void {
  for (;;) {
    const unit = reader.text.charCodeAt(reader.at);
    if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    reader.at += 1;
  }
}

function readValue(reader: Reader, depth: number): TreeNode {
  reader.nodes += 1;
  if (reader.nodes > MOST_NODES) fail(reader, 'TOO_LARGE');
  switch (reader.text[reader.at]) {
    case '{':
      return readMap(reader, depth + 1);
    case '[':
      return readList(reader, depth + 1);
    case '"': {
      const { value, at } = readString(reader);
      return { kind: 'scalar', value, source: value, at };
    }
    case 't':
      return readWord(reader, 'true', true);
    case 'f':
      return readWord(reader, 'false', false);
    case 'n':
      return readWord(reader, 'null', null);
    default:
      return readNumber(reader);
  }
}

function readMap(reader: Reader, depth: number): TreeNode {
  const start = reader.at;
  if (depth > MOST_DEPTH) fail(reader, 'TOO_DEEP');
  const entries: TreeEntry[] = [];
  const seen = new Set<string>();
  const place = reader.lines.place(start);
  readMembers(reader, '}', () => {
    if (reader.text[reader.at] !== '"') fail(reader, 'SYNTAX');
    const { value: key, at: keyAt } = readString(reader);
    if (seen.has(key)) throw new ParseError('DUPLICATE_KEY', keyAt, key);
    seen.add(key);
    skipSpace(reader);
    if (reader.text[reader.at] !== ':') fail(reader, 'SYNTAX');
    reader.at += 1;
    skipSpace(reader);
    entries.push({ key, keyAt, value: readValue(reader, depth) });
  });
  return { kind: 'map', entries, at: { ...place, start, end: reader.at } };
}

function readList(reader: Reader, depth: number): TreeNode {
  const start = reader.at;
  if (depth > MOST_DEPTH) fail(reader, 'TOO_DEEP');
  const items: TreeNode[] = [];
  const starts: number[] = [];
  const place = reader.lines.place(start);
  readMembers(reader, ']', () => {
    starts.push(reader.at);
    const item = readValue(reader, depth);
    if (starts.length <= MOST_HELD) items.push(item);
  });
  const at = { ...place, start, end: reader.at };
  if (starts.length <= MOST_HELD) return { kind: 'list', items, at };
  return { kind: 'list', items: longList(starts, (from) => readValue({ ...reader, at: from, nodes: 0 }, depth)), at };
}

/** Reads what stands between an opening bracket and `close`: members separated by one comma, none after the last. */
function readMembers(reader: Reader, close: string, member: () => void): void {
  reader.at += 1;
  skipSpace(reader);
  if (reader.text[reader.at] === close) {
    reader.at += 1;
    return;
  }
  for (;;) {
    member();
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (next !== ',' && next !== close) fail(reader, 'SYNTAX');
    reader.at += 1;
    if (next === close) return;
    skipSpace(reader);
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function readString(reader: Reader): { value: string; at: Span } {
  const { text } = reader;
  const start = reader.at;
  let parts = '';
  let from = start + 1;
  reader.at = from;
  for (;;) {
    const unit = text.charCodeAt(reader.at);
    if (unit === 0x22) break;
    if (Number.isNaN(unit) || unit < 0x20) fail(reader, 'SYNTAX');
    if (unit === 0x5c) {
      parts += text.slice(from, reader.at) + readEscape(reader);
      from = reader.at;
    } else reader.at += 1;
  }
  const value = parts + text.slice(from, reader.at);
  reader.at += 1;
  // A lone surrogate is no character: no UTF-8 can carry it on, and two readers would show it in two ways.
  if (!value.isWellFormed()) fail(reader, 'NOT_UTF8', start, reader.at);
  return { value, at: reader.lines.span(start, reader.at) };
}

function readEscape(reader: Reader): string {
  const letter = reader.text[reader.at + 1] ?? '';
  if (letter !== 'u') {
    const plain = ESCAPES.get(letter);
    if (plain === undefined) fail(reader, 'SYNTAX');
    reader.at += 2;
    return plain;
  }
  const hex = reader.text.slice(reader.at + 2, reader.at + 6);
  if (!/^[0-9a-fA-F]{4}$/u.test(hex)) fail(reader, 'SYNTAX');
  reader.at += 6;
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function readWord(reader: Reader, word: string, value: boolean | null): TreeNode {
  if (!reader.text.startsWith(word, reader.at)) fail(reader, 'SYNTAX');
  const start = reader.at;
  reader.at += word.length;
  return { kind: 'scalar', value, source: word, at: reader.lines.span(start, reader.at) };
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/uy;

function readNumber(reader: Reader): TreeNode {
  const start = reader.at;
  NUMBER.lastIndex = start;
  const source = NUMBER.exec(reader.text)?.[0];
  if (source === undefined) fail(reader, 'SYNTAX');
  reader.at = start + source.length;
  if (!keepsDigits(source)) fail(reader, 'NUMBER_LOSES_DIGITS', start, reader.at);
  return { kind: 'scalar', value: Number(source), source, at: reader.lines.span(start, reader.at) };
}

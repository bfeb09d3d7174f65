import { Composer, isAlias, isMap, isScalar, isSeq, Parser, type Document, type ParsedNode } from 'yaml';
import { ParseError, type ParseErrorCode } from './errors.ts';
import { MOST_NODES, MOST_YAML, MOST_YAML_MARKS } from './limits.ts';
import { linesOf, type Lines, type Span } from './lines.ts';
import type { TreeEntry, TreeNode } from './node.ts';
import { startAliases, type Aliases } from './yaml-aliases.ts';
import { checkCharacters, checkTokens } from './yaml-checks.ts';
import { scalarNode } from './yaml-scalar.ts';

interface Reader {
  readonly text: string;
  readonly lines: Lines;
  readonly aliases: Aliases;
  nodes: number;
}

/** Returns the one YAML document that `text` is (YAML 1.2, core schema), strictly; see `parseTree`. Throws {@link ParseError}. */
export function parseYaml(text: string): TreeNode {
  const lines = linesOf(text);
  if (text.length > MOST_YAML) throw new ParseError('TOO_LARGE', lines.place(MOST_YAML));
  checkMarks(text, lines);
  checkCharacters(text, lines);
  const document = compose(text, lines);
  const reader: Reader = { text, lines, aliases: startAliases(), nodes: 0 };
  return convert(reader, document.contents, document.range[0]);
}

/** What the library would make of a text is not known before it made it; what it could make is. */
function checkMarks(text: string, lines: Lines): void {
  let left = MOST_YAML_MARKS;
  for (const mark of text.matchAll(/[\r\n,[\]{}"']|[ \t]+/gu)) {
    left -= 1;
    if (left < 0) throw new ParseError('TOO_LARGE', lines.place(mark.index));
  }
}

function compose(text: string, lines: Lines): Document.Parsed {
  const [first, second] = documentsOf(text, lines);
  if (first === undefined) throw new ParseError('SYNTAX', lines.place(0));
  const problem = first.errors[0] ?? first.warnings[0];
  if (problem !== undefined) {
    const code: ParseErrorCode = FOREIGN.has(problem.code) ? 'UNSUPPORTED' : 'SYNTAX';
    throw new ParseError(code, lines.place(problem.pos[0]), text.slice(problem.pos[0], problem.pos[1]));
  }
  if (second !== undefined) throw new ParseError('UNSUPPORTED', lines.place(second.range[0]), '---');
  return first;
}

const FOREIGN: ReadonlySet<string> = new Set(['TAG_RESOLVE_FAILED', 'BAD_DIRECTIVE']);

function documentsOf(text: string, lines: Lines): readonly Document.Parsed[] {
  try {
    const tokens = [...new Parser().parse(text)];
    checkTokens(tokens, lines);
    // Keys are compared below by their text: the library compares each with all others, which a hostile file makes quadratic.
    const options = { strict: true, uniqueKeys: false, merge: false, schema: 'core', logLevel: 'silent' } as const;
    return [...new Composer(options).compose(tokens, true, text.length)];
  } catch (thrown) {
    if (thrown instanceof ParseError) throw thrown;
    // The library reports errors in its documents; what it throws besides is its own failure on a damaged text.
    throw new ParseError('SYNTAX', lines.place(0));
  }
}

function convert(reader: Reader, node: ParsedNode | null, where: number): TreeNode {
  reader.nodes += 1;
  if (node === null) return { kind: 'scalar', value: null, source: '', at: reader.lines.span(where, where) };
  const at = reader.lines.span(node.range[0], node.range[1]);
  if (reader.nodes > MOST_NODES) throw new ParseError('TOO_LARGE', at);
  if (isAlias(node)) return reader.aliases.use(node.source, at);
  const done = node.anchor === undefined ? keep : reader.aliases.define(node.anchor, at);
  if (isScalar(node)) return done(scalarNode(node, at));
  const tagged = node.tag !== undefined && !COLLECTION_TAGS.has(node.tag);
  if (tagged) throw new ParseError('UNSUPPORTED', at, node.tag);
  if (isSeq(node)) return done(listNode(reader, node.items, at));
  if (isMap(node)) return done(mapNode(reader, node.items, at));
  throw new ParseError('UNSUPPORTED', at);
}

const COLLECTION_TAGS: ReadonlySet<string> = new Set(['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq']);

function keep(node: TreeNode): TreeNode {
  return node;
}

interface YamlPair {
  readonly key: ParsedNode | null;
  readonly value: ParsedNode | null;
}

function listNode(reader: Reader, items: readonly (ParsedNode | null)[], at: Span): TreeNode {
  return { kind: 'list', items: items.map((item) => convert(reader, item, at.start)), at };
}

function mapNode(reader: Reader, pairs: readonly YamlPair[], at: Span): TreeNode {
  const seen = new Set<string>();
  const entries: TreeEntry[] = [];
  for (const pair of pairs) {
    const keyNode = convert(reader, pair.key, at.start);
    if (keyNode.kind !== 'scalar')
      throw new ParseError('UNSUPPORTED', keyNode.at, reader.text.slice(keyNode.at.start, keyNode.at.end));
    const key = keyNode.source;
    if (key === '<<' && isPlain(pair.key)) throw new ParseError('UNSUPPORTED', keyNode.at, '<<');
    if (seen.has(key)) throw new ParseError('DUPLICATE_KEY', keyNode.at, key);
    seen.add(key);
    entries.push({ key, keyAt: keyNode.at, value: convert(reader, pair.value, keyNode.at.end) });
  }
  return { kind: 'map', entries, at };
}

function isPlain(node: ParsedNode | null): boolean {
  return isScalar(node) && node.type === 'PLAIN';
}

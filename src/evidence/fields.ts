import type { Located } from '../domain/facts.ts';
import type { Locator } from '../domain/locator.ts';
import { message, type Message } from '../domain/message.ts';
import { visible } from '../domain/visible.ts';
import { child, type Items, scalarText, type TreeNode } from '../parse/index.ts';

/** Returns the JSON pointer (RFC 6901) of `key` below `parent`. */
export function pointerTo(parent: string, key: string | number): string {
  return `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Returns the place of a node as a locator. */
export function locate(pointer: string, node: TreeNode): Locator {
  return { kind: 'pointer', pointer, line: node.at.line };
}

/** One map of a list, with its place and a collector of what could not be read in it. */
export interface Entry {
  readonly node: TreeNode;
  readonly pointer: string;
  readonly problems: Message[];
}

/** Returns the text of `key`; blank text, null and absence are `null`. A list or map there is a problem, named and left out. */
export function textOf(entry: Entry, key: string): string | null {
  const node = child(entry.node, key);
  if (node === undefined) return null;
  if (node.kind === 'scalar') return blankToNull(scalarText(node));
  entry.problems.push(wrongType(pointerTo(entry.pointer, key), node, 'text'));
  return null;
}

/** Returns the texts of `key`: a list of scalars, or one text with `;` between the items. Other things are problems. */
export function textsOf(entry: Entry, key: string): readonly string[] {
  const node = child(entry.node, key);
  if (node === undefined) return [];
  const pointer = pointerTo(entry.pointer, key);
  if (node.kind === 'scalar') return splitList(scalarText(node) ?? '');
  if (node.kind === 'map') {
    entry.problems.push(wrongType(pointer, node, 'list'));
    return [];
  }
  return node.items.flatMap((item, index) => {
    const text = blankToNull(scalarText(item));
    if (item.kind !== 'scalar') entry.problems.push(wrongType(pointerTo(pointer, index), item, 'text'));
    return text === null ? [] : [text];
  });
}

/** Returns the items of a cell that holds a list: separated by `;` or line ends, or by commas where every part looks like an id. */
export function splitList(cell: string): readonly string[] {
  const parts = cell.split(/[;\n\r]/u);
  const comma = cell.split(',').map((part) => part.trim());
  const ids = parts.length === 1 && comma.every((part) => /^[\p{L}\d][\p{L}\d._:/#-]*$/u.test(part));
  return (ids ? comma : parts.map((part) => part.trim())).filter((part) => part !== '');
}

/** Returns `key` of a map with its place, when it is a scalar that is not blank. */
export function locatedText(node: TreeNode | undefined, pointer: string, key: string): Located<string> | null {
  const found = child(node, key);
  const text = blankToNull(scalarText(found));
  return found === undefined || text === null ? null : { value: text, at: locate(pointerTo(pointer, key), found) };
}

/** Returns trimmed text, `null` where nothing is left. */
export function blankToNull(text: string | null): string | null {
  const trimmed = text?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** Says that something of another type stands where `wanted` belongs. */
export function wrongType(
  pointer: string,
  node: TreeNode,
  wanted: 'text' | 'list' | 'map' | 'number' | 'boolean',
): Message {
  return message('evidence.wrong-type', { pointer: visible(pointer), line: node.at.line, wanted });
}

/** Names the keys of `node` that a format does not know: they are not read, so a person should see them. */
export function unknownKeys(nodes: Items, known: ReadonlySet<string>): readonly Message[] {
  const keys = new Set(nodes.flatMap((node) => (node.kind === 'map' ? node.entries.map((entry) => entry.key) : [])));
  const unknown = [...keys].filter((key) => !known.has(key)).map((key) => visible(key));
  if (unknown.length === 0) return [];
  return [message('evidence.unknown-keys', { n: unknown.length, keys: unknown.slice(0, 20) })];
}

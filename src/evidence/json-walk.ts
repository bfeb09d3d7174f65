import type { Located, WrittenTime } from '../domain/located.ts';
import { message, type Message } from '../domain/message.ts';
import { visible } from '../domain/visible.ts';
import { readWrittenTime } from '../domain/written-time.ts';
import { child, scalarText, type TreeNode } from '../parse/index.ts';
import { blankToNull, locate, pointerTo } from './fields.ts';

/** A node of a JSON or YAML document with its pointer. */
export interface Spot {
  readonly node: TreeNode;
  readonly pointer: string;
}

/** Returns the document as a spot. */
export function rootSpot(tree: TreeNode): Spot {
  return { node: tree, pointer: '' };
}

/** Returns the node at the keys `path` below `spot`, `null` where one of them is absent. */
export function below(spot: Spot | null, ...path: readonly string[]): Spot | null {
  let found = spot;
  for (const key of path) {
    const next = child(found?.node, key);
    found = found === null || next === undefined ? null : { node: next, pointer: pointerTo(found.pointer, key) };
  }
  return found;
}

/** Returns the items of the list at the keys `path` below `spot`; none where there is no list. */
export function itemsAt(spot: Spot | null, ...path: readonly string[]): readonly Spot[] {
  const found = below(spot, ...path);
  if (found?.node.kind !== 'list') return [];
  return found.node.items.map((node, index) => ({ node, pointer: pointerTo(found.pointer, index) }));
}

/** Returns the entries of the map at the keys `path` below `spot`, with their keys. */
export function entriesAt(spot: Spot | null, ...path: readonly string[]): readonly (Spot & { readonly key: string })[] {
  const found = below(spot, ...path);
  if (found?.node.kind !== 'map') return [];
  return found.node.entries.map(({ key, value }) => ({ key, node: value, pointer: pointerTo(found.pointer, key) }));
}

/** Returns the text at the keys `path`; `null` for blank text, null, lists, maps and absence. */
export function textAt(spot: Spot | null, ...path: readonly string[]): string | null {
  return blankToNull(scalarText(below(spot, ...path)?.node));
}

/** Returns the text at the keys `path` with its place. */
export function locatedAt(spot: Spot | null, ...path: readonly string[]): Located<string> | null {
  const found = below(spot, ...path);
  const value = blankToNull(scalarText(found?.node));
  return found === null || value === null ? null : { value, at: locate(found.pointer, found.node) };
}

/** Returns the texts of the list at the keys `path`, or the one text that stands there instead. */
export function textsAt(spot: Spot | null, ...path: readonly string[]): readonly string[] {
  const single = textAt(spot, ...path);
  if (single !== null) return [single];
  return itemsAt(spot, ...path).flatMap((item) => textAt(item) ?? []);
}

/** Returns the time at the keys `path`. */
export function timeAt(spot: Spot | null, ...path: readonly string[]): WrittenTime | null {
  const text = textAt(spot, ...path);
  return text === null ? null : readWrittenTime(text);
}

/** Returns true or false at the keys `path`, also as a number or text; `null` for everything else. */
export function booleanAt(spot: Spot | null, ...path: readonly string[]): boolean | null {
  const text = textAt(spot, ...path)?.toLowerCase();
  if (text === undefined) return null;
  if (['true', 'yes', '1', 'on', 'enabled'].includes(text)) return true;
  return ['false', 'no', '0', 'off', 'disabled'].includes(text) ? false : null;
}

/** Returns the whole number at the keys `path`, `null` where none stands there. */
export function numberAt(spot: Spot | null, ...path: readonly string[]): number | null {
  const text = textAt(spot, ...path);
  return text !== null && /^\d{1,15}$/u.test(text) ? Number(text) : null;
}

/** Returns the place of `spot` as a locator. */
export function placeAt(spot: Spot): ReturnType<typeof locate> {
  return locate(spot.pointer, spot.node);
}

/** Names an entry that is left out because `key` is absent in it. */
export function leftOut(spot: Spot, key: string): Message {
  return message('evidence.dropped.entry', { pointer: visible(spot.pointer), line: spot.node.at.line, key });
}

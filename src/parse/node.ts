import type { Span } from './lines.ts';

/**
 * A JSON or YAML value with its places. `source` of a scalar is the string itself for strings, else the text as written, so that
 * the version `1.10` stays `1.10` while its `value` is the number 1.1.
 */
export type TreeNode =
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly source: string;
      readonly at: Span;
    }
  | { readonly kind: 'list'; readonly items: Items; readonly at: Span }
  | { readonly kind: 'map'; readonly entries: readonly TreeEntry[]; readonly at: Span };

/** The items of a list, as an array has them. */
export interface Items extends Iterable<TreeNode> {
  readonly length: number;
  at(index: number): TreeNode | undefined;
  map<Value>(to: (item: TreeNode, index: number) => Value): Value[];
  flatMap<Value>(to: (item: TreeNode, index: number) => Value | readonly Value[]): Value[];
  forEach(visit: (item: TreeNode, index: number) => void): void;
  every(is: (item: TreeNode, index: number) => boolean): boolean;
  entries(): Iterable<[number, TreeNode]>;
}

export const NO_ITEMS: Items = [];

/** One key of a map with its value, in the order of the file. */
export interface TreeEntry {
  readonly key: string;
  readonly keyAt: Span;
  readonly value: TreeNode;
}

/** Returns the value of `key` when `node` is a map that has it. */
export function child(node: TreeNode | undefined, key: string): TreeNode | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key)?.value : undefined;
}

/** Returns the text of a scalar: strings as they are, numbers and booleans as written. `null` for null, lists, maps and nothing. */
export function scalarText(node: TreeNode | undefined): string | null {
  return node?.kind === 'scalar' && node.value !== null ? node.source : null;
}

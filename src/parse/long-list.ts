import type { Items, TreeNode } from './node.ts';

/**
 * Returns the items of a long list that was parsed once and found well-formed. They are read again from the text each time they are asked
 * for: a hundred thousand of them would need ten times the memory of their text.
 */
export function longList(starts: readonly number[], readAt: (start: number) => TreeNode): Items {
  function* all(): Generator<TreeNode, undefined> {
    for (const start of starts) yield readAt(start);
  }
  return {
    length: starts.length,
    at: (index) => {
      const start = starts.at(index);
      return start === undefined ? undefined : readAt(start);
    },
    map: (to) => starts.map((start, index) => to(readAt(start), index)),
    flatMap: (to) => starts.flatMap((start, index) => to(readAt(start), index)),
    forEach: (visit) => starts.forEach((start, index) => visit(readAt(start), index)),
    every: (is) => starts.every((start, index) => is(readAt(start), index)),
    entries: function* () {
      for (const [index, start] of starts.entries()) yield [index, readAt(start)];
    },
    [Symbol.iterator]: all,
  };
}

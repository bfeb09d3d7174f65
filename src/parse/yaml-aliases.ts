import { ParseError } from './errors.ts';
import { MOST_ALIASED_NODES, MOST_ALIASES } from './limits.ts';
import type { Span } from './lines.ts';
import type { TreeNode } from './node.ts';

/** The anchors of one YAML document, and the budget of its aliases. */
export interface Aliases {
  /** Opens an anchor; the returned function closes it with its node and returns the node. */
  define(anchor: string, at: Span): (node: TreeNode) => TreeNode;
  /** Returns the node that the alias stands for. Throws {@link ParseError} `ALIAS`: unknown, inside itself, or over the budget. */
  use(anchor: string, at: Span): TreeNode;
}

/** Returns an empty table of anchors. Nodes that stand behind aliases are counted as often as they are repeated. */
export function startAliases(): Aliases {
  const known = new Map<string, { node: TreeNode; size: number } | 'open'>();
  const sizes = new WeakMap<TreeNode, number>();
  let aliases = 0;
  let repeated = 0;
  return {
    define: (anchor) => {
      known.set(anchor, 'open');
      return (node) => {
        known.set(anchor, { node, size: sizeOf(node, sizes) });
        return node;
      };
    },
    use: (anchor, at) => {
      const target = known.get(anchor);
      if (target === undefined || target === 'open') throw new ParseError('ALIAS', at, anchor);
      aliases += 1;
      repeated += target.size;
      if (aliases > MOST_ALIASES || repeated > MOST_ALIASED_NODES) throw new ParseError('ALIAS', at, anchor);
      return target.node;
    },
  };
}

function sizeOf(node: TreeNode, sizes: WeakMap<TreeNode, number>): number {
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const inside =
    node.kind === 'list' ? [...node.items] : node.kind === 'map' ? node.entries.map((entry) => entry.value) : [];
  const size = inside.reduce((sum, one) => sum + sizeOf(one, sizes), 1);
  sizes.set(node, size);
  return size;
}

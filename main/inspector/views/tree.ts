import type { TreePart } from '../../../src/domain/views.ts';
import { parseTree, parseXml, type TreeNode } from '../../../src/parse/index.ts';

const MOST_VALUE = 2_000;

/** A node of a document as it is shown; its children are made when they are looked at. */
export interface Branch {
  readonly shown: TreePart['nodes'][number];
  readonly children: () => readonly Branch[];
}

/** Returns the roots of a JSON or YAML text. Throws `ParseError`. */
export function structuredTree(text: string, format: 'json' | 'yaml'): readonly Branch[] {
  return [branch('', parseTree(text, format))];
}

/** Returns the root of an XML text with its attributes, elements and words. Throws `ParseError`. */
export function xmlTree(text: string): readonly Branch[] {
  const roots: Branch[] = [];
  const open: { readonly into: Branch[]; said: string; readonly line: number }[] = [{ into: roots, said: '', line: 1 }];
  const say = (): void => {
    const top = open.at(-1);
    if (top === undefined || top.said.trim() === '') return;
    top.into.push(leaf('', 'text', top.said.trim(), top.line));
    top.said = '';
  };
  parseXml(
    text,
    {
      open: ({ name, prefix, attributes, line }) => {
        say();
        const children: Branch[] = [...attributes].map(([key, value]) => leaf(key, 'attribute', value, line));
        const label = prefix === '' ? name : `${prefix}:${name}`;
        open.at(-1)?.into.push({
          get shown() {
            const only = children.length === 1 && children[0]?.shown.kind === 'text' ? children[0].shown.value : '';
            return { label, kind: 'element', value: only, children: only === '' ? children.length : 0, line } as const;
          },
          children: () => children,
        });
        open.push({ into: children, said: '', line });
      },
      text: (more) => {
        const top = open.at(-1);
        if (top !== undefined) top.said += more;
      },
      close: () => {
        say();
        open.pop();
      },
    },
    { doctype: true },
  );
  return roots;
}

function branch(label: string, node: TreeNode): Branch {
  const { line } = node.at;
  if (node.kind === 'scalar') return leaf(label, 'scalar', node.source, line);
  const children = node.kind === 'list' ? node.items.length : node.entries.length;
  return {
    shown: { label, kind: node.kind, value: '', children, line },
    children: () =>
      node.kind === 'list'
        ? node.items.map((item, place) => branch(String(place), item))
        : node.entries.map(({ key, value }) => branch(key, value)),
  };
}

function leaf(label: string, kind: 'scalar' | 'attribute' | 'text', value: string, line: number): Branch {
  const shown = { label, kind, value: value.slice(0, MOST_VALUE), children: 0, line: Math.max(1, line) };
  return { shown, children: () => [] };
}

/** Returns a part of the children of the node at `at`, which counts from the roots. */
export function treePart(
  roots: readonly Branch[],
  at: readonly number[],
  from: number,
  count: number,
): TreePart | null {
  let level = roots;
  for (const place of at) {
    const next = level[place];
    if (next === undefined) return null;
    level = next.children();
  }
  return { total: level.length, nodes: level.slice(from, from + count).map(({ shown }) => shown) };
}

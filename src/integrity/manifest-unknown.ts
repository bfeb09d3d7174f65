import { child, NO_ITEMS, type TreeNode } from '../parse/index.ts';

interface KnownKeys {
  readonly manifest: ReadonlySet<string>;
  readonly product: ReadonlySet<string>;
  readonly test: ReadonlySet<string>;
  readonly approval: ReadonlySet<string>;
}

/** Returns the keys of a manifest that its format does not know, such as `owner` or `product.colour`, in the order of the file. */
export function unknownKeys(manifest: TreeNode, known: KnownKeys, isRole: (key: string) => boolean): readonly string[] {
  const tests = child(manifest, 'tests');
  const items = tests?.kind === 'list' ? tests.items : NO_ITEMS;
  const approvals = entriesOf(child(manifest, 'approvals'));
  return [
    ...outside(manifest, '', (key) => known.manifest.has(key)),
    ...outside(child(manifest, 'product'), 'product.', (key) => known.product.has(key)),
    ...items.flatMap((item, index) => outside(item, `tests.${index}.`, (key) => known.test.has(key))),
    ...approvals.flatMap(({ key, value }) => outside(value, `approvals.${key}.`, (name) => known.approval.has(name))),
    ...outside(child(manifest, 'evidence'), 'evidence.', isRole),
  ];
}

function outside(node: TreeNode | undefined, prefix: string, isKnown: (key: string) => boolean): readonly string[] {
  return entriesOf(node)
    .filter(({ key }) => !isKnown(key))
    .map(({ key }) => prefix + key);
}

function entriesOf(node: TreeNode | undefined): readonly { readonly key: string; readonly value: TreeNode }[] {
  return node?.kind === 'map' ? node.entries : [];
}

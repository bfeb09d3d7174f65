import { componentsOf } from '../../clauses/comparison.ts';
import { filesOf, readOf } from '../../clauses/files.ts';
import { refAt } from '../../clauses/references.ts';
import { componentKeys, soupKeysOf } from '../../clauses/soup.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Release } from '../../domain/release.ts';
import { ids, keyed, text, word, type Table } from './table.ts';

const COLUMNS = [
  text('name'),
  text('version'),
  text('licences', true),
  text('supplier', true),
  word('scope'),
  word('in-lists'),
  word('since-previous'),
  text('purl'),
  text('file', true),
];

/**
 * Returns every SOUP item: the components of the SBOM, then what the SOUP list alone names. Of each it says whether both know it, and what
 * became of it since the release before.
 */
export function soupTable(release: Release, { comparison }: Assessment): Table {
  const components = readOf(release, 'sbom', 'sbom').flatMap(({ file, facts }) =>
    facts.components.map((item) => ({ file, item })),
  );
  const items = readOf(release, 'soup_list', 'soup-list').flatMap(({ file, facts }) =>
    facts.items.map((item) => ({ file, item })),
  );
  const listed = new Set(items.flatMap(({ item }) => soupKeysOf(item)));
  const shipped = new Set(components.flatMap(({ item }) => componentKeys(item)));
  const hasList = filesOf(release, 'soup_list').length > 0;
  const versions = componentsOf(release);
  const added = new Set(comparison?.soup.added);
  const changed = new Set(comparison?.soup.changed.map(({ name }) => name));
  const since = (name: string): string => {
    if (comparison === null) return 'not-checked';
    const version = versions.get(name);
    // The comparison is of SBOMs: it says nothing of what a SOUP list alone names, nor of what is excluded.
    if (version === undefined) return 'not-checked';
    if (added.has(`${name} ${version}`)) return 'new';
    return changed.has(name) ? 'changed' : 'known';
  };
  const inLists = (keys: readonly string[]): string => {
    if (!hasList) return 'not-checked';
    return keys.some((key) => listed.has(key)) ? 'both' : 'sbom-only';
  };
  const ofSbom = components.map(({ item, file }) => ({
    key: `${item.name} ${item.version ?? ''}`.trim(),
    cells: [
      item.name,
      item.version ?? '',
      ids(item.licences),
      item.supplier ?? '',
      item.scope,
      inLists(componentKeys(item)),
      since(item.name),
      item.purl ?? '',
      file.path,
    ],
    at: refAt(file, item.at, `${item.name} ${item.version ?? ''}`),
  }));
  const ofList = items
    .filter(({ item }) => components.length === 0 || !soupKeysOf(item).some((key) => shipped.has(key)))
    .map(({ item, file }) => ({
      key: `${item.title} ${item.version ?? ''}`.trim(),
      cells: [
        item.title,
        item.version ?? '',
        '',
        item.manufacturer ?? '',
        'not-stated',
        components.length === 0 ? 'not-checked' : 'list-only',
        since(item.title),
        item.purl ?? '',
        file.path,
      ],
      at: refAt(file, item.at, `${item.title} ${item.version ?? ''}`),
    }));
  return { columns: COLUMNS, rows: keyed([...ofSbom, ...ofList]) };
}

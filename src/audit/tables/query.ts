import type { DeskColumn, DeskRow, TablePage, TableQuery } from '../../domain/desk.ts';
import type { Table } from './table.ts';

/** Values of one column that are offered to choose by. */
const MOST_VALUES = 40;

const ORDER = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Returns a function that answers queries about `table`. The rows of the last query are kept, so that its next page costs nothing. */
export function queryable(table: Table): (query: TableQuery) => TablePage {
  const searched = table.rows.map(({ cells }) => cells.join('\n').toLowerCase());
  let last: { readonly key: string; readonly rows: readonly DeskRow[]; readonly facets: TablePage['facets'] } | null =
    null;
  return (query) => {
    const key = JSON.stringify([query.text, query.facets, query.sort]);
    if (last?.key !== key) {
      const found = matching(table, searched, query);
      last = { key, rows: sorted(table, found.rows, query.sort), facets: found.facets };
    }
    const { columns, rows } = table;
    const page = last.rows.slice(query.from, query.from + query.count);
    return {
      columns,
      total: rows.length,
      matched: last.rows.length,
      facets: last.facets,
      from: query.from,
      rows: page,
    };
  };
}

interface Facet {
  readonly place: number;
  readonly column: DeskColumn;
  readonly wanted: ReadonlySet<string>;
  readonly counts: Map<string, number>;
}

function matching(
  { columns, rows }: Table,
  searched: readonly string[],
  { text, facets }: TableQuery,
): { readonly rows: readonly DeskRow[]; readonly facets: TablePage['facets'] } {
  const words = text
    .toLowerCase()
    .split(/\s+/u)
    .filter((one) => one !== '');
  const all = columns.flatMap((column, place): readonly Facet[] =>
    column.facet ? [{ place, column, wanted: wantedOf(facets, column.id), counts: new Map() }] : [],
  );
  const found = rows.filter((row, index) => {
    const hay = searched[index] ?? '';
    if (!words.every((one) => hay.includes(one))) return false;
    const failing = all.filter(({ place, wanted }) => wanted.size > 0 && !wanted.has(row.cells[place] ?? ''));
    // A value counts as the other facets leave it, so that choosing one does not make its neighbours vanish.
    for (const { place, counts, column } of all) {
      if (failing.some((facet) => facet.column !== column)) continue;
      const value = row.cells[place] ?? '';
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return failing.length === 0;
  });
  return {
    rows: found,
    facets: all.map(({ column, counts }) => ({
      column: column.id,
      values: [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || ORDER.compare(a.value, b.value))
        .slice(0, MOST_VALUES),
    })),
  };
}

function wantedOf(facets: TableQuery['facets'], column: string): ReadonlySet<string> {
  return new Set(facets.filter((facet) => facet.column === column).map(({ value }) => value));
}

function sorted(table: Table, rows: readonly DeskRow[], sort: TableQuery['sort']): readonly DeskRow[] {
  const place = table.columns.findIndex(({ id }) => id === sort?.column);
  if (sort === null || place === -1) return rows;
  const sign = sort.descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * ORDER.compare(a.cells[place] ?? '', b.cells[place] ?? ''));
}

import type { DeskColumn, DeskRow } from '../../domain/desk.ts';

/** A whole table. */
export interface Table {
  readonly columns: readonly DeskColumn[];
  readonly rows: readonly DeskRow[];
}

/** Returns a column of words that the archive holds. */
export function text(id: string, facet = false): DeskColumn {
  return { id, kind: 'text', label: null, facet };
}

/** Returns a column of numbers. */
export function number(id: string): DeskColumn {
  return { id, kind: 'number', label: null, facet: false };
}

/** Returns a column of the tool's own words, by which rows can be chosen. */
export function word(id: string): DeskColumn {
  return { id, kind: 'word', label: null, facet: true };
}

/** Returns a column that a file heads itself. */
export function headed(id: string, label: string): DeskColumn {
  return { id, kind: 'text', label, facet: false };
}

/** Returns a list of ids as a cell. */
export function ids(list: readonly string[]): string {
  return list.join(', ');
}

/** Returns `rows` with keys that name one row each: a key that stands twice gets its number. */
export function keyed(rows: readonly DeskRow[]): readonly DeskRow[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const times = (seen.get(row.key) ?? 0) + 1;
    seen.set(row.key, times);
    return times === 1 ? row : { ...row, key: `${row.key} (${String(times)})` };
  });
}

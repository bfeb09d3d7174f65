import type { ColumnMap } from '../../domain/column-map.ts';
import type { CaseStatus } from '../../domain/facts.ts';
import type { EvidenceRole } from '../../domain/manifest.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { Csv } from '../../parse/index.ts';
import { canonicalNames, TEST_ALIASES } from './aliases.ts';
import { columnName } from './columns.ts';

/**
 * Returns a table with its columns named by the first map of its role all of whose columns it has, and a note that says so. Where two columns
 * of a table have the name that a map speaks of, the map fits none of them and is not used.
 */
export function withColumnMap(
  csv: Csv,
  role: EvidenceRole | 'tests' | null,
  maps: readonly ColumnMap[],
): { readonly csv: Csv; readonly notes: readonly Message[] } {
  const written = csv.header.map(columnName);
  const once = (name: string): boolean => written.filter((one) => one === columnName(name)).length === 1;
  const map = maps.find((one) => one.role === role && Object.keys(one.columns).every(once));
  if (map === undefined) return { csv, notes: [] };
  const names = new Map(Object.entries(map.columns).map(([from, to]) => [columnName(from), to] as const));
  const header = csv.header.map((cell, index) => {
    const name = names.get(written[index] ?? '');
    return name === undefined ? cell : (name ?? '');
  });
  const words = new Map(Object.entries(map.results).map(([word, result]) => [word.trim().toLowerCase(), result]));
  const shown = Object.keys(map.columns).slice(0, 20);
  const notes = [message('evidence.column-map', { n: names.size, names: shown.map((name) => visible(name)) })];
  if (role !== 'tests' || words.size === 0) return { csv: { ...csv, header }, notes };
  const result = canonicalNames(header.map(columnName), TEST_ALIASES).indexOf('result');
  const said = Object.entries(map.results).slice(0, 20);
  const note = message('evidence.column-map.results', { words: said.map(([from, to]) => `${visible(from)} = ${to}`) });
  return { csv: { ...csv, header, rows: reworded(csv.rows, result, words) }, notes: [...notes, note] };
}

function reworded(rows: Csv['rows'], column: number, words: ReadonlyMap<string, CaseStatus>): Csv['rows'] {
  if (column === -1) return rows;
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, index) =>
      index === column ? (words.get(cell.trim().toLowerCase())?.replace('-', ' ') ?? cell) : cell,
    ),
  }));
}

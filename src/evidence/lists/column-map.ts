import type { CaseStatus } from '../../domain/facts.ts';
import type { EvidenceRole } from '../../domain/manifest.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { Csv } from '../../parse/index.ts';
import { columnName } from './columns.ts';

/** What the columns of a manufacturer's tables mean, as an auditor confirmed it. Names of columns in the form of `columnName`. */
export interface ColumnMap {
  readonly role: EvidenceRole | 'tests';
  /** Written name to the name in `docs/release-format.md`; `null` for a column that is not to be read. */
  readonly columns: ReadonlyMap<string, string | null>;
  /** Words for results of tests, in lower case. */
  readonly results: ReadonlyMap<string, CaseStatus>;
}

/** Returns a table with its columns named by the first map of its role all of whose columns it has, and a note that says so. */
export function withColumnMap(
  csv: Csv,
  role: EvidenceRole | 'tests' | null,
  maps: readonly ColumnMap[],
): { readonly csv: Csv; readonly notes: readonly Message[] } {
  const written = csv.header.map(columnName);
  const map = maps.find((one) => one.role === role && [...one.columns.keys()].every((name) => written.includes(name)));
  if (map === undefined) return { csv, notes: [] };
  const header = csv.header.map((cell, index) => {
    const name = map.columns.get(written[index] ?? '');
    return name === undefined ? cell : (name ?? '');
  });
  const result = header.indexOf('result');
  const reworded = (cell: string, index: number): string =>
    index === result ? (map.results.get(cell.trim().toLowerCase()) ?? cell) : cell;
  const rows = map.results.size === 0 ? csv.rows : csv.rows.map((row) => ({ ...row, cells: row.cells.map(reworded) }));
  const names = [...map.columns.keys()].slice(0, 20).map((name) => visible(name));
  return { csv: { ...csv, header, rows }, notes: [message('evidence.column-map', { n: map.columns.size, names })] };
}

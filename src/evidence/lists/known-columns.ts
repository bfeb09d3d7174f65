import type { TableRole } from '../../domain/column-map.ts';
import {
  ANOMALY_ALIASES,
  canonicalNames,
  RISK_ALIASES,
  SOUP_ALIASES,
  TEST_ALIASES,
  TRACE_ALIASES,
  type Aliases,
} from './aliases.ts';
import { ANOMALY_COLUMNS } from './anomalies.ts';
import { columnName } from './columns.ts';
import { SOUP_COLUMNS, TRACE_COLUMNS } from './soup-and-trace.ts';

const own = (aliases: Aliases): readonly string[] => [...new Set(aliases.map(([, name]) => name))];

/** The columns that each table is read for, by the names of `docs/release-format.md`: what a column map may name. */
export const KNOWN_COLUMNS: Readonly<Record<TableRole, readonly string[]>> = {
  tests: own(TEST_ALIASES),
  anomalies: [...ANOMALY_COLUMNS],
  soup_list: [...SOUP_COLUMNS],
  trace_matrix: [...TRACE_COLUMNS],
  risk_file: own(RISK_ALIASES),
};

const ALIASES_OF: Readonly<Record<TableRole, Aliases>> = {
  tests: TEST_ALIASES,
  anomalies: ANOMALY_ALIASES,
  soup_list: SOUP_ALIASES,
  trace_matrix: TRACE_ALIASES,
  risk_file: RISK_ALIASES,
};

/** Returns for each column of a table which of the known columns it is read as by its own name; `null` where it is none of them. */
export function columnsReadAs(header: readonly string[], role: TableRole): readonly (string | null)[] {
  const known = new Set(KNOWN_COLUMNS[role]);
  return canonicalNames(header.map(columnName), ALIASES_OF[role]).map((name) => (known.has(name) ? name : null));
}

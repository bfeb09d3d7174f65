import type { TableRole } from '../../domain/column-map.ts';
import { RISK_ALIASES, TEST_ALIASES, type Aliases } from './aliases.ts';
import { ANOMALY_COLUMNS } from './anomalies.ts';
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

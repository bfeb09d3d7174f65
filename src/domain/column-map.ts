import type { CaseStatus } from './facts.ts';

/** Roles of which a table is read by its columns. */
export const TABLE_ROLES = ['tests', 'anomalies', 'soup_list', 'trace_matrix', 'risk_file'] as const;
export type TableRole = (typeof TABLE_ROLES)[number];

/** What the columns of one manufacturer's tables mean, as an auditor confirmed it once. */
export interface ColumnMap {
  /** As the manifest names it: the map is used for no other manufacturer's release. */
  readonly manufacturer: string;
  readonly role: TableRole;
  /** The column as written to the name that `docs/release-format.md` gives it; `null` for one that is not to be read. */
  readonly columns: Readonly<Record<string, string | null>>;
  /** The manufacturer's words for results of tests. */
  readonly results: Readonly<Record<string, CaseStatus>>;
  readonly confirmedBy: string;
  /** ISO 8601. */
  readonly confirmedAt: string;
}

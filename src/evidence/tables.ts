import type { ColumnMap } from '../domain/column-map.ts';
import type { EvidenceRole } from '../domain/manifest.ts';
import { parseCsv, parseMarkdown, type Csv } from '../parse/index.ts';
import { readChangeTable } from './changes/change-requests.ts';
import {
  ANOMALY_ALIASES,
  RISK_ALIASES,
  SOUP_ALIASES,
  TEST_ALIASES,
  TRACE_ALIASES,
  canonicalNames,
} from './lists/aliases.ts';
import { ANOMALY_COLUMNS, readAnomalyTable } from './lists/anomalies.ts';
import { withColumnMap } from './lists/column-map.ts';
import { columnName } from './lists/columns.ts';
import { isCrossTable, readCrossTable } from './lists/cross-table.ts';
import { readRiskTable } from './lists/risk-table.ts';
import { readSoupList, readTraceMatrix } from './lists/soup-and-trace.ts';
import { readTestTable } from './lists/test-table.ts';
import { readGeneralTable, readRecord } from './plain.ts';
import type { Outcome } from './reading.ts';

type Role = EvidenceRole | 'tests' | null;

/** What a table is, by its columns. */
type Kind = 'changes' | 'anomalies' | 'tests' | 'trace' | 'cross' | 'soup' | 'risk';

const READERS: Readonly<Record<Kind, (csv: Csv) => Outcome>> = {
  changes: readChangeTable,
  anomalies: readAnomalyTable,
  tests: readTestTable,
  trace: readTraceMatrix,
  cross: readCrossTable,
  soup: readSoupList,
  risk: readRiskTable,
};

/** Columns that an anomaly list has and other lists with an `id` rarely have. */
const TELLING = [
  'affected_function',
  'affected_version',
  'reproduction',
  'found_in',
  'evaluation',
  'verdict',
  'severity',
];

/** Reads a CSV text as what its columns say it is; a role that has no form of its own keeps it general. Throws `ParseError`. */
export function readTable(text: string, role: Role, maps: readonly ColumnMap[]): Outcome {
  return readTableRows(parseCsv(text), role, maps);
}

/** Returns what {@link readTable} does, of rows that stand already. */
export function readTableRows(written: Csv, role: Role, maps: readonly ColumnMap[]): Outcome {
  const { csv, notes } = withColumnMap(written, role, maps);
  const kind = kindOf(csv, role);
  const outcome = kind === null ? readGeneralTable(csv) : READERS[kind](csv);
  return { ...outcome, notes: [...outcome.notes, ...notes] };
}

/** Returns whether the columns of a table, by their names or by a column map, are those of its role or of a kind that is known. */
export function hasKnownColumns(csv: Csv, role: Role, maps: readonly ColumnMap[]): boolean {
  const kind = kindOf(withColumnMap(csv, role, maps).csv, role);
  return (
    kind !== null &&
    (kind !== 'changes' || csv.header.map(columnName).some((name) => /id|key|number|schlüssel|clé|nr/u.test(name)))
  );
}

function kindOf(csv: Csv, role: Role): Kind | null {
  if (role === 'change_requests') return 'changes';
  const written = csv.header.map(columnName);
  const plain = new Set(written);
  const has = (aliases: typeof TEST_ALIASES, ...wanted: readonly string[]): boolean => {
    const names = new Set(canonicalNames(written, aliases));
    return wanted.every((name) => names.has(name));
  };
  const is: Readonly<Partial<Record<NonNullable<Role>, () => Kind | null>>> = {
    anomalies: () => (has(ANOMALY_ALIASES, 'id') ? 'anomalies' : null),
    tests: () =>
      has(TEST_ALIASES, 'result') && (has(TEST_ALIASES, 'test_id') || has(TEST_ALIASES, 'title')) ? 'tests' : null,
    trace_matrix: () => (has(TRACE_ALIASES, 'requirement', 'tests') ? 'trace' : isCrossTable(csv) ? 'cross' : null),
    soup_list: () => (has(SOUP_ALIASES, 'title') ? 'soup' : null),
    risk_file: () => (has(RISK_ALIASES, 'hazard_id') || has(RISK_ALIASES, 'control_id') ? 'risk' : null),
  };
  if (role !== null) return is[role]?.() ?? null;
  const told = TELLING.filter((name) => ANOMALY_COLUMNS.has(name) && plain.has(name)).length;
  if (plain.has('id') && told >= 2) return 'anomalies';
  if (plain.has('requirement') && plain.has('tests')) return 'trace';
  if (has(TEST_ALIASES, 'test_id', 'result', 'tester') && has(TEST_ALIASES, 'expected')) return 'tests';
  return plain.has('title') && plain.has('version') && (plain.has('manufacturer') || plain.has('purl')) ? 'soup' : null;
}

/** Returns a Markdown file in a role that tables fill as the first of its tables that does; any other as a record. */
export function readMarkdown(text: string, role: Role, maps: readonly ColumnMap[]): Outcome {
  const record = readRecord(text);
  if (role === null || role === 'change_requests' || record.facts.kind !== 'record') return record;
  for (const { header, line, rows } of parseMarkdown(text).tables) {
    const width = header.length;
    const body = rows.map((row) => ({ ...row, raw: JSON.stringify(row.cells) }));
    const csv: Csv = {
      delimiter: ',',
      header: header.map((cell) => cell.trim()),
      headerLine: line,
      rows: body.filter(({ cells }) => cells.length === width),
      uneven: body.filter(({ cells }) => cells.length !== width),
    };
    if (kindOf(withColumnMap(csv, role, maps).csv, role) !== null) return readTableRows(csv, role, maps);
  }
  return record;
}

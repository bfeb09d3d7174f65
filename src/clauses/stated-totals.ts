import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { MarkdownTable } from '../domain/facts.ts';
import { locatorLine } from '../domain/locator.ts';
import type { TestLevel } from '../domain/manifest.ts';
import { asRead, fieldsOf } from './files.ts';
import { refAt, refValue } from './references.ts';
import { allCases, readLevel, type TestRun } from './tests.ts';

/** What a record can state of a level. `total` and `planned` are compared with all cases of the raw results. */
export type Total = 'total' | 'planned' | 'executed' | 'passed' | 'failed' | 'deferred';

/** Cases of one level in the raw results. A case that was run and failed is not one that was deferred. */
export interface LevelCount {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly deferred: number;
}

/** One total that a record or plan states, in its front matter or in a table. */
export interface StatedTotal {
  readonly level: TestLevel;
  readonly total: Total;
  readonly stated: number;
  readonly where: EvidenceRef;
  /** `false` where it is read from a table that may count something else: another section, or several rows for one level. */
  readonly sure: boolean;
}

const LEVELS: readonly TestLevel[] = ['unit', 'integration', 'system', 'hil'];

/** Returns the cases of every level, counted: passed, failed or ended in error, and not executed (skipped, blocked, not run). */
export function countLevels(runs: readonly TestRun[]): ReadonlyMap<TestLevel, LevelCount> {
  return new Map(
    LEVELS.map((level) => {
      const statuses = allCases(runs.filter((run) => run.level === level)).map((found) => found.test.status);
      const passed = statuses.filter((status) => status === 'passed').length;
      const failed = statuses.filter((status) => status === 'failed' || status === 'error').length;
      const total = statuses.length;
      return [level, { total, passed, failed, deferred: total - passed - failed }] as const;
    }),
  );
}

/** Returns the number of cases that a stated total has to equal. */
export function countFor(stated: StatedTotal, counts: ReadonlyMap<TestLevel, LevelCount>): number {
  const count = counts.get(stated.level);
  if (count === undefined) return 0;
  if (stated.total === 'executed') return count.total - count.deferred;
  return stated.total === 'planned' ? count.total : count[stated.total];
}

/** Returns every total that `file` states: `tests.<level>.<total>` of its front matter, and its tables with a column of levels. */
export function statedTotals(file: EvidenceFile): readonly StatedTotal[] {
  return [...inFields(file), ...inTables(file)];
}

/** Returns where a total stands, for a sentence: the path, and the line where one is known. */
export function placeOf(where: EvidenceRef): string {
  const line = locatorLine(where.locator);
  return line === null ? where.path : `${where.path}:${String(line)}`;
}

function inFields(file: EvidenceFile): readonly StatedTotal[] {
  return [...fieldsOf(file)].flatMap(([key, located]) => {
    const parts = /^tests\.([^.]+)\.(total|passed|failed|deferred|planned)$/u.exec(key);
    const level = parts?.[1] === undefined ? null : readLevel(parts[1]);
    const stated = whole(located.value);
    if (parts === null || level === null || stated === null) return [];
    return [{ level, total: parts[2] as Total, stated, where: refValue(file, located), sure: true }];
  });
}

/** A record has a handful of tables, not thousands. */
const MOST_TABLES = 100;
const LEVEL_COLUMN = /^(?:(?:test|verification)[ -]?)?levels?$/iu;
const ONE_LEVEL = /^(?:unit|integration|system|hil)(?:[ -]?tests?|[ -]?testing)?$/iu;
const COLUMNS: readonly (readonly [RegExp, Total])[] = [
  [/^(?:cases|tests|test cases|total)$/iu, 'total'],
  [/^executed(?: cases| tests)?$/iu, 'executed'],
  [/^planned(?: cases| tests)?$/iu, 'planned'],
  [/^pass(?:ed)?$/iu, 'passed'],
  [/^(?:fail(?:ed|ures)?|errors?)$/iu, 'failed'],
  [/^(?:deferred|skipped|blocked|not executed|not run)$/iu, 'deferred'],
];

function inTables(file: EvidenceFile): readonly StatedTotal[] {
  const record = asRead(file, 'record');
  if (record === null) return [];
  return record.facts.tables.slice(0, MOST_TABLES).flatMap((table) => {
    const heading = record.facts.headings.filter((candidate) => candidate.line < table.line).at(-1);
    const isOwn = file.role === 'verification_plan' || heading?.clause === '5.8.1';
    return inTable(file, table, isOwn);
  });
}

function inTable(file: EvidenceFile, table: MarkdownTable, isOwn: boolean): readonly StatedTotal[] {
  const levelColumn = table.header.findIndex((cell) => LEVEL_COLUMN.test(cell.trim()));
  if (levelColumn < 0) return [];
  const rows = table.rows.flatMap((row) => {
    const written = row.cells[levelColumn]?.replace(/[*_`]/gu, '').trim() ?? '';
    const level = readLevel(written);
    return level === null ? [] : [{ ...row, level, exact: ONE_LEVEL.test(written) }];
  });
  const named = table.header.map((name) => COLUMNS.find(([pattern]) => pattern.test(name.trim()))?.[1]);
  return [...new Set(named)].flatMap((total) => {
    if (total === undefined) return [];
    // Failures and errors, or skipped and blocked cases, can stand in columns of their own.
    const columns = named.flatMap((name, column) => (name === total ? [column] : []));
    return LEVELS.flatMap((level) => {
      const own = rows.filter((row) => row.level === level);
      const first = own[0];
      const numbers = own.flatMap((row) =>
        columns.map((column) => whole(row.cells[column]?.replace(/[*_`]/gu, '') ?? '')),
      );
      const known = numbers.filter((number) => number !== null);
      if (first === undefined || known.length < numbers.length) return [];
      const where = refAt(file, { kind: 'line', line: first.line }, first.cells.join(' | '));
      const stated = known.reduce((sum, number) => sum + number, 0);
      const isPlain = columns.length === 1 || total === 'failed' || total === 'deferred';
      const sure = isOwn && isPlain && total !== 'executed' && own.length === 1 && first.exact;
      return [{ level, total, stated, where, sure }];
    });
  });
}

function whole(text: string): number | null {
  const bare = text.trim();
  return /^\d{1,9}$/u.test(bare) ? Number(bare) : null;
}

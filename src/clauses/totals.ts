import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import type { TestLevel } from '../domain/manifest.ts';
import { asRead, fieldsOf, filesOf } from './files.ts';
import { failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { allCases, readLevel, testRuns, type TestRun } from './tests.ts';

type Total = 'total' | 'passed' | 'deferred' | 'planned';

/** A total that a record states, with the total recomputed from the raw files. */
interface Comparison {
  readonly what: string;
  readonly stated: number;
  readonly computed: number;
  readonly where: EvidenceRef;
}

/** Test ids that a plan lists for one level (`null`: for all levels). */
interface PlannedIds {
  readonly level: TestLevel | null;
  readonly ids: ReadonlySet<string>;
  readonly where: EvidenceRef;
}

/** CS-581-03: planned = executed = reported. */
export function plannedExecutedReported(context: Context): Outcome {
  const { release } = context;
  const runs = testRuns(release);
  const files = filesOf(release, 'tests');
  if (allCases(runs).length === 0) return undecidable([message('rules.missing.tests')], files.map(refFile));
  const documents = [...filesOf(release, 'verification_plan'), ...filesOf(release, 'release_record')];
  const computed = new Map(LEVELS.map((level) => [level, countAt(runs, level)] as const));
  const comparisons = documents.flatMap((file) => comparisonsOf(file, computed));
  const planned = filesOf(release, 'verification_plan').flatMap(plannedIds);
  if (comparisons.length === 0 && planned.length === 0) {
    return undecidable([message('rules.missing.stated-totals')], [...documents, ...files].map(refFile));
  }
  const rests = [...files, ...documents];
  const unlevelled = runs.filter((run) => run.level === null);
  const differing = comparisons.filter((item) => item.stated !== item.computed);
  if (differing.length > 0) {
    if (unlevelled.length > 0) {
      const path = unlevelled[0]?.file.path ?? '';
      return undecidable(
        [message('rules.missing.level-of-file', { path })],
        differing.map((item) => item.where),
      );
    }
    return failByAbsence(
      message('rules.581-03.fail-totals', {
        stated: some(differing.map((item) => `${item.what} ${String(item.stated)}`)),
        computed: some(differing.map((item) => `${item.what} ${String(item.computed)}`)),
      }),
      rests,
      capped([...differing.map((item) => item.where), ...files.map(refFile)]),
    );
  }
  const { notExecuted, notPlanned } = idGaps(planned, runs);
  const evidence = capped([
    ...comparisons.map((item) => item.where),
    ...planned.map((item) => item.where),
    ...files.map(refFile),
  ]);
  if (notExecuted.length > 0 || notPlanned.length > 0) {
    const values = { k: notExecuted.length, ids: some(notExecuted), n: notPlanned.length, others: some(notPlanned) };
    return failByAbsence(message('rules.581-03.fail-ids', values), rests, evidence);
  }
  const levels = new Set(runs.map((run) => run.level));
  const listed =
    planned.some((item) => item.level === null) ||
    [...levels].every((level) => planned.some((item) => item.level === level));
  if (planned.length === 0 || !listed) {
    return judge(message('rules.581-03.judge', { n: comparisons.length, cases: allCases(runs).length }), evidence);
  }
  const reported = [...levels].every((level) => comparisons.some((item) => item.what === totalName(level, 'total')));
  if (!reported) return judge(message('rules.581-03.judge-not-reported'), evidence);
  return pass(message('rules.581-03.pass', { n: allCases(runs).length }), rests, evidence);
}

const LEVELS: readonly TestLevel[] = ['unit', 'integration', 'system', 'hil'];

interface Count {
  readonly total: number;
  readonly passed: number;
}

function countAt(runs: readonly TestRun[], level: TestLevel): Count {
  const cases = allCases(runs.filter((run) => run.level === level));
  return { total: cases.length, passed: cases.filter((found) => found.test.status === 'passed').length };
}

function comparisonsOf(file: EvidenceFile, counts: ReadonlyMap<TestLevel, Count>): readonly Comparison[] {
  const found: Comparison[] = [];
  for (const [key, located] of fieldsOf(file)) {
    const parts = /^tests\.([^.]+)\.(total|passed|deferred|planned)$/u.exec(key);
    const level = parts?.[1] === undefined ? null : readLevel(parts[1]);
    const stated = /^\d{1,9}$/u.test(located.value.trim()) ? Number(located.value) : null;
    if (parts === null || level === null || stated === null) continue;
    const total = parts[2] as Total;
    const computed = totalOf(counts.get(level) ?? { total: 0, passed: 0 }, total);
    found.push({ what: totalName(level, total), stated, computed, where: refValue(file, located) });
  }
  return found;
}

function totalOf(count: Count, total: Total): number {
  if (total === 'total' || total === 'planned') return count.total;
  return total === 'passed' ? count.passed : count.total - count.passed;
}

function totalName(level: TestLevel | null, total: Total): string {
  return `${level ?? ''} ${total === 'planned' ? 'planned' : total}`;
}

const ID_COLUMN = /^(?:(?:test|case|test.?case)s?(?:[ _-]?ids?)?|ids?)$/iu;

/** A plan has a table of tests a level, not thousands. */
const MOST_TABLES = 100;

function plannedIds(file: EvidenceFile): readonly PlannedIds[] {
  const record = asRead(file, 'record');
  if (record === null) return [];
  return record.facts.tables.slice(0, MOST_TABLES).flatMap((table) => {
    const column = table.header.findIndex((cell) => ID_COLUMN.test(cell.trim()));
    const ids = new Set(table.rows.map((row) => row.cells[column]?.trim() ?? '').filter((id) => id !== ''));
    if (column < 0 || ids.size === 0) return [];
    const heading = record.facts.headings.filter((candidate) => candidate.line < table.line).at(-1);
    const level = heading === undefined ? null : readLevel(heading.text);
    const quote = table.header.join(' | ');
    return [{ level, ids, where: refAt(file, { kind: 'line', line: table.line }, quote) }];
  });
}

function idGaps(
  planned: readonly PlannedIds[],
  runs: readonly TestRun[],
): { notExecuted: string[]; notPlanned: string[] } {
  const notExecuted: string[] = [];
  const notPlanned: string[] = [];
  for (const item of planned) {
    const cases = allCases(item.level === null ? runs : runs.filter((run) => run.level === item.level));
    const executed = new Set(cases.flatMap((found) => [found.test.id, found.test.name]));
    notExecuted.push(...[...item.ids].filter((id) => !executed.has(id)));
    const unplanned = cases.filter((found) => !item.ids.has(found.test.id) && !item.ids.has(found.test.name));
    notPlanned.push(...unplanned.map((found) => found.test.id));
  }
  return { notExecuted, notPlanned };
}

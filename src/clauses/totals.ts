import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import type { TestLevel } from '../domain/manifest.ts';
import { asRead, filesOf } from './files.ts';
import { failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';
import { countFor, countLevels, placeOf, statedTotals, type LevelCount, type StatedTotal } from './stated-totals.ts';
import { allCases, readLevel, selfContradiction, testRuns, type TestRun } from './tests.ts';

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
  const counts = countLevels(runs);
  const comparisons = documents.flatMap(statedTotals);
  const planned = filesOf(release, 'verification_plan').flatMap(plannedIds);
  const contradiction = selfContradiction(runs);
  if (comparisons.length === 0 && planned.length === 0) {
    const missing = contradiction === null ? [] : [contradiction.missing];
    return undecidable([message('rules.missing.stated-totals'), ...missing], [...documents, ...files].map(refFile));
  }
  const rests = [...files, ...documents];
  const unlevelled = runs.filter((run) => run.level === null);
  const differing = comparisons.filter((item) => item.stated !== countFor(item, counts));
  const certain = differing.filter((item) => item.sure);
  const refs = (items: readonly StatedTotal[]): readonly EvidenceRef[] =>
    capped([...items.map((item) => item.where), ...files.map(refFile)]);
  if (differing.length > 0 && unlevelled.length > 0) {
    const path = unlevelled[0]?.file.path ?? '';
    return undecidable(
      [message('rules.missing.level-of-file', { path })],
      differing.map((item) => item.where),
    );
  }
  if (certain.length > 0)
    return failByAbsence(message('rules.581-03.fail-totals', sides(certain, counts)), rests, refs(certain));
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
  if (contradiction !== null) return judge(contradiction.judged, capped(contradiction.files.map(refFile)));
  const levels = new Set(runs.map((run) => run.level));
  const listed =
    planned.some((item) => item.level === null) ||
    [...levels].every((level) => planned.some((item) => item.level === level));
  if (differing.length > 0)
    return judge(message('rules.581-03.judge-table', sides(differing, counts)), refs(differing));
  if (planned.length === 0 || !listed) {
    return judge(message('rules.581-03.judge', { n: comparisons.length, cases: allCases(runs).length }), evidence);
  }
  const reported = [...levels].every((level) =>
    comparisons.some((item) => item.level === level && item.total === 'total'),
  );
  if (!reported) return judge(message('rules.581-03.judge-not-reported'), evidence);
  return pass(message('rules.581-03.pass', { n: allCases(runs).length }), rests, evidence);
}

/** Stated totals with their places, and what the raw results hold in their stead; failed cases are named apart from deferred ones. */
function sides(
  differing: readonly StatedTotal[],
  counts: ReadonlyMap<TestLevel, LevelCount>,
): { stated: readonly string[]; computed: readonly string[] } {
  const stated = differing.map((item) => `${item.level} ${item.total} ${String(item.stated)} (${placeOf(item.where)})`);
  const computed = differing.map((item) => {
    const name = item.total === 'planned' || item.total === 'total' ? 'cases' : item.total;
    const failed = item.total === 'deferred' ? (counts.get(item.level)?.failed ?? 0) : 0;
    const beside = failed === 0 ? '' : `, ${item.level} failed ${String(failed)}`;
    return `${item.level} ${name} ${String(countFor(item, counts))}${beside}`;
  });
  return { stated: some(stated), computed: some(computed) };
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

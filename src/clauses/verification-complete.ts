import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Deviation, WrittenTime } from '../domain/facts.ts';
import type { IdentityKey } from '../domain/release.ts';
import { message } from '../domain/message.ts';
import { compareWritten } from '../domain/written-time.ts';
import { gateTimes } from './approvals.ts';
import { filesOf, readOf } from './files.ts';
import { released, statementsOf } from './identity.ts';
import { plannedLevels, type PlannedLevel } from './levels-planned.ts';
import { failByAbsence, fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';
import { allCases, EXPECTED_LEVELS, selfContradiction, testRuns, type RunCase, type TestRun } from './tests.ts';

/** CS-581-01: every planned verification level has results. */
export function plannedLevelsHaveResults(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'tests');
  const runs = testRuns(release);
  const plans = filesOf(release, 'verification_plan');
  const planned = plannedLevels(release);
  if (planned.length === 0 && plans.length > 0) {
    return undecidable([message('rules.missing.plan-levels', { path: plans[0]?.path ?? '' })], plans.map(refFile));
  }
  if (planned.length === 0) return levelsWithoutPlan(context, files, runs);
  const unknown = planned.filter((item) => item.level === null);
  if (unknown.length > 0) {
    const levels = some(unknown.map((item) => item.written));
    return undecidable(
      [message('rules.missing.level-unknown', { levels })],
      unknown.map((item) => item.where),
    );
  }
  const empty = planned.filter((item) => casesAt(runs, item) === 0);
  const evidence = [...planned.map((item) => item.where), ...runs.map((run) => refFile(run.file))];
  const rests = [...files, ...plans];
  if (empty.length === 0) {
    return pass(
      message('rules.581-01.pass', { levels: some(planned.map((item) => item.written)) }),
      rests,
      capped(evidence),
    );
  }
  const unclassified = runs.filter((run) => run.level === null);
  if (unclassified.length > 0) {
    const missing = unclassified.map((run) => message('rules.missing.level-of-file', { path: run.file.path }));
    return undecidable([missing[0] ?? message('rules.missing.tests'), ...missing.slice(1, 20)], capped(evidence));
  }
  const levels = some(empty.map((item) => item.written));
  return failByAbsence(
    message('rules.581-01.fail', { levels, n: files.length }),
    rests,
    capped([...empty.map((item) => item.where), ...files.map(refFile)]),
    ['tests'],
  );
}

function casesAt(runs: readonly TestRun[], planned: PlannedLevel): number {
  return allCases(runs.filter((run) => run.level === planned.level)).length;
}

/** Without a plan the class tells what to expect, and a person has to ask what was planned. */
function levelsWithoutPlan(context: Context, files: readonly EvidenceFile[], runs: readonly TestRun[]): Outcome {
  if (files.length === 0) {
    return undecidable([message('rules.missing.verification_plan'), message('rules.missing.tests')]);
  }
  const expected = EXPECTED_LEVELS[context.profile.safetyClass ?? 'C'];
  const covered = new Set(runs.filter((run) => run.results.cases.length > 0).map((run) => run.level));
  const absent = expected.filter((level) => !covered.has(level));
  const evidence = capped(files.map(refFile));
  if (absent.length > 0)
    return judge(message('rules.581-01.judge-absent', { levels: absent, k: absent.length }), evidence);
  return judge(message('rules.581-01.judge', { levels: expected, k: expected.length }), evidence);
}

/** CS-581-02: every case that did not pass is dispositioned by an approved deviation. */
export function everyNonPassDispositioned(context: Context): Outcome {
  const { release } = context;
  const runs = testRuns(release);
  const cases = allCases(runs);
  const files = filesOf(release, 'tests');
  if (cases.length === 0) return undecidable([message('rules.missing.tests')], files.map(refFile));
  const open = cases.filter((found) => found.test.status !== 'passed');
  const contradiction = selfContradiction(runs);
  if (open.length === 0) {
    if (contradiction !== null) return judge(contradiction.judged, capped(contradiction.files.map(refFile)));
    return pass(message('rules.581-02.pass-all', { n: cases.length }), files, files.map(refFile));
  }
  const deviationFiles = filesOf(release, 'deviations');
  const deviations = readOf(release, 'deviations', 'deviations').flatMap((read) =>
    read.facts.deviations.map((deviation) => ({ file: read.file, deviation })),
  );
  const gate = gateTimes(release)[0]?.time ?? null;
  const byId = new Map(deviations.map((item) => [item.deviation.id, item] as const));
  const byTest = new Map(deviations.flatMap((item) => item.deviation.tests.map((test) => [test, item] as const)));
  const passedElsewhere = new Set(cases.filter((found) => found.test.status === 'passed').map(caseKey));
  const undisposed: RunCase[] = [];
  const doubtful: { found: RunCase; item: (typeof deviations)[number] | null }[] = [];
  const good: EvidenceRef[] = [];
  for (const found of open) {
    const item =
      found.test.deviations.map((id) => byId.get(id)).find((known) => known !== undefined) ?? byTest.get(found.test.id);
    const dangling = found.test.deviations.some((id) => !byId.has(id));
    if (item === undefined || dangling) {
      if (item === undefined && !dangling && passedElsewhere.has(caseKey(found))) doubtful.push({ found, item: null });
      else undisposed.push(found);
    } else if (!isApproved(item.deviation, gate)) doubtful.push({ found, item });
    else good.push(caseRef(found), refAt(item.file, item.deviation.at, item.deviation.rationale ?? ''));
  }
  if (undisposed.length > 0) {
    const ids = some(undisposed.map((found) => found.test.id));
    return failByAbsence(
      message('rules.581-02.fail', { k: undisposed.length, n: cases.length, ids }),
      [...undisposed.map((found) => found.run.file), ...deviationFiles],
      capped(undisposed.map(caseRef)),
      ['deviations'],
    );
  }
  if (doubtful.length > 0) {
    const evidence = doubtful.flatMap(({ found, item }) =>
      item === null
        ? [caseRef(found)]
        : [caseRef(found), refAt(item.file, item.deviation.at, item.deviation.rationale ?? '')],
    );
    const ids = some(doubtful.map(({ found }) => found.test.id));
    return judge(message('rules.581-02.judge', { k: doubtful.length, ids }), capped(evidence));
  }
  if (contradiction !== null) return judge(contradiction.judged, capped(contradiction.files.map(refFile)));
  return pass(
    message('rules.581-02.pass', { k: open.length, n: cases.length }),
    [...files, ...deviationFiles],
    capped(good),
  );
}

function caseKey(found: RunCase): string {
  return `${found.run.level ?? ''} ${found.test.id}`;
}

/** A deviation that was approved after the release was approved is none that the approval could rest on. */
function isApproved(deviation: Deviation, gate: WrittenTime | null): boolean {
  return (
    deviation.rationale !== null &&
    deviation.rationale.trim() !== '' &&
    deviation.approvedBy !== null &&
    deviation.approvedBy.trim() !== '' &&
    deviation.approvedOn !== null &&
    deviation.approvedOn.instant !== null &&
    (gate === null || compareWritten(deviation.approvedOn, gate) !== 'after')
  );
}

/** Returns a link to a case, quoting why it did not pass. */
export function caseRef(found: RunCase): EvidenceRef {
  return refAt(found.run.file, found.test.at, found.test.detail === '' ? found.test.name : found.test.detail);
}

const BUILD_KEYS: readonly IdentityKey[] = ['version', 'commit', 'build'];

/** CS-581-04: the tested build is the released build. */
export function testedBuildIsReleasedBuild(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'tests');
  const runs = testRuns(release);
  if (runs.length === 0) return undecidable([message('rules.missing.tests')], files.map(refFile));
  const own = new Map(BUILD_KEYS.map((key) => [key, released(release, key)] as const));
  if ([...own.values()].every((value) => value === null)) return undecidable([message('rules.missing.identity')]);
  const paths = new Set(files.map((file) => file.path));
  const statements = BUILD_KEYS.flatMap((key) => statementsOf(release, key)).filter(
    (statement) => paths.has(statement.where.path) && (own.get(statement.key) ?? null) !== null,
  );
  const differing = statements.filter((statement) => !statement.agrees);
  const first = differing[0];
  if (first !== undefined) {
    const value = own.get(first.key)?.value ?? '';
    return fail(
      message('rules.581-04.fail', {
        path: first.where.path,
        tested: first.value,
        released: value,
        n: new Set(differing.map((statement) => statement.where.path)).size,
      }),
      capped([...differing.map((statement) => statement.where), ...ownRefs(context)]),
    );
  }
  const identified = new Set(statements.map((statement) => statement.where.path));
  const silent = runs.filter((run) => !identified.has(run.file.path));
  if (silent.length > 0) {
    const path = some(silent.map((run) => run.file.path));
    return judge(
      message('rules.581-04.judge', { paths: path, n: silent.length }),
      capped(silent.map((run) => refFile(run.file))),
    );
  }
  const pinned = new Set(statements.filter(({ key }) => key !== 'version').map(({ where }) => where.path));
  const loose = runs.filter((run) => !pinned.has(run.file.path));
  const evidence = capped([...statements.map((statement) => statement.where), ...ownRefs(context)]);
  if (loose.length > 0) {
    const paths = some(loose.map((run) => run.file.path));
    return judge(message('rules.581-04.judge-version-only', { paths, n: loose.length }), evidence);
  }
  return pass(message('rules.581-04.pass', { n: runs.length }), files, evidence);
}

function ownRefs(context: Context): readonly EvidenceRef[] {
  return BUILD_KEYS.map((key) => released(context.release, key)?.where).filter((where) => where !== undefined);
}

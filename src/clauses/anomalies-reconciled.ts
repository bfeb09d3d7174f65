import type { EvidenceRef } from '../domain/evidence.ts';
import type { WrittenTime } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { compareWritten } from '../domain/written-time.ts';
import { anomalyRef, listedAnomalies, openAnomalies, type ListedAnomaly } from './anomalies.ts';
import { approvalBefore, approvalRef, compareFirst, earliestOf, gateTimes, missingApprovalDate } from './approvals.ts';
import { filesOf, readOf, type Read } from './files.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { contradictedCounts } from './stated-counts.ts';
import { placeOf } from './stated-totals.ts';
import { allCases, casesOf, indexCases, selfContradiction, testRuns, type RunCase } from './tests.ts';
import { caseRef } from './verification-complete.ts';

/** Test ids that are searched for inside case names; beyond it, ids must match exactly. */
const MOST_SEARCHED = 200;

/** CS-582-03: test results and anomaly list agree in both directions. */
export function testsAndAnomaliesReconciled(context: Context): Outcome {
  const { release } = context;
  const testFiles = filesOf(release, 'tests');
  const listFiles = filesOf(release, 'anomalies');
  const cases = allCases(testRuns(release));
  if (listFiles.length === 0) return undecidable([message('rules.missing.anomalies')], testFiles.map(refFile));
  if (cases.length === 0) return undecidable([message('rules.missing.tests')], listFiles.map(refFile));
  const listed = listedAnomalies(release);
  const forward = unlisted(context, cases, listed);
  const index = indexCases(cases);
  const dangling = listed.flatMap((one) =>
    one.anomaly.tests.filter((id) => casesOf(index, id).length === 0).map((id) => ({ one, id })),
  );
  const fuzzy = dangling
    .slice(0, MOST_SEARCHED)
    .filter(({ id }) => id.length >= 4 && cases.some((found) => found.test.name.includes(id)));
  const similar = new Set(fuzzy);
  const unknown = dangling.filter((item) => !similar.has(item));
  const rests = [...testFiles, ...listFiles];
  if (forward.missing.length > 0 || unknown.length > 0) {
    return failByAbsence(
      message('rules.582-03.fail', {
        k: forward.missing.length,
        ids: some(forward.missing.map((found) => found.test.id)),
        n: unknown.length,
        anomalies: some(unknown.map(({ one, id }) => `${one.anomaly.id} → ${id}`)),
      }),
      [...rests, ...filesOf(release, 'deviations')],
      capped([...forward.missing.map(caseRef), ...unknown.map(({ one, id }) => anomalyRef(one, id))]),
    );
  }
  const doubtful = [...forward.deferred.map(caseRef), ...fuzzy.map(({ one, id }) => anomalyRef(one, id))];
  if (doubtful.length > 0) {
    const ids = some([...forward.deferred.map((found) => found.test.id), ...fuzzy.map(({ id }) => id)]);
    return judge(message('rules.582-03.judge', { ids, k: doubtful.length }), capped(doubtful));
  }
  const contradiction = selfContradiction(testRuns(release));
  if (contradiction !== null) return judge(contradiction.judged, capped(contradiction.files.map(refFile)));
  const open = cases.filter((found) => found.test.status !== 'passed');
  const evidence = [...open.map(caseRef), ...listed.map((one) => anomalyRef(one))];
  return pass(message('rules.582-03.pass', { k: open.length, n: listed.length }), rests, capped(evidence));
}

/** Cases that did not pass and have no anomaly; skipped ones that a deviation explains are left to a person. */
function unlisted(
  context: Context,
  cases: readonly RunCase[],
  listed: readonly ListedAnomaly[],
): { missing: RunCase[]; deferred: RunCase[] } {
  const ids = new Set(listed.map((one) => one.anomaly.id));
  const cited = new Set(listed.flatMap((one) => one.anomaly.tests));
  const deviations = readOf(context.release, 'deviations', 'deviations').flatMap((read) => read.facts.deviations);
  const byId = new Map(deviations.map((deviation) => [deviation.id, deviation] as const));
  const byTest = new Map(deviations.flatMap((deviation) => deviation.tests.map((test) => [test, deviation] as const)));
  const missing: RunCase[] = [];
  const deferred: RunCase[] = [];
  for (const found of cases) {
    const { test } = found;
    if (test.status === 'passed') continue;
    const danglingAnomaly = test.anomalies.some((id) => !ids.has(id));
    const direct = test.anomalies.some((id) => ids.has(id)) || cited.has(test.id) || cited.has(test.name);
    const deviation =
      test.deviations.map((id) => byId.get(id)).find((known) => known !== undefined) ?? byTest.get(test.id);
    const through = deviation?.anomalies.some((id) => ids.has(id)) === true;
    if (danglingAnomaly) missing.push(found);
    else if (direct || through) continue;
    else if (deviation !== undefined && test.status !== 'failed' && test.status !== 'error') deferred.push(found);
    else missing.push(found);
  }
  return { missing, deferred };
}

/** CS-582-04: the list is a dated snapshot of the tracker, not a late edit. */
export function listIsSnapshot(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'anomalies');
  const lists = readOf(release, 'anomalies', 'anomalies');
  const first = lists[0];
  if (first === undefined || lists.length < files.length) {
    return undecidable([message('rules.missing.anomalies')], files.map(refFile));
  }
  const [counted] = lists.flatMap((list) => {
    const stated = list.facts.statedRows;
    return stated === null || stated.value === list.facts.anomalies.length ? [] : [{ ...list, stated }];
  });
  if (counted !== undefined) {
    const { value, at } = counted.stated;
    const values = { path: counted.file.path, stated: value, computed: counted.facts.anomalies.length };
    return failByAbsence(
      message('rules.582-04.fail-rows', values),
      [counted.file],
      [refAt(counted.file, at, String(value))],
    );
  }
  const entries = listedAnomalies(release).length;
  const open = openAnomalies(release).length;
  const contradicted = contradictedCounts(release, 'anomalies', [entries, open]);
  const [said] = contradicted;
  if (said !== undefined) {
    const values = { record: placeOf(said.where), stated: said.stated, path: first.file.path, computed: entries };
    return failByAbsence(
      message('rules.582-04.fail-record', { ...values, open, n: lists.length }),
      [...files, ...contradicted.map((item) => item.file)],
      capped([...contradicted.map((item) => item.where), ...files.map(refFile)]),
    );
  }
  const gates = gateTimes(release);
  const earliest = earliestOf(gates);
  for (const list of lists) {
    const { exported } = list.facts;
    const gate = exported === null ? null : approvalBefore(exported, earliest);
    if (exported === null || gate === null) continue;
    const values = { exported: exported.text, approved: gate.time.text, path: list.file.path };
    const approval = approvalRef(release, gate.approval);
    return fail(message('rules.582-04.fail-late', { ...values, role: gate.approval.role }), [
      ...exportRefs(list),
      ...(approval === null ? [] : [approval]),
    ]);
  }
  const bare = lists.filter(
    (list) => list.facts.exported === null || list.facts.query === null || list.facts.statedRows === null,
  );
  if (bare.length > 0) {
    const values = { paths: some(bare.map((list) => list.file.path)), k: bare.length };
    return judge(message('rules.582-04.judge-handmade', values), capped(bare.flatMap((list) => exportRefs(list))));
  }
  const undated = missingApprovalDate(release);
  if (undated !== null) return undecidable([undated], lists.flatMap(exportRefs));
  const lastRun = latest(testRuns(release).map((run) => run.results.ended ?? run.results.started));
  if (lastRun === null) return undecidable([message('rules.missing.run-date')], lists.flatMap(exportRefs));
  const evidence = lists.flatMap(exportRefs);
  const settled = lists.every((list) => {
    if (list.facts.exported === null) return false;
    const toGate = compareFirst(list.facts.exported, earliest);
    const toRun = compareWritten(list.facts.exported, lastRun);
    return (toGate === 'before' || toGate === 'same') && (toRun === 'after' || toRun === 'same');
  });
  const values = { exported: first.facts.exported?.text ?? '', run: lastRun.text, approved: gates[0]?.time.text ?? '' };
  if (!settled) return judge(message('rules.582-04.judge-order', values), evidence);
  return pass(message('rules.582-04.pass', values), [...files, ...filesOf(release, 'tests')], evidence);
}

function exportRefs(list: Read<'anomalies'>): readonly EvidenceRef[] {
  const { exported, exportedAt, query } = list.facts;
  const refs: EvidenceRef[] = [];
  if (exported !== null && exportedAt !== null) refs.push(refAt(list.file, exportedAt, exported.text));
  if (query !== null) refs.push(refValue(list.file, query));
  return refs.length > 0 ? refs : [refFile(list.file)];
}

/** The latest readable time; `null` when one of the runs has none, because the last run is then unknown. */
function latest(times: readonly (WrittenTime | null)[]): WrittenTime | null {
  let last: WrittenTime | null = null;
  for (const time of times) {
    if (time === null || time.instant === null) return null;
    if (last === null || time.instant > (last.instant ?? 0)) last = time;
  }
  return last;
}

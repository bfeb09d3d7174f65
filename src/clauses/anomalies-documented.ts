import { message } from '../domain/message.ts';
import { sameVersion } from '../domain/version.ts';
import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { anomalyRef, blank, isOpen, listedAnomalies, openAnomalies, type ListedAnomaly } from './anomalies.ts';
import { asRead, field, filesOf, readOf } from './files.ts';
import { released, versionName } from './identity.ts';
import { fail, failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { allCases, selfContradiction, testRuns } from './tests.ts';

/** CS-582-01: a list of residual anomalies for this version exists, or a statement that none are known. */
export function anomalyListExists(context: Context): Outcome {
  const { release } = context;
  const lists = readOf(release, 'anomalies', 'anomalies');
  const files = filesOf(release, 'anomalies');
  const version = released(release, 'version');
  const unread = files.find((file) => file.facts.kind !== 'anomalies');
  if (unread !== undefined)
    return undecidable([message('rules.missing.other-form', { path: unread.path })], files.map(refFile));
  if (lists.length === 0) return statementOfNone(context);
  if (version === null) return undecidable([message('rules.missing.version')], files.map(refFile));
  const named = lists.filter((list) => list.facts.version !== null);
  const own = named.filter((list) => sameVersion(list.facts.version?.value ?? '', version.value));
  const n = openAnomalies(release).length;
  const evidence = named.flatMap((list) =>
    list.facts.version === null ? [] : [refValue(list.file, list.facts.version)],
  );
  if (own.length === 0 && named.length === lists.length) {
    const other = named[0]?.facts.version?.value ?? '';
    return fail(message('rules.582-01.fail-other-version', { version: version.value, other }), capped(evidence));
  }
  if (own.length < lists.length) {
    return judge(
      message('rules.582-01.judge-version', { version: version.value, n }),
      capped(lists.map((list) => refFile(list.file))),
    );
  }
  if (n === 0) return noneKnown(context, evidence);
  return pass(message('rules.582-01.pass', { n, version: version.value }), files, capped(evidence));
}

const NONE_KNOWN =
  /\bno (?:known |open )?(?:residual )?(?:anomal|defect)|\bnone (?:are |is )?known|\bno .{0,40}anomal.{0,20} known|keine .{0,40}anomalien|aucune anomalie/iu;

function statementOfNone(context: Context): Outcome {
  const statements: EvidenceRef[] = [];
  const records = filesOf(context.release, 'release_record');
  for (const file of records) {
    const stated = field(file, 'anomalies');
    if (stated !== null && /^(?:0|none)$/iu.test(stated.value.trim())) statements.push(refValue(file, stated));
    const record = asRead(file, 'record');
    const heading = record?.facts.headings.find((found) => found.clause === '5.8.2' && NONE_KNOWN.test(found.body));
    if (heading !== undefined) statements.push(refAt(file, { kind: 'line', line: heading.line }, heading.body.trim()));
  }
  if (statements.length > 0) return noneKnown(context, statements);
  const version = versionName(context.release);
  return failByAbsence(message('rules.582-01.fail', { version }), records, records.map(refFile), [
    'anomalies',
    'release_record',
  ]);
}

/** "None known" passes only where nothing in the archive speaks against it. */
function noneKnown(context: Context, evidence: readonly EvidenceRef[]): Outcome {
  const { release, previous } = context;
  const failed = allCases(testRuns(release)).filter((found) => found.test.status !== 'passed');
  const before = previous === null ? [] : openAnomalies(previous);
  const version = versionName(release);
  if (failed.length > 0 || before.length > 0) {
    return judge(message('rules.582-01.judge-none', { tests: failed.length, before: before.length }), capped(evidence));
  }
  const { refused } = context.standing;
  if (refused !== null) return undecidable(refused, capped(evidence));
  const contradiction = selfContradiction(testRuns(release));
  if (contradiction !== null) return undecidable([contradiction.missing], capped(evidence));
  const rests = [...filesOf(release, 'anomalies'), ...filesOf(release, 'tests'), ...filesOf(release, 'release_record')];
  return pass(message('rules.582-01.pass-none', { version }), rests, capped(evidence));
}

/** CS-582-02: each entry is complete. */
export function entriesComplete(context: Context): Outcome {
  const files = filesOf(context.release, 'anomalies');
  const listed = listedAnomalies(context.release);
  if (files.length === 0) return undecidable([message('rules.missing.anomalies')]);
  if (listed.length === 0) return notApplicable(message('rules.582-02.none'), files);
  const n = listed.length;
  const duplicates = repeated(listed);
  if (duplicates.length > 0) {
    const ids = some(duplicates.map((one) => one.anomaly.id));
    return fail(
      message('rules.582-02.fail-duplicates', { ids, k: duplicates.length }),
      capped(duplicates.map((one) => anomalyRef(one, one.anomaly.id))),
    );
  }
  const unnamed = listed.filter(
    (one) => blank(one.anomaly.id) || (blank(one.anomaly.description) && blank(one.anomaly.title)),
  );
  if (unnamed.length > 0) {
    const ids = some(unnamed.map((one) => one.anomaly.id));
    return failByAbsence(
      message('rules.582-02.fail', { k: unnamed.length, n, ids }),
      files,
      capped(unnamed.map((one) => anomalyRef(one))),
    );
  }
  const gaps = listed.map((one) => ({ one, fields: emptyFields(one) })).filter((gap) => gap.fields.length > 0);
  if (gaps.length > 0) {
    const fields = some(gaps.flatMap((gap) => gap.fields));
    const ids = some(gaps.map((gap) => gap.one.anomaly.id));
    return judge(
      message('rules.582-02.judge', { k: gaps.length, n, fields, ids }),
      capped(gaps.map((gap) => anomalyRef(gap.one))),
    );
  }
  return pass(message('rules.582-02.pass', { n }), files, capped(listed.map((one) => anomalyRef(one))));
}

/** The entries whose id an earlier entry of the same list has. */
function repeated(listed: readonly ListedAnomaly[]): readonly ListedAnomaly[] {
  const seen = new Set<string>();
  return listed.filter(({ file, anomaly }) => {
    const key = JSON.stringify([file.path, anomaly.id]);
    const again = seen.has(key);
    seen.add(key);
    return again && !blank(anomaly.id);
  });
}

function emptyFields({ anomaly }: ListedAnomaly): readonly string[] {
  const columns: readonly (readonly [string, boolean])[] = [
    ['description', blank(anomaly.description)],
    ['affected_function', blank(anomaly.affectedFunction)],
    ['affected_version', blank(anomaly.affectedVersion)],
    ['status', blank(anomaly.status)],
    ['severity', blank(anomaly.severity)],
    ['found_in', blank(anomaly.foundIn)],
    ['found_on', anomaly.foundOn === null],
  ];
  return columns.filter(([, empty]) => empty).map(([column]) => column);
}

/** CS-582-05: nothing disappeared since the previous release. */
export function nothingDisappeared(context: Context): Outcome {
  const { release, previous } = context;
  const { refused } = context.standing;
  if (refused !== null) return undecidable(refused);
  if (previous === null) return notApplicable(message('rules.582-05.no-previous'));
  const before = filesOf(previous, 'anomalies');
  const now = filesOf(release, 'anomalies');
  if (before.length === 0) return undecidable([message('rules.missing.previous-anomalies')]);
  if (now.length === 0) return undecidable([message('rules.missing.anomalies')]);
  const open = openAnomalies(previous);
  const current = new Map(listedAnomalies(release).map((one) => [one.anomaly.id, one] as const));
  const vanished = open.filter((one) => !current.has(one.anomaly.id));
  const mentioned = vanished.slice(0, MOST_SEARCHED).filter((one) => mentions(release.evidence, one.anomaly.id));
  const told = new Set(mentioned);
  const gone = vanished.filter((one) => !told.has(one));
  const values = {
    k: gone.length,
    n: open.length,
    ids: some(gone.map((one) => one.anomaly.id)),
    previous: versionName(previous),
  };
  if (gone.length > 0) {
    return failByAbsence(
      message('rules.582-05.fail', values),
      [...now, ...before],
      capped([...gone.map((one) => anomalyRef(one)), ...now.map(refFile)]),
    );
  }
  const closed = open
    .map((one) => current.get(one.anomaly.id))
    .filter((one) => one !== undefined && !isOpen(one.anomaly)) as ListedAnomaly[];
  const unverified = closed.filter((one) => one.anomaly.tests.length === 0);
  const look = [...mentioned, ...unverified];
  if (look.length > 0) {
    const ids = some(look.map((one) => one.anomaly.id));
    return judge(message('rules.582-05.judge', { ids, k: look.length }), capped(look.map((one) => anomalyRef(one))));
  }
  return pass(message('rules.582-05.pass', values), [...now, ...before], now.map(refFile));
}

/** More vanished anomalies than this are a failure whatever the records say of the rest. */
const MOST_SEARCHED = 50;

/** Whether the release notes or the release record speak of `id`. */
function mentions(evidence: readonly EvidenceFile[], id: string): boolean {
  return evidence.some((file) => {
    const record = asRead(file, 'record');
    return record?.facts.headings.some((heading) => heading.body.includes(id) || heading.text.includes(id)) === true;
  });
}

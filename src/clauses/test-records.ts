import { message } from '../domain/message.ts';
import type { EvidenceRef } from '../domain/evidence.ts';
import { fieldsOf, filesOf } from './files.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { reviewDates, reviewRecords } from './order-of-events.ts';
import { tablesOf } from './passages.ts';
import { capped, refAt, refFile, some } from './references.ts';
import { allCases, testRuns, type RunCase, type TestRun } from './tests.ts';

/** What EN 62304 9.8 asks of the record of a test, and the names under which runners and people record it. */
const FIELDS: readonly (readonly [string, RegExp])[] = [
  ['version', /^(?:version|build|commit|sut|software[_ ]version|app[_ ]?version|release)$/u],
  [
    'configuration',
    /^(?:devices?|os|platform|environment|env|hostname|machine|configuration|config|hardware|browser|target|system)(?:[_ .].*)?$/u,
  ],
  ['tools', /^(?:tools?|test[_ ]?tools?|runner|framework|equipment|rig|bench|toolchain|test[_ ]?system)(?:[_ .].*)?$/u],
  ['date', /^(?:timestamp|date|executed[_ ]on|start(?:ed|time)?|run[_ ]date)$/u],
  ['tester', /^(?:tester|testers|executed[_ ]by|performed[_ ]by|operator|run[_ ]?user|user|author)$/u],
  [
    'procedure',
    /^(?:procedure|protocol|specification|test[_ ]?(?:plan|spec|protocol|case[_ ]revision)|steps|expected(?:[_ ]result)?)$/u,
  ],
];

/** The runs whose records are looked at: of system and hardware tests, or all where no level is known. */
function systemRuns(runs: readonly TestRun[]): readonly TestRun[] {
  const known = runs.filter(({ level }) => level === 'system' || level === 'hil');
  return known.length > 0 ? known : runs.filter(({ level }) => level === null);
}

/** CS-581-06 (5.7.5, 9.8): each record of a system test holds what makes the test repeatable, itself or at the head of its run. */
export function recordsRepeatable(context: Context): Outcome {
  const { release } = context;
  const runs = systemRuns(testRuns(release));
  const cases = allCases(runs);
  if (cases.length === 0)
    return undecidable([message('rules.missing.system-tests')], filesOf(release, 'tests').map(refFile));
  const specified = specifiedTests(context);
  const lacks = ({ test }: RunCase): readonly string[] =>
    FIELDS.filter(([name, words]) => {
      if (name === 'procedure' && (specified.has(test.id) || specified.has(test.name))) return false;
      return !test.recorded.some((recorded) => words.test(recorded));
    }).map(([name]) => name);
  const gaps = cases.map((found) => ({ found, fields: lacks(found) })).filter(({ fields }) => fields.length > 0);
  const n = cases.length;
  if (gaps.length === 0)
    return pass(
      message('rules.581-06.pass', { n }),
      runs.map(({ file }) => file),
      capped(runs.map(({ file }) => refFile(file))),
    );
  const fields = [...new Set(gaps.flatMap((gap) => gap.fields))];
  const evidence = capped(gaps.map(({ found }) => caseRef(found)));
  const above = documentsWith(context, fields);
  const values = { k: gaps.length, n, fields, ids: some(gaps.map(({ found }) => found.test.id)) };
  if (above.length > 0)
    return judge(
      message('rules.581-06.judge', { ...values, paths: some(above.map(({ path }) => path)) }),
      capped([...above, ...evidence]),
    );
  return failByAbsence(
    message('rules.581-06.fail', values),
    runs.map(({ file }) => file),
    evidence,
  );
}

/** Ids and names of tests that a plan or specification in the archive lists. */
function specifiedTests(context: Context): ReadonlySet<string> {
  const tables = filesOf(context.release, 'verification_plan').flatMap(tablesOf);
  return new Set(
    tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map((cell) => cell.replace(/`/gu, '').trim()))),
  );
}

/** Plans and reviews that state all the fields which records lack, in fields of their own. */
function documentsWith(context: Context, fields: readonly string[]): readonly EvidenceRef[] {
  const files = [...filesOf(context.release, 'verification_plan'), ...reviewRecords(context.release)];
  const words = FIELDS.filter(([name]) => fields.includes(name)).map(([, pattern]) => pattern);
  const stated = new Set(files.flatMap((file) => [...fieldsOf(file).keys()].map((key) => key.toLowerCase())));
  const columns = files.flatMap((file) =>
    tablesOf(file).flatMap(({ header }) => header.map((cell) => cell.trim().toLowerCase())),
  );
  const known = [...stated, ...columns];
  return words.every((pattern) => known.some((name) => pattern.test(name))) ? files.map(refFile) : [];
}

function caseRef({ run, test }: RunCase): EvidenceRef {
  return refAt(run.file, test.at, test.name);
}

/** CS-581-07 (5.8.1; MDR Annex II 6.1 b): results were evaluated, and passes rest on what was seen. */
export function passesRestOnOutput(context: Context): Outcome {
  const { release } = context;
  const runs = testRuns(release);
  const cases = allCases(runs);
  if (cases.length === 0) return undecidable([message('rules.missing.tests')], filesOf(release, 'tests').map(refFile));
  const records = reviewRecords(release);
  const dates = reviewDates(release);
  if (records.length === 0) {
    const section = filesOf(release, 'release_record');
    return section.length === 0
      ? undecidable([message('rules.missing.review')])
      : failByAbsence(
          message('rules.581-07.fail'),
          [...section, ...filesOf(release, 'documents')],
          section.map(refFile),
        );
  }
  const evidence = [...dates.map(({ where }) => where), ...records.map(refFile)];
  if (dates.length === 0)
    return judge(
      message('rules.581-07.judge-date', { paths: some(records.map((file) => file.path)) }),
      capped(evidence),
    );
  const manual = systemRuns(runs);
  const looked = allCases(manual.length > 0 ? manual : runs).filter(({ test }) => test.status === 'passed');
  const bare = looked.filter(({ test }) => !test.hasOutput);
  if (bare.length > 0) {
    const values = { k: bare.length, n: looked.length, ids: some(bare.map(({ test }) => test.id)) };
    return judge(message('rules.581-07.judge', values), capped([...evidence, ...bare.map(caseRef)]));
  }
  if (looked.length === 0) return fail(message('rules.581-07.fail-none'), capped(evidence));
  return pass(
    message('rules.581-07.pass', { n: looked.length, path: records[0]?.path ?? '' }),
    [...records, ...runs.map(({ file }) => file)],
    capped(evidence),
  );
}

import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { WrittenTime } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { compareFirst, earliestOf, gateTimes, missingApprovalDate } from './approvals.ts';
import { field, filesOf, readOf } from './files.ts';
import { ancestors, commitIn, historiesOf, tagRef } from './history.ts';
import { released } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { titleOf } from './passages.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { testRuns, type TestRun } from './tests.ts';

const REVIEW =
  /(?:verification|test|validation) (?:summary )?reports?|(?:review|evaluation) of (?:the )?(?:test )?results|results? review|(?:test|verifizierungs|prüf|verifikations)berichte?|rapport de (?:vérification|test|validation)/iu;

/** Returns the records in which results of verification were evaluated, told by their titles. */
export function reviewRecords(release: Release): readonly EvidenceFile[] {
  return [...filesOf(release, 'documents'), ...filesOf(release, 'release_record')].filter(
    (file) => file.facts.kind === 'record' && (REVIEW.test(titleOf(file)) || field(file, 'reviewed_on') !== null),
  );
}

/** Returns when the results were reviewed, where a review record says so. */
export function reviewDates(release: Release): readonly { readonly time: WrittenTime; readonly where: EvidenceRef }[] {
  return reviewRecords(release).flatMap((file) => {
    const on = field(file, 'reviewed_on', 'approved_on', 'date');
    return on === null ? [] : [{ time: readWrittenTime(on.value), where: refValue(file, on) }];
  });
}

interface Event {
  readonly name: string;
  readonly time: WrittenTime;
  readonly where: EvidenceRef;
}

/** CS-581-05 (5.6.6, 5.7.3, 8.2.3): build, test, review, approval in this order, and no change after the last run of a level. */
export function orderOfEvents(context: Context): Outcome {
  const { release } = context;
  const runs = testRuns(release);
  const files = filesOf(release, 'tests');
  if (runs.length === 0) return undecidable([message('rules.missing.tests')], files.map(refFile));
  const gates = gateTimes(release);
  const undated = missingApprovalDate(release);
  if (undated !== null && gates.length === 0)
    return undecidable(
      [undated],
      runs.map(({ file }) => refFile(file)),
    );
  const earliest = earliestOf(gates);
  const ran = runs.flatMap((run): readonly Event[] => {
    const time = run.results.ended ?? run.results.started;
    return time === null ? [] : [{ name: run.file.path, time, where: refAt(run.file, { kind: 'file' }, time.text) }];
  });
  const reviews = reviewDates(release).map(({ time, where }): Event => ({ name: where.path, time, where }));
  const events = [...ran, ...reviews];
  const late = events.filter(({ time }) => compareFirst(time, earliest) === 'after');
  const [first] = late;
  const approved = gates[0]?.time.text ?? '';
  if (first !== undefined)
    return fail(
      message('rules.581-05.fail-late', { path: first.name, time: first.time.text, approved, k: late.length }),
      capped(late.map(({ where }) => where)),
    );
  const changes = changesAfterRuns(release, runs);
  const [change] = changes;
  if (change !== undefined) {
    const values = {
      id: change.name,
      merged: change.time.text,
      path: change.run.file.path,
      ran: change.ran.text,
      k: changes.length,
    };
    return fail(
      message('rules.581-05.fail-change', values),
      capped(changes.flatMap(({ where, run }) => [where, refFile(run.file)])),
    );
  }
  const evidence = capped(events.map(({ where }) => where));
  const doubts = [
    ...(ran.length < runs.length ? ['runs'] : []),
    ...(reviews.length === 0 ? ['review'] : []),
    ...(undated === null ? [] : ['approvals']),
    ...(buildTimes(release).length === 0 ? ['build'] : []),
  ];
  if (doubts.length > 0) return judge(message('rules.581-05.judge-missing', { doubts }), evidence);
  const unclear = events.filter(({ time }) => compareFirst(time, earliest) === 'unclear');
  if (unclear.length > 0)
    return judge(
      message('rules.581-05.judge-unclear', {
        paths: some(unclear.map(({ name }) => name)),
        approved,
        k: unclear.length,
      }),
      capped(unclear.map(({ where }) => where)),
    );
  const before = ran.filter(({ time }) =>
    buildTimes(release).every((built) => compareWritten(time, built.time) === 'before'),
  );
  if (before.length > 0)
    return judge(
      message('rules.581-05.judge-build', { paths: some(before.map(({ name }) => name)), k: before.length }),
      capped([...before.map(({ where }) => where), ...buildTimes(release).map(({ where }) => where)]),
    );
  return pass(
    message('rules.581-05.pass', { n: runs.length, approved }),
    [...files, ...reviewRecords(release)],
    evidence,
  );
}

/** When the build began, as the build manifest or the provenance says. */
function buildTimes(release: Release): readonly { readonly time: WrittenTime; readonly where: EvidenceRef }[] {
  const stated = filesOf(release, 'build_manifest').flatMap((file) => {
    const on = field(file, 'started', 'built_on', 'build_date', 'date', 'finished');
    return on === null ? [] : [{ time: readWrittenTime(on.value), where: refValue(file, on) }];
  });
  const proven = readOf(release, 'provenance', 'provenance').flatMap(({ file, facts }) => {
    const time = facts.started ?? facts.ended;
    return time === null ? [] : [{ time, where: refAt(file, { kind: 'file' }, time.text) }];
  });
  return [...stated, ...proven].filter(({ time }) => time.instant !== null);
}

interface LateChange extends Event {
  readonly run: TestRun;
  readonly ran: WrittenTime;
}

/** Merges that are part of the release and later than the beginning of the last run of a level. */
function changesAfterRuns(release: Release, runs: readonly TestRun[]): readonly LateChange[] {
  const last = [...Map.groupBy(runs, (run) => run.level ?? run.file.path).values()].flatMap((level) => {
    const dated = level.flatMap((run) => {
      const time = run.results.started ?? run.results.ended;
      return time === null || time.instant === null ? [] : [{ run, time }];
    });
    return dated.toSorted((left, right) => (left.time.instant ?? 0) - (right.time.instant ?? 0)).slice(-1);
  });
  return partOfRelease(release).flatMap((change) => {
    const run = last.find(({ time }) => compareWritten(change.time, time) === 'after');
    return run === undefined ? [] : [{ ...change, run: run.run, ran: run.time }];
  });
}

/** Merges whose commit lies behind the tag; without history those into the release branch. Others may be of a later release. */
function partOfRelease(release: Release): readonly Event[] {
  const tag = released(release, 'tag')?.value ?? '';
  const branch = release.manifest?.branch ?? null;
  const behind = historiesOf(release).flatMap((history) => {
    const commit = tagRef(history, tag)?.commit ?? null;
    return commit === null ? [] : [{ history, ids: ancestors(history, [commit]) }];
  });
  return readOf(release, 'merges', 'merges').flatMap(({ file, facts }) =>
    facts.items.flatMap((merge): readonly Event[] => {
      if (merge.mergedOn === null || merge.mergedOn.instant === null) return [];
      const commit = merge.commit;
      const isPart =
        behind.length > 0 && commit !== null
          ? behind.some(({ history, ids }) => ids.has(commitIn(history, commit) ?? ''))
          : merge.target !== null && merge.target === branch;
      return isPart
        ? [
            {
              name: `#${merge.id}`,
              time: merge.mergedOn,
              where: refAt(file, merge.at, `#${merge.id} ${merge.title} ${merge.mergedOn.text}`),
            },
          ]
        : [];
    }),
  );
}

import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Merge, ProtectedBranch } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { filesOf, readOf } from './files.ts';
import { released } from './identity.ts';
import { fail, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { callName, samePerson } from './people.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

/** CS-BRA-02: the branch was protected at release time. */
export function branchProtected(context: Context): Outcome {
  const { release } = context;
  const branch = release.manifest?.branch ?? null;
  const files = filesOf(release, 'branch_protection');
  if (branch === null) return undecidable([message('rules.missing.branch')], files.map(refFile));
  const exports = readOf(release, 'branch_protection', 'branch-protection');
  if (exports.length === 0)
    return judge(message('rules.BRA-02.judge-none', { branch, n: files.length }), files.map(refFile));
  const found = exports.flatMap(({ file, facts }) =>
    facts.branches.filter((one) => covers(one, branch)).map((one) => ({ file, facts, one })),
  );
  if (found.length === 0)
    return judge(
      message('rules.BRA-02.judge-other', { branch }),
      exports.map(({ file }) => refFile(file)),
    );
  const evidence = capped(found.map(({ file, one }) => refAt(file, one.at, one.name ?? branch)));
  const off = [...new Set(found.flatMap(({ one }) => weaknesses(one)))];
  if (off.length > 0) return fail(message('rules.BRA-02.fail', { branch, off }), evidence);
  const silent = [...new Set(found.flatMap(({ one }) => unsaid(one)))];
  if (silent.length > 0) return judge(message('rules.BRA-02.judge-silent', { branch, silent }), evidence);
  const date = released(release, 'date');
  const orders = found.map(({ facts }) =>
    facts.exported === null || date === null
      ? 'unclear'
      : compareWritten(readWrittenTime(facts.exported.value), readWrittenTime(date.value)),
  );
  const times = found.flatMap(({ file, facts }) => (facts.exported === null ? [] : [refValue(file, facts.exported)]));
  const sameDay = found.every(({ facts }) => facts.exported?.value.slice(0, 10) === date?.value.trim().slice(0, 10));
  if (!orders.every((order) => order === 'before' || order === 'same') && !sameDay)
    return judge(message('rules.BRA-02.judge-date', { branch }), capped([...evidence, ...times]));
  return pass(
    message('rules.BRA-02.pass', { branch }),
    found.map(({ file }) => file),
    capped([...evidence, ...times]),
  );
}

/** Whether a name or pattern of a forge (`release/*`) covers a branch; an export without a name is of the branch that was asked for. */
function covers(one: ProtectedBranch, branch: string): boolean {
  if (one.name === null) return true;
  if (one.name === '~ALL') return true;
  const parts = one.name
    .split(/(\*\*?)/u)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[\\^$.+?()[\]{}|]/gu, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 'u').test(branch);
}

function weaknesses(one: ProtectedBranch): readonly string[] {
  return [
    ...(one.approvals === 0 ? ['reviews'] : []),
    ...(one.checks?.length === 0 ? ['checks'] : []),
    ...(one.forcePushes === true ? ['forced pushes'] : []),
  ];
}

function unsaid(one: ProtectedBranch): readonly string[] {
  return [
    ...(one.approvals === null ? ['reviews'] : []),
    ...(one.checks === null ? ['checks'] : []),
    ...(one.forcePushes === null ? ['forced pushes'] : []),
  ];
}

interface Found {
  readonly file: EvidenceFile;
  readonly merge: Merge;
}

/** CS-BRA-03 (8.2.1 to 8.2.3): each merge was reviewed by another person, with green checks. */
export function mergesReviewed(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'merges');
  const merges = readOf(release, 'merges', 'merges').flatMap(({ file, facts }) =>
    facts.items.map((merge) => ({ file, merge })),
  );
  if (files.length === 0) return undecidable([message('rules.missing.merges')]);
  if (merges.length === 0) return notApplicable(message('rules.BRA-03.none'), files);
  const people = merges.filter(({ merge }) => !merge.bot);
  const n = merges.length;
  const alone = people.filter(
    ({ merge }) => merge.approvedBy !== null && !merge.approvedBy.some((one) => !samePerson(one, merge.author)),
  );
  if (alone.length > 0) {
    const ids = some(alone.map(({ merge }) => `#${merge.id} (${callName(merge.author)})`));
    return fail(message('rules.BRA-03.fail', { k: alone.length, n, ids }), refsOf(alone));
  }
  const red = merges.filter(({ merge }) => merge.checks?.some((check) => check.passed === false) === true);
  if (red.length > 0)
    return fail(message('rules.BRA-03.fail-checks', { k: red.length, n, ids: idsOf(red) }), refsOf(red));
  const unknown = people.filter(
    ({ merge }) =>
      merge.approvedBy === null ||
      merge.checks === null ||
      merge.checks.some((check) => check.passed === null) ||
      callName(merge.author) === '?',
  );
  if (unknown.length > 0)
    return undecidable([message('rules.missing.reviews', { k: unknown.length, ids: idsOf(unknown) })], refsOf(unknown));
  const unchecked = people.filter(({ merge }) => merge.checks?.length === 0);
  if (unchecked.length > 0)
    return judge(
      message('rules.BRA-03.judge-checks', { k: unchecked.length, ids: idsOf(unchecked) }),
      refsOf(unchecked),
    );
  const bots = merges.filter(({ merge }) => merge.bot);
  if (bots.length > 0)
    return judge(message('rules.BRA-03.judge-bots', { k: bots.length, n, ids: idsOf(bots) }), refsOf(bots));
  return pass(message('rules.BRA-03.pass', { n }), files, refsOf(merges));
}

function idsOf(merges: readonly Found[]): readonly string[] {
  return some(merges.map(({ merge }) => `#${merge.id}`));
}

function refsOf(merges: readonly Found[]): readonly EvidenceRef[] {
  return capped(merges.map(({ file, merge }) => refAt(file, merge.at, `#${merge.id} ${merge.title}`)));
}

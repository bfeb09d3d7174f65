import type { EvidenceRef } from '../domain/evidence.ts';
import type { GitCommit } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import { tagNamesVersion } from '../domain/version.ts';
import { changesOf, isApproved, type ListedChange } from './changes.ts';
import { filesOf, readOf } from './files.ts';
import { ancestors, commitIn, historiesOf, tagRef, type History } from './history.ts';
import { released } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';

/** The commits of this release: those behind its tag that are not behind the tag of the release before. */
interface Range {
  readonly history: History;
  readonly commits: readonly GitCommit[];
  readonly from: string;
}

function rangeOf(release: Release): Range | 'no-git' | 'no-tag' | 'no-previous' {
  const histories = historiesOf(release);
  const tag = released(release, 'tag')?.value ?? '';
  const previous = release.manifest?.previous ?? null;
  if (histories.length === 0) return 'no-git';
  for (const history of histories) {
    const own = tagRef(history, tag)?.commit ?? null;
    if (own === null) continue;
    const before =
      previous === null
        ? undefined
        : history.facts.refs.find(
            (ref) => ref.name.startsWith('refs/tags/') && ref.commit !== null && tagNamesVersion(ref.name, previous),
          );
    if (before === undefined || before.commit === null) return 'no-previous';
    const old = ancestors(history, [before.commit]);
    const commits = [...ancestors(history, [own])]
      .filter((id) => !old.has(id))
      .flatMap((id) => history.byId.get(id) ?? []);
    return { history, commits, from: before.name.replace('refs/tags/', '') };
  }
  return 'no-tag';
}

/** CS-BRA-04 (8.2.1, 8.2.4): each commit since the release before leads to an approved change request. */
export function commitsLeadToChanges(context: Context): Outcome {
  const { release } = context;
  const range = rangeOf(release);
  const sources = filesOf(release, 'source').map(refFile);
  if (range === 'no-git') return undecidable([message('rules.missing.git')], sources);
  if (range === 'no-tag')
    return undecidable([message('rules.missing.git-tag', { tag: released(release, 'tag')?.value ?? '?' })], sources);
  if (range === 'no-previous')
    return undecidable(
      [message('rules.missing.git-previous', { previous: release.manifest?.previous ?? '?' })],
      sources,
    );
  const files = filesOf(release, 'change_requests');
  if (files.length === 0) return undecidable([message('rules.missing.change_requests')], sources);
  const linked = linkedCommits(context, range);
  const tag = released(release, 'tag')?.value ?? '?';
  const loose = range.commits.filter((commit) => !linked.has(commit.id));
  const values = { n: range.commits.length, from: range.from, tag };
  const ref = (commit: GitCommit): EvidenceRef =>
    refAt(range.history.file, { kind: 'commit', commit: commit.id }, commit.message.split('\n')[0] ?? '');
  const ids = (commits: readonly GitCommit[]): readonly string[] =>
    some(commits.map((commit) => commit.id.slice(0, 12)));
  const hard = loose.filter((commit) => !isHousekeeping(commit));
  if (hard.length > 0)
    return fail(message('rules.BRA-04.fail', { ...values, k: hard.length, ids: ids(hard) }), capped(hard.map(ref)));
  if (loose.length > 0)
    return judge(
      message('rules.BRA-04.judge', { ...values, k: loose.length, ids: ids(loose) }),
      capped(loose.map(ref)),
    );
  return pass(message('rules.BRA-04.pass', values), [range.history.file, ...files], capped(range.commits.map(ref)));
}

/** Commits of a dependency bot, or that say of themselves that they are documentation alone. */
function isHousekeeping(commit: GitCommit): boolean {
  const who = `${commit.author.name ?? ''} ${commit.author.mail ?? ''}`;
  return (
    /\[bot\]|dependabot|renovate/iu.test(who) ||
    /^(?:docs?|chore\(deps[^)]*\)|build\(deps[^)]*\))(?:\([^)]*\))?:/iu.test(commit.message)
  );
}

/** The commits that lead to an approved change request: by its list, by a merge that names it, or by their own message. */
function linkedCommits(context: Context, { history, commits }: Range): ReadonlySet<string> {
  const changes = changesOf(context.release).filter(({ change }) => isApproved(change));
  const ids = new Set(changes.map(({ change }) => change.id.trim().replace(/^[#!]/u, '')));
  const named = (text: string): boolean => namesOneOf(text, ids);
  const numbers = new Set(changes.flatMap(({ change }) => change.merges));
  const listed = new Set(changes.flatMap(({ change }) => change.commits.map((id) => commitIn(history, id))));
  const merges = readOf(context.release, 'merges', 'merges')
    .flatMap(({ facts }) => facts.items)
    .filter((merge) => named(merge.words) || numbers.has(merge.id));
  const merged = new Set(merges.flatMap((merge) => merge.commit ?? []));
  const direct = commits.filter((commit) => merged.has(commit.id) || listed.has(commit.id) || named(commit.message));
  const linked = new Set(direct.map((commit) => commit.id));
  // What a merge brings in from its branch belongs to the change that the merge belongs to.
  for (const commit of direct.filter(({ parents }) => parents.length > 1)) {
    const main = ancestors(history, commit.parents.slice(0, 1));
    for (const id of ancestors(history, commit.parents.slice(1))) if (!main.has(id)) linked.add(id);
  }
  return linked;
}

/**
 * Returns whether `text` names one of `ids` as a word of its own: `CR-7` is in `CR-7: late dose` and `feature/CR-7-dose`, and not in `CR-71`
 * nor in `CR-7-1`. A bare number counts behind `#` or `!` alone.
 */
export function namesOneOf(text: string, ids: ReadonlySet<string>): boolean {
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu)) {
    const parts = word.split(/(?=[-_.])/u);
    for (let end = parts.length; end > 0; end -= 1) {
      const id = parts.slice(0, end).join('');
      const next = parts[end]?.slice(1, 2) ?? '';
      const isNumber = /^\d+$/u.test(id);
      if (ids.has(id) && !/\d/u.test(next) && (!isNumber || /[#!]/u.test(text[index - 1] ?? ''))) return true;
    }
  }
  return false;
}

/** CS-TRC-03 (8.2.4): from the tag over change requests to commits, tests and approvals every hop can be walked. */
export function hopsResolve(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'change_requests');
  if (files.length === 0) return undecidable([message('rules.missing.change_requests')]);
  const changes = changesOf(release);
  if (changes.length === 0) return undecidable([message('rules.missing.changes-of')], files.map(refFile));
  const tests = new Set(
    [...readOf(release, 'tests', 'test-results')].flatMap(({ facts }) =>
      facts.cases.flatMap(({ id, name }) => [id, name]),
    ),
  );
  const merges = new Set(
    readOf(release, 'merges', 'merges').flatMap(({ facts }) => facts.items.map((merge) => merge.id)),
  );
  const histories = historiesOf(release);
  const broken: { listed: ListedChange; target: string }[] = [];
  const outside: { listed: ListedChange; target: string }[] = [];
  for (const listed of changes) {
    const { change } = listed;
    const at = (list: { listed: ListedChange; target: string }[], target: string): void =>
      void list.push({ listed, target });
    if (!isApproved(change)) at(broken, 'approval');
    if (change.commits.length + change.merges.length === 0) at(broken, 'commit');
    for (const id of change.commits) {
      if (histories.length === 0) at(outside, id);
      else if (!histories.some((history) => commitIn(history, id) !== null)) at(broken, id);
    }
    for (const id of change.merges) {
      if (merges.size === 0) at(outside, `#${id}`);
      else if (!merges.has(id)) at(broken, `#${id}`);
    }
    if (change.verifiedBy.length === 0) at(broken, 'test');
    for (const id of change.verifiedBy) if (!tests.has(id)) at(tests.size === 0 ? outside : broken, id);
  }
  const refs = (list: readonly { listed: ListedChange; target: string }[]): readonly EvidenceRef[] =>
    capped(list.map(({ listed, target }) => refAt(listed.file, listed.change.at, `${listed.change.id} → ${target}`)));
  const [first] = broken;
  if (first !== undefined)
    return fail(
      message('rules.TRC-03.fail', {
        id: first.listed.change.id,
        target: first.target,
        k: broken.length,
        n: changes.length,
      }),
      refs(broken),
    );
  if (outside.length > 0)
    return judge(
      message('rules.TRC-03.judge', { k: outside.length, targets: some(outside.map(({ target }) => target)) }),
      refs(outside),
    );
  return pass(
    message('rules.TRC-03.pass', { n: changes.length }),
    files,
    capped(changes.map((listed) => refAt(listed.file, listed.change.at, listed.change.id))),
  );
}

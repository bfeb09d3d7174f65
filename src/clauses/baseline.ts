import type { EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { sameCommit } from '../domain/version.ts';
import { field, fileAt, filesOf } from './files.ts';
import { ancestors, branchRefs, historiesOf, isWhole, tagRef, type History } from './history.ts';
import { released, statementsOf } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue } from './references.ts';

/** CS-VER-03 (8.1.3, 8.3): tag, commit, build and manifest form one baseline. What the tag leads to is read from the git bundle. */
export function oneBaseline(context: Context): Outcome {
  const { release } = context;
  const tag = released(release, 'tag');
  const commit = released(release, 'commit');
  const own = [tag, commit].flatMap((found) => (found === null ? [] : [found.where]));
  if (tag === null) return undecidable([message('rules.missing.tag')], own);
  if (commit === null) return undecidable([message('rules.missing.commit')], own);
  const differing = statementsOf(release, 'commit').filter((statement) => !statement.agrees);
  const [other] = differing;
  if (other !== undefined) {
    const values = { commit: commit.value, other: other.value, path: other.where.path };
    return fail(
      message('rules.VER-03.fail-stated', values),
      capped([commit.where, ...differing.map((one) => one.where)]),
    );
  }
  const histories = historiesOf(release);
  const sources = filesOf(release, 'source');
  if (histories.length === 0) return undecidable([message('rules.missing.git')], [...own, ...sources.map(refFile)]);
  const found = histories.flatMap((history) => {
    const ref = tagRef(history, tag.value);
    return ref === null
      ? []
      : [{ history, ref, where: refAt(history.file, { kind: 'file' }, `${ref.name} ${ref.commit ?? ''}`) }];
  });
  const [first] = found;
  if (first === undefined)
    return fail(message('rules.VER-03.fail-absent', { tag: tag.value, path: histories[0]?.file.path ?? '' }), [
      ...own,
      ...sources.map(refFile),
    ]);
  const evidence = [...own, ...found.map(({ where }) => where)];
  const astray = found.find(({ ref }) => ref.commit !== null && !sameCommit(ref.commit, commit.value));
  if (astray !== undefined)
    return fail(
      message('rules.VER-03.fail', { tag: tag.value, found: astray.ref.commit ?? '', commit: commit.value }),
      evidence,
    );
  if (first.ref.commit === null)
    return undecidable([message('rules.missing.git-object', { tag: tag.value })], evidence);
  if (!first.ref.annotated) return judge(message('rules.VER-03.judge', { tag: tag.value }), evidence);
  const values = { tag: tag.value, commit: first.ref.commit, signed: first.ref.signed ? 'yes' : 'no' };
  return pass(
    message('rules.VER-03.pass', values),
    found.map(({ history }) => history.file),
    evidence,
  );
}

/** CS-BRA-01: the tag lies on the named release branch. */
export function tagOnBranch(context: Context): Outcome {
  const { release } = context;
  const branch = release.manifest?.branch ?? null;
  const manifest = release.manifest === null ? null : fileAt(release, release.manifest.path);
  const written = manifest === null ? null : field(manifest, 'branch');
  if (branch === null) return undecidable([message('rules.missing.branch')]);
  const tag = released(release, 'tag');
  const evidence: readonly EvidenceRef[] = [
    ...(manifest === null || written === null ? [] : [refValue(manifest, written)]),
    ...(tag === null ? [] : [tag.where]),
  ];
  const values = { branch, tag: tag?.value ?? '?' };
  const histories = historiesOf(release);
  if (tag === null) return undecidable([message('rules.missing.tag')], evidence);
  if (histories.length === 0) return judge(message('rules.BRA-01.judge', values), evidence);
  const found = histories.map((history) => ({ history, lies: liesOn(history, tag.value, branch) }));
  const refs = [
    ...evidence,
    ...histories.map((history) => refAt(history.file, { kind: 'file' }, headsOf(history, tag.value, branch))),
  ];
  const on = found.find(({ lies }) => lies === 'yes');
  if (on !== undefined) return pass(message('rules.BRA-01.pass', values), [on.history.file], refs);
  if (found.some(({ lies }) => lies === 'no')) return fail(message('rules.BRA-01.fail', values), refs);
  return undecidable([message('rules.missing.git-branch', values)], refs);
}

function headsOf(history: History, tag: string, branch: string): string {
  const refs = [tagRef(history, tag), ...branchRefs(history, branch)];
  return refs.flatMap((ref) => (ref === null ? [] : [`${ref.name} ${ref.commit ?? '?'}`])).join('; ');
}

function liesOn(history: History, tag: string, branch: string): 'yes' | 'no' | 'unknown' {
  const commit = tagRef(history, tag)?.commit ?? null;
  const heads = branchRefs(history, branch).flatMap((ref) => ref.commit ?? []);
  if (commit === null || heads.length === 0) return 'unknown';
  if (ancestors(history, heads).has(commit)) return 'yes';
  return heads.every((head) => isWhole(history, head)) ? 'no' : 'unknown';
}

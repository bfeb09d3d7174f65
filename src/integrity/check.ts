import { compareCodePoints, type Archive, type OpenOptions } from '../archive/index.ts';
import type { BagResult, BagState } from '../domain/bag.ts';
import type { ChecksumAlgorithm, IntegrityReport } from '../domain/integrity.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import { reason, type Reason, type ReasonCode } from '../domain/reasons.ts';
import { isSystemFile, judgeBags } from './bag-judge.ts';
import { readBags } from './bag-read.ts';
import { compareMember, type Compared } from './compare.ts';
import { frozen } from './freeze.ts';
import { readLists, type Recorded } from './lists.ts';
import { contradictedMissing, groupByMember, memberFinder, type MemberOf, type Named } from './member-finder.ts';
import { checkNamedFiles } from './named-files.ts';

/**
 * Hashes every member once and compares it with every checksum list: the manifest's, SHA256SUMS and the like, BagIt manifests.
 * Everything is listed, never only the first. `TOTAL_FAILED` when a checksum differs or a listed file is absent, `INDETERMINATE`
 * when something is not covered or cannot be judged; signatures are not looked at here. Throws what the archive throws.
 */
export async function checkIntegrity(
  archive: Archive,
  manifest: ReleaseManifest | null,
  options: OpenOptions = {},
): Promise<IntegrityReport> {
  const budgets = options.budgets ?? DEFAULT_BUDGETS;
  const bags = await readBags(archive, budgets, options.signal);
  const listed = await readLists(archive, manifest, bags, budgets, options.signal);
  const find = memberFinder(archive);
  const bagLists = new Set(listed.bagLists.map(({ path }) => path));
  const memberOf: MemberOf = ({ path, list }) => (bagLists.has(list) ? find.inAnyCase(path) : find.exactly(path));
  const recorded = groupByMember(listed.recorded, memberOf);
  const digests = await archive.digests(algorithmsOf(recorded), options);
  const listPaths = new Set(listed.lists.map(({ path }) => path));
  if (manifest !== null) listPaths.add(manifest.path);

  const compared = archive.members.map((member) =>
    compareMember(
      member,
      digests.get(member.path)?.digests ?? null,
      recorded.get(member.path) ?? [],
      listPaths.has(member.path),
    ),
  );
  const inBags = listed.named.filter(({ list }) => bagLists.has(list));
  const absentSystemFiles = inBags.filter((entry) => isSystemFile(entry.path) && memberOf(entry) === null);
  const excused = new Set(absentSystemFiles);
  const missing = distinct(listed.named.filter((entry) => memberOf(entry) === null && !excused.has(entry)));
  const named = manifest === null ? { unsafe: [], absent: [] } : checkNamedFiles(manifest, archive.members, budgets);
  const missingPaths = new Set(missing.map(({ path }) => path));
  const absent = named.absent.filter((path) => !missingPaths.has(path));
  const unsafe = distinct([...listed.unsafe, ...named.unsafe]);
  const unlisted = compared.filter((member) => isUnlisted(member, manifest)).map(pathOf);
  const weak = compared.filter(({ result }) => result.state === 'weak').map(pathOf);
  const mismatched = compared.flatMap(({ mismatches }) => mismatches);

  const judged = judgeBags(bags, listed.bagLists, {
    members: archive.members,
    memberOf: find.inAnyCase,
    mismatched,
    unreadable: new Set(compared.filter(({ result }) => result.state === 'unreadable').map(pathOf)),
    budgets,
  });

  const failures = [
    ...about('MEMBER_MISMATCHED', compared.filter(({ result }) => result.state === 'mismatched').map(pathOf)),
    ...about('MEMBER_MISSING', [...missingPaths]),
  ];
  const doubts = [
    ...about('CHECKSUM_CONTRADICTED', [
      ...compared.filter(({ contradicted }) => contradicted).map(pathOf),
      ...contradictedMissing(listed.recorded, memberOf),
    ]),
    ...about('MEMBER_UNREADABLE', compared.filter(({ result }) => result.state === 'unreadable').map(pathOf)),
    ...about('NAMED_FILE_ABSENT', absent),
    ...about('SYSTEM_FILE_ABSENT', distinctPaths(absentSystemFiles)),
    ...about(
      'MEMBER_NAME_CASE',
      distinctPaths(inBags.filter(({ path }) => find.exactly(path) === null && find.inAnyCase(path) !== null)),
    ),
    ...about('BAG_INVALID', foldersOf(judged, 'invalid')),
    ...about('BAG_NOT_READ', foldersOf(judged, 'unread')),
    ...about(
      'CHECKSUM_MALFORMED',
      unsafe.map(({ path }) => path),
    ).map(({ code, values }) => reason(code, { ...values, what: whatOf(unsafe) })),
    ...about('MEMBER_UNLISTED', unlisted),
    ...about('MEMBER_WEAKLY_COVERED', weak),
    ...(manifest === null ? [reason('NO_MANIFEST')] : []),
    ...(listed.lists.some(({ entries }) => entries > 0) ? [] : [reason('NO_CHECKSUMS')]),
  ];
  return frozen({
    verdict: failures.length > 0 ? 'TOTAL_FAILED' : doubts.length > 0 ? 'INDETERMINATE' : 'TOTAL_PASSED',
    reasons: [...failures, ...doubts],
    lists: listed.lists.toSorted((left, right) => compareCodePoints(left.path, right.path)),
    members: compared.map(({ result }) => result),
    mismatched,
    missing,
    unlisted,
    weak,
    unsafe,
    bags: judged,
  });
}

function pathOf({ result }: Compared): string {
  return result.path;
}

/** Returns what is wrong with entries that cannot be used: their checksums, their paths, or both, for the sentence. */
function whatOf(unsafe: IntegrityReport['unsafe']): 'checksum' | 'path' | 'both' {
  if (unsafe.every(({ code }) => code === 'CHECKSUM_MALFORMED')) return 'checksum';
  return unsafe.some(({ code }) => code === 'CHECKSUM_MALFORMED') ? 'both' : 'path';
}

/** A checksum list that no other list covers is as good as unlisted, unless it is the manifest, which only a signature covers. */
function isUnlisted({ result, stronglyCovered }: Compared, manifest: ReleaseManifest | null): boolean {
  if (result.state === 'list') return !stronglyCovered && result.path !== manifest?.path;
  return result.state === 'unlisted';
}

function algorithmsOf(groups: ReadonlyMap<string, readonly Recorded[]>): Map<string, ReadonlySet<ChecksumAlgorithm>> {
  return new Map([...groups].map(([path, recorded]) => [path, new Set(recorded.map(({ algorithm }) => algorithm))]));
}

function distinctPaths(entries: readonly Named[]): readonly string[] {
  return [...new Set(entries.map(({ path }) => path))];
}

function foldersOf(bags: readonly BagResult[], state: BagState): readonly string[] {
  return bags.filter((bag) => bag.state === state).map(({ folder }) => (folder === '' ? './' : folder));
}

function about(code: ReasonCode, paths: readonly string[]): readonly Reason[] {
  const [first] = paths.toSorted(compareCodePoints);
  return first === undefined ? [] : [reason(code, { count: paths.length, first })];
}

/** Returns the entries sorted by path, each combination of values once. */
function distinct<T extends { readonly path: string }>(entries: readonly T[]): readonly T[] {
  const unique = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
  return [...unique.values()].sort((left, right) => compareCodePoints(left.path, right.path));
}

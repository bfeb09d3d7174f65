import { compareCodePoints, type Archive, type OpenOptions } from '../archive/index.ts';
import type { ChecksumAlgorithm, IntegrityReport } from '../domain/integrity.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import { reason, type Reason, type ReasonCode } from '../domain/reasons.ts';
import { compareMember, disagree, type Compared } from './compare.ts';
import { frozen } from './freeze.ts';
import { readLists, type Recorded } from './lists.ts';
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
  const listed = await readLists(archive, manifest, budgets, options.signal);
  const memberOf = memberFinder(archive);
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
  const missing = distinct(listed.named.filter(({ path }) => memberOf(path) === null));
  const named = manifest === null ? { unsafe: [], absent: [] } : checkNamedFiles(manifest, archive.members, budgets);
  const missingPaths = new Set(missing.map(({ path }) => path));
  const absent = named.absent.filter((path) => !missingPaths.has(path));
  const unsafe = distinct([...listed.unsafe, ...named.unsafe]);
  const unlisted = compared.filter((member) => isUnlisted(member, manifest)).map(pathOf);
  const weak = compared.filter(({ result }) => result.state === 'weak').map(pathOf);
  const mismatched = compared.flatMap(({ mismatches }) => mismatches);

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

/**
 * Returns a function from a path of a list to the member it names. Letters composed in one and decomposed in the other are the
 * same name: macOS changes them on the way, and no two members can differ in that alone.
 */
function memberFinder(archive: Archive): (path: string) => string | null {
  const byForm = new Map(archive.members.map(({ path }) => [path.normalize('NFC'), path]));
  return (path) => byForm.get(path.normalize('NFC')) ?? null;
}

/** Returns the checksums of each member, each once a list however often the list repeats it. */
function groupByMember(
  recorded: readonly Recorded[],
  memberOf: (path: string) => string | null,
): Map<string, Recorded[]> {
  const groups = new Map<string, Recorded[]>();
  const seen = new Set<string>();
  for (const checksum of recorded) {
    const member = memberOf(checksum.path);
    const key = JSON.stringify([member, checksum.list, checksum.algorithm, checksum.hex]);
    if (member === null || seen.has(key)) continue;
    seen.add(key);
    const group = groups.get(member);
    if (group === undefined) groups.set(member, [checksum]);
    else group.push(checksum);
  }
  return groups;
}

function algorithmsOf(groups: ReadonlyMap<string, readonly Recorded[]>): Map<string, ReadonlySet<ChecksumAlgorithm>> {
  return new Map([...groups].map(([path, recorded]) => [path, new Set(recorded.map(({ algorithm }) => algorithm))]));
}

/** Absent files for which the lists do not even agree on what they were. */
function contradictedMissing(
  recorded: readonly Recorded[],
  memberOf: (path: string) => string | null,
): readonly string[] {
  const groups = Map.groupBy(
    recorded.filter(({ path }) => memberOf(path) === null),
    ({ path }) => path,
  );
  return [...groups].filter(([, group]) => disagree(group)).map(([path]) => path);
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

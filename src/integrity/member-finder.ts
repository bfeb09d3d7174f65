import { foldedName, type Archive } from '../archive/index.ts';
import { disagree } from './compare.ts';
import type { Recorded } from './lists.ts';

/** Something that a list names. */
export interface Named {
  readonly path: string;
  readonly list: string;
}

/** Which member an entry of a list means; `null` where the archive holds none. */
export type MemberOf = (named: Named) => string | null;

/** Both ways to look a name up. */
export interface MemberFinder {
  /**
   * Letters composed in one and decomposed in the other are the same name: macOS changes them on the way, and no two members can
   * differ in that alone.
   */
  readonly exactly: (path: string) => string | null;
  /** As above; where that finds nothing, also with letters of another case. No two members can differ in that alone either. */
  readonly inAnyCase: (path: string) => string | null;
}

/** Returns a {@link MemberFinder} over the members of `archive`. */
export function memberFinder(archive: Archive): MemberFinder {
  const byForm = new Map(archive.members.map(({ path }) => [path.normalize('NFC'), path]));
  let folded: ReadonlyMap<string, string> | null = null;
  const exactly = (path: string): string | null => byForm.get(path.normalize('NFC')) ?? null;
  return {
    exactly,
    inAnyCase: (path) => {
      const found = exactly(path);
      if (found !== null) return found;
      folded ??= new Map(archive.members.map((member) => [foldedName(member.path), member.path]));
      return folded.get(foldedName(path)) ?? null;
    },
  };
}

/** Returns the checksums of each member, each once a list however often the list repeats it. */
export function groupByMember(recorded: readonly Recorded[], memberOf: MemberOf): Map<string, Recorded[]> {
  const groups = new Map<string, Recorded[]>();
  const seen = new Set<string>();
  for (const checksum of recorded) {
    const member = memberOf(checksum);
    const key = JSON.stringify([member, checksum.list, checksum.algorithm, checksum.hex]);
    if (member === null || seen.has(key)) continue;
    seen.add(key);
    const group = groups.get(member);
    if (group === undefined) groups.set(member, [checksum]);
    else group.push(checksum);
  }
  return groups;
}

/** Returns the absent files for which the lists do not even agree on what they were. */
export function contradictedMissing(recorded: readonly Recorded[], memberOf: MemberOf): readonly string[] {
  const absent = recorded.filter((checksum) => memberOf(checksum) === null);
  const groups = Map.groupBy(absent, ({ path }) => path);
  return [...groups].filter(([, group]) => disagree(group)).map(([path]) => path);
}

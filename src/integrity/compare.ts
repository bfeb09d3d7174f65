import type { Member } from '../domain/archive.ts';
import type { Sha256 } from '../domain/brand.ts';
import type { MemberResult, MemberState, Mismatch } from '../domain/integrity.ts';
import { isDetachedSignaturePath } from '../domain/signature-names.ts';
import { compareCodePoints, type Digests } from '../archive/index.ts';
import { isStrong } from './checksum.ts';
import type { Recorded } from './lists.ts';

/** One member with everything that its checksums say. */
export interface Compared {
  readonly result: MemberResult;
  readonly mismatches: readonly Mismatch[];
  /** Whether its checksums cannot all be right, whatever its bytes are or turned out to be. */
  readonly contradicted: boolean;
  readonly stronglyCovered: boolean;
}

/** Returns how `member` stands against `recorded`, its own checksums. `isList` says whether it is a checksum list or the manifest. */
export function compareMember(
  member: Member,
  digests: Digests | null,
  recorded: readonly Recorded[],
  isList: boolean,
): Compared {
  const { path, size } = member;
  const judged = recorded.map((checksum) => ({ checksum, actual: digests?.[checksum.algorithm] ?? null }));
  const mismatches = judged.flatMap(({ checksum: { list, algorithm, hex }, actual }) =>
    actual === null || actual === hex ? [] : [{ path, list, algorithm, expected: hex, actual }],
  );
  const matches = judged.filter(({ checksum, actual }) => actual === checksum.hex);
  const stronglyCovered = mismatches.length === 0 && matches.some(({ checksum }) => isStrong(checksum.algorithm));
  const state = stateOf({
    path,
    digests,
    isList,
    mismatched: mismatches.length > 0,
    stronglyCovered,
    weak: matches.length > 0,
  });
  const lists = [...new Set(recorded.map(({ list }) => list))].sort(compareCodePoints);
  return {
    result: { path, size, sha256: (digests?.sha256 ?? null) as Sha256 | null, state, lists },
    mismatches,
    contradicted: (mismatches.length > 0 && matches.length > 0) || disagree(recorded),
    stronglyCovered,
  };
}

interface Facts {
  readonly path: string;
  readonly digests: Digests | null;
  readonly isList: boolean;
  readonly mismatched: boolean;
  readonly stronglyCovered: boolean;
  readonly weak: boolean;
}

function stateOf(facts: Facts): MemberState {
  if (facts.digests === null) return 'unreadable';
  if (facts.mismatched) return 'mismatched';
  if (facts.isList) return 'list';
  if (isDetachedSignaturePath(facts.path)) return 'signature';
  if (facts.stronglyCovered) return 'verified';
  return facts.weak ? 'weak' : 'unlisted';
}

/** Returns whether two checksums of one algorithm differ. */
export function disagree(recorded: readonly Recorded[]): boolean {
  const first = new Map<string, string>();
  return recorded.some(({ algorithm, hex }) => {
    const known = first.get(algorithm);
    if (known === undefined) first.set(algorithm, hex);
    return known !== undefined && known !== hex;
  });
}

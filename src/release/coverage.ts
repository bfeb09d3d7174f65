import type { RefusalCode } from '../domain/errors.ts';
import type { IntegrityReport, MemberResult } from '../domain/integrity.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import { reason, type Reason } from '../domain/reasons.ts';
import type { Coverage } from '../domain/release.ts';
import { isSignaturePath } from '../domain/signature-names.ts';
import type { SignatureResult } from '../domain/signature.ts';
import { worstIndication, type Indication } from '../domain/verdict.ts';
import { isStrong, parseChecksum } from '../integrity/checksum.ts';
import { bySignedMember, standingOf, type Standing } from './standing.ts';

/** How far a checksum list can be relied on, and the signatures that say so. */
interface ListTrust {
  readonly indication: Indication;
  readonly reason: Reason;
  readonly signatures: readonly string[];
}

/**
 * Returns for every member what covers it: a matching strong checksum in a list that a passing signature covers, a passing
 * signature of its own, or nothing. The manifest is covered by its signature only. A list that a trusted list names with a
 * matching strong checksum is trusted too.
 */
export function joinCoverage(
  integrity: IntegrityReport,
  signatures: readonly SignatureResult[],
  manifest: ReleaseManifest | null,
  damage: ReadonlyMap<string, RefusalCode> = new Map(),
): readonly Coverage[] {
  const signed = bySignedMember(signatures);
  const byPath = new Map<string, SignatureResult[]>();
  for (const signature of signatures) byPath.set(signature.path, [...(byPath.get(signature.path) ?? []), signature]);
  const isStrongIn = strongLookup(integrity, manifest);
  const trust = trustOfLists(integrity, signed, isStrongIn);
  return integrity.members.map((member) => {
    if (damage.has(member.path) && member.state !== 'mismatched') return ofDamaged(member);
    const own = standingOf(signed.get(member.path));
    if (isSignaturePath(member.path) && byPath.has(member.path))
      return ofSignature(member, byPath.get(member.path) ?? []);
    if (member.path === manifest?.path) return ofManifest(member, own);
    const lists = member.lists.filter((list) => isStrongIn(list, member.path));
    return ofMember(
      member,
      own,
      lists.map((list) => trust.get(list)).filter((found) => found !== undefined),
    );
  });
}

function ofDamaged(member: MemberResult): Coverage {
  return {
    ...facts(member, []),
    by: 'none',
    indication: 'TOTAL_FAILED',
    reason: reason('MEMBER_DAMAGED', one(member)),
  };
}

function ofSignature(member: MemberResult, results: readonly SignatureResult[]): Coverage {
  const indication = worstIndication(results.map((result) => result.indication));
  const deciding = results.find((result) => result.indication === indication);
  const shown = member.state === 'mismatched' ? mismatched(member) : null;
  return {
    ...facts(member, []),
    by: 'is-signature',
    indication: shown === null ? indication : 'TOTAL_FAILED',
    reason: shown ?? deciding?.reason ?? reason('SIGNATURE_NO_CONTENT', { path: member.path }),
  };
}

function ofManifest(member: MemberResult, own: Standing): Coverage {
  const base = { ...facts(member, own.paths), by: 'manifest' as const };
  if (member.state === 'mismatched') return { ...base, indication: 'TOTAL_FAILED', reason: mismatched(member) };
  return { ...base, indication: own.indication, reason: listReason(member.path, own) };
}

/** Why a signed list, the manifest among them, is or is not to be relied on. */
function listReason(path: string, own: Standing): Reason {
  if (own.deciding === null) return reason('MANIFEST_UNSIGNED', { path });
  const values = { path, signature: own.deciding.path, code: own.deciding.reason.code };
  switch (own.indication) {
    case 'TOTAL_PASSED':
      return own.deciding.reason;
    case 'TOTAL_FAILED':
      return reason('MANIFEST_SIGNATURE_FAILED', values);
    case 'INDETERMINATE':
      return reason('MANIFEST_SIGNATURE_NOT_PASSED', values);
  }
}

function ofMember(member: MemberResult, own: Standing, lists: readonly ListTrust[]): Coverage {
  const base = facts(member, [...own.paths, ...lists.flatMap((list) => list.signatures)]);
  if (member.state === 'mismatched')
    return { ...base, by: 'none', indication: 'TOTAL_FAILED', reason: mismatched(member) };
  if (own.indication === 'TOTAL_FAILED' && own.deciding !== null) {
    const values = { count: 1, first: member.path, signature: own.deciding.path, code: own.deciding.reason.code };
    return { ...base, by: 'none', indication: 'TOTAL_FAILED', reason: reason('MEMBER_SIGNATURE_FAILED', values) };
  }
  if (member.state === 'unreadable') {
    return { ...base, by: 'none', indication: 'INDETERMINATE', reason: reason('MEMBER_UNREADABLE', one(member)) };
  }
  const trusted = lists.find((list) => list.indication === 'TOTAL_PASSED');
  if (trusted !== undefined) return { ...base, by: 'checksum', indication: 'TOTAL_PASSED', reason: trusted.reason };
  if (own.deciding !== null && own.indication === 'TOTAL_PASSED') {
    return { ...base, by: 'signature', indication: 'TOTAL_PASSED', reason: own.deciding.reason };
  }
  const listed = lists[0];
  if (listed !== undefined) return { ...base, by: 'checksum', indication: 'INDETERMINATE', reason: listed.reason };
  const code = member.state === 'weak' ? 'MEMBER_WEAKLY_COVERED' : 'MEMBER_UNLISTED';
  return { ...base, by: 'none', indication: 'INDETERMINATE', reason: reason(code, one(member)) };
}

function facts(
  member: MemberResult,
  signatures: readonly string[],
): Pick<Coverage, 'path' | 'size' | 'sha256' | 'lists' | 'signatures'> {
  const { path, size, sha256, lists } = member;
  return { path, size, sha256, lists, signatures: [...new Set(signatures)] };
}

function one(member: MemberResult): { readonly count: number; readonly first: string } {
  return { count: 1, first: member.path };
}

function mismatched(member: MemberResult): Reason {
  return reason('MEMBER_MISMATCHED', one(member));
}

/** Returns whether `list` records a strong checksum of `path`. A weak entry of a signed list must not borrow a strong one elsewhere. */
function strongLookup(
  integrity: IntegrityReport,
  manifest: ReleaseManifest | null,
): (list: string, path: string) => boolean {
  const inManifest = new Set(
    Object.entries(manifest?.checksums ?? {})
      .filter(([, texts]) => texts.some((text) => isStrongText(text)))
      .map(([path]) => ((manifest?.root ?? '') + path.replace(/^(?:\.\/+)+/u, '')).normalize('NFC')),
  );
  const byName = new Set(
    integrity.lists.map((list) => list.path).filter((path) => /sha(?:256|512)[^/]*$/iu.test(path)),
  );
  return (list, path) => (list === manifest?.path ? inManifest.has(path.normalize('NFC')) : byName.has(list));
}

function isStrongText(text: string): boolean {
  const checksum = parseChecksum(text);
  return checksum !== null && isStrong(checksum.algorithm);
}

function trustOfLists(
  integrity: IntegrityReport,
  signed: ReadonlyMap<string, readonly SignatureResult[]>,
  isStrongIn: (list: string, path: string) => boolean,
): ReadonlyMap<string, ListTrust> {
  const members = new Map(integrity.members.map((member) => [member.path, member] as const));
  const trust = new Map<string, ListTrust>();
  for (const { path } of integrity.lists) {
    const own = standingOf(signed.get(path));
    const mismatch = members.get(path)?.state === 'mismatched';
    const indication = mismatch ? 'TOTAL_FAILED' : own.indication;
    trust.set(path, { indication, reason: listReason(path, own), signatures: own.paths });
  }
  // Each round hands trust one list further; there are as many rounds as lists at most.
  for (let changed = true; changed;) {
    changed = false;
    for (const [path, standing] of trust) {
      if (standing.indication !== 'INDETERMINATE') continue;
      const via = members
        .get(path)
        ?.lists.find(
          (list) => list !== path && trust.get(list)?.indication === 'TOTAL_PASSED' && isStrongIn(list, path),
        );
      const from = via === undefined ? undefined : trust.get(via);
      if (from === undefined) continue;
      trust.set(path, from);
      changed = true;
    }
  }
  return trust;
}

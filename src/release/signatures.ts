import { createHash } from 'node:crypto';
import { mediumFailure, type Archive } from '../archive/index.ts';
import type { Member } from '../domain/archive.ts';
import { throwIfCancelled } from '../domain/errors.ts';
import type { IntegrityReport } from '../domain/integrity.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import { reason } from '../domain/reasons.ts';
import { isRevocationPath, isSignaturePath, isTimestampPath, signedPathOf } from '../domain/signature-names.ts';
import type { SignatureResult } from '../domain/signature.ts';
import {
  joinRevocation,
  readRevocation,
  verifyDetached,
  type MemberLookup,
  type RevocationData,
  type SignedContent,
} from '../signature/index.ts';
import { sortAnchors, withheldResult, wrongRole, type SortedAnchors } from './anchor-limits.ts';
import type { VerifyOptions } from './options.ts';

/** An archive brings one or two an authority; more would only cost time. */
const MOST_REVOCATION_FILES = 256;

/**
 * Returns the judgement of every signer of every detached signature and envelope in the archive, in path order. A signature
 * that cannot be read from the medium, or is larger than the budget, is `INDETERMINATE`. Throws `Cancelled` and what the
 * archive throws of its content.
 */
export async function verifySignatures(
  archive: Archive,
  integrity: IntegrityReport,
  manifest: ReleaseManifest | null,
  options: VerifyOptions,
): Promise<readonly SignatureResult[]> {
  const paths = new Set(archive.members.map((member) => member.path));
  const digests = new Map(integrity.members.map((member) => [member.path, member.sha256] as const));
  // Timestamps come first, since one over a signature proves when that signature existed.
  const signatures = archive.members
    .filter((member) => isSignaturePath(member.path))
    .sort((left, right) => Number(isTimestampPath(right.path)) - Number(isTimestampPath(left.path)));
  const revocation = await revocationIn(archive, options);
  const results: SignatureResult[] = [];
  const existed = new Map<string, number>();
  const anchors = sortAnchors(options.anchors, manifest, options.at);
  const known = { revocation, existed, anchors, members: lookupOf(archive, integrity, options) };
  const lists = new Set([...(manifest === null ? [] : [manifest.path]), ...integrity.lists.map(({ path }) => path)]);
  for (const [index, member] of signatures.entries()) {
    throwIfCancelled(options.signal);
    options.onProgress?.({ phase: 'signatures', done: index, total: signatures.length });
    const signed = signedPathOf(member.path);
    const content =
      signed === null || !paths.has(signed) ? null : contentOf(archive, signed, digests.get(signed) ?? null, options);
    const found = (await verifyOne(archive, member, content, known, options)).map((result) =>
      asRelease(result, lists, options),
    );
    for (const result of found) rememberTime(result, existed);
    results.push(...found);
  }
  options.onProgress?.({ phase: 'signatures', done: signatures.length, total: signatures.length });
  return results.sort((left, right) => (left.path < right.path ? -1 : left.path > right.path ? 1 : 0));
}

/** The earliest proof counts. */
function rememberTime({ format, indication, covers, times }: SignatureResult, existed: Map<string, number>): void {
  const [stamped] = covers;
  if (format !== 'timestamp' || indication !== 'TOTAL_PASSED' || stamped === undefined || times.trusted === null)
    return;
  const time = Date.parse(times.trusted);
  existed.set(stamped, Math.min(time, existed.get(stamped) ?? time));
}

/** A signature that only an anchor which may not count would carry says so, and not that its signer is unknown. */
function told(
  result: SignatureResult,
  withAll: SignatureResult | undefined,
  { withheld }: SortedAnchors,
): SignatureResult {
  if (result.indication !== 'INDETERMINATE' || withAll?.indication !== 'TOTAL_PASSED') return result;
  const why = withheld.get(withAll.anchor ?? '');
  return why === undefined ? result : withheldResult(withAll, why(result.path));
}

/** The manifest and checksum lists are the release itself: an anchor for other roles does not vouch for them. */
function asRelease(result: SignatureResult, lists: ReadonlySet<string>, { anchors }: VerifyOptions): SignatureResult {
  if (result.indication !== 'TOTAL_PASSED' || result.format === 'timestamp') return result;
  if (!result.covers.some((path) => lists.has(path))) return result;
  const why = wrongRole(result, anchors, 'release');
  return why === null ? result : withheldResult(result, why);
}

/** What all signatures of an archive are judged with. */
interface Known {
  readonly revocation: RevocationData;
  /** By the path of a signature: when it existed, as a timestamp proves. */
  readonly existed: ReadonlyMap<string, number>;
  readonly members: MemberLookup;
  readonly anchors: SortedAnchors;
}

function lookupOf(archive: Archive, { members }: IntegrityReport, options: VerifyOptions): MemberLookup {
  const byDigest = new Map<string, string[]>();
  for (const { path, sha256 } of members) {
    if (sha256 !== null) byDigest.set(sha256, [...(byDigest.get(sha256) ?? []), path]);
  }
  const digests = new Map(members.map(({ path, sha256 }) => [path, sha256] as const));
  return {
    bySha256: (digest) => byDigest.get(digest) ?? [],
    at: (path) => (digests.has(path) ? contentOf(archive, path, digests.get(path) ?? null, options) : null),
  };
}

async function verifyOne(
  archive: Archive,
  { path, size }: Member,
  content: SignedContent | null,
  known: Known,
  options: VerifyOptions,
): Promise<readonly SignatureResult[]> {
  const most = (options.budgets ?? DEFAULT_BUDGETS).signedFileSize;
  if (size > most) return [unread(path, content, options)];
  try {
    const signature = await archive.read(path, most);
    const { revocation, members, anchors } = known;
    const existed = known.existed.get(path);
    const input = {
      ...{ path, signature, content, at: options.at, revocation, members },
      ...(existed === undefined ? {} : { existed }),
    };
    const results = await verifyDetached({ ...input, anchors: anchors.usable });
    if (anchors.withheld.size === 0 || results.every(({ indication }) => indication !== 'INDETERMINATE'))
      return results;
    const withAll = await verifyDetached({ ...input, anchors: options.anchors });
    return results.map((result, index) => told(result, withAll[index], anchors));
  } catch (thrown) {
    if (mediumFailure(thrown) !== null) return [unread(path, content, options)];
    throw thrown;
  }
}

/**
 * Returns the revocation lists and OCSP responses among the members, found by their endings and read from their bytes. One that
 * cannot be read tells nothing: the certificates that it is about stay "not checked".
 */
async function revocationIn(archive: Archive, options: VerifyOptions): Promise<RevocationData> {
  const most = (options.budgets ?? DEFAULT_BUDGETS).signedFileSize;
  const members = archive.members.filter(({ path, size }) => isRevocationPath(path) && size <= most);
  const found: RevocationData[] = [];
  for (const { path } of members.slice(0, MOST_REVOCATION_FILES)) {
    throwIfCancelled(options.signal);
    try {
      found.push(readRevocation(await archive.read(path, most)));
    } catch (thrown) {
      if (mediumFailure(thrown) === null) throw thrown;
    }
  }
  return joinRevocation(found);
}

/** A signature, or what it signs, that could not be read proves nothing either way. */
function unread(path: string, content: SignedContent | null, options: VerifyOptions): SignatureResult {
  return {
    path,
    format: 'unknown',
    covers: content === null ? [] : [content.path],
    indication: 'INDETERMINATE',
    subIndication: null,
    reason: reason('MEMBER_UNREADABLE', { count: 1, first: path }),
    signer: null,
    times: { claimed: null, trusted: null, evaluated: new Date(options.at).toISOString() },
    checks: [],
    chain: [],
    anchor: null,
    comment: null,
  };
}

/** The member as signatures ask for it: by digest, the SHA-256 of the one hashing pass being known already. */
function contentOf(archive: Archive, path: string, sha256: string | null, options: VerifyOptions): SignedContent {
  return {
    path,
    digest: async (algorithm) => {
      if (algorithm === 'sha256' && sha256 !== null) return Buffer.from(sha256, 'hex');
      const hash = createHash(algorithm);
      for await (const chunk of archive.stream(path, options.signal)) hash.update(chunk);
      return hash.digest();
    },
    stream: () => archive.stream(path, options.signal),
    bytes: async (most) => {
      const chunks: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of archive.stream(path, options.signal)) {
        chunks.push(chunk.subarray(0, most - length));
        length += chunk.length;
        if (length >= most) break;
      }
      return Buffer.concat(chunks);
    },
  };
}

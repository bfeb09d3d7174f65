import { createHash } from 'node:crypto';
import { type Archive, compareCodePoints, mediumFailure, tolerateDamage } from '../archive/index.ts';
import type { Member } from '../domain/archive.ts';
import type { Sha256 } from '../domain/brand.ts';
import type { ColumnMap } from '../domain/column-map.ts';
import { Refusal, throwIfCancelled } from '../domain/errors.ts';
import type { EvidenceFile } from '../domain/evidence.ts';
import type { Facts } from '../domain/facts.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../domain/limits.ts';
import type { EvidenceRole, ReleaseManifest } from '../domain/manifest.ts';
import { message, type Message } from '../domain/message.ts';
import type { Release, Verification } from '../domain/release.ts';
import { isSignaturePath } from '../domain/signature-names.ts';
import { readEvidence } from '../evidence/index.ts';
import { frozen } from '../integrity/freeze.ts';
import { decodeManifest } from '../integrity/index.ts';
import { identityOf } from './identity.ts';
import { columnsFor, type ReadOptions } from './options.ts';
import { roleFinder } from './roles.ts';

/**
 * Returns the joined release: every member but signatures with what was read from it, in path order, and the identity table.
 * The bytes that are read must be those that were hashed: throws the refusal `ARCHIVE_CHANGED` otherwise, and `Cancelled`.
 */
export async function readRelease(
  opened: Archive,
  verification: Verification,
  options: ReadOptions = {},
): Promise<Release> {
  // Damaged members were reported by the verification; what can be read of them is bound to the same digest.
  const archive = tolerateDamage(opened);
  const budgets = options.budgets ?? DEFAULT_BUDGETS;
  const digests = new Map(verification.integrity.members.map((member) => [member.path, member.sha256] as const));
  const manifest = await manifestAgain(archive, verification, options);
  const roleOf = roleFinder(manifest);
  const how = { budgets, maps: columnsFor(manifest, options) };
  const members = archive.inByteOrder.filter((member) => !isSignaturePath(member.path));
  const total = members.reduce((sum, member) => sum + member.size, 0);
  const evidence: EvidenceFile[] = [];
  let done = 0;
  const spent = { size: 0, facts: 0 };
  for (const member of members) {
    throwIfCancelled(options.signal);
    options.onProgress?.({ phase: 'evidence', done, total });
    const sha256 = digests.get(member.path) ?? null;
    const role = roleOf(member.path);
    const file =
      spent.size > budgets.evidenceTotalSize || spent.facts > budgets.evidenceFacts
        ? unread({ ...member, role }, sha256 ?? NO_DIGEST, message('release.not-read.budget', { path: member.path }))
        : await readMember(archive, member, sha256, role, how);
    // What is no text is looked over, not parsed, and costs little at any size.
    if (file.facts.kind !== 'opaque') spent.size += member.size;
    spent.facts += statementsIn(file.facts);
    evidence.push(file);
    done += member.size;
  }
  options.onProgress?.({ phase: 'evidence', done: total, total });
  evidence.sort((left, right) => compareCodePoints(left.path, right.path));
  const identity = identityOf(manifest, evidence);
  const { manifest: found } = verification;
  const manifestRef = found === null ? null : { ...found, locator: { kind: 'file' as const }, quote: '' };
  return frozen({ verification, manifest, manifestRef, evidence, identity });
}

async function manifestAgain(
  archive: Archive,
  verification: Verification,
  options: ReadOptions,
): Promise<ReleaseManifest | null> {
  if (verification.manifest === null) return null;
  const { path, sha256 } = verification.manifest;
  const budgets = options.budgets ?? DEFAULT_BUDGETS;
  const bytes = await archive.read(path, budgets.signedFileSize);
  mustBe(path, bytes, sha256);
  return decodeManifest(path, bytes, budgets);
}

async function readMember(
  archive: Archive,
  { path, size }: Member,
  sha256: Sha256 | null,
  role: EvidenceRole | 'tests' | null,
  { budgets, maps }: { readonly budgets: Budgets; readonly maps: readonly ColumnMap[] },
): Promise<EvidenceFile> {
  const most = budgets.evidenceFileSize;
  if (sha256 === null) return unread({ path, size, role }, NO_DIGEST, message('release.not-read.unreadable', { path }));
  if (size > most)
    return unread({ path, size, role }, sha256, message('release.not-read.too-large', { path, size, limit: most }));
  try {
    const bytes = await archive.read(path, most);
    mustBe(path, bytes, sha256);
    return readEvidence({ path, sha256, size, role, bytes }, budgets, maps);
  } catch (thrown) {
    if (mediumFailure(thrown) !== null)
      return unread({ path, size, role }, sha256, message('release.not-read.unreadable', { path }));
    throw thrown;
  }
}

/** Returns how many statements are kept of a file: the entries of its lists and tables, of whatever kind they are. */
function statementsIn(facts: Facts): number {
  return Object.values(facts).reduce<number>((sum, value: unknown) => {
    if (Array.isArray(value)) return sum + value.length;
    return typeof value === 'object' && value !== null ? sum + Object.keys(value).length : sum;
  }, 0);
}

/** Stands where a member could not be hashed: the digest of no bytes at all would be a lie, so that it is all zeros. */
const NO_DIGEST = '0'.repeat(64) as Sha256;

function unread(file: Pick<EvidenceFile, 'path' | 'size' | 'role'>, sha256: Sha256, note: Message): EvidenceFile {
  const reading = { path: file.path, state: 'not-read' as const, notes: [note] };
  return { ...file, sha256, facts: { kind: 'opaque' }, privateKeys: [], reading };
}

function mustBe(path: string, bytes: Uint8Array, sha256: Sha256): void {
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new Refusal('ARCHIVE_CHANGED', path);
}

import { tolerateDamage, type Archive } from '../archive/index.ts';
import { Refusal, throwIfCancelled } from '../domain/errors.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import type { Verification } from '../domain/release.ts';
import { checkIntegrity, decodeManifest, findManifest } from '../integrity/index.ts';
import { frozen } from '../integrity/freeze.ts';
import { findApprovals } from './approvals.ts';
import { joinCoverage } from './coverage.ts';
import { embeddedSignatures } from './embedded.ts';
import { liftSigned, withDamage } from './lift.ts';
import type { VerifyOptions } from './options.ts';
import { verifySignatures } from './signatures.ts';
import { archiveVerdict } from './verdict.ts';

/**
 * Returns everything that can be said about an archive before any clause: every byte hashed and compared, every signature and
 * approval judged, and what covers each member. Throws `Refusal` where the manifest cannot be read in one way only, and
 * `Cancelled`.
 */
export async function verifyArchive(archive: Archive, options: VerifyOptions): Promise<Verification> {
  const tolerant = tolerateDamage(archive);
  const manifest = await readManifest(tolerant, options);
  const integrity = withDamage(await checkIntegrity(tolerant, manifest, options), tolerant.damage);
  const signatures = await verifySignatures(tolerant, integrity, manifest, options);
  throwIfCancelled(options.signal);
  const approvals = await findApprovals(tolerant, manifest, integrity, signatures, options);
  const embedded = await embeddedSignatures(tolerant, options);
  const coverage = joinCoverage(integrity, signatures, manifest, tolerant.damage);
  const { verdict, reasons } = archiveVerdict(integrity, coverage, signatures, approvals);
  const digest = integrity.members.find((member) => member.path === manifest?.path)?.sha256 ?? null;
  return frozen({
    archive: { ...archive.identity, sha256: await archive.sha256(options) },
    verdict,
    reasons,
    manifest: manifest === null || digest === null ? null : { path: manifest.path, sha256: digest },
    integrity: liftSigned(integrity, coverage),
    signatures,
    embedded,
    approvals,
    coverage,
    evaluatedAt: new Date(options.at).toISOString(),
  });
}

/** Returns the archive's manifest, `null` where it has none. Throws the refusals of an ambiguous or malformed one. */
async function readManifest(archive: Archive, options: VerifyOptions): Promise<ReleaseManifest | null> {
  const path = findManifest(archive.members);
  if (path === null) return null;
  const budgets = options.budgets ?? DEFAULT_BUDGETS;
  const size = archive.members.find((member) => member.path === path)?.size ?? 0;
  if (size > budgets.signedFileSize) throw new Refusal('MANIFEST_TOO_LARGE', path, { limit: budgets.signedFileSize });
  return decodeManifest(path, await archive.read(path, budgets.signedFileSize), budgets);
}

import { createHash } from 'node:crypto';
import type { Archive } from '../../src/archive/index.ts';
import type { Verification } from '../../src/domain/release.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import {
  certificatePem,
  createAuthority,
  issue,
  signFile,
  writeApproval,
  type Authority,
} from '../../src/packer/index.ts';
import { verifyArchive } from '../../src/release/index.ts';
import { readAnchors } from '../../src/signature/index.ts';
import { openFiles } from './archives.ts';
import { AT, request, SIGNED_AT } from './pki.ts';

/** Builds small archives with real signatures; a test changes the files before they are opened. */

export type Files = Record<string, string | Uint8Array>;

const authority: Authority = createAuthority(request('Release Authority'));

export const anchors: readonly TrustAnchor[] = readAnchors(Buffer.from(certificatePem(authority)), {
  by: 'auditor',
  at: '2025-01-01T00:00:00Z',
  channel: 'telephone',
});

export function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Adds the detached signature of `name` over `path`. */
export function sign(files: Files, path: string, name = 'Release Manager'): Files {
  const signer = issue(authority, request(name, { noRevAvail: true }));
  const signature = signFile({ path, bytes: Buffer.from(files[path] ?? '') }, signer, SIGNED_AT);
  return { ...files, [signature.path]: signature.bytes };
}

export interface Approving {
  readonly role: string;
  readonly name: string;
  readonly signer?: string;
  readonly subject?: string;
  readonly subjectPath?: string;
  readonly anomaly?: string;
  readonly path?: string;
}

/** Adds a signed statement over the manifest, or over what `approving` says. */
export function approve(files: Files, approving: Approving): Files {
  const { role, name, signer = name, anomaly } = approving;
  const statement = {
    role,
    name,
    date: '2024-10-17T15:00:00+02:00',
    meaning: 'Approved for release',
    ...(anomaly === undefined ? {} : { anomaly }),
    subject: {
      path: approving.subjectPath ?? 'release.yaml',
      sha256: approving.subject ?? digestOf(files['release.yaml'] ?? ''),
    },
  };
  const made = writeApproval(
    approving.path ?? `approvals/${role}.yaml`,
    statement,
    issue(authority, request(signer, { noRevAvail: true })),
  );
  return { ...files, ...Object.fromEntries(made.map(({ path, bytes }) => [path, bytes])) };
}

/** A manifest with the checksums of `members` and whatever else `more` says. */
export function manifestFor(members: Files, more = ''): string {
  const checksums = Object.entries(members).map(([path, bytes]) => `  ${path}: sha256:${digestOf(bytes)}\n`);
  return `version: 1.3.0\ngit_tag: v1.3.0\nchecksums:\n${checksums.join('')}${more}`;
}

/** Members, a manifest over them, and its signature. */
export function signedFiles(members: Files, more = ''): Files {
  return sign({ ...members, 'release.yaml': manifestFor(members, more) }, 'release.yaml');
}

/** Opens and verifies `files`. */
export async function verified(
  files: Files,
  trusted: readonly TrustAnchor[] = anchors,
): Promise<{ archive: Archive; verification: Verification }> {
  const archive = await openFiles(files);
  return { archive, verification: await verifyArchive(archive, { anchors: trusted, at: AT }) };
}

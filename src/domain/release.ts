import type { ArchiveIdentity } from './archive.ts';
import type { Sha256 } from './brand.ts';
import type { EvidenceFile, EvidenceRef } from './evidence.ts';
import type { IntegrityReport } from './integrity.ts';
import type { ReleaseManifest } from './manifest.ts';
import type { Reason } from './reasons.ts';
import type { ApprovalResult, EmbeddedSignature, SignatureResult } from './signature.ts';
import type { Indication } from './verdict.ts';

/** What covers one member, joined: checksum lists, signatures over those lists, its own signatures. */
export interface Coverage {
  readonly path: string;
  readonly size: number;
  readonly sha256: Sha256 | null;
  /** `checksum`: a list names it and matches; `signature`: its own signature passes; `none`: nothing covers it. */
  readonly by: 'checksum' | 'signature' | 'manifest' | 'is-signature' | 'none';
  readonly lists: readonly string[];
  /** Paths of signatures over the member itself or over a list that names it. */
  readonly signatures: readonly string[];
  readonly indication: Indication;
  readonly reason: Reason;
}

/** Everything `verify` says about an archive, before any clause. Frozen and JSON-serialisable. */
export interface Verification {
  readonly archive: ArchiveIdentity;
  readonly verdict: Indication;
  /** Worst first; at least one. */
  readonly reasons: readonly Reason[];
  readonly manifest: { readonly path: string; readonly sha256: Sha256 } | null;
  readonly integrity: IntegrityReport;
  readonly signatures: readonly SignatureResult[];
  /** Signatures inside artefacts, which are not checked and count neither way. */
  readonly embedded: readonly EmbeddedSignature[];
  readonly approvals: readonly ApprovalResult[];
  readonly coverage: readonly Coverage[];
  /** ISO 8601, UTC: the instant at which certificates were judged. */
  readonly evaluatedAt: string;
}

export const IDENTITY_KEYS = ['version', 'tag', 'commit', 'build', 'date', 'artifact'] as const;
export type IdentityKey = (typeof IDENTITY_KEYS)[number];

/** One statement of the release's identity in one file. */
export interface IdentityStatement {
  readonly key: IdentityKey;
  readonly value: string;
  readonly where: EvidenceRef;
  /** `false` where the value differs from the manifest's (a leading `v` and a build suffix of the version are not a difference). */
  readonly agrees: boolean;
}

/** The joined release: what clauses judge. */
export interface Release {
  readonly verification: Verification;
  readonly manifest: ReleaseManifest | null;
  readonly manifestRef: EvidenceRef | null;
  /** Every member but signatures, in path order, with what was read from it. */
  readonly evidence: readonly EvidenceFile[];
  readonly identity: readonly IdentityStatement[];
}

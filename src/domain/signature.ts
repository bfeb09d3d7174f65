import type { Reason } from './reasons.ts';
import type { Indication, SubIndication } from './verdict.ts';

export type SignatureFormat =
  'cms' | 'openpgp' | 'minisign' | 'ssh' | 'sigstore' | 'dsse' | 'raw' | 'timestamp' | 'unknown';

/** Revocation lists and answers are no anchors by themselves, and are given, kept and shown like them. */
export const ANCHOR_KINDS = [
  'certificate',
  'public-key',
  'ssh-key',
  'minisign-key',
  'openpgp-key',
  'sigstore-root',
  'sigstore-identity',
  'revocation-list',
  'ocsp-response',
] as const;
export type AnchorKind = (typeof ANCHOR_KINDS)[number];

/** A trust anchor that the user gave: an authority, or the signer's own certificate or key. It lives outside the archive. */
export interface TrustAnchor {
  readonly kind: AnchorKind;
  /** SHA-256 over `material`, 64 lower-case hexadecimal characters. */
  readonly fingerprint: string;
  /** For people: the certificate's subject in RFC 4514 order, else the key as the programs of its kind name it. */
  readonly subject: string;
  /** Whose it is, in the words of who added it or of the file that it came from; empty when nothing was said. */
  readonly label: string;
  /** ISO 8601; of revocation data this update and the next. `null`: a key has no validity of its own, or no next update is told. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** Base64 of what the kind is written as: certificate or SubjectPublicKeyInfo in DER, SSH's key blob, minisign's 42 bytes. */
  readonly material: string;
  /** Who added it, when (ISO 8601), and by which channel the fingerprint was confirmed. */
  readonly addedBy: string;
  readonly addedAt: string;
  readonly channel: string;
  readonly note: string;
  /** Roles that it may vouch in: those of approvals, and `release` for the manifest and checksum lists. Empty: every one. */
  readonly roles: readonly string[];
  /** The only manufacturer whose releases it may vouch for; `null`: every one. */
  readonly manufacturer: string | null;
  /** ISO 8601: from when on it no longer counts, as its user decided; `null`: never. */
  readonly expires: string | null;
}

/** What a user says of a trust anchor, beside what its file says. */
export type AnchorWords = Pick<TrustAnchor, 'label' | 'note' | 'roles' | 'manufacturer' | 'expires'>;

/** Returns whether the anchor may vouch in `role`, which is compared without regard to case, spaces and hyphens. */
export function mayVouchAs({ roles }: Pick<TrustAnchor, 'roles'>, role: string): boolean {
  const plain = (text: string): string =>
    text
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/gu, '_');
  return roles.length === 0 || roles.some((one) => plain(one) === plain(role));
}

/** One certificate of the path that was judged, leaf first. */
export interface ChainCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal, as in the certificate. */
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly fingerprint: string;
  /** For people, such as `RSA 3072` or `EC P-256`. */
  readonly key: string;
  readonly anchor: boolean;
  /** What is known of its revocation. `at` is ISO 8601: good as of, revoked since, or when the last data ended; else `null`. */
  readonly revocation: {
    readonly state: 'good' | 'revoked' | 'not-checked' | 'not-needed';
    readonly at: string | null;
    readonly by: 'crl' | 'ocsp' | null;
  };
}

/**
 * One check as a question with its answer, as EU DSS words them. `question` names the catalogue entry
 * `check.<question>`; `not-checked` is never shown as passed.
 */
export interface SignatureCheck {
  readonly question: string;
  readonly answer: 'yes' | 'no' | 'not-checked';
}

/** The judgement of one signer of one detached signature. */
export interface SignatureResult {
  /** The member that is the signature. */
  readonly path: string;
  readonly format: SignatureFormat;
  /** The members whose bytes it covers; empty when what it signs is absent. */
  readonly covers: readonly string[];
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly reason: Reason;
  /** `null` when no signer certificate could be read. `name` is the common name, else the whole subject. */
  readonly signer: {
    readonly name: string;
    readonly subject: string;
    /** SHA-256 over the DER certificate, and over its SubjectPublicKeyInfo, which stays when a certificate is renewed. */
    readonly fingerprint: string;
    readonly keyFingerprint: string;
  } | null;
  /** ISO 8601, UTC. Claimed by the signer, proven by a timestamp (`null`: none), and the instant of judgement. */
  readonly times: { readonly claimed: string | null; readonly trusted: string | null; readonly evaluated: string };
  readonly checks: readonly SignatureCheck[];
  readonly chain: readonly ChainCertificate[];
  /** Fingerprint of the trust anchor that the path ends in. */
  readonly anchor: string | null;
  /** Text that the signature binds beside the content, such as minisign's trusted comment. */
  readonly comment: string | null;
}

export const EMBEDDED_KINDS = ['authenticode', 'jar', 'apk', 'appx', 'nuget', 'office', 'pdf', 'apple', 'rpm'] as const;
export type EmbeddedKind = (typeof EMBEDDED_KINDS)[number];

/** A signature inside an artefact, recognised and not checked. */
export interface EmbeddedSignature {
  readonly path: string;
  readonly kind: EmbeddedKind;
}

/** One approval of the gate, or one sign-off of an anomaly (`anomaly` not `null`). */
export interface ApprovalResult {
  readonly role: string;
  readonly name: string;
  /** As written in the statement, else in the manifest. */
  readonly date: string | null;
  readonly meaning: string | null;
  readonly anomaly: string | null;
  /** `null` where the manifest records a name only. */
  readonly statement: string | null;
  readonly signature: string | null;
  /** `signed`: a statement over this manifest with a signature; whether it passed says `indication`. */
  readonly state: 'signed' | 'recorded' | 'invalid';
  readonly indication: Indication;
  readonly reason: Reason;
  /** What the statement says it is about, as written. */
  readonly subject: { readonly path: string; readonly sha256: string } | null;
}

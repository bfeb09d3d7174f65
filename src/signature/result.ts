import type { MessageValue } from '../domain/message.ts';
import { reason, type ReasonCode } from '../domain/reasons.ts';
import type {
  ChainCertificate,
  SignatureCheck,
  SignatureFormat,
  SignatureResult,
  TrustAnchor,
} from '../domain/signature.ts';
import { checksOf, questionsOf, type Finding } from './checks.ts';
import type { SignerVerdict } from './cms/verify.ts';
import type { SignedContent } from './content.ts';
import { anchorName, type KeyVerdict } from './keys/verdict.ts';
import type { MemberLookup } from './members.ts';
import type { PathStatus } from './path/judge.ts';
import type { RevocationData } from './revocation/read.ts';
import type { Certificate } from './x509/certificate.ts';
import { keyText } from './x509/public-key.ts';

/** A detached signature and what it is judged with. */
export interface DetachedInput {
  readonly path: string;
  readonly signature: Uint8Array;
  /** `null` when what it signs is not in the archive. */
  readonly content: SignedContent | null;
  readonly anchors: readonly TrustAnchor[];
  /** Milliseconds since 1970: the instant at which certificates are judged. */
  readonly at: number;
  /** The members that statements may be about. */
  readonly members?: MemberLookup;
  /** When the signature file existed, as a timestamp over it proves: milliseconds since 1970. */
  readonly existed?: number;
  /** Revocation lists and OCSP responses that came with the archive. */
  readonly revocation?: RevocationData;
}

interface Judged {
  readonly format: SignatureFormat;
  /** `null` when the signature passes. */
  readonly finding: Finding | null;
  readonly checks: readonly SignatureCheck[];
  readonly signer?: SignatureResult['signer'];
  readonly claimed?: number | null;
  readonly trusted?: number | null;
  readonly chain?: readonly ChainCertificate[];
  readonly anchor?: { readonly fingerprint: string; readonly name: string } | null;
  readonly comment?: string | null;
  readonly covers?: readonly string[] | undefined;
}

/** Returns the result of a signature that was judged, or of which nothing could be read. */
export function signatureResult(input: DetachedInput, judged: Judged): SignatureResult {
  const { format, finding, checks, signer = null, claimed = null, trusted = null, chain = [] } = judged;
  const { anchor = null, comment = null } = judged;
  const common: Record<string, MessageValue> = { path: input.path, signer: signer?.name ?? '' };
  const passed = reason(passedCode(format, judged), {
    ...common,
    anchor: anchor?.name ?? '',
    self: anchor !== null && anchor.name === signer?.name ? 'yes' : 'no',
    ...(format === 'timestamp' ? { time: isoOrNull(trusted) ?? '', content: input.content?.path ?? '' } : {}),
    ...(judged.covers === undefined ? {} : { count: judged.covers.length }),
  });
  return Object.freeze<SignatureResult>({
    path: input.path,
    format,
    covers: judged.covers ?? (input.content === null ? [] : [input.content.path]),
    indication: finding?.indication ?? 'TOTAL_PASSED',
    subIndication: finding?.subIndication ?? null,
    reason: finding === null ? passed : reason(finding.reason.code, { ...common, ...finding.reason.values }),
    signer,
    times: {
      claimed: isoOrNull(claimed),
      trusted: isoOrNull(trusted),
      evaluated: new Date(input.at).toISOString(),
    },
    checks,
    chain,
    anchor: anchor?.fingerprint ?? null,
    comment,
  });
}

function passedCode(format: SignatureFormat, { covers }: Judged): ReasonCode {
  if (format === 'timestamp') return 'TIMESTAMP_PASSED';
  return covers === undefined ? 'SIGNATURE_PASSED' : 'STATEMENT_PASSED';
}

function isoOrNull(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** Returns the result of a signer with certificates. */
export function certificateResult(
  input: DetachedInput,
  format: SignatureFormat,
  verdict: SignerVerdict,
): SignatureResult {
  const { finding, signer, anchor, claimed, trusted, answers } = verdict;
  const questions = questionsOf(format).filter((one) => one !== 'timestamp-proven' || answers.has(one));
  return signatureResult(input, {
    format,
    finding,
    claimed,
    trusted,
    checks: checksOf(questions, answers),
    signer: signer === null ? null : certificateSigner(signer),
    chain: verdict.path.map((certificate, index) => chainCertificate(certificate, anchor, verdict.statuses[index])),
    anchor: anchor === null ? null : { fingerprint: anchor.fingerprint, name: anchor.subject.short },
  });
}

/** Returns the result of a signature by a key without certificate. */
export function keyResult(input: DetachedInput, format: SignatureFormat, verdict: KeyVerdict): SignatureResult {
  const { finding, answers, signer, anchor, claimed, comment, covers } = verdict;
  return signatureResult(input, {
    format,
    finding,
    signer,
    claimed,
    comment,
    covers,
    checks: checksOf(questionsOf(format), answers),
    anchor: anchor === null ? null : { fingerprint: anchor.fingerprint, name: anchorName(anchor) },
  });
}

function certificateSigner(signer: Certificate): SignatureResult['signer'] {
  return {
    name: signer.subject.short,
    subject: signer.subject.text,
    fingerprint: signer.fingerprint,
    keyFingerprint: signer.keyFingerprint,
  };
}

function chainCertificate(
  certificate: Certificate,
  anchor: Certificate | null,
  status: PathStatus | undefined,
): ChainCertificate {
  return {
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    serial: certificate.serial,
    notBefore: new Date(certificate.notBefore).toISOString(),
    notAfter: new Date(certificate.notAfter).toISOString(),
    fingerprint: certificate.fingerprint,
    key: keyText(certificate.key),
    anchor: certificate.fingerprint === anchor?.fingerprint,
    revocation: revocationOf(status),
  };
}

function revocationOf(status: PathStatus | undefined): ChainCertificate['revocation'] {
  if (status === undefined) return { state: 'not-checked', at: null, by: null };
  if (status === null) return { state: 'not-needed', at: null, by: null };
  const iso = (time: number): string => new Date(time).toISOString();
  switch (status.state) {
    case 'good':
      return { state: 'good', at: iso(status.asOf), by: status.by };
    case 'revoked':
      return { state: 'revoked', at: iso(status.since), by: status.by };
    case 'unknown':
      return { state: 'not-checked', at: status.until === null ? null : iso(status.until), by: null };
  }
}

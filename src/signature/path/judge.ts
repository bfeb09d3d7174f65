import { indeterminate, type Answers, type Finding, type Question } from '../checks.ts';
import type { Certificate } from '../x509/certificate.ts';
import { isWeakKey, keyText } from '../x509/public-key.ts';
import type { RevocationData } from '../revocation/read.ts';
import { revocationStatus, type RevocationStatus } from '../revocation/status.ts';
import { brokenConstraint, wrongPurpose, type Purpose } from './constraints.ts';
import { findPaths, type Path } from './find.ts';

/** The judgement of the certificates behind a signature. */
export interface PathVerdict {
  /** `null` when the path passes. */
  readonly finding: Finding | null;
  readonly answers: Answers;
  readonly path: readonly Certificate[];
  /** Of each certificate of the path; empty when it was not asked for. */
  readonly statuses: readonly PathStatus[];
  /** The trust anchor that the path ends in; `null` when it ends in none. */
  readonly anchor: Certificate | null;
}

/** What a path is judged with. Instants are milliseconds since 1970. */
export interface Grounds {
  readonly at: number;
  /** What the signer claims; it can only make the result worse. */
  readonly claimed: number | null;
  /** When the signature existed, as a timestamp proves: certificates are then judged at this time. */
  readonly trusted: number | null;
  readonly revocation: RevocationData;
  readonly purpose: Purpose;
}

/** `null` where nothing was asked. */
export type PathStatus = RevocationStatus | null;

interface Step {
  readonly question: Question;
  readonly finding: Finding | null;
}

/**
 * Returns the best verdict over all paths from `leaf` to an anchor: one that passes, else the one that comes farthest. Follows
 * RFC 5280, section 6, with the indications of ETSI EN 319 102-1, clause 5.2.6.
 */
export function judgeCertificates(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
  grounds: Grounds,
): PathVerdict {
  const { paths, longest, broken } = findPaths(leaf, pool, anchors);
  const verdicts = paths.map((path) => judgePath(path, grounds));
  const best = verdicts.find(({ finding }) => finding === null) ?? verdicts.reduce<PathVerdict | null>(farther, null);
  if (best !== null) return best;
  return {
    finding: noPath(leaf, anchors, broken),
    answers: new Map([['anchor-reached', 'no']]),
    path: longest.certificates,
    statuses: [],
    anchor: null,
  };
}

function farther(best: PathVerdict | null, next: PathVerdict): PathVerdict {
  return best === null || next.answers.size > best.answers.size ? next : best;
}

function noPath(leaf: Certificate, anchors: readonly Certificate[], broken: Certificate | null): Finding {
  if (anchors.length === 0) {
    return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'CHAIN_NO_ANCHOR_GIVEN', { signer: leaf.subject.short });
  }
  if (broken !== null) {
    return indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'CHAIN_INVALID', {
      certificate: broken.subject.short,
      issuer: broken.issuer.short,
    });
  }
  return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'CHAIN_NOT_FOUND', {
    signer: leaf.subject.short,
    issuer: leaf.issuer.short,
  });
}

/** Asks the questions in order and stops at the first `no`, so that more answers mean a path that comes farther. */
function judgePath(path: Path, grounds: Grounds): PathVerdict {
  const answers = new Map<Question, 'yes' | 'no'>([['anchor-reached', 'yes']]);
  const { certificates } = path;
  const anchor = certificates.at(-1) ?? null;
  const statuses = statusesOf(certificates, grounds);
  for (const step of steps(path, grounds, statuses)) {
    answers.set(step.question, step.finding === null ? 'yes' : 'no');
    if (step.finding !== null) return { finding: step.finding, answers, path: certificates, statuses, anchor };
  }
  return { finding: null, answers, path: certificates, statuses, anchor };
}

function* steps(path: Path, grounds: Grounds, statuses: readonly PathStatus[]): Generator<Step> {
  const { certificates } = path;
  yield { question: 'keys-strong', finding: weakKey(certificates) };
  yield { question: 'chain-algorithms-acceptable', finding: badLink(path) };
  yield { question: 'chain-constraints-met', finding: constraints(certificates) };
  yield { question: 'purpose-allowed', finding: purpose(certificates, grounds.purpose) };
  yield { question: 'certificates-valid', finding: validity(certificates, grounds) };
  if (grounds.claimed !== null) {
    yield { question: 'claimed-time-fits', finding: claimedTime(certificates, grounds.claimed) };
  }
  yield { question: 'revocation-settled', finding: revocation(certificates, statuses) };
}

function weakKey(certificates: readonly Certificate[]): Finding | null {
  const weak = certificates.find(({ key }) => isWeakKey(key));
  if (weak === undefined) return null;
  return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_KEY_WEAK', {
    certificate: weak.subject.short,
    key: keyText(weak.key),
  });
}

function badLink({ certificates, links }: Path): Finding | null {
  const index = links.findIndex(({ state }) => state !== 'valid');
  const link = links[index];
  const certificate = certificates[index];
  if (link === undefined || certificate === undefined) return null;
  const values = { algorithm: link.algorithm, where: 'certificate', certificate: certificate.subject.short };
  return link.state === 'weak'
    ? indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_ALGORITHM_WEAK', values)
    : indeterminate(null, 'SIGNATURE_ALGORITHM_UNSUPPORTED', values);
}

function constraints(certificates: readonly Certificate[]): Finding | null {
  const broken = brokenConstraint(certificates);
  if (broken === null) return null;
  return indeterminate('CHAIN_CONSTRAINTS_FAILURE', 'CHAIN_CONSTRAINTS', {
    certificate: broken.certificate.subject.short,
    constraint: broken.constraint,
  });
}

function purpose(certificates: readonly Certificate[], asked: Purpose): Finding | null {
  const wrong = wrongPurpose(certificates, asked);
  if (wrong === null) return null;
  return indeterminate('SIG_CONSTRAINTS_FAILURE', 'SIGNER_PURPOSE_WRONG', { certificate: wrong.subject.short });
}

/**
 * Every certificate must be valid at the instant of judgement. One that has expired since may have been valid when it signed, which
 * only a trusted time could prove: a claim cannot, unless it tells against itself.
 */
function validity(certificates: readonly Certificate[], { at: now, claimed, trusted }: Grounds): Finding | null {
  const at = trusted ?? now;
  const early = certificates.find(({ notBefore }) => at < notBefore);
  if (early !== undefined) return notYetValid(early, at);
  const expired = certificates.find(({ notAfter }) => at > notAfter);
  if (expired === undefined) return null;
  const values = {
    certificate: expired.subject.short,
    notAfter: new Date(expired.notAfter).toISOString(),
    time: new Date(at).toISOString(),
  };
  return claimed !== null && claimed > expired.notAfter
    ? indeterminate('EXPIRED', 'CERTIFICATE_EXPIRED', { ...values, time: new Date(claimed).toISOString() })
    : indeterminate('OUT_OF_BOUNDS_NO_POE', 'CERTIFICATE_EXPIRED_NO_TIME_PROOF', values);
}

/** The claimed time may not contradict the certificates: not before the signer's began, not after any below the anchor ended. */
function claimedTime(certificates: readonly Certificate[], claimed: number): Finding | null {
  const [leaf] = certificates;
  if (leaf !== undefined && claimed < leaf.notBefore) return notYetValid(leaf, claimed);
  const expired = certificates.find(({ notAfter }) => claimed > notAfter);
  if (expired === undefined) return null;
  return indeterminate('EXPIRED', 'CERTIFICATE_EXPIRED', {
    certificate: expired.subject.short,
    notAfter: new Date(expired.notAfter).toISOString(),
    time: new Date(claimed).toISOString(),
  });
}

function notYetValid(certificate: Certificate, time: number): Finding {
  return indeterminate('NOT_YET_VALID', 'CERTIFICATE_NOT_YET_VALID', {
    certificate: certificate.subject.short,
    notBefore: new Date(certificate.notBefore).toISOString(),
    time: new Date(time).toISOString(),
  });
}

/**
 * Every certificate below the anchor must be known as not revoked, or say that nothing will ever tell of it (RFC 9608). Nothing
 * proves that a signature was made before a revocation but a trusted time before it, which the status was asked for.
 */
function revocation(path: readonly Certificate[], statuses: readonly PathStatus[]): Finding | null {
  const told = path.map((certificate, index) => ({ certificate, status: statuses[index] ?? null, index }));
  for (const { certificate, status, index } of told) {
    if (status?.state !== 'revoked') continue;
    return indeterminate(index === 0 ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE', 'CERTIFICATE_REVOKED', {
      certificate: certificate.subject.short,
      issuer: certificate.issuer.short,
      since: new Date(status.since).toISOString(),
    });
  }
  const open = told.find(({ status }) => status?.state === 'unknown');
  if (open?.status?.state !== 'unknown') return null;
  const values = { certificate: open.certificate.subject.short, issuer: open.certificate.issuer.short };
  const { until } = open.status;
  return until === null
    ? indeterminate('TRY_LATER', 'REVOCATION_NOT_CHECKED', values)
    : indeterminate('TRY_LATER', 'REVOCATION_OUT_OF_DATE', { ...values, until: new Date(until).toISOString() });
}

/** `null` where nothing is asked: of the anchor, and of a certificate that no revocation data will ever be about. */
function statusesOf(path: readonly Certificate[], { at, trusted, revocation: data }: Grounds): readonly PathStatus[] {
  return path.map((certificate, index) => {
    const issuer = path[index + 1];
    if (issuer === undefined || certificate.extensions.noRevAvail) return null;
    return revocationStatus(data, { certificate, issuer, time: trusted ?? at, at });
  });
}

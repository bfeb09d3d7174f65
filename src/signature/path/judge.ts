import { indeterminate, type Answers, type Finding, type Question } from '../checks.ts';
import type { Certificate } from '../x509/certificate.ts';
import { isWeakKey, keyText } from '../x509/public-key.ts';
import { brokenConstraint, wrongPurpose } from './constraints.ts';
import { findPaths, type Path } from './find.ts';

/** The judgement of the certificates behind a signature. */
export interface PathVerdict {
  /** `null` when the path passes. */
  readonly finding: Finding | null;
  readonly answers: Answers;
  readonly path: readonly Certificate[];
  /** The trust anchor that the path ends in; `null` when it ends in none. */
  readonly anchor: Certificate | null;
}

/** The instants a path is judged at, milliseconds since 1970. */
export interface Instants {
  readonly at: number;
  /** What the signer claims; it can only make the result worse. */
  readonly claimed: number | null;
}

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
  instants: Instants,
): PathVerdict {
  const { paths, longest, broken } = findPaths(leaf, pool, anchors);
  const verdicts = paths.map((path) => judgePath(path, instants));
  const best = verdicts.find(({ finding }) => finding === null) ?? verdicts.reduce<PathVerdict | null>(farther, null);
  if (best !== null) return best;
  return {
    finding: noPath(leaf, anchors, broken),
    answers: new Map([['anchor-reached', 'no']]),
    path: longest.certificates,
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
function judgePath(path: Path, instants: Instants): PathVerdict {
  const answers = new Map<Question, 'yes' | 'no'>([['anchor-reached', 'yes']]);
  const { certificates } = path;
  const anchor = certificates.at(-1) ?? null;
  for (const step of steps(path, instants)) {
    answers.set(step.question, step.finding === null ? 'yes' : 'no');
    if (step.finding !== null) return { finding: step.finding, answers, path: certificates, anchor };
  }
  return { finding: null, answers, path: certificates, anchor };
}

function* steps(path: Path, instants: Instants): Generator<Step> {
  const { certificates } = path;
  yield { question: 'keys-strong', finding: weakKey(certificates) };
  yield { question: 'chain-algorithms-acceptable', finding: badLink(path) };
  yield { question: 'chain-constraints-met', finding: constraints(certificates) };
  yield { question: 'purpose-allowed', finding: purpose(certificates) };
  yield { question: 'certificates-valid', finding: validity(certificates, instants) };
  if (instants.claimed !== null) {
    yield { question: 'claimed-time-fits', finding: claimedTime(certificates, instants.claimed) };
  }
  yield { question: 'revocation-settled', finding: revocation(certificates) };
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

function purpose(certificates: readonly Certificate[]): Finding | null {
  const wrong = wrongPurpose(certificates);
  if (wrong === null) return null;
  return indeterminate('SIG_CONSTRAINTS_FAILURE', 'SIGNER_PURPOSE_WRONG', { certificate: wrong.subject.short });
}

/**
 * Every certificate must be valid at the instant of judgement. One that has expired since may have been valid when it signed, which
 * only a trusted time could prove: a claim cannot, unless it tells against itself.
 */
function validity(certificates: readonly Certificate[], { at, claimed }: Instants): Finding | null {
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

/** No revocation data is read, so every certificate below the anchor must say that there will never be any (RFC 9608). */
function revocation(certificates: readonly Certificate[]): Finding | null {
  const open = certificates.slice(0, -1).find(({ extensions }) => !extensions.noRevAvail);
  if (open === undefined) return null;
  return indeterminate('TRY_LATER', 'REVOCATION_NOT_CHECKED', {
    certificate: open.subject.short,
    issuer: open.issuer.short,
  });
}

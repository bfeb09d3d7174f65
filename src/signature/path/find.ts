import { readSignatureAlgorithm } from '../algorithms.ts';
import { derOrNull, readDer } from '../der/read.ts';
import { verifyPrimitive } from '../primitives.ts';
import type { Certificate } from '../x509/certificate.ts';

/** How a certificate is signed by the next one. A weak or unsupported algorithm is not computed; it is never taken as valid. */
export interface Link {
  readonly state: 'valid' | 'weak' | 'unsupported';
  readonly algorithm: string;
}

/** Certificates from the signer's own to a trust anchor. `links[i]` is the signature of `certificates[i]` by the next one. */
export interface Path {
  readonly certificates: readonly Certificate[];
  readonly links: readonly Link[];
}

export interface FoundPaths {
  /** Paths that end in a trust anchor. */
  readonly paths: readonly Path[];
  /** The longest way up that was found, for people to look at when no path reaches an anchor. */
  readonly longest: Path;
  /** The first certificate that claims an issuer at hand whose key did not sign it; `null` where there is none. */
  readonly broken: Certificate | null;
}

/** Real paths have two to four certificates. */
const MOST_CERTIFICATES = 8;
/** Signatures of certificates that are computed for one signer: a bound against crossed chains made to cost time. */
const MOST_LINKS = 64;
const MOST_PATHS = 16;

/**
 * Returns the paths from `leaf` to any of `anchors` over `pool`, whatever its order. Issuers are found by name and proven by
 * signature (RFC 5280, section 6.1.3 a).
 */
export function findPaths(
  leaf: Certificate,
  pool: readonly Certificate[],
  anchors: readonly Certificate[],
): FoundPaths {
  const anchorPrints = new Set(anchors.map(({ fingerprint }) => fingerprint));
  const issuers = new Map([...anchors, ...pool].map((one) => [one.fingerprint, one]));
  const start: Path = { certificates: [leaf], links: [] };
  const paths: Path[] = [];
  let longest = start;
  let broken: Certificate | null = null;
  let linksLeft = MOST_LINKS;

  const climb = (path: Path): void => {
    const last = path.certificates.at(-1) ?? leaf;
    if (path.certificates.length > longest.certificates.length) longest = path;
    if (anchorPrints.has(last.fingerprint)) paths.push(path);
    if (path.certificates.length >= MOST_CERTIFICATES) return;
    for (const issuer of issuers.values()) {
      if (issuer.subject.key !== last.issuer.key || path.certificates.includes(issuer)) continue;
      if (path.certificates.some(({ fingerprint }) => fingerprint === issuer.fingerprint)) continue;
      if (linksLeft === 0 || paths.length >= MOST_PATHS) return;
      linksLeft -= 1;
      const link = linkOf(last, issuer);
      if (link === null) broken ??= last;
      else climb({ certificates: [...path.certificates, issuer], links: [...path.links, link] });
    }
  };
  climb(start);
  return { paths, longest, broken };
}

/** Returns how `issuer` signed `certificate`, or `null` when it did not. */
function linkOf(certificate: Certificate, issuer: Certificate): Link | null {
  const algorithm = algorithmOf(certificate);
  if (algorithm === null) return null;
  if (algorithm.state !== 'known') return { state: algorithm.state, algorithm: algorithm.name };
  const answer = verifyPrimitive({
    algorithm: algorithm.value,
    key: issuer.publicKey,
    signature: certificate.signature,
    data: certificate.signed,
  });
  if (answer === 'invalid') return null;
  return { state: answer, algorithm: algorithm.name };
}

function algorithmOf(certificate: Certificate): ReturnType<typeof readSignatureAlgorithm> | null {
  return derOrNull(() => readSignatureAlgorithm(readDer(certificate.signatureAlgorithm), null));
}

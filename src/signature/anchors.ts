import type { TrustAnchor } from '../domain/signature.ts';
import { readPem, looksLikePem } from './pem.ts';
import { certificateOrNull, type Certificate } from './x509/certificate.ts';

export type AnchorProblemCode =
  'ANCHOR_TOO_LARGE' | 'ANCHOR_NOT_A_CERTIFICATE' | 'ANCHOR_PRIVATE_KEY' | 'ANCHOR_NONE_FOUND';

/** A file that gives no trust anchor. */
export class AnchorProblem extends Error {
  readonly code: AnchorProblemCode;

  constructor(code: AnchorProblemCode) {
    super(code);
    this.name = 'AnchorProblem';
    this.code = code;
  }
}

const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Returns the certificates of a file as trust anchors, each once: PEM with one or several certificates, or one certificate as DER.
 * Throws {@link AnchorProblem} when anything in the file is not a certificate, because an anchor that is left out in silence changes
 * verdicts.
 */
export function readAnchors(
  bytes: Uint8Array,
  added: { readonly by: string; readonly at: string; readonly channel: string },
): readonly TrustAnchor[] {
  if (bytes.length > MOST_BYTES) throw new AnchorProblem('ANCHOR_TOO_LARGE');
  const anchors = new Map<string, TrustAnchor>();
  for (const der of certificatesIn(bytes)) {
    const certificate = certificateOrNull(der);
    if (certificate === null) throw new AnchorProblem('ANCHOR_NOT_A_CERTIFICATE');
    anchors.set(certificate.fingerprint, {
      fingerprint: certificate.fingerprint,
      subject: certificate.subject.text,
      notBefore: new Date(certificate.notBefore).toISOString(),
      notAfter: new Date(certificate.notAfter).toISOString(),
      certificate: Buffer.from(der).toString('base64'),
      addedBy: added.by,
      addedAt: added.at,
      channel: added.channel,
    });
  }
  return [...anchors.values()];
}

/** Returns the certificates of trust anchors. An anchor whose bytes are no certificate trusts nobody. */
export function anchorCertificates(anchors: readonly TrustAnchor[]): readonly Certificate[] {
  return anchors
    .map(({ certificate }) => certificateOrNull(new Uint8Array(Buffer.from(certificate, 'base64'))))
    .filter((certificate) => certificate !== null);
}

function certificatesIn(bytes: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  if (!looksLikePem(text)) return [bytes];
  const blocks = readPem(text);
  if (blocks === null) throw new AnchorProblem('ANCHOR_NOT_A_CERTIFICATE');
  if (blocks.some(({ label }) => label.includes('PRIVATE KEY'))) throw new AnchorProblem('ANCHOR_PRIVATE_KEY');
  if (blocks.some(({ label }) => label !== 'CERTIFICATE')) throw new AnchorProblem('ANCHOR_NOT_A_CERTIFICATE');
  if (blocks.length === 0) throw new AnchorProblem('ANCHOR_NONE_FOUND');
  return blocks.map(({ der }) => der);
}

import type { TrustAnchor } from '../domain/signature.ts';
import { readKeyAnchor, readKeyLines, type AnchorMaterial } from './keys/anchors.ts';
import { bareKeyOf, fingerprintOf } from './keys/spki.ts';
import { openPgpMaterial } from './openpgp/anchor.ts';
import { looksLikePem, readPem, type PemBlock } from './pem.ts';
import { joinRevocation, readRevocation, type RevocationData } from './revocation/read.ts';
import { sigstoreMaterial } from './sigstore/root.ts';
import { certificateOrNull, type Certificate } from './x509/certificate.ts';
import { keyText } from './x509/public-key.ts';

export type AnchorProblemCode =
  'ANCHOR_TOO_LARGE' | 'ANCHOR_NOT_UNDERSTOOD' | 'ANCHOR_PRIVATE_KEY' | 'ANCHOR_NONE_FOUND';

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
const UNLIMITED = { note: '', roles: [], manufacturer: null, expires: null } as const;

/**
 * Returns the trust anchors of a file, each once: PEM with certificates and public keys, one of them as DER, public keys of OpenSSH
 * (one a line, also as a file of allowed signers), public keys of OpenPGP, one of minisign or signify, revocation data, or a trusted root or an identity of Sigstore. Throws {@link AnchorProblem} when
 * anything in the file is something else, because an anchor that is left out in silence changes verdicts.
 */
export function readAnchors(
  bytes: Uint8Array,
  added: { readonly by: string; readonly at: string; readonly channel: string },
): readonly TrustAnchor[] {
  if (bytes.length > MOST_BYTES) throw new AnchorProblem('ANCHOR_TOO_LARGE');
  const anchors = new Map<string, TrustAnchor>();
  for (const { bytes: material, ...told } of materialIn(bytes)) {
    const fingerprint = fingerprintOf(material);
    anchors.set(fingerprint, {
      ...told,
      fingerprint,
      material: Buffer.from(material).toString('base64'),
      addedBy: added.by,
      addedAt: added.at,
      channel: added.channel,
      ...UNLIMITED,
    });
  }
  return [...anchors.values()];
}

/** Returns the certificates of trust anchors. An anchor whose bytes are no certificate trusts nobody. */
export function anchorCertificates(anchors: readonly TrustAnchor[]): readonly Certificate[] {
  return anchors
    .filter(({ kind }) => kind === 'certificate')
    .map(({ material }) => certificateOrNull(new Uint8Array(Buffer.from(material, 'base64'))))
    .filter((certificate) => certificate !== null);
}

/** Returns the revocation data that the user gave beside the trust anchors. */
export function anchorRevocation(anchors: readonly TrustAnchor[]): RevocationData {
  const given = anchors.filter(({ kind }) => kind === 'revocation-list' || kind === 'ocsp-response');
  return joinRevocation(given.map(({ material }) => readRevocation(new Uint8Array(Buffer.from(material, 'base64')))));
}

function materialIn(bytes: Uint8Array): readonly AnchorMaterial[] {
  const pgp = openPgpMaterial(bytes);
  if (pgp === 'secret') throw new AnchorProblem('ANCHOR_PRIVATE_KEY');
  if (pgp !== null) return pgp;
  const text = Buffer.from(bytes).toString('utf8');
  if (looksLikePem(text)) return pemBlocks(text).map(blockMaterial);
  const der = derMaterial(bytes);
  if (der !== null) return [der];
  const sigstore = sigstoreMaterial(bytes);
  if (sigstore !== null) return [sigstore];
  const lines = readKeyLines(text);
  if (lines === 'secret') throw new AnchorProblem('ANCHOR_PRIVATE_KEY');
  if (lines === null) throw new AnchorProblem('ANCHOR_NOT_UNDERSTOOD');
  if (lines.length === 0) throw new AnchorProblem('ANCHOR_NONE_FOUND');
  return lines;
}

function pemBlocks(text: string): readonly PemBlock[] {
  // A private key is told as such also where its block is none of RFC 7468, such as OpenSSH's own.
  if (/^[ \t]*-----BEGIN [^\r\n]*(?:PRIVATE|SECRET) KEY/mu.test(text)) throw new AnchorProblem('ANCHOR_PRIVATE_KEY');
  const blocks = readPem(text);
  if (blocks === null) throw new AnchorProblem('ANCHOR_NOT_UNDERSTOOD');
  if (blocks.length === 0) throw new AnchorProblem('ANCHOR_NONE_FOUND');
  return blocks;
}

function blockMaterial({ label, der }: PemBlock): AnchorMaterial {
  const material =
    label === 'CERTIFICATE'
      ? certificateMaterial(der)
      : label === 'PUBLIC KEY'
        ? publicKeyMaterial(der)
        : label === 'X509 CRL'
          ? revocationMaterial(der)
          : null;
  if (material === null) throw new AnchorProblem('ANCHOR_NOT_UNDERSTOOD');
  return material;
}

function derMaterial(bytes: Uint8Array): AnchorMaterial | null {
  return certificateMaterial(bytes) ?? publicKeyMaterial(bytes) ?? revocationMaterial(bytes);
}

function certificateMaterial(der: Uint8Array): AnchorMaterial | null {
  const certificate = certificateOrNull(der);
  if (certificate === null) return null;
  return {
    kind: 'certificate',
    subject: certificate.subject.text,
    label: '',
    notBefore: new Date(certificate.notBefore).toISOString(),
    notAfter: new Date(certificate.notAfter).toISOString(),
    bytes: der,
  };
}

function publicKeyMaterial(der: Uint8Array): AnchorMaterial | null {
  const key = bareKeyOf(der);
  return key === null
    ? null
    : readKeyAnchor('public-key', `${keyText(key.kind)} key ${fingerprintOf(der).slice(0, 16)}`, der);
}

function revocationMaterial(der: Uint8Array): AnchorMaterial | null {
  const { lists, responses } = readRevocation(der);
  const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
  const common = { label: '', bytes: der };
  const [list] = lists;
  if (list !== undefined) {
    const [notBefore, notAfter] = [iso(list.thisUpdate), iso(list.nextUpdate)];
    return { ...common, kind: 'revocation-list', subject: list.issuer.text, notBefore, notAfter };
  }
  const answers = responses.flatMap((response) => response.answers);
  if (answers.length === 0) return null;
  const subject = answers.map(({ serial }) => serial).join(', ');
  const notBefore = iso(Math.min(...answers.map(({ thisUpdate }) => thisUpdate)));
  const ends = answers.map(({ nextUpdate }) => nextUpdate);
  const notAfter = ends.every((end) => end !== null) ? iso(Math.min(...ends)) : null;
  return { ...common, kind: 'ocsp-response', subject, notBefore, notAfter };
}

import { createHash, type KeyObject } from 'node:crypto';
import { OID } from '../signature/oids.ts';
import { parseCertificate } from '../signature/x509/certificate.ts';
import type { Signer } from './authority.ts';
import { context, integer, objectIdentifier, octetString, sequence, setOf, time } from './der.ts';
import {
  digestAlgorithm,
  digestOf,
  schemeOf,
  signatureAlgorithm,
  signBytes,
  type Scheme,
  type SigningDigest,
} from './keys.ts';

/** Content by its digest, for files too large to hold. */
export interface ContentDigest {
  readonly algorithm: SigningDigest;
  readonly value: Uint8Array;
}

export interface CmsOptions {
  /** ISO 8601, the time the signer claims; `null` leaves the attribute out. */
  readonly signingTime: string | null;
  /** The usual scheme of the key when absent. */
  readonly scheme?: Scheme;
  /** The digest that is as strong as the key when absent. With a {@link ContentDigest} it must be that one's algorithm. */
  readonly digest?: SigningDigest;
}

/** The parts of one SignerInfo, so that a caller may leave out or double what the usual one holds. */
export interface SignerInfoFields {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
  /** DER of each Attribute; they are sorted, and signed as a SET OF. */
  readonly attributes: readonly Uint8Array[];
  readonly scheme: Scheme;
  readonly digest: SigningDigest;
  /** DER of each unsigned Attribute, such as a timestamp, of the signature that they are added to. */
  readonly unsigned?: (signature: Uint8Array) => readonly Uint8Array[];
}

/**
 * Returns a detached CMS signature over `content` as DER: SignedData version 1 with one signer, its certificate and its chain, and
 * the signed attributes content-type, message-digest, signing-certificate-v2 and signing-time (RFC 5652, RFC 5035).
 */
export function signCms(content: Uint8Array | ContentDigest, signer: Signer, options: CmsOptions): Uint8Array {
  const digest = options.digest ?? (isDigest(content) ? content.algorithm : digestOf(signer.privateKey));
  if (isDigest(content) && content.algorithm !== digest)
    throw new TypeError('the content is digested by another algorithm');
  const value = isDigest(content) ? content.value : hash(digest, content);
  const attributes = [
    contentTypeAttribute(),
    messageDigestAttribute(value),
    signingCertificateAttribute(signer.certificate),
  ];
  if (options.signingTime !== null) attributes.push(signingTimeAttribute(options.signingTime));
  const info = signerInfo({
    privateKey: signer.privateKey,
    certificate: signer.certificate,
    attributes,
    scheme: options.scheme ?? schemeOf(signer.privateKey),
    digest,
  });
  return signedData({ signerInfos: [info], digests: [digest], certificates: [signer.certificate, ...signer.chain] });
}

/** Returns one SignerInfo as DER, signed over its attributes. */
export function signerInfo(fields: SignerInfoFields): Uint8Array {
  const attributes = setOf(...fields.attributes);
  const certificate = parseCertificate(fields.certificate);
  const signature = signBytes(attributes, fields.privateKey, fields.scheme, fields.digest);
  const unsigned = fields.unsigned?.(signature) ?? [];
  return sequence(
    integer(1),
    sequence(certificate.issuer.der, certificate.serialDer),
    digestAlgorithm(fields.digest),
    retagged(attributes, 0xa0),
    signatureAlgorithm(fields.scheme, fields.digest),
    octetString(signature),
    ...(unsigned.length === 0 ? [] : [retagged(setOf(...unsigned), 0xa1)]),
  );
}

/** Returns a ContentInfo with SignedData as DER. `encapsulated` puts the content inside, which makes it no detached signature. */
export function signedData(parts: {
  readonly signerInfos: readonly Uint8Array[];
  readonly digests: readonly SigningDigest[];
  readonly certificates: readonly Uint8Array[];
  readonly encapsulated?: Uint8Array;
  /** What kind of content is signed; data when absent. */
  readonly contentType?: string;
}): Uint8Array {
  const content = parts.encapsulated === undefined ? [] : [context(0, octetString(parts.encapsulated))];
  const certificates = parts.certificates.length === 0 ? [] : [retagged(setOf(...parts.certificates), 0xa0)];
  return sequence(
    objectIdentifier(OID.signedData),
    context(
      0,
      sequence(
        integer(1),
        setOf(...parts.digests.map(digestAlgorithm)),
        sequence(objectIdentifier(parts.contentType ?? OID.data), ...content),
        ...certificates,
        setOf(...parts.signerInfos),
      ),
    ),
  );
}

export function contentTypeAttribute(oid: string = OID.data): Uint8Array {
  return attribute(OID.contentType, objectIdentifier(oid));
}

export function messageDigestAttribute(digest: Uint8Array): Uint8Array {
  return attribute(OID.messageDigest, octetString(digest));
}

export function signingTimeAttribute(iso: string): Uint8Array {
  return attribute(OID.signingTime, time(iso));
}

/** Returns signing-certificate-v2 with the SHA-256 of the certificate (RFC 5035, section 3; SHA-256 is the default and left out). */
export function signingCertificateAttribute(certificate: Uint8Array): Uint8Array {
  return attribute(OID.signingCertificateV2, sequence(sequence(sequence(octetString(hash('sha256', certificate))))));
}

/** Returns one Attribute with `values`. */
export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(...values));
}

function isDigest(content: Uint8Array | ContentDigest): content is ContentDigest {
  return !(content instanceof Uint8Array);
}

function hash(digest: SigningDigest, bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(digest).update(bytes).digest());
}

/** An IMPLICIT tag takes the place of the SET's own. */
function retagged(set: Uint8Array, tag: number): Uint8Array {
  const copy = set.slice();
  copy[0] = tag;
  return copy;
}

import { createHash } from 'node:crypto';
import type { Signer } from '../../src/packer/index.ts';
import {
  attribute,
  contentTypeAttribute,
  messageDigestAttribute,
  signedData,
  signerInfo,
  signingCertificateAttribute,
  signingTimeAttribute,
} from '../../src/packer/cms-sign.ts';
import { contextPrimitive, element, integer, objectIdentifier, octetString, sequence } from '../../src/packer/der.ts';
import { digestAlgorithm, type SigningDigest } from '../../src/packer/keys.ts';
import { OID } from '../../src/signature/oids.ts';

export interface TimestampFields {
  /** As in the token: digits, perhaps a fraction, and `Z`. */
  readonly time: string;
  readonly digest?: SigningDigest;
  /** Seconds and milliseconds by which the time may be wrong. */
  readonly accuracy?: readonly [number, number];
  readonly version?: number;
  readonly contentType?: string;
  /** Whether the token names the certificate that signed it, as it must. */
  readonly bound?: boolean;
  readonly more?: readonly Uint8Array[];
  readonly signers?: number;
}

/** Returns a timestamp token over `bytes` as DER (RFC 3161, section 2.4.2). */
export function makeTimestamp(bytes: Uint8Array, authority: Signer, fields: TimestampFields): Uint8Array {
  const { digest = 'sha256', accuracy, version = 1, contentType = OID.timestampInfo, bound = true, more = [] } = fields;
  const hash = (of: Uint8Array, by: SigningDigest): Uint8Array => createHash(by).update(of).digest();
  const info = sequence(
    integer(version),
    objectIdentifier('1.2.3.4.1'),
    sequence(digestAlgorithm(digest), octetString(hash(bytes, digest))),
    integer(7),
    element(0x18, new TextEncoder().encode(fields.time)),
    ...(accuracy === undefined
      ? []
      : [sequence(integer(accuracy[0]), contextPrimitive(0, integer(accuracy[1]).subarray(2)))]),
    ...more,
  );
  const signer = signerInfo({
    privateKey: authority.privateKey,
    certificate: authority.certificate,
    attributes: [
      contentTypeAttribute(contentType),
      messageDigestAttribute(hash(info, 'sha256')),
      ...(bound ? [signingCertificateAttribute(authority.certificate)] : []),
    ],
    scheme: 'ecdsa',
    digest: 'sha256',
  });
  return signedData({
    signerInfos: Array.from({ length: fields.signers ?? 1 }, () => signer),
    digests: ['sha256'],
    certificates: [authority.certificate, ...authority.chain],
    encapsulated: info,
    contentType,
  });
}

/** Returns the response of an authority with the token, or without it where `status` says that nothing was granted. */
export function timestampResponse(token: Uint8Array, status = 0): Uint8Array {
  return sequence(sequence(integer(status)), ...(status < 2 ? [token] : []));
}

/** Returns a signature over `content` that holds the timestamps which `tokens` makes over it. */
export function signStamped(
  content: Uint8Array,
  signer: Signer,
  signingTime: string,
  tokens: (signature: Uint8Array) => readonly Uint8Array[],
): Uint8Array {
  const info = signerInfo({
    privateKey: signer.privateKey,
    certificate: signer.certificate,
    attributes: [
      contentTypeAttribute(),
      messageDigestAttribute(createHash('sha256').update(content).digest()),
      signingCertificateAttribute(signer.certificate),
      signingTimeAttribute(signingTime),
    ],
    scheme: 'ecdsa',
    digest: 'sha256',
    unsigned: (signature) => [attribute(OID.timestampToken, ...tokens(signature))],
  });
  const certificates = [signer.certificate, ...signer.chain];
  return signedData({ signerInfos: [info], digests: ['sha256'], certificates });
}

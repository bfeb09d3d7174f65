import { failed, type Finding } from '../checks.ts';
import { expectTag, TAG, type Element } from '../der/read.ts';
import { oidOf, timeOf } from '../der/values.ts';
import { OID } from '../oids.ts';
import type { SignedAttributes } from './parse.ts';

/** What the signed attributes of a signer say. */
export interface AttributeFacts {
  readonly messageDigest: Uint8Array;
  /** Milliseconds since 1970, as the signer claims; `null` where the signer claims nothing. */
  readonly claimed: number | null;
  /** Values of signing-certificate (version 1 and 2) where present. */
  readonly signingCertificate: Element | null;
  readonly signingCertificateV2: Element | null;
}

/** Attributes that may stand once and have one value (RFC 5652, section 11; RFC 5035). */
const SINGLE: readonly string[] = [
  OID.contentType,
  OID.messageDigest,
  OID.signingTime,
  OID.signingCertificate,
  OID.signingCertificateV2,
];

/**
 * Returns what the signed attributes say, or the finding that ends the judgement: a required one missing, one that
 * stands twice or has several values, a content type that differs from `contentType`. Throws `DerProblem` for broken values.
 */
export function readAttributeFacts(
  attributes: SignedAttributes,
  contentType: string,
): AttributeFacts | { readonly finding: Finding } {
  const twice = attributes.list.find(
    ({ oid }, index) => attributes.list.findIndex((other) => other.oid === oid) !== index,
  );
  const several = attributes.list.find(({ oid, values }) => SINGLE.includes(oid) && values.length !== 1);
  const duplicated = twice ?? several;
  if (duplicated !== undefined) {
    return {
      finding: failed('FORMAT_FAILURE', 'SIGNATURE_ATTRIBUTE_DUPLICATED', { attribute: nameOf(duplicated.oid) }),
    };
  }
  const value = (oid: string): Element | null => attributes.list.find((one) => one.oid === oid)?.values[0] ?? null;
  const type = value(OID.contentType);
  const digest = value(OID.messageDigest);
  if (type === null || digest === null) {
    const attribute = type === null ? 'content-type' : 'message-digest';
    return { finding: failed('FORMAT_FAILURE', 'SIGNATURE_ATTRIBUTES_MISSING', { attribute }) };
  }
  if (oidOf(type) !== contentType) return { finding: failed('FORMAT_FAILURE', 'SIGNATURE_CONTENT_TYPE_MISMATCH') };
  const time = value(OID.signingTime);
  return {
    messageDigest: expectTag(digest, TAG.octetString).content,
    claimed: time === null ? null : timeOf(time),
    signingCertificate: value(OID.signingCertificate),
    signingCertificateV2: value(OID.signingCertificateV2),
  };
}

function nameOf(oid: string): string {
  switch (oid) {
    case OID.contentType:
      return 'content-type';
    case OID.messageDigest:
      return 'message-digest';
    case OID.signingTime:
      return 'signing-time';
    case OID.signingCertificate:
    case OID.signingCertificateV2:
      return 'signing-certificate';
    default:
      return oid;
  }
}

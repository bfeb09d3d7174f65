import { createHash, type KeyObject } from 'node:crypto';
import { OID } from '../signature/oids.ts';
import {
  bitString,
  booleanTrue,
  context,
  contextPrimitive,
  ia5String,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
  time,
  utf8String,
} from './der.ts';
import { digestOf, schemeOf, signatureAlgorithm, signBytes, type Scheme, type SigningDigest } from './keys.ts';

/** Who a certificate is about. */
export interface NameFields {
  readonly commonName: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  /** Two letters (ISO 3166-1). */
  readonly country?: string;
  readonly email?: string;
}

/** One extension with the DER of its value. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Bits of the key usage extension, in the order of RFC 5280, section 4.2.1.3. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

/** Everything that stands in a certificate. Times are ISO 8601. */
export interface CertificateFields {
  /** An unsigned number, most significant byte first. */
  readonly serial: Uint8Array;
  /** DER names, from {@link distinguishedName}. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Extension[];
}

/** The key that signs a certificate, and how where it is not the key's usual way. */
export interface CertificateSigner {
  readonly privateKey: KeyObject;
  readonly scheme?: Scheme | undefined;
  readonly digest?: SigningDigest | undefined;
}

/** Returns an X.509 version 3 certificate as DER, version 1 where there is no extension (RFC 5280, section 4.1). */
export function makeCertificate(fields: CertificateFields, signer: CertificateSigner): Uint8Array {
  const scheme = signer.scheme ?? schemeOf(signer.privateKey);
  const digest = signer.digest ?? digestOf(signer.privateKey);
  const algorithm = signatureAlgorithm(scheme, digest);
  const withExtensions = fields.extensions.length > 0;
  const toBeSigned = sequence(
    ...(withExtensions ? [context(0, integer(2))] : []),
    integer(fields.serial),
    algorithm,
    fields.issuer,
    sequence(time(fields.notBefore), time(fields.notAfter)),
    fields.subject,
    publicKeyInfo(fields.publicKey),
    ...(withExtensions ? [context(3, sequence(...fields.extensions.map(extensionDer)))] : []),
  );
  return sequence(toBeSigned, algorithm, bitString(signBytes(toBeSigned, signer.privateKey, scheme, digest)));
}

/** Returns a name as DER: country, organization, unit, common name, e-mail, each in a part of its own. */
export function distinguishedName(fields: NameFields): Uint8Array {
  const parts: Uint8Array[] = [];
  if (fields.country !== undefined) parts.push(namePart(OID.country, printableString(fields.country)));
  if (fields.organization !== undefined) parts.push(namePart(OID.organization, utf8String(fields.organization)));
  if (fields.organizationalUnit !== undefined)
    parts.push(namePart(OID.organizationalUnit, utf8String(fields.organizationalUnit)));
  parts.push(namePart(OID.commonName, utf8String(fields.commonName)));
  if (fields.email !== undefined) parts.push(namePart(OID.emailAddress, ia5String(fields.email)));
  return sequence(...parts);
}

/** Returns the SubjectPublicKeyInfo of a key as DER. */
export function publicKeyInfo(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }));
}

/** Returns the key identifier of a key: the first 160 bits of the SHA-256 of its SubjectPublicKeyInfo (RFC 7093, method 4). */
export function keyIdentifier(key: KeyObject): Uint8Array {
  return new Uint8Array(createHash('sha256').update(publicKeyInfo(key)).digest().subarray(0, 20));
}

/** Returns basicConstraints (RFC 5280, 4.2.1.9); `pathLength` only has a meaning for an authority. */
export function basicConstraints(authority: boolean, pathLength: number | null = null): Extension {
  const value = sequence(...(authority ? [booleanTrue()] : []), ...(pathLength === null ? [] : [integer(pathLength)]));
  return { oid: OID.basicConstraints, critical: true, value };
}

/** Returns keyUsage (RFC 5280, 4.2.1.3). */
export function keyUsage(usages: readonly KeyUsage[]): Extension {
  let bits = 0;
  for (const usage of usages) bits |= 0x80 >> KEY_USAGES.indexOf(usage);
  let unused = 0;
  while (unused < 7 && (bits & (1 << unused)) === 0) unused += 1;
  const value = bits === 0 ? bitString(new Uint8Array(0)) : bitString(Uint8Array.of(bits), unused);
  return { oid: OID.keyUsage, critical: true, value };
}

/** Returns extendedKeyUsage (RFC 5280, 4.2.1.12) with the given purposes. */
export function extendedKeyUsage(purposes: readonly string[]): Extension {
  return { oid: OID.extendedKeyUsage, critical: false, value: sequence(...purposes.map(objectIdentifier)) };
}

export function subjectKeyIdentifier(key: KeyObject): Extension {
  return { oid: OID.subjectKeyIdentifier, critical: false, value: octetString(keyIdentifier(key)) };
}

export function authorityKeyIdentifier(key: KeyObject): Extension {
  return {
    oid: OID.authorityKeyIdentifier,
    critical: false,
    value: sequence(contextPrimitive(0, keyIdentifier(key))),
  };
}

/** Returns noRevAvail: the authority will never say anything on the certificate's revocation (RFC 9608). */
export function noRevocationAvailable(): Extension {
  return { oid: OID.noRevAvail, critical: false, value: nullValue() };
}

/** Returns DER in the textual encoding of RFC 7468, 64 characters a line. */
export function pem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/gu) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function namePart(oid: string, value: Uint8Array): Uint8Array {
  return setOf(sequence(objectIdentifier(oid), value));
}

function extensionDer(extension: Extension): Uint8Array {
  return sequence(
    objectIdentifier(extension.oid),
    ...(extension.critical ? [booleanTrue()] : []),
    octetString(extension.value),
  );
}

import { createHash, type KeyObject } from 'node:crypto';
import type { Authority } from '../../src/packer/index.ts';
import {
  bitString,
  booleanTrue,
  context,
  contextPrimitive,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
} from '../../src/packer/der.ts';
import { digestOf, schemeOf, signatureAlgorithm, signBytes, type SigningDigest } from '../../src/packer/keys.ts';
import { childrenOf, readDer } from '../../src/signature/der/read.ts';
import { OID } from '../../src/signature/oids.ts';
import { parseCertificate } from '../../src/signature/x509/certificate.ts';

/** An extension of a list, a response or one entry: identifier, whether critical, DER of the value. */
export interface ListExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

export interface ListFields {
  readonly thisUpdate: string;
  readonly nextUpdate?: string | null;
  readonly revoked?: readonly {
    readonly certificate: Uint8Array;
    readonly at: string;
    readonly extensions?: readonly ListExtension[];
  }[];
  readonly extensions?: readonly ListExtension[];
  readonly digest?: SigningDigest;
  /** Who signs, where it is not the authority itself. */
  readonly by?: KeyObject;
}

/** Returns a certificate revocation list of `authority` as DER (RFC 5280, section 5.1). */
export function makeRevocationList(authority: Authority, fields: ListFields): Uint8Array {
  const { nextUpdate = null, revoked = [], extensions = [] } = fields;
  const entries = revoked.map(({ certificate, at, extensions: more = [] }) =>
    sequence(parseCertificate(certificate).serialDer, time(at), ...(more.length === 0 ? [] : [extensionList(more)])),
  );
  return signed(authority.keys.privateKey, fields, (algorithm) =>
    sequence(
      integer(1),
      algorithm,
      authority.name,
      time(fields.thisUpdate),
      ...(nextUpdate === null ? [] : [time(nextUpdate)]),
      ...(entries.length === 0 ? [] : [sequence(...entries)]),
      ...(extensions.length === 0 ? [] : [context(0, extensionList(extensions))]),
    ),
  );
}

export interface ResponseFields {
  readonly thisUpdate: string;
  readonly nextUpdate?: string | null;
  readonly status?: 'good' | 'unknown' | { readonly revokedAt: string };
  readonly producedAt?: string;
  readonly digest?: SigningDigest;
  /** The digest that names the issuer. */
  readonly named?: 'sha1' | 'sha256';
  readonly extensions?: readonly ListExtension[];
  /** The responder, where it is not the issuer itself. */
  readonly responder?: { readonly certificate: Uint8Array; readonly privateKey: KeyObject };
  readonly byKey?: boolean;
}

/** Returns an OCSP response about `certificate`, which `issuer` issued, as DER (RFC 6960, section 4.2.1). */
export function makeOcspResponse(issuer: Authority, certificate: Uint8Array, fields: ResponseFields): Uint8Array {
  const { status = 'good', nextUpdate = null, named = 'sha1', responder, extensions = [] } = fields;
  const hash = (bytes: Uint8Array): Uint8Array => octetString(createHash(named).update(bytes).digest());
  const about = parseCertificate(certificate);
  const said =
    status === 'good'
      ? contextPrimitive(0)
      : status === 'unknown'
        ? contextPrimitive(2)
        : context(1, generalizedTime(status.revokedAt));
  const answer = sequence(
    sequence(
      sequence(objectIdentifier(OID[named])),
      hash(issuer.name),
      hash(keyBits(issuer.certificate)),
      about.serialDer,
    ),
    said,
    generalizedTime(fields.thisUpdate),
    ...(nextUpdate === null ? [] : [context(0, generalizedTime(nextUpdate))]),
  );
  const answering = responder ?? { certificate: issuer.certificate, privateKey: issuer.keys.privateKey };
  const name =
    fields.byKey === true
      ? context(2, octetString(createHash('sha1').update(keyBits(answering.certificate)).digest()))
      : context(1, parseCertificate(answering.certificate).subject.der);
  const produced = generalizedTime(fields.producedAt ?? fields.thisUpdate);
  const certificates = responder === undefined ? [] : [context(0, sequence(responder.certificate))];
  const basic = signed(
    answering.privateKey,
    fields,
    () =>
      sequence(
        name,
        produced,
        sequence(answer),
        ...(extensions.length === 0 ? [] : [context(1, extensionList(extensions))]),
      ),
    certificates,
  );
  const typed = sequence(objectIdentifier('1.3.6.1.5.5.7.48.1.1'), octetString(basic));
  return sequence(element(0x0a, Uint8Array.of(0)), context(0, typed));
}

/** Returns a GeneralizedTime to the second. */
export function generalizedTime(iso: string): Uint8Array {
  const digits = new Date(iso)
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
    .replace(/[-:T]/gu, '');
  return element(0x18, new TextEncoder().encode(digits));
}

function signed(
  privateKey: KeyObject,
  { digest = digestOf(privateKey), by = privateKey }: { readonly digest?: SigningDigest; readonly by?: KeyObject },
  body: (algorithm: Uint8Array) => Uint8Array,
  more: readonly Uint8Array[] = [],
): Uint8Array {
  const algorithm = signatureAlgorithm(schemeOf(by), digest);
  const toBeSigned = body(algorithm);
  return sequence(toBeSigned, algorithm, bitString(signBytes(toBeSigned, by, schemeOf(by), digest)), ...more);
}

function extensionList(extensions: readonly ListExtension[]): Uint8Array {
  return sequence(
    ...extensions.map(({ oid, critical, value }) =>
      sequence(objectIdentifier(oid), ...(critical ? [booleanTrue()] : []), octetString(value)),
    ),
  );
}

function keyBits(certificate: Uint8Array): Uint8Array {
  return childrenOf(readDer(parseCertificate(certificate).publicKey))[1]!.content.subarray(1);
}

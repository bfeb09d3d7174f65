import { createHash } from 'node:crypto';
import { derOrNull, DerProblem, expectTag, Members, onlyChild, readDer, TAG } from '../der/read.ts';
import { integerBytes, smallInteger, timeOf, wholeBits } from '../der/values.ts';
import { readExtensions, type Extensions } from './extensions.ts';
import { readName, type Name } from './name.ts';
import { publicKeyKind, type PublicKeyKind } from './public-key.ts';

/** An X.509 certificate as read (RFC 5280, section 4.1). Times are milliseconds since 1970. */
export interface Certificate {
  readonly der: Uint8Array;
  /** SHA-256 over `der`, 64 lower-case hexadecimal characters. */
  readonly fingerprint: string;
  /** SHA-256 over the SubjectPublicKeyInfo as DER, 64 lower-case hexadecimal characters. */
  readonly keyFingerprint: string;
  readonly version: number;
  /** Hexadecimal. */
  readonly serial: string;
  readonly serialDer: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: Uint8Array;
  readonly key: PublicKeyKind;
  readonly extensions: Extensions;
  /** What the issuer signed, the AlgorithmIdentifier as DER, and the signature. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  readonly signature: Uint8Array;
}

/** Certificates of real authorities are below 10 kB. */
const MOST_BYTES = 256 * 1024;

/** Longer than the 20 bytes that RFC 5280 allows, because older authorities went over. */
const MOST_SERIAL_BYTES = 64;

/** Returns the certificate that `der` is. Throws `DerProblem` for anything else, also for bytes after its end. */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > MOST_BYTES) throw new DerProblem('too large for a certificate');
  const outer = new Members(expectTag(readDer(der), TAG.sequence));
  const signed = outer.take(TAG.sequence);
  const algorithm = outer.take(TAG.sequence);
  const signature = wholeBits(outer.take(TAG.bitString));
  outer.end();

  const members = new Members(signed);
  const versionElement = members.takeIf(0xa0);
  const version = versionElement === null ? 1 : 1 + smallInteger(onlyChild(versionElement));
  const serial = members.take(TAG.integer);
  const innerAlgorithm = members.take(TAG.sequence);
  if (Buffer.compare(innerAlgorithm.bytes, algorithm.bytes) !== 0) throw new DerProblem('two signature algorithms');
  const issuer = readName(members.take(TAG.sequence));
  const validity = new Members(members.take(TAG.sequence));
  const notBefore = timeOf(validity.takeAny());
  const notAfter = timeOf(validity.takeAny());
  validity.end();
  const subject = readName(members.take(TAG.sequence));
  const publicKey = members.take(TAG.sequence);
  members.takeIf(0x81);
  members.takeIf(0x82);
  const extensions = members.takeIf(0xa3);
  members.end();
  if (version > 3 || (extensions !== null && version !== 3)) throw new DerProblem('a version that does not fit');
  if (integerBytes(serial).length > MOST_SERIAL_BYTES) throw new DerProblem('a serial number that is too long');

  return {
    der,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    keyFingerprint: createHash('sha256').update(publicKey.bytes).digest('hex'),
    version,
    serial: Buffer.from(serial.content).toString('hex'),
    serialDer: serial.bytes,
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey: publicKey.bytes,
    key: publicKeyKind(publicKey),
    extensions: readExtensions(extensions === null ? null : onlyChild(extensions)),
    signed: signed.bytes,
    signatureAlgorithm: algorithm.bytes,
    signature,
  };
}

/** Returns the certificate that `der` is, or `null` when it is none that can be read. */
export function certificateOrNull(der: Uint8Array): Certificate | null {
  return derOrNull(() => parseCertificate(der));
}

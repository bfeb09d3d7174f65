import { PgpProblem, Reader, readLength } from './packets.ts';

/** A signature packet as read (RFC 9580, section 5.2). Times are milliseconds since 1970. */
export interface PgpSignature {
  readonly version: 4 | 6;
  readonly type: number;
  readonly keyAlgorithm: number;
  readonly hashAlgorithm: number;
  /** What the signer signed about the signature itself. */
  readonly created: number | null;
  /** After how many seconds the signature, and the key that it is about, end; `null`: never. */
  readonly expiresAfter: number | null;
  readonly keyExpiresAfter: number | null;
  readonly keyFlags: number | null;
  readonly revocationReason: number | null;
  readonly embedded: readonly Uint8Array[];
  /** Hexadecimal. Who signed, as far as the packet tells; also where nothing protects it. */
  readonly issuerFingerprint: string | null;
  readonly issuerKeyId: string | null;
  /** A critical subpacket that is not processed here, `null` where there is none. */
  readonly unknownCritical: number | null;
  /** What is hashed before and after the content. */
  readonly salt: Uint8Array;
  readonly trailer: Uint8Array;
  readonly digestStart: Uint8Array;
  readonly material: Uint8Array;
}

/** A packet of a version that is not read here. */
export class PgpVersion extends Error {
  readonly version: number;

  constructor(version: number) {
    super(`version ${version}`);
    this.version = version;
  }
}

interface Subpacket {
  readonly type: number;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/**
 * Subpackets that are processed, or that ask for nothing of who verifies one detached signature. A critical notation (20) is not
 * among them: it changes what the signature means.
 */
const KNOWN: ReadonlySet<number> = new Set([
  2, 3, 4, 7, 9, 11, 16, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 39,
]);
const CREATED = 2;
const EXPIRES = 3;
const KEY_EXPIRES = 9;
const ISSUER_ID = 16;
const KEY_FLAGS = 27;
const REASON = 29;
const EMBEDDED = 32;
const ISSUER_FINGERPRINT = 33;

/** Returns the signature that the packet's `body` is. Throws {@link PgpProblem}, and {@link PgpVersion} for other versions than 4 and 6. */
export function readSignaturePacket(body: Uint8Array): PgpSignature {
  const reader = new Reader(body);
  const version = reader.number(1);
  if (version !== 4 && version !== 6) throw new PgpVersion(version);
  const [type, keyAlgorithm, hashAlgorithm] = [reader.number(1), reader.number(1), reader.number(1)];
  const lengthSize = version === 6 ? 4 : 2;
  const hashedBytes = reader.take(reader.number(lengthSize));
  const signedEnd = body.length - reader.left();
  const hashed = readSubpackets(hashedBytes);
  const unhashed = readSubpackets(reader.take(reader.number(lengthSize)));
  const digestStart = reader.take(2);
  const salt = version === 6 ? reader.take(reader.number(1)) : new Uint8Array();
  const one = (subpackets: readonly Subpacket[], wanted: number): Uint8Array | null => {
    const found = subpackets.filter((subpacket) => subpacket.type === wanted);
    if (found.length > 1) throw new PgpProblem('a subpacket stands twice');
    return found[0]?.value ?? null;
  };
  const number = (wanted: number, size: number): number | null => {
    const value = one(hashed, wanted);
    if (value !== null && value.length !== size) throw new PgpProblem('a subpacket of another length');
    return value === null ? null : new Reader(value).number(size);
  };
  const created = number(CREATED, 4);
  const flags = one(hashed, KEY_FLAGS);
  const reason = one(hashed, REASON);
  const issuer = one(hashed, ISSUER_FINGERPRINT) ?? one(unhashed, ISSUER_FINGERPRINT);
  const keyId = hashed.find((found) => found.type === ISSUER_ID) ?? unhashed.find((found) => found.type === ISSUER_ID);
  return {
    version,
    type,
    keyAlgorithm,
    hashAlgorithm,
    created: created === null ? null : created * 1000,
    expiresAfter: number(EXPIRES, 4) ?? null,
    keyExpiresAfter: number(KEY_EXPIRES, 4) ?? null,
    keyFlags: flags === null ? null : (flags[0] ?? 0),
    revocationReason: reason === null ? null : (reason[0] ?? 0),
    embedded: [...hashed, ...unhashed].filter((found) => found.type === EMBEDDED).map(({ value }) => value),
    issuerFingerprint: issuer === null ? null : Buffer.from(issuer.subarray(1)).toString('hex'),
    issuerKeyId: keyId === undefined ? null : Buffer.from(keyId.value).toString('hex'),
    unknownCritical: hashed.find((found) => found.critical && !KNOWN.has(found.type))?.type ?? null,
    salt,
    trailer: Buffer.concat([body.subarray(0, signedEnd), Uint8Array.of(version, 0xff), fourBytes(signedEnd)]),
    digestStart,
    material: reader.rest(),
  };
}

function readSubpackets(bytes: Uint8Array): readonly Subpacket[] {
  const reader = new Reader(bytes);
  const found: Subpacket[] = [];
  while (reader.left() > 0) {
    const length = readLength(reader, 'two-bytes');
    if (length === 0) throw new PgpProblem('an empty subpacket');
    const type = reader.number(1);
    found.push({ type: type & 0x7f, critical: type >= 0x80, value: reader.take(length - 1) });
  }
  return found;
}

/** Returns a number as four bytes. */
export function fourBytes(value: number): Uint8Array {
  return Uint8Array.of((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** Makes keys and signatures of OpenPGP (RFC 9580) in code, with Ed25519 in version 4 and 6, so that each part can be made wrong. */

export interface PgpPair {
  readonly version: 4 | 6;
  readonly privateKey: KeyObject;
  /** Body of the key's packet, and what signatures about it hash of it. */
  readonly body: Uint8Array;
  readonly hashed: Uint8Array;
  readonly fingerprint: Uint8Array;
}

export interface PgpSigning {
  readonly type: number;
  /** Seconds since 1970. */
  readonly created?: number;
  readonly subpackets?: readonly Uint8Array[];
  readonly unhashed?: readonly Uint8Array[];
  readonly hash?: 'sha256' | 'sha512' | 'sha1';
  readonly version?: number;
}

const HASH_ID = { sha1: 2, sha256: 8, sha512: 10 } as const;
const ED25519 = 27;
export const CREATED = Date.parse('2024-01-01T00:00:00Z') / 1000;
export const SIGNED = Date.parse('2024-10-17T15:00:00Z') / 1000;

const bytesOf = (value: number, size: number): Uint8Array => {
  const buffer = Buffer.alloc(size);
  buffer.writeUIntBE(value, 0, size);
  return buffer;
};

/** Returns a packet in the new form. */
export function packet(type: number, body: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(0xc0 | type, 0xff), bytesOf(body.length, 4), body]);
}

/** Returns a subpacket; a type above 127 is critical. */
export function subpacket(type: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([Uint8Array.of(value.length + 1, type), value]);
}

export const seconds = (value: number): Uint8Array => bytesOf(value, 4);

/** Returns a new key. */
export function pgpPair(version: 4 | 6 = 4, created = CREATED): PgpPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const length = version === 6 ? bytesOf(raw.length, 4) : new Uint8Array();
  const body = Buffer.concat([Uint8Array.of(version), bytesOf(created, 4), Uint8Array.of(ED25519), length, raw]);
  const hashed =
    version === 6
      ? Buffer.concat([Uint8Array.of(0x9b), bytesOf(body.length, 4), body])
      : Buffer.concat([Uint8Array.of(0x99), bytesOf(body.length, 2), body]);
  const fingerprint = createHash(version === 6 ? 'sha256' : 'sha1')
    .update(hashed)
    .digest();
  return { version, privateKey, body, hashed, fingerprint };
}

/** Returns the body of a signature packet by `pair` over `content`. */
export function pgpSignatureBody(content: readonly Uint8Array[], pair: PgpPair, signing: PgpSigning): Uint8Array {
  const { type, created = SIGNED, subpackets = [], unhashed = [], hash = 'sha512', version = pair.version } = signing;
  const size = pair.version === 6 ? 4 : 2;
  const hashedPart = Buffer.concat([
    subpacket(2, seconds(created)),
    subpacket(33, Buffer.concat([Uint8Array.of(pair.version), pair.fingerprint])),
    ...subpackets,
  ]);
  const head = Buffer.concat([
    Uint8Array.of(version, type, ED25519, HASH_ID[hash]),
    bytesOf(hashedPart.length, size),
    hashedPart,
  ]);
  const salt = pair.version === 6 ? Buffer.alloc(hash === 'sha512' ? 32 : 16, 5) : Buffer.alloc(0);
  const trailer = Buffer.concat([Uint8Array.of(version, 0xff), bytesOf(head.length, 4)]);
  const digest = createHash(hash);
  for (const chunk of [salt, ...content, head, trailer]) digest.update(chunk);
  const value = digest.digest();
  const loose = Buffer.concat(unhashed);
  return Buffer.concat([
    head,
    bytesOf(loose.length, size),
    loose,
    value.subarray(0, 2),
    ...(pair.version === 6 ? [Uint8Array.of(salt.length), salt] : []),
    sign(null, value, pair.privateKey),
  ]);
}

/** Returns a detached signature over `content`. */
export function pgpSignature(content: Uint8Array, pair: PgpPair, signing: Partial<PgpSigning> = {}): Uint8Array {
  return packet(2, pgpSignatureBody([content], pair, { type: 0, ...signing }));
}

export interface CertificateFields {
  readonly user?: string;
  /** Seconds after which the key ends. */
  readonly ends?: number;
  readonly flags?: number | null;
  readonly hash?: PgpSigning['hash'];
  /** Packets after the user's, such as subkeys or revocations. */
  readonly more?: readonly Uint8Array[];
  /** Packets right after the primary key. */
  readonly own?: readonly Uint8Array[];
  readonly bound?: boolean;
}

/** Returns the public key of `pair` with one user who is certified by it. */
export function pgpCertificate(pair: PgpPair, fields: CertificateFields = {}): Uint8Array {
  const {
    user = 'Jane Doe (QA) <jane@example.org>',
    flags = 3,
    ends,
    more = [],
    own = [],
    bound = true,
    hash = 'sha512',
  } = fields;
  const id = new TextEncoder().encode(user);
  const about = Buffer.concat([Uint8Array.of(0xb4), bytesOf(id.length, 4), id]);
  const subpackets = [
    ...(flags === null ? [] : [subpacket(27, Uint8Array.of(flags))]),
    ...(ends === undefined ? [] : [subpacket(9, seconds(ends))]),
  ];
  const certified = pgpSignatureBody([pair.hashed, about], pair, { type: 0x13, created: CREATED, subpackets, hash });
  return Buffer.concat([
    packet(6, pair.body),
    ...own,
    packet(13, id),
    ...(bound ? [packet(2, certified)] : []),
    ...more,
  ]);
}

/** Returns a signing subkey's packets below `primary`; `answered` is whether the subkey says itself that it belongs there. */
export function pgpSubkey(
  primary: PgpPair,
  subkey: PgpPair,
  { flags = 2, answered = true, by = primary } = {},
): readonly Uint8Array[] {
  const hashed = [primary.hashed, subkey.hashed];
  const back = pgpSignatureBody(hashed, subkey, { type: 0x19, created: CREATED });
  const subpackets = [subpacket(27, Uint8Array.of(flags)), ...(answered ? [subpacketLong(32, back)] : [])];
  return [
    packet(14, subkey.body),
    packet(2, pgpSignatureBody(hashed, by, { type: 0x18, created: CREATED, subpackets })),
  ];
}

/** Returns a revocation of the key itself, or of `subkey`, at `created` for the given reason; `null` tells none. */
export function pgpRevocation(primary: PgpPair, created: number, reason: number | null, subkey?: PgpPair): Uint8Array {
  const hashed = [primary.hashed, ...(subkey === undefined ? [] : [subkey.hashed])];
  const subpackets = reason === null ? [] : [subpacket(29, Uint8Array.of(reason))];
  return packet(
    2,
    pgpSignatureBody(hashed, primary, { type: subkey === undefined ? 0x20 : 0x28, created, subpackets }),
  );
}

/** Returns packets in ASCII armour, without checksum. */
export function pgpArmor(label: string, bytes: Uint8Array): Uint8Array {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/gu) ?? [];
  return new TextEncoder().encode(
    [`-----BEGIN PGP ${label}-----`, 'Comment: made in code', '', ...lines, `-----END PGP ${label}-----`, ''].join(
      '\n',
    ),
  );
}

function subpacketLong(type: number, value: Uint8Array): Uint8Array {
  const length = value.length + 1;
  return Buffer.concat([Uint8Array.of(0xff), bytesOf(length, 4), Uint8Array.of(type), value]);
}

import { createHash } from 'node:crypto';
import { readDer } from '../der/read.ts';
import { oidOf } from '../der/values.ts';
import { bareKeyFrom, ed25519Key, type BareKey } from '../keys/spki.ts';
import { PgpProblem, Reader } from './packets.ts';
import { fourBytes, PgpVersion } from './signature-packet.ts';

/** A public key or subkey as read (RFC 9580, section 5.5.2). */
export interface PgpKey {
  readonly version: 4 | 6;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly algorithm: number;
  /** Hexadecimal: 40 characters of version 4, 64 of version 6. */
  readonly fingerprint: string;
  readonly keyId: string;
  /** `null` for an algorithm that is not verified here. */
  readonly key: BareKey | null;
  /** What signatures about this key hash of it. */
  readonly hashed: Uint8Array;
}

export const KEY_ALGORITHM = { rsa: 1, rsaSignOnly: 3, ecdsa: 19, eddsaLegacy: 22, ed25519: 27 } as const;

const CURVES: ReadonlyMap<string, { readonly crv: string; readonly size: number }> = new Map([
  ['1.2.840.10045.3.1.7', { crv: 'P-256', size: 32 }],
  ['1.3.132.0.34', { crv: 'P-384', size: 48 }],
  ['1.3.132.0.35', { crv: 'P-521', size: 66 }],
]);
const ED25519_LEGACY = '1.3.6.1.4.1.11591.15.1';
const UNCOMPRESSED = 0x04;
const NATIVE = 0x40;

/** Returns the key that the packet's `body` is. Throws {@link PgpProblem}, and {@link PgpVersion} for other versions than 4 and 6. */
export function readKeyPacket(body: Uint8Array): PgpKey {
  const reader = new Reader(body);
  const version = reader.number(1);
  if (version !== 4 && version !== 6) throw new PgpVersion(version);
  const created = reader.number(4) * 1000;
  const algorithm = reader.number(1);
  if (version === 6 && reader.number(4) !== reader.left()) throw new PgpProblem('a key of another length');
  const hashed =
    version === 6
      ? Buffer.concat([Uint8Array.of(0x9b), fourBytes(body.length), body])
      : Buffer.concat([Uint8Array.of(0x99), fourBytes(body.length).subarray(2), body]);
  const fingerprint = createHash(version === 6 ? 'sha256' : 'sha1')
    .update(hashed)
    .digest('hex');
  const keyId = version === 6 ? fingerprint.slice(0, 16) : fingerprint.slice(-16);
  return { version, created, algorithm, fingerprint, keyId, key: readMaterial(algorithm, reader), hashed };
}

function readMaterial(algorithm: number, reader: Reader): BareKey | null {
  switch (algorithm) {
    case KEY_ALGORITHM.rsa:
    case KEY_ALGORITHM.rsaSignOnly: {
      const [n, e] = [base64url(reader.integer()), base64url(reader.integer())];
      reader.end();
      return sound(bareKeyFrom({ kty: 'RSA', n, e }));
    }
    case KEY_ALGORITHM.ecdsa:
    case KEY_ALGORITHM.eddsaLegacy:
      return readPoint(algorithm, oidText(reader.take(reader.number(1))), reader);
    case KEY_ALGORITHM.ed25519: {
      const bytes = reader.take(32);
      reader.end();
      return sound(ed25519Key(bytes));
    }
    default:
      return null;
  }
}

function readPoint(algorithm: number, curve: string, reader: Reader): BareKey | null {
  const point = reader.integer();
  reader.end();
  if (algorithm === KEY_ALGORITHM.eddsaLegacy) {
    if (curve !== ED25519_LEGACY) return null;
    if (point.length !== 33 || point[0] !== NATIVE) throw new PgpProblem('no point');
    return sound(ed25519Key(point.subarray(1)));
  }
  const known = CURVES.get(curve);
  if (known === undefined) return null;
  const { crv, size } = known;
  if (point.length !== 1 + 2 * size || point[0] !== UNCOMPRESSED) throw new PgpProblem('no point');
  const [x, y] = [base64url(point.subarray(1, 1 + size)), base64url(point.subarray(1 + size))];
  return sound(bareKeyFrom({ kty: 'EC', crv, x, y }));
}

function sound(key: BareKey | null): BareKey {
  if (key === null) throw new PgpProblem('no key');
  return key;
}

/** OpenPGP writes an object identifier without its tag and length. */
function oidText(bytes: Uint8Array): string {
  try {
    return oidOf(readDer(Uint8Array.of(0x06, bytes.length, ...bytes)));
  } catch {
    throw new PgpProblem('no curve');
  }
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

import type { Digest, Known, SignatureAlgorithm } from '../algorithms.ts';
import { verifyPrimitive, verifyStream, type PrimitiveAnswer } from '../primitives.ts';
import { createHash } from 'node:crypto';
import { toLength } from '../keys/numbers.ts';
import { isRefusedDigest } from '../policy.ts';
import { KEY_ALGORITHM, type PgpKey } from './key-packet.ts';
import { PgpProblem, Reader } from './packets.ts';
import type { PgpSignature } from './signature-packet.ts';

const HASHES: ReadonlyMap<number, { readonly name: string; readonly digest: Digest | null }> = new Map([
  [1, { name: 'MD5', digest: null }],
  [2, { name: 'SHA-1', digest: null }],
  [3, { name: 'RIPEMD-160', digest: null }],
  [8, { name: 'SHA-256', digest: 'sha256' }],
  [9, { name: 'SHA-384', digest: 'sha384' }],
  [10, { name: 'SHA-512', digest: 'sha512' }],
]);

/** Bytes of salt that version 6 asks for with each digest (RFC 9580, section 9.5). */
const SALT: Readonly<Record<Digest, number>> = { sha256: 16, sha384: 24, sha512: 32 };

/** Returns the algorithm of a signature by `key`, or why it is not used. */
export function algorithmOf(signature: PgpSignature, key: PgpKey): Known<SignatureAlgorithm> {
  const hash = HASHES.get(signature.hashAlgorithm);
  if (hash === undefined) return { state: 'unsupported', name: `OpenPGP digest ${signature.hashAlgorithm}` };
  const { name, digest } = hash;
  if (isRefusedDigest(name)) return { state: 'weak', name };
  if (digest === null) return { state: 'unsupported', name };
  switch (key.algorithm) {
    case KEY_ALGORITHM.rsa:
    case KEY_ALGORITHM.rsaSignOnly:
      return { state: 'known', value: { kind: 'rsa-pkcs1', digest }, name: `RSA with ${name}` };
    case KEY_ALGORITHM.ecdsa:
      return { state: 'known', value: { kind: 'ecdsa', digest, encoding: 'ieee-p1363' }, name: `ECDSA with ${name}` };
    case KEY_ALGORITHM.eddsaLegacy:
    case KEY_ALGORITHM.ed25519:
      return { state: 'known', value: { kind: 'ed25519' }, name: `Ed25519 over ${name}` };
    default:
      return { state: 'unsupported', name: `OpenPGP algorithm ${key.algorithm}` };
  }
}

/** Returns whether `key` made `signature` over `content`. Throws {@link PgpProblem} for broken numbers. */
export async function isMadeBy(
  signature: PgpSignature,
  key: PgpKey,
  content: AsyncIterable<Uint8Array> | readonly Uint8Array[],
): Promise<PrimitiveAnswer> {
  const algorithm = algorithmOf(signature, key);
  if (algorithm.state !== 'known' || key.key === null) return 'unsupported';
  if (signature.keyAlgorithm !== key.algorithm) return 'invalid';
  const hash = HASHES.get(signature.hashAlgorithm)?.digest ?? null;
  if (hash === null) return 'unsupported';
  if (signature.version === 6 && signature.salt.length !== SALT[hash]) return 'invalid';
  if (signature.version !== key.version) return 'invalid';
  const { value } = algorithm;
  const input = { key: key.key.spki, signature: numbersOf(signature, key) };
  if (value.kind !== 'ed25519') return verifyStream({ ...input, algorithm: value }, chunksOf(signature, content));
  // The digest is what Ed25519 signs here, so that it is computed first.
  const digest = createHash(hash);
  for await (const chunk of chunksOf(signature, content)) digest.update(chunk);
  return verifyPrimitive({ ...input, algorithm: value, data: digest.digest() });
}

async function* chunksOf(
  { salt, trailer }: PgpSignature,
  content: AsyncIterable<Uint8Array> | readonly Uint8Array[],
): AsyncGenerator<Uint8Array> {
  yield salt;
  yield* content;
  yield trailer;
}

function numbersOf({ material }: PgpSignature, { algorithm, key }: PgpKey): Uint8Array {
  const reader = new Reader(material);
  if (algorithm === KEY_ALGORITHM.ed25519) {
    const bytes = reader.take(64);
    reader.end();
    return bytes;
  }
  if (algorithm === KEY_ALGORITHM.rsa || algorithm === KEY_ALGORITHM.rsaSignOnly) {
    const number = reader.integer();
    reader.end();
    return toLength(number, key?.kind.kind === 'rsa' ? Math.ceil(key.kind.bits / 8) : number.length);
  }
  const size = key?.kind.kind === 'ec' ? (SIZES.get(key.kind.curve.name) ?? 0) : 32;
  const numbers = [reader.integer(), reader.integer()];
  reader.end();
  if (numbers.some(({ length }) => length > size)) throw new PgpProblem('a number beyond its curve');
  return Buffer.concat(numbers.map((number) => toLength(number, size)));
}

const SIZES: ReadonlyMap<string, number> = new Map([
  ['P-256', 32],
  ['P-384', 48],
  ['P-521', 66],
]);

import { constants, createPublicKey, createVerify, getCurves, verify, type KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './algorithms.ts';
import { derOrNull, readDer } from './der/read.ts';
import { publicKeyKind, type PublicKeyKind } from './x509/public-key.ts';

/** `unsupported`: the running crypto library, or this product, cannot do the mathematics; that says nothing on the signature. */
export type PrimitiveAnswer = 'valid' | 'invalid' | 'unsupported';

/** RSA keys above this are not read by OpenSSL either; a bound on time, as is that of the exponent (FIPS 186-5: below 2^256). */
const MOST_RSA_BITS = 16_384;
const MOST_RSA_EXPONENT = 2n ** 256n;

/**
 * Returns whether `signature` is a signature over `data` by `key`, a SubjectPublicKeyInfo as DER. All mathematics is done by
 * node:crypto. Never throws for bad input.
 */
export function verifyPrimitive(input: {
  readonly algorithm: SignatureAlgorithm;
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
  readonly data: Uint8Array;
}): PrimitiveAnswer {
  const key = usableKey(input.algorithm, input.key);
  if (key === 'invalid' || key === 'unsupported') return key;
  try {
    return verifyWith(input.algorithm, key, input.signature, input.data) ? 'valid' : 'invalid';
  } catch {
    // The library refuses input of a shape that cannot be a signature, such as a wrong length.
    return 'invalid';
  }
}

/** A digest-based signature over data that comes in chunks. Ed25519 needs all of its data at once. */
export async function verifyStream(
  input: {
    readonly algorithm: Exclude<SignatureAlgorithm, { readonly kind: 'ed25519' }>;
    readonly key: Uint8Array;
    readonly signature: Uint8Array;
  },
  chunks: AsyncIterable<Uint8Array>,
): Promise<PrimitiveAnswer> {
  const key = usableKey(input.algorithm, input.key);
  if (key === 'invalid' || key === 'unsupported') return key;
  const verifier = createVerify(input.algorithm.digest);
  for await (const chunk of chunks) verifier.update(chunk);
  try {
    return verifier.verify(paddedKey(input.algorithm, key), input.signature) ? 'valid' : 'invalid';
  } catch {
    return 'invalid';
  }
}

function usableKey(algorithm: SignatureAlgorithm, der: Uint8Array): KeyObject | 'invalid' | 'unsupported' {
  const kind = kindOf(der);
  if (kind === null) return 'invalid';
  const fits = keyFits(algorithm, kind);
  if (fits !== 'valid') return fits;
  // Libraries differ in the RSA and Ed25519 keys they take, but not in what a point of a curve is that they know.
  return loadKey(der) ?? (kind.kind === 'ec' ? 'invalid' : 'unsupported');
}

function kindOf(key: Uint8Array): PublicKeyKind | null {
  return derOrNull(() => publicKeyKind(readDer(key)));
}

function keyFits(algorithm: SignatureAlgorithm, key: PublicKeyKind): PrimitiveAnswer {
  switch (key.kind) {
    case 'unsupported':
      return 'unsupported';
    case 'rsa':
      if (key.bits > MOST_RSA_BITS || key.exponent >= MOST_RSA_EXPONENT) return 'unsupported';
      if (algorithm.kind === 'rsa-pkcs1') return key.pssOnly ? 'invalid' : 'valid';
      if (algorithm.kind !== 'rsa-pss') return 'invalid';
      // node:crypto takes the mask's digest from the signature's.
      return algorithm.maskDigest === algorithm.digest ? 'valid' : 'unsupported';
    case 'ec':
      if (algorithm.kind !== 'ecdsa') return 'invalid';
      return getCurves().includes(key.curve.node) ? 'valid' : 'unsupported';
    case 'ed25519':
      return algorithm.kind === 'ed25519' ? 'valid' : 'invalid';
  }
}

function loadKey(der: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function verifyWith(algorithm: SignatureAlgorithm, key: KeyObject, signature: Uint8Array, data: Uint8Array): boolean {
  if (algorithm.kind === 'ed25519') return verify(null, data, key, signature);
  return verify(algorithm.digest, data, paddedKey(algorithm, key), signature);
}

function paddedKey(
  algorithm: Exclude<SignatureAlgorithm, { readonly kind: 'ed25519' }>,
  key: KeyObject,
): Parameters<typeof verify>[2] & object {
  switch (algorithm.kind) {
    case 'rsa-pkcs1':
      return { key, padding: constants.RSA_PKCS1_PADDING };
    case 'rsa-pss':
      return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength };
    case 'ecdsa':
      return { key, dsaEncoding: algorithm.encoding };
  }
}

import { constants, createPublicKey, getCurves, verify, type KeyObject } from 'node:crypto';
import type { SignatureAlgorithm } from './algorithms.ts';
import { DerProblem, readDer } from './der/read.ts';
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
  const kind = kindOf(input.key);
  if (kind === null) return 'invalid';
  const fits = keyFits(input.algorithm, kind);
  if (fits !== 'valid') return fits;
  const key = loadKey(input.key);
  // Libraries differ in the RSA and Ed25519 keys they take, but not in what a point of a curve is that they know.
  if (key === null) return kind.kind === 'ec' ? 'invalid' : 'unsupported';
  try {
    return verifyWith(input.algorithm, key, input.signature, input.data) ? 'valid' : 'invalid';
  } catch {
    // The library refuses input of a shape that cannot be a signature, such as a wrong length.
    return 'invalid';
  }
}

function kindOf(key: Uint8Array): PublicKeyKind | null {
  try {
    return publicKeyKind(readDer(key));
  } catch (error) {
    if (error instanceof DerProblem) return null;
    throw error;
  }
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
  switch (algorithm.kind) {
    case 'rsa-pkcs1':
      return verify(algorithm.digest, data, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
    case 'rsa-pss':
      return verify(
        algorithm.digest,
        data,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength },
        signature,
      );
    case 'ecdsa':
      return verify(algorithm.digest, data, { key, dsaEncoding: algorithm.encoding }, signature);
    case 'ed25519':
      return verify(null, data, key, signature);
  }
}

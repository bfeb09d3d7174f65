import { constants, sign, type KeyObject } from 'node:crypto';
import { OID } from '../signature/oids.ts';
import { context, integer, nullValue, objectIdentifier, sequence } from './der.ts';

/** A key pair that the caller made or read. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** How a signature is computed. */
export type Scheme = 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa' | 'ed25519';

/** Digests that can be written. SHA-1 is there to mint what verification must refuse. */
export type SigningDigest = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const SALT_LENGTH: Readonly<Record<SigningDigest, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

const RSA_OID: Readonly<Record<SigningDigest, string>> = {
  sha1: OID.sha1WithRsa,
  sha256: OID.sha256WithRsa,
  sha384: OID.sha384WithRsa,
  sha512: OID.sha512WithRsa,
};

const ECDSA_OID: Readonly<Record<SigningDigest, string>> = {
  sha1: OID.ecdsaWithSha1,
  sha256: OID.ecdsaWithSha256,
  sha384: OID.ecdsaWithSha384,
  sha512: OID.ecdsaWithSha512,
};

/** Returns the scheme that a key signs with when nothing else is asked. Throws `TypeError` for a kind of key that cannot sign. */
export function schemeOf(key: KeyObject): Scheme {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return 'rsa-pkcs1';
    case 'rsa-pss':
      return 'rsa-pss';
    case 'ec':
      return 'ecdsa';
    case 'ed25519':
      return 'ed25519';
    default:
      throw new TypeError(`cannot sign with a key of type ${key.asymmetricKeyType ?? key.type}`);
  }
}

/** Returns the digest that is as strong as the key (RFC 5758, section 3.2; RFC 8419 for Ed25519). */
export function digestOf(key: KeyObject): SigningDigest {
  if (key.asymmetricKeyType === 'ed25519') return 'sha512';
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'secp384r1':
    case 'brainpoolP384r1':
      return 'sha384';
    case 'secp521r1':
    case 'brainpoolP512r1':
      return 'sha512';
    default:
      return 'sha256';
  }
}

/** Returns the AlgorithmIdentifier of a digest, without parameters (RFC 5754, section 2). */
export function digestAlgorithm(digest: SigningDigest): Uint8Array {
  return sequence(objectIdentifier(OID[digest]));
}

/** Returns the AlgorithmIdentifier of a signature (RFC 4055, RFC 5758, RFC 8410). */
export function signatureAlgorithm(scheme: Scheme, digest: SigningDigest): Uint8Array {
  switch (scheme) {
    case 'rsa-pkcs1':
      return sequence(objectIdentifier(RSA_OID[digest]), nullValue());
    case 'rsa-pss':
      return sequence(objectIdentifier(OID.rsaPss), pssParameters(digest));
    case 'ecdsa':
      return sequence(objectIdentifier(ECDSA_OID[digest]));
    case 'ed25519':
      return sequence(objectIdentifier(OID.ed25519));
  }
}

/** Returns the signature over `bytes`; ECDSA as the DER sequence of r and s. */
export function signBytes(bytes: Uint8Array, key: KeyObject, scheme: Scheme, digest: SigningDigest): Uint8Array {
  switch (scheme) {
    case 'rsa-pkcs1':
      return new Uint8Array(sign(digest, bytes, { key, padding: constants.RSA_PKCS1_PADDING }));
    case 'rsa-pss':
      return new Uint8Array(
        sign(digest, bytes, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_LENGTH[digest] }),
      );
    case 'ecdsa':
      return new Uint8Array(sign(digest, bytes, { key, dsaEncoding: 'der' }));
    case 'ed25519':
      return new Uint8Array(sign(null, bytes, key));
  }
}

function pssParameters(digest: SigningDigest): Uint8Array {
  const hash = sequence(objectIdentifier(OID[digest]), nullValue());
  return sequence(
    context(0, hash),
    context(1, sequence(objectIdentifier(OID.mgf1), hash)),
    context(2, integer(SALT_LENGTH[digest])),
  );
}

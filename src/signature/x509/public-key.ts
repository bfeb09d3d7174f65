import { expectTag, Members, readDer, TAG, type Element } from '../der/read.ts';
import { integerBytes, oidOf, wholeBits } from '../der/values.ts';
import { OID } from '../oids.ts';
import { CRYPTO_POLICY } from '../policy.ts';

/** What kind of key a SubjectPublicKeyInfo holds. */
export type PublicKeyKind =
  | { readonly kind: 'rsa'; readonly bits: number; readonly exponent: bigint; readonly pssOnly: boolean }
  | { readonly kind: 'ec'; readonly curve: Curve }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'unsupported'; readonly name: string };

/** A curve with the name that people know and the one that node:crypto knows. */
export interface Curve {
  readonly name: string;
  readonly node: string;
}

const CURVES: ReadonlyMap<string, Curve> = new Map([
  [OID.p256, { name: 'P-256', node: 'prime256v1' }],
  [OID.p384, { name: 'P-384', node: 'secp384r1' }],
  [OID.p521, { name: 'P-521', node: 'secp521r1' }],
  [OID.brainpoolP256r1, { name: 'brainpoolP256r1', node: 'brainpoolP256r1' }],
  [OID.brainpoolP384r1, { name: 'brainpoolP384r1', node: 'brainpoolP384r1' }],
  [OID.brainpoolP512r1, { name: 'brainpoolP512r1', node: 'brainpoolP512r1' }],
]);

/** Returns the kind of the key in a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). Throws `DerProblem` for a broken one. */
export function publicKeyKind(info: Element): PublicKeyKind {
  const members = new Members(expectTag(info, TAG.sequence));
  const algorithm = new Members(members.take(TAG.sequence));
  const oid = oidOf(algorithm.take(TAG.objectIdentifier));
  const parameters = algorithm.takeAny();
  algorithm.end();
  const key = wholeBits(members.take(TAG.bitString));
  members.end();
  switch (oid) {
    case OID.rsaEncryption:
    case OID.rsaPss:
      return rsaKind(key, oid === OID.rsaPss);
    case OID.ecPublicKey:
      return curveKind(parameters);
    case OID.ed25519:
      return { kind: 'ed25519' };
    default:
      return { kind: 'unsupported', name: oid };
  }
}

/** Returns the kind of a key for people, such as `RSA 3072` or `EC P-256`. */
export function keyText(key: PublicKeyKind): string {
  switch (key.kind) {
    case 'rsa':
      return `RSA ${key.bits}`;
    case 'ec':
      return `EC ${key.curve.name}`;
    case 'ed25519':
      return 'Ed25519';
    case 'unsupported':
      return key.name;
  }
}

/**
 * Returns whether a key is too weak to rely on by the policy: RSA of too few bits (NIST SP 800-131A), or with a public exponent that
 * FIPS 186-5 does not allow (odd, above 2^16).
 */
export function isWeakKey(key: PublicKeyKind): boolean {
  if (key.kind !== 'rsa') return false;
  const { minimumBits, minimumExponent } = CRYPTO_POLICY.rsa;
  return key.bits < minimumBits || key.exponent < BigInt(minimumExponent) || key.exponent % 2n === 0n;
}

function rsaKind(key: Uint8Array, pssOnly: boolean): PublicKeyKind {
  const members = new Members(expectTag(readDer(key), TAG.sequence));
  const modulus = unsigned(members.take(TAG.integer));
  const exponent = unsigned(members.take(TAG.integer));
  members.end();
  return { kind: 'rsa', bits: modulus.toString(2).length, exponent, pssOnly };
}

function unsigned(element: Element): bigint {
  return BigInt(`0x${Buffer.from(integerBytes(element)).toString('hex')}`);
}

function curveKind(parameters: Element | null): PublicKeyKind {
  if (parameters?.tag !== TAG.objectIdentifier) return { kind: 'unsupported', name: 'EC with explicit parameters' };
  const oid = oidOf(parameters);
  const curve = CURVES.get(oid);
  return curve === undefined ? { kind: 'unsupported', name: `EC ${oid}` } : { kind: 'ec', curve };
}

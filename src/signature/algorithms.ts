import { Members, childrenOf, expectTag, TAG, type Element } from './der/read.ts';
import { isNull, oidOf, smallInteger } from './der/values.ts';
import { OID } from './oids.ts';
import { isRefusedDigest } from './policy.ts';

/** Digests that signatures are accepted with (NIST SP 800-131A, ETSI TS 119 312). */
export type Digest = 'sha256' | 'sha384' | 'sha512';

/** A signature algorithm with everything that its mathematics needs. */
export type SignatureAlgorithm =
  | { readonly kind: 'rsa-pkcs1'; readonly digest: Digest }
  | { readonly kind: 'rsa-pss'; readonly digest: Digest; readonly maskDigest: Digest; readonly saltLength: number }
  | { readonly kind: 'ecdsa'; readonly digest: Digest; readonly encoding: 'der' | 'ieee-p1363' }
  | { readonly kind: 'ed25519' };

/** An algorithm, or why it is not used. `name` is for people. */
export type Known<T> =
  | { readonly state: 'known'; readonly value: T; readonly name: string }
  | { readonly state: 'weak'; readonly name: string }
  | { readonly state: 'unsupported'; readonly name: string };

interface DigestEntry {
  readonly name: string;
  readonly digest: Digest | null;
}

const DIGESTS: ReadonlyMap<string, DigestEntry> = new Map([
  [OID.md5, { name: 'MD5', digest: null }],
  [OID.sha1, { name: 'SHA-1', digest: null }],
  [OID.sha256, { name: 'SHA-256', digest: 'sha256' }],
  [OID.sha384, { name: 'SHA-384', digest: 'sha384' }],
  [OID.sha512, { name: 'SHA-512', digest: 'sha512' }],
]);

const SIGNATURES: ReadonlyMap<string, { readonly family: 'rsa-pkcs1' | 'ecdsa'; readonly digest: string }> = new Map([
  [OID.md5WithRsa, { family: 'rsa-pkcs1', digest: OID.md5 }],
  [OID.sha1WithRsa, { family: 'rsa-pkcs1', digest: OID.sha1 }],
  [OID.sha224WithRsa, { family: 'rsa-pkcs1', digest: OID.sha224 }],
  [OID.sha256WithRsa, { family: 'rsa-pkcs1', digest: OID.sha256 }],
  [OID.sha384WithRsa, { family: 'rsa-pkcs1', digest: OID.sha384 }],
  [OID.sha512WithRsa, { family: 'rsa-pkcs1', digest: OID.sha512 }],
  [OID.ecdsaWithSha1, { family: 'ecdsa', digest: OID.sha1 }],
  [OID.ecdsaWithSha224, { family: 'ecdsa', digest: OID.sha224 }],
  [OID.ecdsaWithSha256, { family: 'ecdsa', digest: OID.sha256 }],
  [OID.ecdsaWithSha384, { family: 'ecdsa', digest: OID.sha384 }],
  [OID.ecdsaWithSha512, { family: 'ecdsa', digest: OID.sha512 }],
]);

/** RSASSA-PSS-params of RFC 4055, section 3.1: what is left out means this. */
const PSS_DEFAULT_SALT = 20;

/** Returns the digest that an AlgorithmIdentifier names. Parameters must be absent or NULL (RFC 5754). Throws `DerProblem`. */
export function readDigestAlgorithm(element: Element): Known<Digest> {
  const { oid, parameters } = identifier(element);
  if (parameters !== null && !isNull(parameters)) return { state: 'unsupported', name: `${oid} with parameters` };
  return knownDigest(oid);
}

/**
 * Returns the signature algorithm that an AlgorithmIdentifier names. `withDigest` is the digest of the SignerInfo: plain
 * rsaEncryption takes it over (RFC 5652), a certificate has none. Throws `DerProblem`.
 */
export function readSignatureAlgorithm(element: Element, withDigest: Digest | null): Known<SignatureAlgorithm> {
  const { oid, parameters } = identifier(element);
  if (oid === OID.rsaPss) return readPss(parameters);
  if (oid === OID.ed25519) {
    return parameters === null
      ? { state: 'known', value: { kind: 'ed25519' }, name: 'Ed25519' }
      : { state: 'unsupported', name: 'Ed25519 with parameters' };
  }
  if (parameters !== null && !isNull(parameters)) return { state: 'unsupported', name: `${oid} with parameters` };
  if (oid === OID.rsaEncryption && withDigest !== null) {
    return { state: 'known', value: { kind: 'rsa-pkcs1', digest: withDigest }, name: `RSA with ${withDigest}` };
  }
  const entry = SIGNATURES.get(oid);
  if (entry === undefined) return { state: 'unsupported', name: oid };
  const digest = knownDigest(entry.digest);
  const name = `${entry.family === 'ecdsa' ? 'ECDSA' : 'RSA'} with ${digest.name}`;
  if (digest.state !== 'known') return { state: digest.state, name };
  if (entry.family === 'rsa-pkcs1') return { state: 'known', value: { kind: 'rsa-pkcs1', digest: digest.value }, name };
  return { state: 'known', value: { kind: 'ecdsa', digest: digest.value, encoding: 'der' }, name };
}

function identifier(element: Element): { readonly oid: string; readonly parameters: Element | null } {
  const members = new Members(expectTag(element, TAG.sequence));
  const oid = oidOf(members.take(TAG.objectIdentifier));
  const parameters = members.takeAny();
  members.end();
  return { oid, parameters };
}

function knownDigest(oid: string): Known<Digest> {
  const entry = DIGESTS.get(oid);
  if (entry === undefined) return { state: 'unsupported', name: oid === OID.sha224 ? 'SHA-224' : oid };
  if (isRefusedDigest(entry.name)) return { state: 'weak', name: entry.name };
  if (entry.digest === null) return { state: 'unsupported', name: entry.name };
  return { state: 'known', value: entry.digest, name: entry.name };
}

function readPss(parameters: Element | null): Known<SignatureAlgorithm> {
  if (parameters === null) return { state: 'weak', name: 'RSA-PSS with SHA-1' };
  const members = new Members(expectTag(parameters, TAG.sequence));
  const hash = members.takeIf(0xa0);
  const mask = members.takeIf(0xa1);
  const salt = members.takeIf(0xa2);
  const trailer = members.takeIf(0xa3);
  members.end();
  const digest = hash === null ? knownDigest(OID.sha1) : readDigestAlgorithm(only(hash));
  const maskDigest = mask === null ? knownDigest(OID.sha1) : readMask(only(mask));
  const saltLength = salt === null ? PSS_DEFAULT_SALT : smallInteger(only(salt));
  const name = `RSA-PSS with ${digest.name}`;
  if (trailer !== null && smallInteger(only(trailer)) !== 1)
    return { state: 'unsupported', name: `${name}, other trailer` };
  if (digest.state !== 'known') return { state: digest.state, name };
  if (maskDigest.state !== 'known') return { state: maskDigest.state, name: `${name}, mask by ${maskDigest.name}` };
  return {
    state: 'known',
    value: { kind: 'rsa-pss', digest: digest.value, maskDigest: maskDigest.value, saltLength },
    name,
  };
}

function readMask(element: Element): Known<Digest> {
  const { oid, parameters } = identifier(element);
  if (oid !== OID.mgf1 || parameters === null) return { state: 'unsupported', name: oid };
  return readDigestAlgorithm(parameters);
}

function only(element: Element): Element {
  const children = childrenOf(element);
  return expectTag(children[0], children.length === 1 ? (children[0]?.tag ?? TAG.null) : -1);
}

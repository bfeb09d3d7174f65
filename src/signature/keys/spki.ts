import { createHash, createPublicKey } from 'node:crypto';
import { derOrNull, readDer } from '../der/read.ts';
import { publicKeyKind, type PublicKeyKind } from '../x509/public-key.ts';

/** A public key by itself, without a certificate. */
export interface BareKey {
  /** SubjectPublicKeyInfo as DER. */
  readonly spki: Uint8Array;
  readonly kind: PublicKeyKind;
}

/** Returns the key that a SubjectPublicKeyInfo holds, or `null` where the bytes are none. */
export function bareKeyOf(spki: Uint8Array): BareKey | null {
  return derOrNull(() => ({ spki, kind: publicKeyKind(readDer(spki)) }));
}

/** A public key as JSON Web Key (RFC 7517), its numbers as base64url. */
type Jwk = Readonly<Record<string, string>>;

/** Returns the key of the given numbers, or `null` where they are no key of this type, such as a point beside its curve. */
export function bareKeyFrom(jwk: Jwk): BareKey | null {
  try {
    return bareKeyOf(
      new Uint8Array(createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' })),
    );
  } catch {
    return null;
  }
}

/** Returns the Ed25519 key of 32 bytes. */
export function ed25519Key(bytes: Uint8Array): BareKey | null {
  return bareKeyFrom({ kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') });
}

/** Returns the SHA-256 of `bytes` in lower-case hexadecimal. */
export function fingerprintOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

import { constants } from 'node:crypto';
import type { Digest, SignatureAlgorithm } from '../algorithms.ts';
import { verifyPrimitive } from '../primitives.ts';
import type { PublicKeyKind } from '../x509/public-key.ts';
import type { KeyAnchor } from './anchors.ts';

const DIGESTS: readonly Digest[] = ['sha256', 'sha384', 'sha512'];

/** Returns the first key that made `signature` over `data`, and by which algorithm; `null` where none of them did. */
export function fittingKey(
  keys: readonly KeyAnchor[],
  signature: Uint8Array,
  data: Uint8Array,
): { readonly by: KeyAnchor; readonly algorithm: SignatureAlgorithm } | null {
  for (const by of keys) {
    for (const algorithm of algorithmsOf(by.key.kind)) {
      if (verifyPrimitive({ algorithm, key: by.key.spki, signature, data }) === 'valid') return { by, algorithm };
    }
  }
  return null;
}

function algorithmsOf(kind: PublicKeyKind): readonly SignatureAlgorithm[] {
  switch (kind.kind) {
    case 'rsa':
      return [
        ...(kind.pssOnly ? [] : DIGESTS.map((digest) => ({ kind: 'rsa-pkcs1', digest }) as const)),
        ...DIGESTS.map(pss),
      ];
    case 'ec':
      return DIGESTS.map((digest) => ({ kind: 'ecdsa', digest, encoding: 'der' }));
    case 'ed25519':
      return [{ kind: 'ed25519' }];
    case 'unsupported':
      return [];
  }
}

/** The signature does not tell the length of its salt; the library finds it. */
function pss(digest: Digest): SignatureAlgorithm {
  return { kind: 'rsa-pss', digest, maskDigest: digest, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
}

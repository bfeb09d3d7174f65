import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export type KeyKind =
  | 'rsa-1024'
  | 'rsa-2048'
  | 'rsa-3072'
  | 'rsa-pss-2048'
  | 'ec-p256'
  | 'ec-p384'
  | 'ec-p521'
  | 'ec-brainpool256'
  | 'ed25519';

export interface GeneratedKeys {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const made = new Map<string, GeneratedKeys>();

/** Returns a new key pair of the kind. RSA keys take a second each: tests share them by {@link sharedKeys}. */
export function generateKeys(kind: KeyKind): GeneratedKeys {
  switch (kind) {
    case 'rsa-1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 });
    case 'rsa-2048':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'rsa-3072':
      return generateKeyPairSync('rsa', { modulusLength: 3072 });
    case 'rsa-pss-2048':
      return generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    case 'ec-p256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'ec-p384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' });
    case 'ec-p521':
      return generateKeyPairSync('ec', { namedCurve: 'P-521' });
    case 'ec-brainpool256':
      return generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' });
    case 'ed25519':
      return generateKeyPairSync('ed25519');
  }
}

/** Returns the key pair of the kind that goes by `name`, made once in a test process. */
export function sharedKeys(kind: KeyKind, name = 'default'): GeneratedKeys {
  const id = `${kind} ${name}`;
  const known = made.get(id) ?? generateKeys(kind);
  made.set(id, known);
  return known;
}

import { createHash, type KeyObject } from 'node:crypto';
import { certificatePem, createAuthority, issue, type KeyPair, type Signer } from '../../src/packer/index.ts';
import { AUTHORITY_NAME, MANUFACTURER, PEOPLE, type Person } from './people.ts';
import type { Seeded } from './random.ts';

/** From when to when the certificates of the sample are valid, ISO 8601. */
export interface Validity {
  readonly notBefore: string;
  readonly notAfter: string;
}

/** The certificate authority of the sample and everybody who signs. */
export interface Staff {
  /** The certificate that a verifier has to trust, as PEM. */
  readonly anchorPem: string;
  readonly signerOf: (person: Person) => Signer;
  /** A certificate of the same person and key that had run out in 2024, before the release was signed. */
  readonly expiredSignerOf: (person: Person) => Signer;
  /** SHA-256 of the person's public key. */
  readonly keyFingerprintOf: (person: Person) => string;
}

/** Long enough for the retention of the sample, so that it can be opened years from now. */
export const DEFAULT_VALIDITY: Validity = { notBefore: '2024-01-08T00:00:00Z', notAfter: '2044-01-08T00:00:00Z' };

/** Certificates that ran out before the release: as a forgotten renewal leaves them. */
const RUN_OUT: Validity = { notBefore: '2024-01-08T00:00:00Z', notAfter: '2024-09-30T23:59:59Z' };

/**
 * Returns the authority and the signers of the sample. `keys` holds a key pair for each name of `signers()`; throws `RangeError` when
 * one is missing. The signers' certificates say that no revocation information exists (RFC 9608).
 */
export function staffOf(keys: ReadonlyMap<string, KeyPair>, validity: Validity, seed: Seeded): Staff {
  const keysOf = (name: string): KeyPair => {
    const pair = keys.get(name);
    if (pair === undefined) throw new RangeError(`no keys for ${name}`);
    return pair;
  };
  const serial = (name: string): Uint8Array => Buffer.from(`4${seed.hex(`serial ${name}`, 31)}`, 'hex');
  const authority = createAuthority({
    name: { commonName: AUTHORITY_NAME, organization: MANUFACTURER, country: 'DE' },
    keys: keysOf(AUTHORITY_NAME),
    serial: serial(AUTHORITY_NAME),
    pathLength: 0,
    ...validity,
  });
  const certified = (person: Person, of: Validity, number: string): Signer =>
    issue(authority, {
      name: {
        commonName: person.name,
        organization: MANUFACTURER,
        organizationalUnit: person.unit,
        country: person.country,
        email: person.email,
      },
      keys: keysOf(person.name),
      serial: serial(`${person.name} ${number}`),
      noRevAvail: true,
      ...of,
    });
  const current = new Map(
    Object.values(PEOPLE).flatMap((person): [string, Signer][] =>
      person.key === null ? [] : [[person.name, certified(person, validity, '2')]],
    ),
  );
  return {
    anchorPem: certificatePem(authority),
    signerOf: (person) => {
      const signer = current.get(person.name);
      if (signer === undefined) throw new RangeError(`${person.name} signs nothing`);
      return signer;
    },
    expiredSignerOf: (person) => certified(person, RUN_OUT, '1'),
    keyFingerprintOf: (person) => fingerprint(keysOf(person.name).publicKey),
  };
}

function fingerprint(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

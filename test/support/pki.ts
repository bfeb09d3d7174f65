import type { CertificateRequest } from '../../src/packer/index.ts';
import { sharedKeys, type KeyKind } from './keys.ts';

/** Returns the request of a certificate with everything usual: valid in 2024 and 2025, a P-256 key of its own. */
export function request(
  commonName: string,
  changes: Partial<CertificateRequest> & { readonly kind?: KeyKind } = {},
): CertificateRequest {
  const { kind = 'ec-p256', ...fields } = changes;
  return {
    name: { commonName, organization: 'Example Devices', country: 'DE' },
    keys: sharedKeys(kind, commonName),
    serial: Uint8Array.from([1, ...Buffer.from(commonName).subarray(0, 8)]),
    notBefore: '2024-01-01T00:00:00Z',
    notAfter: '2026-01-01T00:00:00Z',
    ...fields,
  };
}

/** The instant at which tests judge unless they say otherwise. */
export const AT = Date.parse('2025-06-01T00:00:00Z');

/** The time that signers of tests claim. */
export const SIGNED_AT = '2024-10-17T15:00:00Z';

import { derOrNull } from '../der/read.ts';
import { looksLikePem, readPem } from '../pem.ts';
import { parseRevocationList, type RevocationList } from './crl.ts';
import { parseOcspResponse, type OcspResponse } from './ocsp.ts';

/** What tells whether certificates were revoked: lists of authorities and answers of responders. Neither is believed before it is verified. */
export interface RevocationData {
  readonly lists: readonly RevocationList[];
  readonly responses: readonly OcspResponse[];
}

export const NO_REVOCATION_DATA: RevocationData = { lists: [], responses: [] };

/** Returns the data of several sources together. */
export function joinRevocation(parts: readonly RevocationData[]): RevocationData {
  return { lists: parts.flatMap(({ lists }) => lists), responses: parts.flatMap(({ responses }) => responses) };
}

/** Returns the revocation list or OCSP response that `bytes` are, DER or PEM; nothing where they are neither. */
export function readRevocation(bytes: Uint8Array): RevocationData {
  const der = unwrapped(bytes);
  if (der === null) return NO_REVOCATION_DATA;
  const list = derOrNull(() => parseRevocationList(der));
  if (list !== null) return { lists: [list], responses: [] };
  const response = derOrNull(() => parseOcspResponse(der));
  return response === null ? NO_REVOCATION_DATA : { lists: [], responses: [response] };
}

function unwrapped(bytes: Uint8Array): Uint8Array | null {
  const text = Buffer.from(bytes).toString('latin1', 0, 64 * 1024);
  if (bytes[0] === 0x30 || !looksLikePem(text)) return bytes;
  const [block, ...more] = readPem(Buffer.from(bytes).toString('latin1')) ?? [];
  return block?.label === 'X509 CRL' && more.length === 0 ? block.der : null;
}

import { createHash } from 'node:crypto';

/** Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal characters. */
export function sha256OfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

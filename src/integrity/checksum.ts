import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm } from '../domain/integrity.ts';

/** One recorded digest, in lower-case hexadecimal. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly hex: string;
}

const HEX = /^[0-9a-f]+$/u;
const LENGTHS: Readonly<Record<ChecksumAlgorithm, number>> = {
  sha256: 64,
  sha384: 96,
  sha512: 128,
  sha224: 56,
  sha1: 40,
  md5: 32,
};

/** Returns the checksum `hex` of `algorithm`, or `null` when it is not exactly as many hexadecimal digits as it must be. */
export function checksumOf(algorithm: ChecksumAlgorithm, hex: string): Checksum | null {
  const lower = hex.toLowerCase();
  return lower.length === LENGTHS[algorithm] && HEX.test(lower) ? { algorithm, hex: lower } : null;
}

/** Returns the algorithm that `name` stands for, such as `sha256`, `SHA-256` or `SHA2-256`; `null` for one that is not read. */
export function algorithmNamed(name: string): ChecksumAlgorithm | null {
  const plain = name.toLowerCase().replace(/^sha2?-/u, 'sha');
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === plain) ?? null;
}

/** Returns the checksum that a release manifest states as `<algorithm>:<hexadecimal digits>`, or `null` when it is not one. */
export function parseChecksum(text: string): Checksum | null {
  const colon = text.indexOf(':');
  const algorithm = colon < 0 ? null : algorithmNamed(text.slice(0, colon).trim());
  return algorithm === null ? null : checksumOf(algorithm, text.slice(colon + 1).trim());
}

/**
 * Whether two different contents with one digest are out of reach for as long as an evidence pack is kept (FIPS 180-4). SHA-1 and
 * MD5 are broken in this respect; SHA-224 is one of the legacy mechanisms of SOG-IS, for 112 bits do not last fifteen years.
 */
export function isStrong(algorithm: ChecksumAlgorithm): boolean {
  return algorithm === 'sha256' || algorithm === 'sha384' || algorithm === 'sha512';
}

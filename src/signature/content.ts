import type { Digest } from './algorithms.ts';

/** A member that a detached signature is about. */
export interface SignedContent {
  readonly path: string;
  digest(algorithm: Digest | 'blake2b512'): Promise<Uint8Array>;
  /** Returns the content in chunks, from its beginning at each call. */
  stream(): AsyncIterable<Uint8Array>;
  /** Returns the content, cut off after `most` bytes. */
  bytes(most: number): Promise<Uint8Array>;
}

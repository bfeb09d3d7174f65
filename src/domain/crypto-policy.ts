/** Which algorithms signatures are no longer relied on by, and since when (ISO 8601 dates). */
export interface CryptoPolicy {
  readonly version: string;
  readonly sources: readonly string[];
  /** Digests by their usual names. */
  readonly refusedDigests: readonly { readonly name: string; readonly since: string }[];
  readonly rsa: { readonly minimumBits: number; readonly minimumExponent: number; readonly since: string };
}

/** What the built-in vectors showed of the running program and its crypto library. */
export interface SelftestResult {
  readonly vectors: number;
  /** Vectors that were judged as they must be. */
  readonly asExpected: number;
  /** Names of the vectors that were judged otherwise: results of this program are then not to be relied on. */
  readonly failed: readonly string[];
  /** Algorithms that the running crypto library lacks. Signatures by them are left open, and named. */
  readonly unsupported: readonly string[];
  /** The crypto library with its version. */
  readonly crypto: string;
}

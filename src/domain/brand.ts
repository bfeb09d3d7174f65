/** A value that is structurally `T` but must not be mixed with another `T` by accident. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** A SHA-256 digest as 64 lower-case hexadecimal characters (FIPS 180-4). */
export type Sha256 = Brand<string, 'Sha256'>;

const SHA256_HEX = /^[0-9a-f]{64}$/u;

/** Returns `text` as a {@link Sha256}, or `null` when it is not exactly 64 hexadecimal characters. Upper case is folded. */
export function parseSha256(text: string): Sha256 | null {
  const lower = text.toLowerCase();
  return SHA256_HEX.test(lower) ? (lower as Sha256) : null;
}

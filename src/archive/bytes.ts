/** Returns the unsigned 16-bit little-endian number at `at`. The caller has checked that it lies within `bytes`. */
export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

/** Returns the unsigned 32-bit little-endian number at `at`. */
export function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** Returns the unsigned 64-bit little-endian number at `at`. Beyond 2^53 it is inexact, and larger than any file. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at + 4) * 0x1_0000_0000 + u32(bytes, at);
}

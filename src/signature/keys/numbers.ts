/** Returns a number with the zeros before it that its format leaves out; one that is longer already stays as it is. */
export function toLength(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.length >= length ? bytes : Buffer.concat([new Uint8Array(length - bytes.length), bytes]);
}

import { crc32 } from 'node:zlib';
import { Refusal } from '../domain/errors.ts';
import { u16, u32, u64 } from './bytes.ts';
import { SEE_ZIP64_32 } from './zip-format.ts';

const ZIP64 = 0x0001;
const UNICODE_PATH = 0x7075;
const AES = 0x9901;

/** The extra fields that change what an entry means. */
export interface Extra {
  readonly zip64: Uint8Array | null;
  readonly unicodePath: Uint8Array | null;
  readonly encrypted: boolean;
}

/** Sizes and offset of an entry, from its header and its ZIP64 field together. */
export interface Sizes {
  readonly size: number;
  readonly compressedSize: number;
  /** `null` in local headers, which have none. */
  readonly headerOffset: number | null;
}

/** Returns what `bytes`, the extra fields of `member`, say. Throws `ZIP_ENTRY_MALFORMED` when they do not fill their space exactly. */
export function readExtra(bytes: Uint8Array, member: string): Extra {
  let zip64: Uint8Array | null = null;
  let unicodePath: Uint8Array | null = null;
  let encrypted = false;
  let at = 0;
  while (at < bytes.length) {
    const end = at + 4 + (at + 4 <= bytes.length ? u16(bytes, at + 2) : 0);
    if (at + 4 > bytes.length || end > bytes.length) throw new Refusal('ZIP_ENTRY_MALFORMED', member);
    const content = bytes.subarray(at + 4, end);
    const id = u16(bytes, at);
    if ((id === ZIP64 && zip64 !== null) || (id === UNICODE_PATH && unicodePath !== null)) {
      throw new Refusal('ZIP_ENTRY_MALFORMED', member);
    }
    if (id === ZIP64) zip64 = content;
    if (id === UNICODE_PATH) unicodePath = content;
    if (id === AES) encrypted = true;
    at = end;
  }
  return { zip64, unicodePath, encrypted };
}

/** Throws `ZIP_HEADER_MISMATCH` when a Unicode path field (APPNOTE 4.6.9) gives `member` another name than its header does. */
export function requireSameUnicodePath(extra: Extra, name: Uint8Array, member: string): void {
  const field = extra.unicodePath;
  if (field === null) return;
  const agrees =
    field.length >= 5 && field[0] === 1 && u32(field, 1) === crc32(name) && sameBytes(field.subarray(5), name);
  if (!agrees) throw new Refusal('ZIP_HEADER_MISMATCH', member, { field: 'unicode_path' });
}

/** Returns whether two runs of bytes are equal. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/**
 * Returns the sizes of an entry: fields that hold 0xFFFFFFFF are read from the ZIP64 field, in order (APPNOTE 4.5.3). Some
 * writers put all fields there; then those that the header states too must be equal. Throws `ZIP_ENTRY_MALFORMED` otherwise.
 */
export function resolveSizes(short: Sizes, zip64: Uint8Array | null, member: string): Sizes {
  const stated = [short.size, short.compressedSize, ...(short.headerOffset === null ? [] : [short.headerOffset])];
  const marked = stated.filter((value) => value === SEE_ZIP64_32).length;
  if (zip64 === null) {
    if (marked > 0) throw new Refusal('ZIP_ENTRY_MALFORMED', member);
    return short;
  }
  if (zip64.length === marked * 8) {
    let at = 0;
    const read = stated.map((value) => (value === SEE_ZIP64_32 ? u64(zip64, 8 * at++) : value));
    return sizesOf(read);
  }
  const full = stated.map((_, index) => (zip64.length >= 8 * index + 8 ? u64(zip64, 8 * index) : null));
  const fits = zip64.length % 8 === 0 && zip64.length >= 16 && zip64.length <= 8 * stated.length;
  const agrees = full.every(
    (value, index) => value === null || stated[index] === SEE_ZIP64_32 || stated[index] === value,
  );
  const complete = full.every((value, index) => value !== null || stated[index] !== SEE_ZIP64_32);
  if (!fits || !agrees || !complete) throw new Refusal('ZIP_ENTRY_MALFORMED', member);
  return sizesOf(stated.map((value, index) => full[index] ?? value));
}

function sizesOf(values: readonly number[]): Sizes {
  return { size: values[0] ?? 0, compressedSize: values[1] ?? 0, headerOffset: values[2] ?? null };
}

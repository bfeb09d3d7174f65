import { Refusal } from '../domain/errors.ts';

/** Headers and data begin at multiples of so many bytes (POSIX.1-1988). */
export const BLOCK = 512;

/** One header block, as it stands there. */
export interface TarHeader {
  /** The name's bytes: prefix and name joined, up to their first NUL. */
  readonly name: Uint8Array;
  readonly size: number;
  /** The type flag as a character; NUL, of the oldest archives, is given as `0`. */
  readonly type: string;
}

const CHECKSUM = { start: 148, end: 156 };
const USTAR = 'ustar\0';
const GNU = 'ustar ';

/** Returns whether `block` could be a header: it holds something, and its checksum is right. */
export function isHeader(block: Uint8Array): boolean {
  if (block.length !== BLOCK || isZero(block)) return false;
  return statedChecksum(block) === checksum(block);
}

/** Returns whether every byte is zero, as in the blocks that end an archive. */
export function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

/**
 * Reads a header block (POSIX ustar, GNU, or the form before both). Throws `TAR_HEADER_CORRUPT` for a checksum that is not that of the
 * block and for numbers that are none; `at` is the block's offset.
 */
export function readHeader(block: Uint8Array, at: number): TarHeader {
  if (statedChecksum(block) !== checksum(block)) throw new Refusal('TAR_HEADER_CORRUPT', null, { offset: at });
  const size = numberOf(block.subarray(124, 136));
  if (size === null) throw new Refusal('TAR_HEADER_CORRUPT', null, { offset: at });
  const flag = block[156] ?? 0;
  const type = flag === 0 ? '0' : String.fromCharCode(flag);
  return { name: nameOf(block), size, type };
}

/** The prefix belongs to the name in POSIX archives only; GNU keeps other things there. */
function nameOf(block: Uint8Array): Uint8Array {
  const name = untilNul(block.subarray(0, 100));
  const magic = latin1(block.subarray(257, 263));
  const prefix = untilNul(block.subarray(345, 500));
  if (magic !== USTAR || prefix.length === 0) return name;
  const joined = new Uint8Array(prefix.length + 1 + name.length);
  joined.set(prefix);
  joined[prefix.length] = 0x2f;
  joined.set(name, prefix.length + 1);
  return joined;
}

/** Returns whether a block says of itself that it is POSIX or GNU; the form before both says nothing. */
export function hasMagic(block: Uint8Array): boolean {
  const magic = latin1(block.subarray(257, 263));
  return magic === USTAR || magic === GNU;
}

/** The sum of all bytes, the checksum's own counted as spaces. */
function checksum(block: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) sum += at >= CHECKSUM.start && at < CHECKSUM.end ? 0x20 : (block[at] ?? 0);
  return sum;
}

function statedChecksum(block: Uint8Array): number | null {
  return octal(block.subarray(CHECKSUM.start, CHECKSUM.end));
}

/** Octal digits, or GNU's base 256 for what is larger than they can say; `null` for anything else. */
function numberOf(field: Uint8Array): number | null {
  const first = field[0] ?? 0;
  if ((first & 0x80) === 0) return octal(field);
  if (first !== 0x80) return null;
  const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(value) ? value : null;
}

function octal(field: Uint8Array): number | null {
  const text = latin1(field)
    .replace(/[\0 ]+$/u, '')
    .trimStart();
  if (text === '') return 0;
  return /^[0-7]+$/u.test(text) ? Number.parseInt(text, 8) : null;
}

function untilNul(field: Uint8Array): Uint8Array {
  const end = field.indexOf(0);
  return end === -1 ? field : field.subarray(0, end);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

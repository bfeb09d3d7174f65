import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import { windowOver } from './access.ts';
import { u32 } from './bytes.ts';
import type { RandomAccess } from './ports.ts';

/** One Zstandard frame: where it begins and how many bytes it has. */
export interface ZstdFrame {
  readonly offset: number;
  readonly length: number;
}

/** 128 MiB, what `zstd --ultra` uses at most and decoders take without being told: more memory is asked for by `--long` alone. */
export const WINDOW_LOG_MOST = 27;

/** Programs write one frame, or one a stretch of many megabytes; a decoder is set up for each. */
const MOST_FRAMES = 10_000;

const MAGIC = 0xfd2fb528;
const HEADER_MOST = 18;
const BLOCK_HEADER = 3;
const RLE = 1;
const RESERVED = 3;

/** Whether a file that begins with these four bytes, read as a little-endian number, is made of Zstandard frames. */
export function beginsZstd(signature: number): boolean {
  return signature === MAGIC || isSkippable(signature);
}

/** A frame that every decoder passes over: whatever stands in it, nobody sees. */
function isSkippable(signature: number): boolean {
  return signature >>> 4 === 0x184d2a5;
}

/**
 * Walks over all frames by their headers and the sizes of their blocks, without inflating anything, and returns them (RFC 8878, section 3.1).
 * Together they are the whole file. Throws `ZSTD_CORRUPT`, `ZSTD_TRAILING_DATA`, or `ZSTD_UNSUPPORTED` with the `feature`: `skippable`,
 * `dictionary`, `window`, `frames`.
 */
export async function walkZstd(access: RandomAccess, signal: CancelSignal | undefined): Promise<readonly ZstdFrame[]> {
  const window = windowOver(access);
  const frames: ZstdFrame[] = [];
  let at = 0;
  while (at < access.size) {
    if (frames.length === MOST_FRAMES) throw unsupported('frames');
    const offset = at;
    const { length, checksum } = readHeader(await read(at, Math.min(HEADER_MOST, access.size - at)), offset);
    at += length;
    for (let last = false; !last;) {
      throwIfCancelled(signal);
      const block = u24(window.peek(at, BLOCK_HEADER) ?? (await read(at, BLOCK_HEADER)));
      const type = (block >>> 1) & 3;
      if (type === RESERVED) throw new Refusal('ZSTD_CORRUPT', null);
      at += BLOCK_HEADER + (type === RLE ? 1 : block >>> 3);
      last = (block & 1) === 1;
    }
    at += checksum ? 4 : 0;
    if (at > access.size) throw new Refusal('ZSTD_CORRUPT', null);
    frames.push({ offset, length: at - offset });
  }
  return frames;

  function read(offset: number, length: number): Promise<Uint8Array> {
    if (length === 0 || offset + length > access.size) return Promise.reject(new Refusal('ZSTD_CORRUPT', null));
    return Promise.resolve(window.peek(offset, length) ?? window.load(offset, length));
  }
}

/** Returns the header's length, and whether a checksum ends the frame. */
function readHeader(bytes: Uint8Array, offset: number): { readonly length: number; readonly checksum: boolean } {
  const signature = bytes.length < 4 ? 0 : u32(bytes, 0);
  if (isSkippable(signature)) throw unsupported('skippable');
  if (signature !== MAGIC) throw new Refusal(offset === 0 ? 'ZSTD_CORRUPT' : 'ZSTD_TRAILING_DATA', null);
  const descriptor = bytes[4] ?? 0;
  const singleSegment = (descriptor & 0x20) !== 0;
  // A bit that is reserved may one day change what the rest means.
  if ((descriptor & 0x08) !== 0) throw new Refusal('ZSTD_CORRUPT', null);
  let at = 5;
  if (!singleSegment) {
    const stated = bytes[at] ?? 0;
    const exponent = 10 + (stated >>> 3);
    if (exponent > WINDOW_LOG_MOST || (exponent === WINDOW_LOG_MOST && (stated & 7) !== 0)) throw unsupported('window');
    at += 1;
  }
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  if (bytes.subarray(at, at + dictionary).some((byte) => byte !== 0)) throw unsupported('dictionary');
  at += dictionary;
  at += [singleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
  if (at > bytes.length) throw new Refusal('ZSTD_CORRUPT', null);
  return { length: at, checksum: (descriptor & 0x04) !== 0 };
}

function u24(bytes: Uint8Array): number {
  return (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16);
}

function unsupported(feature: string): Refusal {
  return new Refusal('ZSTD_UNSUPPORTED', null, { feature });
}

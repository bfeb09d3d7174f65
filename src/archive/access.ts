import { Buffer } from 'node:buffer';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { RandomAccess } from './ports.ts';

/** Bytes read at once. Larger chunks gain nothing, smaller ones lose to the cost per call. */
export const CHUNK = 1024 * 1024;
/** What stays in a processor's cache between reading and hashing. */
const PASSING = 256 * 1024;

/** Returns the bytes `[offset, offset + length)`. Throws `ARCHIVE_CHANGED` when the file has become shorter than it was. */
export async function readExactly(access: RandomAccess, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await access.read(offset, length);
  if (bytes.length !== length) throw new Refusal('ARCHIVE_CHANGED', null);
  return bytes;
}

/** Yields the bytes `[offset, offset + length)` in chunks, the next one being read while the caller works on the last. */
export async function* readChunks(
  access: RandomAccess,
  offset: number,
  length: number,
  signal: CancelSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const end = offset + length;
  let position = offset;
  let coming = start();
  while (coming !== null) {
    throwIfCancelled(signal);
    const chunk: Uint8Array = await coming;
    coming = start();
    yield chunk;
  }

  function start(): Promise<Uint8Array> | null {
    if (position >= end) return null;
    const size = Math.min(CHUNK, end - position);
    const reading = readExactly(access, position, size);
    position += size;
    // Whoever stops early leaves one read behind; its failure concerns nobody any more.
    reading.catch(() => undefined);
    return reading;
  }
}

/**
 * Yields the bytes `[offset, offset + length)` in pieces that are good only until the next one is asked for: two buffers take turns, so that
 * memory stays flat. For who looks at each byte once.
 */
export async function* passingChunks(
  access: RandomAccess,
  offset: number,
  length: number,
  signal: CancelSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const end = offset + length;
  const buffers = [
    Buffer.allocUnsafeSlow(Math.min(PASSING, length)),
    Buffer.allocUnsafeSlow(Math.min(PASSING, length)),
  ];
  let position = offset;
  let turn = 0;
  let coming = start();
  while (coming !== null) {
    throwIfCancelled(signal);
    const chunk: Uint8Array = await coming;
    coming = start();
    yield chunk;
  }

  function start(): Promise<Uint8Array> | null {
    if (position >= end) return null;
    const target = (buffers[turn] ?? Buffer.alloc(0)).subarray(0, Math.min(PASSING, end - position));
    turn = 1 - turn;
    const filling = access.fill(target, position).then((filled) => {
      if (filled !== target.length) throw new Refusal('ARCHIVE_CHANGED', null);
      return target;
    });
    position += target.length;
    // Whoever stops early leaves one read behind; its failure concerns nobody any more.
    filling.catch(() => undefined);
    return filling;
  }
}

/** A cache of one stretch of a file, for many small reads that lie close together. */
export interface Window {
  /** Returns the bytes when the stretch holds them, else `null`: without waiting, because most calls hit. */
  peek(offset: number, length: number): Uint8Array | null;
  /** Moves the stretch to `offset` and returns the bytes. Throws `ARCHIVE_CHANGED` where the file ends too early. */
  load(offset: number, length: number): Promise<Uint8Array>;
}

/** Returns a {@link Window} over `access`. Bytes once returned stay as they are. */
export function windowOver(access: RandomAccess): Window {
  let start = 0;
  let bytes: Uint8Array = new Uint8Array(0);
  return {
    peek(offset, length) {
      const from = offset - start;
      return from >= 0 && from + length <= bytes.length ? bytes.subarray(from, from + length) : null;
    },
    async load(offset, length) {
      const size = Math.min(Math.max(CHUNK, length), access.size - offset);
      if (size < length) throw new Refusal('ARCHIVE_CHANGED', null);
      const loaded = await readExactly(access, offset, size);
      start = offset;
      bytes = loaded;
      return loaded.subarray(0, length);
    },
  };
}

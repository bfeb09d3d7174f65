import { createHash } from 'node:crypto';
import type { OnProgress } from '../domain/archive.ts';
import type { Sha256 } from '../domain/brand.ts';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { RandomAccess } from './ports.ts';

/** Bytes read at once. Larger chunks gain nothing, smaller ones lose to the cost per call. */
export const CHUNK = 1024 * 1024;

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

/** Returns the SHA-256 of all bytes of `access`, telling progress from `before` bytes onwards out of `total`. */
export async function digestOf(
  access: RandomAccess,
  options: { readonly onProgress?: OnProgress | undefined; readonly signal?: CancelSignal | undefined },
  before = 0,
  total = access.size,
): Promise<Sha256> {
  const hash = createHash('sha256');
  let done = before;
  for await (const chunk of readChunks(access, 0, access.size, options.signal)) {
    hash.update(chunk);
    done += chunk.length;
    options.onProgress?.({ phase: 'opening', done, total });
  }
  return hash.digest('hex') as Sha256;
}

/** Returns whether `access` still has its size and this SHA-256. */
export async function isUnchanged(
  access: RandomAccess,
  sha256: string,
  options: { readonly signal?: CancelSignal | undefined },
): Promise<boolean> {
  if ((await access.read(access.size, 1)).length > 0) return false;
  try {
    return (await digestOf(access, { signal: options.signal })) === sha256;
  } catch (thrown) {
    if (thrown instanceof Refusal) return false;
    throw thrown;
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

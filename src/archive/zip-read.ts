import type { Buffer } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import { readChunks, type Window } from './access.ts';
import type { RandomAccess } from './ports.ts';
import { STORED, type LocatedEntry } from './zip-format.ts';

/** Entries up to this size are read and inflated at once, which costs far less than a stream each. */
const SMALL = 1024 * 1024;
const INFLATED_CHUNK = 256 * 1024;

/**
 * Yields the bytes of `entry`, never more than it states. Throws `ZIP_SIZE_MISMATCH`, `ZIP_CRC_MISMATCH`,
 * `ZIP_DATA_CORRUPT` or `ARCHIVE_CHANGED`, at the latest at its end.
 */
export async function* readEntry(
  access: RandomAccess,
  window: Window,
  entry: LocatedEntry,
  signal: CancelSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  throwIfCancelled(signal);
  let size = 0;
  let crc = 0;
  for await (const chunk of dataOf(access, window, entry, signal)) {
    throwIfCancelled(signal);
    size += chunk.length;
    if (size > entry.size) throw new Refusal('ZIP_SIZE_MISMATCH', entry.name);
    crc = crc32(chunk, crc);
    if (chunk.length > 0) yield chunk;
  }
  if (size !== entry.size) throw new Refusal('ZIP_SIZE_MISMATCH', entry.name);
  if (crc !== entry.crc) throw new Refusal('ZIP_CRC_MISMATCH', entry.name);
}

async function* dataOf(
  access: RandomAccess,
  window: Window,
  entry: LocatedEntry,
  signal: CancelSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { dataOffset, compressedSize } = entry;
  if (entry.size <= SMALL && compressedSize <= SMALL) {
    const raw = window.peek(dataOffset, compressedSize) ?? (await window.load(dataOffset, compressedSize));
    yield entry.method === STORED ? raw : inflateWhole(raw, entry);
  } else if (entry.method === STORED) {
    yield* readChunks(access, dataOffset, compressedSize, signal);
  } else {
    yield* inflateStream(readChunks(access, dataOffset, compressedSize, signal), entry);
  }
}

function inflateWhole(raw: Uint8Array, entry: LocatedEntry): Uint8Array {
  try {
    const options = { maxOutputLength: Math.max(entry.size, 1), chunkSize: Math.max(entry.size, 1024), info: true };
    // With `info` the result also tells how many bytes the stream took; the published types do not know that.
    const { buffer, engine } = inflateRawSync(raw, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (engine.bytesWritten !== raw.length) throw new Refusal('ZIP_DATA_CORRUPT', entry.name);
    return buffer;
  } catch (thrown) {
    throw inflateFailure(thrown, entry);
  }
}

async function* inflateStream(
  compressed: AsyncIterable<Uint8Array>,
  entry: LocatedEntry,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflate = createInflateRaw({ chunkSize: INFLATED_CHUNK });
  const source = Readable.from(compressed, { highWaterMark: 1 });
  // Errors of either end arrive through the iteration below; the callback only keeps them from being thrown twice.
  pipeline(source, inflate, () => undefined);
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) yield chunk;
  } catch (thrown) {
    throw inflateFailure(thrown, entry);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  if (inflate.bytesWritten !== entry.compressedSize) throw new Refusal('ZIP_DATA_CORRUPT', entry.name);
}

function inflateFailure(thrown: unknown, entry: LocatedEntry): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  if (thrown.code === 'ERR_BUFFER_TOO_LARGE') return new Refusal('ZIP_SIZE_MISMATCH', entry.name);
  return thrown.code.startsWith('Z_') ? new Refusal('ZIP_DATA_CORRUPT', entry.name) : thrown;
}

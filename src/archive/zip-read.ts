import type { Buffer } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { Refusal, throwIfCancelled, type CancelSignal, type RefusalCode } from '../domain/errors.ts';
import { passingChunks, readChunks, type Window } from './access.ts';
import type { RandomAccess, Stretch } from './ports.ts';

/** Members up to this size are read and inflated at once, which costs far less than a stream each. */
const SMALL = 1024 * 1024;
const INFLATED_CHUNK = 256 * 1024;

/** A member's bytes in the file; its path is for what is refused of it. */
type Packed = Stretch & { readonly path?: string };

/** Returns whether a member is read at once, by {@link contentOf}. */
export function isSmall({ size, packed }: Stretch): boolean {
  return size <= SMALL && packed <= SMALL;
}

/**
 * Yields the bytes of a member named `name`, never more than it states. Throws `ZIP_SIZE_MISMATCH`, `ZIP_CRC_MISMATCH`,
 * `ZIP_DATA_CORRUPT` or `ARCHIVE_CHANGED`, at the latest at its end. `passing`: each piece is good only until the next one is asked for.
 */
export async function* readMember(
  access: RandomAccess,
  window: Window,
  member: Stretch & { readonly path: string },
  signal: CancelSignal | undefined,
  passing = false,
): AsyncGenerator<Uint8Array, void, undefined> {
  throwIfCancelled(signal);
  if (!isSmall(member)) return yield* readStretch(access, member, signal, passing);
  const { offset, packed } = member;
  const { bytes, damage } = contentOf(window.peek(offset, packed) ?? (await window.load(offset, packed)), member);
  if (bytes.length > 0) yield bytes;
  if (damage !== null) throw new Refusal(damage, member.path);
}

/** Returns what a small member holds, given its bytes in the file, and what is wrong with it. */
export function contentOf(
  raw: Uint8Array,
  stretch: Packed,
): { readonly bytes: Uint8Array; readonly damage: RefusalCode | null } {
  const nothing = new Uint8Array(0);
  try {
    const bytes = stretch.deflated ? inflateWhole(raw, stretch) : raw;
    if (bytes.length > stretch.size) return { bytes: nothing, damage: 'ZIP_SIZE_MISMATCH' };
    if (bytes.length < stretch.size) return { bytes, damage: 'ZIP_SIZE_MISMATCH' };
    return { bytes, damage: crc32(bytes) === stretch.crc ? null : 'ZIP_CRC_MISMATCH' };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { bytes: nothing, damage: thrown.code };
    throw thrown;
  }
}

/** Yields the bytes of a large member, as {@link readMember}. */
export async function* readStretch(
  access: RandomAccess,
  stretch: Packed,
  signal: CancelSignal | undefined,
  passing = false,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { path = null } = stretch;
  let size = 0;
  let crc = 0;
  for await (const chunk of bytesOf(access, stretch, signal, passing)) {
    throwIfCancelled(signal);
    size += chunk.length;
    if (size > stretch.size) throw new Refusal('ZIP_SIZE_MISMATCH', path);
    crc = crc32(chunk, crc);
    if (chunk.length > 0) yield chunk;
  }
  if (size !== stretch.size) throw new Refusal('ZIP_SIZE_MISMATCH', path);
  if (crc !== stretch.crc) throw new Refusal('ZIP_CRC_MISMATCH', path);
}

function bytesOf(
  access: RandomAccess,
  stretch: Packed,
  signal: CancelSignal | undefined,
  passing: boolean,
): AsyncIterable<Uint8Array> {
  const { offset, packed, deflated } = stretch;
  if (deflated) return inflateStream(readChunks(access, offset, packed, signal), stretch);
  return passing ? passingChunks(access, offset, packed, signal) : readChunks(access, offset, packed, signal);
}

function inflateWhole(raw: Uint8Array, stretch: Packed): Uint8Array {
  try {
    const options = { maxOutputLength: Math.max(stretch.size, 1), chunkSize: Math.max(stretch.size, 1024), info: true };
    // With `info` the result also tells how many bytes the stream took; the published types do not know that.
    const { buffer, engine } = inflateRawSync(raw, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (engine.bytesWritten !== raw.length) throw new Refusal('ZIP_DATA_CORRUPT', stretch.path ?? null);
    return buffer;
  } catch (thrown) {
    throw inflateFailure(thrown, stretch);
  }
}

async function* inflateStream(
  compressed: AsyncIterable<Uint8Array>,
  stretch: Packed,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflate = createInflateRaw({ chunkSize: INFLATED_CHUNK });
  const source = Readable.from(compressed, { highWaterMark: 1 });
  // Errors of either end arrive through the iteration below; the callback only keeps them from being thrown twice.
  pipeline(source, inflate, () => undefined);
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) yield chunk;
  } catch (thrown) {
    throw inflateFailure(thrown, stretch);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  if (inflate.bytesWritten !== stretch.packed) throw new Refusal('ZIP_DATA_CORRUPT', stretch.path ?? null);
}

function inflateFailure(thrown: unknown, stretch: Packed): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  if (thrown.code === 'ERR_BUFFER_TOO_LARGE') return new Refusal('ZIP_SIZE_MISMATCH', stretch.path ?? null);
  return thrown.code.startsWith('Z_') ? new Refusal('ZIP_DATA_CORRUPT', stretch.path ?? null) : thrown;
}

import { createHash, hash, type Hash } from 'node:crypto';
import type { Sha256 } from '../domain/brand.ts';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import { passingChunks, type Window } from './access.ts';
import { isDamage } from './damage.ts';
import { mediumFailure } from './medium.ts';
import type { Digests, Hashed, RandomAccess, Stretch } from './ports.ts';
import { contentOf, isSmall, readStretch } from './zip-read.ts';

/** Returns the SHA-256 of a result that must have one. */
export function sha256Of({ digests, failure }: Hashed): Sha256 {
  if (digests?.sha256 !== undefined) return digests.sha256 as Sha256;
  throw Object.assign(new Error('the bytes could not be read'), { code: failure ?? 'EIO' });
}

/** Returns what hashing `stretch` came to. `onBytes` gets the length of each piece. Throws `ARCHIVE_CHANGED` and `Cancelled`. */
export async function hashStretch(
  access: RandomAccess,
  window: Window,
  stretch: Stretch,
  onBytes: (length: number) => void,
  signal: CancelSignal | undefined,
): Promise<Hashed> {
  const { offset, packed, crc, algorithms } = stretch;
  if (crc === null) return hashBytes(passingChunks(access, offset, packed, signal), algorithms, onBytes);
  if (!isSmall(stretch)) return hashBytes(readStretch(access, stretch, signal, true), algorithms, onBytes);
  throwIfCancelled(signal);
  try {
    const { bytes, damage } = contentOf(window.peek(offset, packed) ?? (await window.load(offset, packed)), stretch);
    onBytes(bytes.length);
    return { digests: digestsOf(bytes, algorithms), damage, failure: null };
  } catch (thrown) {
    return unreadable(thrown);
  }
}

/** Returns what hashing `chunks` came to: their digests, and where they end in damage, what that is. */
export async function hashBytes(
  chunks: AsyncIterable<Uint8Array>,
  algorithms: readonly ChecksumAlgorithm[],
  onBytes: (length: number) => void,
): Promise<Hashed> {
  const hashes = algorithms.map((algorithm) => [algorithm, createHash(algorithm)] as const);
  try {
    for await (const chunk of chunks) {
      for (const [, each] of hashes) each.update(chunk);
      onBytes(chunk.length);
    }
  } catch (thrown) {
    if (thrown instanceof Refusal && isDamage(thrown.code)) {
      return { digests: finished(hashes), damage: thrown.code, failure: null };
    }
    return unreadable(thrown);
  }
  return { digests: finished(hashes), damage: null, failure: null };
}

function unreadable(thrown: unknown): Hashed {
  const failure = mediumFailure(thrown);
  if (failure === null) throw thrown;
  return { digests: null, damage: null, failure };
}

function finished(hashes: readonly (readonly [ChecksumAlgorithm, Hash])[]): Digests {
  return Object.fromEntries(hashes.map(([algorithm, each]) => [algorithm, each.digest('hex')]));
}

function digestsOf(bytes: Uint8Array, algorithms: readonly ChecksumAlgorithm[]): Digests {
  return Object.fromEntries(algorithms.map((algorithm) => [algorithm, hash(algorithm, bytes)]));
}

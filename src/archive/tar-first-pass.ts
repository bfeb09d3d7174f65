import { createHash } from 'node:crypto';
import type { OnProgress } from '../domain/archive.ts';
import { Refusal, type CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { readChunks } from './access.ts';
import { hashBytes } from './hash.ts';
import type { Inflated } from './inflated.ts';
import type { Hashed, OpenOptions, RandomAccess } from './ports.ts';
import { BLOCK, isHeader } from './tar-header.ts';
import { walkTar, type TarEntry, type TarInput } from './tar-walk.ts';

/** What one pass over a compressed TAR tells: where its entries lie, and the digests of each and of the file. */
export interface FirstPass {
  readonly entries: readonly TarEntry[];
  /** SHA-256 of each entry, in their order, and of the file. */
  readonly hashed: readonly Hashed[];
  readonly whole: Hashed;
}

/** Reads a compressed TAR from its first byte to its last, once. Progress phase `opening`, in bytes of the file. Throws as `openTarGz`. */
export async function passOver(
  access: RandomAccess,
  inflate: (access: RandomAccess) => Inflated,
  budgets: Budgets,
  { onProgress, signal }: OpenOptions,
): Promise<FirstPass> {
  const tap = tapped(access, onProgress);
  const inflated = inflate(tap.access);
  const hashed: Hashed[] = [];
  try {
    const first = await inflated.take(BLOCK, signal);
    if (!isHeader(first)) throw new Refusal('CONTAINER_UNKNOWN', null);
    const entries = await walkTar(inputOver(inflated, first, hashed, signal), budgets, signal);
    return { entries, hashed, whole: await tap.finish(signal) };
  } finally {
    inflated.end();
  }
}

/** The first block was looked at already, to see what the file holds. What the walk passes over is an entry's content. */
function inputOver(
  inflated: Inflated,
  first: Uint8Array,
  hashed: Hashed[],
  signal: CancelSignal | undefined,
): TarInput {
  let waiting: Uint8Array | null = first;
  return {
    take(length) {
      if (waiting === null) return inflated.take(length, signal);
      const block = waiting;
      waiting = null;
      return Promise.resolve(block);
    },
    async skip(length) {
      hashed.push(await hashBytes(inflated.chunks(length, signal), ['sha256'], () => undefined));
    },
  };
}

interface Tap {
  readonly access: RandomAccess;
  /** Reads what nobody asked for, and returns what hashing all came to. */
  finish(signal: CancelSignal | undefined): Promise<Hashed>;
}

/** Returns `access` as one whose bytes are hashed when they are read for the first time. They are read in their order. */
function tapped(access: RandomAccess, onProgress: OnProgress | undefined): Tap {
  const hash = createHash('sha256');
  const total = access.size;
  let done = 0;
  const take = (offset: number, bytes: Uint8Array): void => {
    if (offset > done || offset + bytes.length <= done) return;
    hash.update(bytes.subarray(done - offset));
    done = offset + bytes.length;
    onProgress?.({ phase: 'opening', done, total });
  };
  return {
    access: {
      size: access.size,
      async read(offset, length) {
        const bytes = await access.read(offset, length);
        take(offset, bytes);
        return bytes;
      },
      async fill(target, offset) {
        const filled = await access.fill(target, offset);
        take(offset, target.subarray(0, filled));
        return filled;
      },
    },
    async finish(signal) {
      for await (const chunk of readChunks(access, done, total - done, signal)) take(done, chunk);
      return { digests: { sha256: hash.digest('hex') }, damage: null, failure: null };
    },
  };
}

import { createGunzip } from 'node:zlib';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { CHUNK, readChunks } from './access.ts';
import type { RandomAccess } from './ports.ts';

/** What a gzip file inflates to, from its first byte on. All of it may throw `GZIP_CORRUPT`, `GZIP_TRAILING_DATA` or `BUDGET_RATIO`. */
export interface Inflated {
  /** How many inflated bytes were passed. */
  position(): number;
  /** Returns the next `length` bytes, fewer only at the end. */
  take(length: number, signal: CancelSignal | undefined): Promise<Uint8Array>;
  /** Passes over `length` bytes. Throws `CONTAINER_TRUNCATED` where it ends before. */
  skip(length: number, signal: CancelSignal | undefined): Promise<void>;
  /** Yields the next `length` bytes. Throws `CONTAINER_TRUNCATED` where it ends before. */
  chunks(length: number, signal: CancelSignal | undefined): AsyncGenerator<Uint8Array>;
  /** Lets go of the decoder. */
  end(): void;
}

/** Inflates all gzip members of `access` in turn (RFC 1952), a chunk at a time, as they are asked for. */
export function gunzipFrom(access: RandomAccess, budgets: Budgets): Inflated {
  const source = inflate(access, budgets);
  let rest: Uint8Array = new Uint8Array(0);
  let position = 0;

  /** Returns up to `most` bytes, none at the end. */
  async function next(most: number, signal: CancelSignal | undefined): Promise<Uint8Array> {
    throwIfCancelled(signal);
    while (rest.length === 0) {
      const { value, done } = await source.next();
      if (done === true) return rest;
      rest = value;
    }
    const bytes = rest.subarray(0, most);
    rest = rest.subarray(bytes.length);
    position += bytes.length;
    return bytes;
  }

  async function some(most: number, signal: CancelSignal | undefined): Promise<Uint8Array> {
    const bytes = await next(most, signal);
    if (bytes.length === 0) throw new Refusal('CONTAINER_TRUNCATED', null);
    return bytes;
  }

  async function* chunks(length: number, signal: CancelSignal | undefined): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0;) {
      const bytes = await some(left, signal);
      left -= bytes.length;
      yield bytes;
    }
  }

  return {
    position: () => position,
    async take(length, signal) {
      const whole = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const bytes = await next(length - filled, signal);
        if (bytes.length === 0) break;
        whole.set(bytes, filled);
        filled += bytes.length;
      }
      return whole.subarray(0, filled);
    },
    async skip(length, signal) {
      for (let left = length; left > 0;) left -= (await some(left, signal)).length;
    },
    chunks,
    end: () => void source.return(undefined).catch(() => undefined),
  };
}

async function* inflate(access: RandomAccess, budgets: Budgets): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = createGunzip({ chunkSize: CHUNK });
  let failure: unknown = null;
  const feeding = feed(access, decoder).catch((thrown: unknown) => {
    failure = thrown;
    decoder.destroy();
  });
  let produced = 0;
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      produced += chunk.length;
      requireRatio(produced, decoder.bytesWritten, budgets);
      yield chunk;
    }
    await feeding;
  } catch (thrown) {
    if (failure !== null) throw failure as Error;
    if (isZlibError(thrown)) throw new Refusal(beginsNoMember(thrown) ? 'GZIP_TRAILING_DATA' : 'GZIP_CORRUPT', null);
    throw thrown;
  } finally {
    decoder.destroy();
  }
  // The decoder passes over zeros after the last gzip member.
  if (decoder.bytesWritten < access.size) throw new Refusal('GZIP_TRAILING_DATA', null);
}

async function feed(access: RandomAccess, decoder: ReturnType<typeof createGunzip>): Promise<void> {
  for await (const chunk of readChunks(access, 0, access.size, undefined)) {
    if (decoder.destroyed || decoder.writableEnded) return;
    if (!decoder.write(chunk)) await drained(decoder);
  }
  decoder.end();
}

function drained(decoder: ReturnType<typeof createGunzip>): Promise<void> {
  const events = ['drain', 'close', 'error'];
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) decoder.off(event, done);
      resolve();
    };
    for (const event of events) decoder.on(event, done);
  });
}

/** A gzip within the archive's budgets could still be a bomb: what one byte becomes is bounded as for members of a ZIP. */
function requireRatio(produced: number, consumed: number, budgets: Budgets): void {
  if (produced > budgets.ratioFloor && produced > budgets.ratio * Math.max(1, consumed)) {
    throw new Refusal('BUDGET_RATIO', null, { limit: budgets.ratio });
  }
}

/** zlib's own words where bytes stand in a member's place that begin none. Of the first one it was seen before that it begins well. */
function beginsNoMember(thrown: Error): boolean {
  return thrown.message === 'incorrect header check';
}

function isZlibError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && thrown.code.startsWith('Z_');
}

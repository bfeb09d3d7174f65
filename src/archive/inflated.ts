import type { Transform } from 'node:stream';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { readChunks } from './access.ts';
import type { RandomAccess } from './ports.ts';

/** What a compressed file holds, from its first byte on. All of it may throw what its decoder refuses, or `BUDGET_RATIO`. */
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

/** Returns the bytes of `source`, which is asked for more as they are asked for. */
export function inflatedFrom(source: AsyncGenerator<Uint8Array, void, undefined>): Inflated {
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

/** Node's decoders: streams that count what they have consumed. */
export type Decoder = Transform & { readonly bytesWritten: number };

/**
 * Yields what `decoder` makes of the bytes `[from, from + length)`, and destroys it at the end. A failure of the file passes through; one
 * of the decoder is given to `refusalOf`, which returns what it means.
 */
export async function* decode(
  access: RandomAccess,
  from: number,
  length: number,
  decoder: Decoder,
  refusalOf: (failure: Error) => Refusal,
): AsyncGenerator<Uint8Array, void, undefined> {
  let failure: unknown = null;
  const feeding = feed(access, from, length, decoder).catch((thrown: unknown) => {
    failure = thrown;
    decoder.destroy();
  });
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) yield chunk;
    await feeding;
  } catch (thrown) {
    if (failure !== null) throw failure as Error;
    throw isZlibError(thrown) ? refusalOf(thrown) : thrown;
  } finally {
    decoder.destroy();
  }
}

async function feed(access: RandomAccess, from: number, length: number, decoder: Decoder): Promise<void> {
  for await (const chunk of readChunks(access, from, length, undefined)) {
    if (decoder.destroyed || decoder.writableEnded) return;
    if (!decoder.write(chunk)) await drained(decoder);
  }
  decoder.end();
}

function drained(decoder: Decoder): Promise<void> {
  const events = ['drain', 'close', 'error'];
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) decoder.off(event, done);
      resolve();
    };
    for (const event of events) decoder.on(event, done);
  });
}

/** A file within the archive's budgets could still be a bomb: what one byte becomes is bounded as for members of a ZIP. Throws `BUDGET_RATIO`. */
export function requireRatio(produced: number, consumed: number, budgets: Budgets): void {
  if (produced > budgets.ratioFloor && produced > budgets.ratio * Math.max(1, consumed)) {
    throw new Refusal('BUDGET_RATIO', null, { limit: budgets.ratio, what: 'whole' });
  }
}

function isZlibError(thrown: unknown): thrown is Error {
  return (
    thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' && /^Z(STD)?_/u.test(thrown.code)
  );
}

import { readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { hashStretch, windowOver, type Hashed, type RandomAccess, type Stretch } from '../../src/archive/index.ts';
import { Cancelled, Refusal, type RefusalCode } from '../../src/domain/errors.ts';

// A thread that hashes what it is given of one open file, and nothing else.

/** What a thread is started with. `shared` takes the bytes that thread `index` has hashed; `stop` is not 0 once the work is cancelled. */
export interface ThreadData {
  readonly fd: number;
  readonly size: number;
  readonly index: number;
  readonly shared: SharedArrayBuffer;
  readonly stop: SharedArrayBuffer;
}

export type Batch = readonly Stretch[];

export type Answer =
  | { readonly kind: 'hashed'; readonly hashed: readonly Hashed[] }
  | { readonly kind: 'refused'; readonly code: RefusalCode }
  | { readonly kind: 'cancelled' };

const { fd, size, index, shared, stop } = workerData as ThreadData;
const progress = new Float64Array(shared);
const stopped = new Int32Array(stop);
const signal = {
  get aborted(): boolean {
    return Atomics.load(stopped, 0) !== 0;
  },
};

// This thread has nothing else to do meanwhile, so it waits for the file itself.
const access: RandomAccess = {
  size,
  read(offset, length) {
    const bytes = new Uint8Array(length);
    return Promise.resolve(bytes.subarray(0, fill(bytes, offset)));
  },
  fill: (target, offset) => Promise.resolve(fill(target, offset)),
};

function fill(target: Uint8Array, offset: number): number {
  let filled = 0;
  while (filled < target.length) {
    const read = readSync(fd, target, filled, target.length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

const window = windowOver(access);

let done = 0;
const count = (length: number): void => {
  done += length;
  progress[index] = done;
};

async function answerTo(batch: Batch): Promise<Answer> {
  try {
    const hashed: Hashed[] = [];
    for (const stretch of batch) hashed.push(await hashStretch(access, window, stretch, count, signal));
    return { kind: 'hashed', hashed };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { kind: 'refused', code: thrown.code };
    if (thrown instanceof Cancelled) return { kind: 'cancelled' };
    throw thrown;
  }
}

parentPort?.on('message', (batch: Batch) => {
  answerTo(batch).then(
    (answer) => parentPort?.postMessage(answer),
    (thrown: unknown) => {
      throw thrown;
    },
  );
});

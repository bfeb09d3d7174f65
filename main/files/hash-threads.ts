import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Hashed, Hashers, Stretch } from '../../src/archive/index.ts';
import { Cancelled, Refusal } from '../../src/domain/errors.ts';
import type { Answer, ThreadData } from './hash-thread.ts';

/** Small members go to a thread in runs of about this much, so that what passes between threads costs little beside the hashing. */
const RUN_BYTES = 4 * 1024 * 1024;
const RUN_STRETCHES = 2_000;
const BEAT_MS = 50;
const MOST_THREADS = 8;

/**
 * Returns threads that hash the open file `fd` of `size` bytes. All read through that one handle, so that none can come upon another file
 * under the same name. They are started for one piece of work and ended with it.
 */
export function hashThreads(fd: number, size: number): Hashers {
  return {
    async hash(stretches, { onBytes, signal }) {
      const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT * MOST_THREADS);
      const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
      const count = Math.min(MOST_THREADS, Math.max(2, availableParallelism() - 1));
      const beat = setInterval(() => {
        if (signal?.aborted === true) Atomics.store(new Int32Array(stop), 0, 1);
        else onBytes(new Float64Array(shared).reduce((sum, bytes) => sum + bytes, 0));
      }, BEAT_MS);
      const threads: Worker[] = [];
      try {
        for (let index = 0; index < count; index += 1) threads.push(startThread({ fd, size, index, shared, stop }));
        return await share(threads, stretches);
      } catch (thrown) {
        if (thrown instanceof NotStarted) return null;
        throw thrown;
      } finally {
        clearInterval(beat);
        // A read that is under way ends before its thread does; the file stays open until then.
        await Promise.all(threads.map((thread) => thread.terminate()));
      }
    },
  };
}

/** No thread came up: the work can still be done without one. */
class NotStarted extends Error {}

function startThread(data: ThreadData): Worker {
  // Beside this file: TypeScript in the sources, JavaScript in the bundle.
  const file = new URL(`./hash-thread${path.extname(import.meta.filename)}`, import.meta.url);
  return new Worker(file, { workerData: data, env: {}, execArgv: [], stdin: false });
}

/** Gives each thread the next batch as it comes back with the last. */
function share(threads: readonly Worker[], stretches: readonly Stretch[]): Promise<readonly Hashed[]> {
  const batches = batchesOf(stretches);
  const hashed = new Array<Hashed>(stretches.length);
  return new Promise((resolve, reject) => {
    let waiting = batches.length;
    let next = 0;
    let answered = false;
    const give = (thread: Worker): void => {
      const batch = batches[next];
      next += 1;
      if (batch !== undefined) thread.postMessage(batch.map((index) => stretches[index]));
    };
    for (const thread of threads) {
      let mine: readonly number[] | undefined = batches[next];
      thread.on('message', (answer: Answer) => {
        answered = true;
        if (answer.kind === 'refused') reject(new Refusal(answer.code, null));
        else if (answer.kind === 'cancelled') reject(new Cancelled());
        else {
          for (const [at, index] of (mine ?? []).entries()) hashed[index] = resultAt(answer.hashed, at);
          waiting -= 1;
          if (waiting === 0) resolve(hashed);
          mine = batches[next];
          give(thread);
        }
      });
      thread.once('error', (error: Error) => reject(answered ? error : new NotStarted()));
      thread.once('exit', () => reject(new Error('a hashing thread ended before its work')));
      give(thread);
    }
  });
}

function resultAt(hashed: readonly Hashed[], at: number): Hashed {
  const result = hashed[at];
  if (result === undefined) throw new RangeError('a stretch was not hashed');
  return result;
}

/** Returns the indices of the stretches in batches: the dearest first, each alone; then the small ones in runs as they lie in the file. */
function batchesOf(stretches: readonly Stretch[]): readonly (readonly number[])[] {
  const large: number[] = [];
  const runs: number[][] = [];
  let run: number[] = [];
  let bytes = 0;
  for (const [index, { size, packed }] of stretches.entries()) {
    const cost = Math.max(size, packed);
    if (cost >= RUN_BYTES) {
      large.push(index);
      continue;
    }
    run.push(index);
    bytes += cost;
    if (bytes < RUN_BYTES && run.length < RUN_STRETCHES) continue;
    runs.push(run);
    run = [];
    bytes = 0;
  }
  if (run.length > 0) runs.push(run);
  const cost = (index: number): number => {
    const { size = 0, deflated = false } = stretches[index] ?? {};
    return deflated ? 5 * size : size;
  };
  large.sort((left, right) => cost(right) - cost(left));
  return [...large.map((index) => [index]), ...runs];
}

import type { OnProgress } from '../../src/domain/archive.ts';
import { Refusal } from '../../src/domain/errors.ts';

const TICK_MS = 1_000;

/**
 * Does `work`, and throws `BUDGET_TIME` when nothing moved for `seconds`: a failing disk or a network share that is gone keeps a
 * reader waiting for ever. `work` says by `moved` that something did. A second counts only while this thread waits, so that a long
 * computation is no standstill. What the work has under way is left behind; the process that did it should end.
 */
export async function unlessStalled<T>(seconds: number, work: (moved: () => void) => Promise<T>): Promise<T> {
  let still = 0;
  const stalled = Promise.withResolvers<never>();
  const tick = setInterval(() => {
    still += 1;
    if (still > seconds) stalled.reject(new Refusal('BUDGET_TIME', null, { limit: seconds }));
  }, TICK_MS);
  try {
    return await Promise.race([
      work(() => {
        still = 0;
      }),
      stalled.promise,
    ]);
  } finally {
    clearInterval(tick);
  }
}

/** Returns `onProgress` that calls `moved` too, where the progress is not the one before: hashing tells it again and again. */
export function movingProgress(moved: () => void, onProgress: OnProgress | undefined): OnProgress {
  let last = '';
  return (progress) => {
    const now = `${progress.phase} ${progress.done}`;
    if (now !== last) moved();
    last = now;
    onProgress?.(progress);
  };
}

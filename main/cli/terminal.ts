import type { ProgressBar } from './progress.ts';

/** Where the command line writes: data to standard output, everything else to standard error. */
export interface Terminal {
  readonly data: (text: string) => void;
  readonly note: (text: string) => void;
  progress: ProgressBar;
  /** Waits until all data is written. Returns the operating system's code where some of it was lost, else `null`. */
  readonly lost: () => Promise<string | null>;
}

/** Returns the process's own terminal, without a progress bar. */
export function terminal(): Terminal {
  let lost: string | null = null;
  // A reader that closes the pipe early (head, less) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lost ??= error.code ?? error.name;
  });
  // Where not even this can be said, the exit code still tells.
  process.stderr.on('error', () => undefined);
  const writes: Promise<void>[] = [];
  return {
    data: (text) => {
      writes.push(new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve())));
    },
    note: (text) => process.stderr.write(`${text}\n`),
    progress: { onProgress: () => undefined, clear: () => undefined },
    lost: async () => {
      await Promise.all(writes);
      // A stream tells its failure after the write that failed.
      await new Promise((resolve) => setImmediate(resolve));
      return lost;
    },
  };
}

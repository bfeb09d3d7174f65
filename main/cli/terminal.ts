import type { ProgressBar } from './progress.ts';

/** Where the command line writes: data to standard output, everything else to standard error. */
export interface Terminal {
  readonly data: (text: string) => void;
  readonly note: (text: string) => void;
  progress: ProgressBar;
}

/** Returns the process's own terminal, without a progress bar. */
export function terminal(): Terminal {
  // A reader that closes the pipe early (head, less) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    data: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
    progress: { onProgress: () => undefined, clear: () => undefined },
  };
}

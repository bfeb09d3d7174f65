import type { WriteStream } from 'node:tty';
import type { OnProgress } from '../../src/domain/archive.ts';
import { message } from '../../src/domain/message.ts';
import type { Say } from './say.ts';

const WIDTH = 28;
const MILLISECONDS_BETWEEN = 50;

/** A progress bar on a terminal; silent everywhere else, so that logs and pipes stay clean. */
export interface ProgressBar {
  readonly onProgress: OnProgress;
  /** Removes the bar, so that what follows begins on an empty line. */
  readonly clear: () => void;
}

/** Returns a bar on `stream` when it is a terminal. Draws at most 20 times a second. */
export function progressBar(stream: WriteStream, say: Say): ProgressBar {
  if (!stream.isTTY) return { onProgress: () => undefined, clear: () => undefined };
  let drawnAt = 0;
  let phase = '';
  return {
    onProgress: (progress) => {
      const now = Date.now();
      if (now - drawnAt < MILLISECONDS_BETWEEN && progress.phase === phase) return;
      drawnAt = now;
      phase = progress.phase;
      const share = progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
      const full = Math.round(share * WIDTH);
      const label = say(message(`phase.${progress.phase}`));
      const percent = `${Math.floor(share * 100)
        .toString()
        .padStart(3)} %`;
      stream.write(`\r\u001b[K${label.padEnd(24)} ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${percent}`);
    },
    clear: () => stream.write('\r\u001b[K'),
  };
}

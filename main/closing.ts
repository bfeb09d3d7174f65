import type { BrowserWindow } from 'electron';

/** So long the window has time to answer before a second wish to close it is granted without its answer. */
const PATIENCE_MS = 3_000;

/** What keeps the window open until its page has sent everything to the journal. */
export interface Closing {
  /** The page has nothing left to keep, or the auditor gave it up: the window closes. */
  leave(): void;
  /** The page asks the auditor first: the window stays. */
  stay(): void;
}

/** Whom the guard asks, and what time it is. */
export interface ClosingWorld {
  /** Whether an archive is open, so that something could be lost. */
  readonly isNeeded: () => boolean;
  /** Tells the page that the window shall close. */
  readonly ask: () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Holds `window` open when the auditor closes it, until its page says that nothing typed would be lost. A page that has crashed,
 * hangs or does not answer cannot keep the window open.
 */
export function guardClosing(window: BrowserWindow, { isNeeded, ask, now }: ClosingWorld): Closing {
  let allowed = false;
  let askedAt: number | null = null;
  window.webContents.on('render-process-gone', () => {
    allowed = true;
  });
  window.on('close', (event) => {
    const unanswered = askedAt !== null && now() - askedAt >= PATIENCE_MS;
    if (allowed || unanswered || !isNeeded()) return;
    event.preventDefault();
    askedAt ??= now();
    ask();
  });
  return {
    leave: () => {
      allowed = true;
      window.close();
    },
    stay: () => {
      askedAt = null;
    },
  };
}

import type { Chosen } from '../src/contract/contract.ts';

/** Archives and audits that come from outside the window: the command line, a second start, the file manager. */
export interface Offers {
  /** Offers a file: the window is told, or, before it has asked, finds it when it asks. */
  offer(path: string, previous: string | null): void;
  /** Returns what waits. The window asks once, when it starts. */
  take(): Promise<Chosen | null>;
}

interface Waiting {
  readonly path: string;
  readonly previous: string | null;
}

/** Returns the offers. `keep` makes a session of a path, `tell` tells the window, `fail` takes what went wrong where nobody waits. */
export function createOffers(
  keep: (path: string, previous: string | null) => Promise<Chosen | null>,
  tell: (given: Chosen) => void,
  fail: (thrown: unknown) => void,
): Offers {
  let waiting: Waiting | null = null;
  let asked = false;
  return {
    offer: (path, previous) => {
      if (!asked) {
        waiting = { path, previous };
        return;
      }
      keep(path, previous).then((given) => {
        if (given !== null) tell(given);
      }, fail);
    },
    take: async () => {
      asked = true;
      const given = waiting;
      waiting = null;
      return given === null ? null : await keep(given.path, given.previous);
    },
  };
}

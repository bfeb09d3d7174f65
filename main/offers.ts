import type { Chosen } from '../src/contract/contract.ts';

/** Archives that come from outside the window: the command line, a second start, the file manager. */
export interface Offers {
  /** Offers an archive: the window is told, or, before it has asked, finds it when it asks. */
  offer(path: string, previous: string | null): void;
  /** Returns what waits. The window asks once, when it starts. */
  take(): Chosen | null;
}

/** Returns the offers. `keep` makes a session of a path, `tell` tells the window. */
export function createOffers(
  keep: (path: string, previous: string | null) => Chosen,
  tell: (given: Chosen) => void,
): Offers {
  let waiting: Chosen | null = null;
  let asked = false;
  return {
    offer: (path, previous) => {
      const given = keep(path, previous);
      if (asked) tell(given);
      else waiting = given;
    },
    take: () => {
      asked = true;
      const given = waiting;
      waiting = null;
      return given;
    },
  };
}

import { randomBytes } from 'node:crypto';
import { Problem } from './problem.ts';

const MOST_SESSIONS = 64;

/** Values that the window may only name by token, so that no path from the window ever reaches the file system. */
export interface Sessions<T> {
  /** Keeps `value` and returns its token, 32 hexadecimal characters. The oldest goes when too many are kept. */
  add(value: T): string;
  /** Returns the value of `token`; throws `SESSION_UNKNOWN`. */
  get(token: string): T;
  /** Forgets `token` and returns what it named. */
  remove(token: string): T | undefined;
  tokens(): readonly string[];
}

/** Returns an empty set of sessions. `drop` is called with a value that had to go. */
export function createSessions<T>(drop: (value: T) => void, most: number = MOST_SESSIONS): Sessions<T> {
  const kept = new Map<string, T>();
  return {
    add: (value) => {
      const token = randomBytes(16).toString('hex');
      kept.set(token, value);
      const [oldest] = kept;
      if (kept.size > most && oldest !== undefined) {
        kept.delete(oldest[0]);
        drop(oldest[1]);
      }
      return token;
    },
    get: (token) => {
      const value = kept.get(token);
      if (value === undefined) throw new Problem('SESSION_UNKNOWN');
      return value;
    },
    remove: (token) => {
      const value = kept.get(token);
      kept.delete(token);
      return value;
    },
    tokens: () => [...kept.keys()],
  };
}

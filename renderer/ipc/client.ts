import type { Chosen, CountersignClient } from '../../src/contract/contract.ts';
import type { WireError } from '../../src/contract/define.ts';

/**
 * What the preload puts into the window as `window.countersign`: every call and event of the contract. A dropped file is
 * handed over as the `File` itself, so that the page never names a path.
 */
export type WindowClient = Omit<CountersignClient, 'archive'> & {
  readonly archive: Omit<CountersignClient['archive'], 'openDropped'> & {
    readonly openDropped: (file: File) => Promise<Chosen>;
  };
};

declare global {
  interface Window {
    readonly countersign?: WindowClient;
  }
}

/** Returns what a call rejected with as a {@link WireError}; whatever is not one becomes `INTERNAL`, without its text. */
export function wireErrorOf(thrown: unknown): WireError {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown) || typeof thrown.code !== 'string') {
    return { code: 'INTERNAL', values: {}, member: null };
  }
  const values = 'values' in thrown && typeof thrown.values === 'object' ? thrown.values : null;
  const member = 'member' in thrown && typeof thrown.member === 'string' ? thrown.member : null;
  return { code: thrown.code, values: (values ?? {}) as WireError['values'], member };
}

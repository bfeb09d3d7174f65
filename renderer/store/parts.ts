import type { WindowClient } from '../ipc/client.ts';
import type { Recordable } from '../../src/contract/schemas-workspace.ts';
import type { AppState } from './state.ts';

/** What every group of actions works with. `now` counts milliseconds; `later` runs something once and can be called off. */
export interface Parts {
  readonly client: WindowClient;
  readonly get: () => AppState;
  readonly set: (change: Partial<AppState>) => void;
  readonly now: () => number;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

/** Returns whether `session` is still the one that is open: answers for another one are dropped. */
export function isOpen(parts: Parts, session: string): boolean {
  return parts.get().chosen?.session === session;
}

/**
 * Writes `action` down and shows the state that it leads to. Rejects with what went wrong; answers for a session that is closed meanwhile
 * change nothing.
 */
export async function record(parts: Parts, session: string, action: Recordable): Promise<void> {
  const workspace = await parts.client.audit.record({ session, action });
  const { view } = parts.get();
  if (view !== null && isOpen(parts, session)) parts.set({ view: { ...view, workspace } });
}

import { wireErrorOf } from '../ipc/client.ts';
import type { CaseStatus } from '../../src/domain/facts.ts';
import { isOpen, type Parts } from './parts.ts';
import type { ColumnsState } from './state.ts';

export interface ColumnActions {
  /** Asks for the columns of the table `path` and shows them. */
  readonly offerColumns: (path: string) => Promise<void>;
  /** Keeps what they mean for this manufacturer, and verifies again. */
  readonly keepColumns: (
    columns: Readonly<Record<string, string | null>>,
    results: Readonly<Record<string, CaseStatus>>,
  ) => Promise<void>;
}

/** Returns the actions on what the columns of a table mean. */
export function columnActions(parts: Parts, verifyAgain: () => Promise<void>): ColumnActions {
  const { client, get, set } = parts;
  const update = (change: Partial<ColumnsState>): void => {
    const { columns } = get();
    if (columns !== null) set({ columns: { ...columns, ...change } });
  };

  return {
    offerColumns: async (path) => {
      const { view } = get();
      if (view === null) return;
      set({ dialog: 'columns', columns: { path, offer: null, busy: true, problem: null } });
      try {
        const offer = await client.columns.offer({ session: view.session, path });
        if (isOpen(parts, view.session) && get().columns?.path === path) update({ offer, busy: false });
      } catch (thrown) {
        update({ problem: wireErrorOf(thrown), busy: false });
      }
    },
    keepColumns: async (columns, results) => {
      const { view, columns: shown } = get();
      if (view === null || shown === null || shown.busy) return;
      update({ busy: true, problem: null });
      try {
        await client.columns.keep({ session: view.session, path: shown.path, columns, results });
        set({ dialog: null, columns: null });
        await verifyAgain();
      } catch (thrown) {
        update({ problem: wireErrorOf(thrown), busy: false });
      }
    },
  };
}

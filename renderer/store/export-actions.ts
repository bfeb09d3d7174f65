import { wireErrorOf } from '../ipc/client.ts';
import { isOpen, type Parts } from './parts.ts';

export interface ExportActions {
  /** Saves the notes, then asks where to write and writes the evidence pack. */
  readonly exportPack: (copy: 'internal' | 'manufacturer') => Promise<void>;
}

/** Returns the actions of the export. */
export function exportActions(parts: Parts, flushNotes: () => Promise<void>): ExportActions {
  const { client, get, set } = parts;
  return {
    exportPack: async (copy) => {
      const { view, exporting } = get();
      if (view === null || exporting.state === 'running') return;
      const { session } = view;
      set({ exporting: { ...exporting, state: 'running', problem: null } });
      await flushNotes();
      try {
        const made = await client.report.export({ session, copy });
        const now = get().view;
        if (now === null || !isOpen(parts, session)) return;
        if (made === null) {
          set({ exporting: { ...exporting, state: exporting.result === null ? 'idle' : 'done', problem: null } });
          return;
        }
        const { workspace, ...result } = made;
        set({ view: { ...now, workspace }, exporting: { state: 'done', result, problem: null } });
      } catch (thrown) {
        if (isOpen(parts, session)) set({ exporting: { ...exporting, state: 'failed', problem: wireErrorOf(thrown) } });
      }
    },
  };
}

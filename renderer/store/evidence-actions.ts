import type { EvidenceRef } from '../../src/domain/evidence.ts';
import { wireErrorOf } from '../ipc/client.ts';
import { isOpen, type Parts } from './parts.ts';
import type { Viewer } from './state.ts';

export interface EvidenceActions {
  readonly openEvidence: (ref: EvidenceRef) => Promise<void>;
  readonly closeEvidence: () => void;
  /** Adds `ref` (the place that is shown) to the open section's evidence. */
  readonly addEvidence: (ref: EvidenceRef) => Promise<void>;
}

/** Returns the actions of the evidence pane. */
export function evidenceActions(parts: Parts): EvidenceActions {
  const { client, get, set } = parts;

  /** Changes the pane as long as it still shows `ref`. */
  function update(ref: EvidenceRef, change: Partial<Viewer>): void {
    const { viewer } = get();
    if (viewer?.ref === ref) set({ viewer: { ...viewer, ...change } });
  }

  return {
    openEvidence: async (ref) => {
      const { view, viewer } = get();
      if (view === null) return;
      const known = viewer?.state === 'ready' && viewer.ref.path === ref.path ? viewer.content : null;
      const state = known === null ? 'loading' : 'ready';
      set({ viewer: { ref, state, content: known, problem: null, adding: 'idle', addProblem: null } });
      if (known !== null) return;
      try {
        const content = await client.evidence.read({ session: view.session, path: ref.path });
        if (isOpen(parts, view.session)) update(ref, { state: 'ready', content });
      } catch (thrown) {
        update(ref, { state: 'failed', problem: wireErrorOf(thrown) });
      }
    },
    closeEvidence: () => set({ viewer: null }),
    addEvidence: async (evidence) => {
      const { view, viewer, section } = get();
      if (view === null || viewer === null || viewer.adding === 'saving') return;
      const { ref } = viewer;
      update(ref, { adding: 'saving', addProblem: null });
      try {
        const workspace = await client.audit.addEvidence({ session: view.session, section, evidence });
        const now = get().view;
        if (now === null || !isOpen(parts, view.session)) return;
        set({ view: { ...now, workspace } });
        update(ref, { adding: 'added' });
      } catch (thrown) {
        update(ref, { adding: 'failed', addProblem: wireErrorOf(thrown) });
      }
    },
  };
}

import type { EvidenceRef } from '../../src/domain/evidence.ts';
import { wireErrorOf, type WindowClient } from '../ipc/client.ts';
import { isOpen, record, type Parts } from './parts.ts';
import type { Viewer } from './state.ts';

export interface EvidenceActions {
  readonly openEvidence: (ref: EvidenceRef) => Promise<void>;
  readonly closeEvidence: () => void;
  /** Asks for a file in another form than its text or bytes. */
  readonly evidenceView: <Kind extends 'formatted' | 'table' | 'tree' | 'image' | 'certificates'>(
    kind: Kind,
    input: Parameters<WindowClient['evidence'][Kind]>[0],
  ) => ReturnType<WindowClient['evidence'][Kind]>;
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
      const known =
        viewer?.state === 'ready' && viewer.ref.sha256 === ref.sha256 && viewer.ref.path === ref.path
          ? viewer.content
          : null;
      const state = known === null ? 'loading' : 'ready';
      set({ viewer: { ref, state, content: known, problem: null, adding: 'idle', addProblem: null } });
      if (known !== null) return;
      try {
        const content = await client.evidence.read({
          session: view.session,
          path: ref.path,
          supplement: ref.supplement ?? null,
        });
        if (isOpen(parts, view.session)) update(ref, { state: 'ready', content });
      } catch (thrown) {
        update(ref, { state: 'failed', problem: wireErrorOf(thrown) });
      }
    },
    closeEvidence: () => set({ viewer: null }),
    evidenceView: (kind, input) => {
      const ask = client.evidence[kind] as (given: typeof input) => ReturnType<(typeof client.evidence)[typeof kind]>;
      return ask(input);
    },
    addEvidence: async (evidence) => {
      const { view, viewer, section } = get();
      if (view === null || viewer === null || viewer.adding === 'saving') return;
      const { ref } = viewer;
      update(ref, { adding: 'saving', addProblem: null });
      try {
        await record(parts, view.session, { kind: 'evidence-added', section, evidence });
        update(ref, { adding: 'added' });
      } catch (thrown) {
        update(ref, { adding: 'failed', addProblem: wireErrorOf(thrown) });
      }
    },
  };
}

import type { Sha256 } from '../../src/domain/brand.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import { wireErrorOf } from '../ipc/client.ts';
import type { Parts } from './parts.ts';
import type { TrustState } from './state.ts';

export interface TrustActions {
  readonly loadAnchors: () => Promise<void>;
  readonly chooseAnchors: () => Promise<void>;
  readonly addAnchor: (fingerprint: string, channel: string, label: string) => Promise<void>;
  readonly dropCandidate: (fingerprint: string) => void;
  readonly removeAnchor: (fingerprint: string) => Promise<void>;
}

/** Returns the actions on trust anchors. The list always comes from the main process, never from what was asked for. */
export function trustActions(parts: Parts): TrustActions {
  const { client, get, set } = parts;
  const update = (change: Partial<TrustState>): void => set({ trust: { ...get().trust, ...change } });
  const without = (fingerprint: string): readonly TrustAnchor[] =>
    get().trust.candidates.filter((candidate) => candidate.fingerprint !== fingerprint);

  /** Runs one call that changes the anchors and takes the list that it returns. */
  async function change(work: () => Promise<Partial<TrustState>>): Promise<void> {
    if (get().trust.busy) return;
    update({ busy: true, problem: null });
    try {
      update(await work());
    } catch (thrown) {
      update({ problem: wireErrorOf(thrown) });
    }
    update({ busy: false });
  }

  return {
    loadAnchors: async () => {
      try {
        update({ anchors: await client.trust.list({}), state: 'ready' });
      } catch (thrown) {
        update({ state: 'failed', problem: wireErrorOf(thrown) });
      }
    },
    chooseAnchors: () =>
      change(async () => ({ candidates: (await client.trust.choose({})) ?? get().trust.candidates })),
    addAnchor: (fingerprint, channel, label) =>
      change(async () => {
        const anchors = await client.trust.add({
          fingerprint: fingerprint as Sha256,
          channel: channel.trim(),
          label: label.trim(),
        });
        return { anchors, candidates: without(fingerprint), changedSinceVerified: get().view !== null };
      }),
    dropCandidate: (fingerprint) => update({ candidates: without(fingerprint) }),
    removeAnchor: (fingerprint) =>
      change(async () => ({
        anchors: await client.trust.remove({ fingerprint: fingerprint as Sha256 }),
        changedSinceVerified: get().view !== null,
      })),
  };
}

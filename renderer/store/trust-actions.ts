import type { Sha256 } from '../../src/domain/brand.ts';
import type { AnchorWords, TrustAnchor } from '../../src/domain/signature.ts';
import { wireErrorOf } from '../ipc/client.ts';
import type { Parts } from './parts.ts';
import type { TrustState } from './state.ts';

export interface TrustActions {
  readonly loadAnchors: () => Promise<void>;
  readonly chooseAnchors: () => Promise<void>;
  readonly addAnchor: (fingerprint: string, channel: string, words: AnchorWords) => Promise<void>;
  readonly changeAnchor: (fingerprint: string, words: AnchorWords) => Promise<void>;
  /** Shows what the member `path` of the open archive offers as trust anchors. */
  readonly offerAnchors: (path: string) => Promise<void>;
  readonly exportAnchors: () => Promise<void>;
  readonly importAnchors: () => Promise<void>;
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
    update({ busy: true, problem: null, told: null });
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
    changeAnchor: (fingerprint, words) =>
      change(async () => ({
        anchors: await client.trust.change({ fingerprint: fingerprint as Sha256, words: sendable(words) }),
        changedSinceVerified: get().view !== null,
      })),
    offerAnchors: (path) => {
      const { view } = get();
      if (view === null) return Promise.resolve();
      set({ dialog: 'trust' });
      return change(async () => ({ candidates: await client.trust.offered({ session: view.session, path }) }));
    },
    exportAnchors: () =>
      change(async () => {
        const written = await client.trust.export({});
        return { told: written === null ? null : { what: 'exported', ...written } };
      }),
    importAnchors: () =>
      change(async () => {
        const taken = await client.trust.import({});
        if (taken === null) return {};
        const { anchors, added } = taken;
        const told = { what: 'imported' as const, count: added, name: '' };
        return { anchors, told, changedSinceVerified: added > 0 && get().view !== null };
      }),
    addAnchor: (fingerprint, channel, words) =>
      change(async () => {
        const anchors = await client.trust.add({
          fingerprint: fingerprint as Sha256,
          channel: channel.trim(),
          words: sendable(words),
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

function sendable(words: AnchorWords): Omit<AnchorWords, 'roles'> & { roles: string[] } {
  return { ...words, roles: [...words.roles] };
}

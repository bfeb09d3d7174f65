import type { Chosen, ProfileWords } from '../../src/contract/contract.ts';
import { wireErrorOf } from '../ipc/client.ts';
import { isOpen, type Parts } from './parts.ts';
import { advanceRun, startRun } from './rate.ts';
import { NO_SESSION, unsaved } from './state.ts';
import type { Listing, Progress } from '../../src/domain/archive.ts';

export interface SessionActions {
  /** Shows the system's dialog and opens what was chosen. */
  readonly choose: (kind: 'file' | 'folder') => Promise<void>;
  /** Opens what `choosing` gives, judged under `profile` where there is one. */
  readonly openChosen: (choosing: () => Promise<Chosen | null>, profile?: ProfileWords | null) => Promise<void>;
  readonly openDropped: (file: File) => Promise<void>;
  /** An archive came from outside: opened at once, or offered when another one is open. */
  readonly offer: (chosen: Chosen) => Promise<void>;
  readonly acceptOffer: () => Promise<void>;
  readonly declineOffer: () => Promise<void>;
  /** Verifies the open archive again, with the trust anchors as they are now. Drafts stay. */
  readonly verifyAgain: () => Promise<void>;
  /** Verifies again and judges under what the auditor says of the profile. */
  readonly judgeUnder: (profile: ProfileWords) => Promise<void>;
  readonly cancel: () => Promise<void>;
  /** Saves what was typed and closes; asks first when something could not be saved, unless `evenUnsaved`. */
  readonly close: (evenUnsaved?: boolean) => Promise<void>;
  /** The window shall close: saves notes and lets it go; asks first when something could not be saved, unless `evenUnsaved`. */
  readonly leave: (evenUnsaved?: boolean) => Promise<void>;
  readonly takeProgress: (session: string, progress: Progress) => void;
  readonly takeListing: (session: string, listing: Listing) => void;
}

/** Returns the actions that open, verify and close archives. `flushNotes` saves what was typed. */
export function sessionActions(parts: Parts, flushNotes: () => Promise<void>): SessionActions {
  const { client, get, set, now } = parts;

  async function open(choosing: () => Promise<Chosen | null>, profile: ProfileWords | null = null): Promise<void> {
    try {
      const chosen = await choosing();
      if (chosen !== null) await start(chosen, profile);
    } catch (thrown) {
      const problem = wireErrorOf(thrown);
      if (problem.code !== 'CANCELLED') set({ problem });
    }
  }

  /** Opens `chosen` in place of what is open, or offers it when that would lose something. */
  async function start(chosen: Chosen, profile: ProfileWords | null): Promise<void> {
    await flushNotes();
    if (get().chosen !== null && unsaved(get()).length > 0) {
      set({ offered: chosen });
      return;
    }
    await replaceWith(chosen, profile);
  }

  async function replaceWith(chosen: Chosen, profile: ProfileWords | null = null): Promise<void> {
    const before = get().chosen;
    set({ ...NO_SESSION, chosen, offered: null, dialog: null });
    if (before !== null && before.session !== chosen.session) await release(before);
    await verify(chosen, profile);
  }

  async function verify(chosen: Chosen, profile: ProfileWords | null = null): Promise<void> {
    set({ screen: 'running', run: startRun(now()), listing: null, problem: null, viewer: null });
    try {
      const view = await client.archive.verify({ session: chosen.session, profile });
      if (!isOpen(parts, chosen.session)) return;
      set({
        view,
        run: null,
        listing: null,
        screen: 'verdict',
        verdictPart: 'overview',
        trust: { ...get().trust, changedSinceVerified: false },
      });
    } catch (thrown) {
      if (!isOpen(parts, chosen.session)) return;
      const problem = wireErrorOf(thrown);
      if (problem.code === 'PASSPHRASE_NEEDED') {
        const name = String(problem.values['name'] ?? '');
        const locked = { name, screen: 'verdict', busy: false, problem: null } as const;
        set({ run: null, listing: null, view: null, screen: 'locked', locked });
        return;
      }
      if (problem.code === 'CANCELLED' && get().view !== null) {
        set({ run: null, listing: null, screen: 'verdict' });
        return;
      }
      // An archive that is refused now keeps no verdict from before.
      set({ ...NO_SESSION, screen: 'open', chosen: null, problem: problem.code === 'CANCELLED' ? null : problem });
      await release(chosen);
    }
  }

  /** Frees a session in the main process. One that is gone already is as good as closed. */
  async function release(chosen: Chosen): Promise<void> {
    await client.archive.close({ session: chosen.session }).catch(() => undefined);
  }

  return {
    openChosen: open,
    choose: (kind) => open(() => client.archive.choose({ kind })),
    openDropped: (file) => open(() => client.archive.openDropped(file)),
    offer: async (chosen) => {
      if (get().chosen === null) await open(() => Promise.resolve(chosen));
      else set({ offered: chosen });
    },
    acceptOffer: async () => {
      const { offered } = get();
      await flushNotes();
      if (offered !== null) await replaceWith(offered);
    },
    declineOffer: async () => {
      const { offered } = get();
      set({ offered: null });
      if (offered !== null) await release(offered);
    },
    verifyAgain: async () => {
      const { chosen } = get();
      await flushNotes();
      if (chosen !== null) await verify(chosen);
    },
    judgeUnder: async (profile) => {
      const { chosen } = get();
      set({ dialog: null });
      await flushNotes();
      if (chosen !== null) await verify(chosen, profile);
    },
    cancel: async () => {
      const { chosen, run } = get();
      if (chosen === null || run === null) return;
      set({ run: { ...run, cancelling: true } });
      try {
        await client.archive.cancel({ session: chosen.session });
      } catch (thrown) {
        const { run: current } = get();
        set({ problem: wireErrorOf(thrown), run: current === null ? null : { ...current, cancelling: false } });
      }
    },
    close: async (evenUnsaved = false) => {
      const { chosen } = get();
      if (chosen === null) return;
      if (!evenUnsaved) {
        await flushNotes();
        if (unsaved(get()).length > 0) {
          set({ dialog: 'close' });
          return;
        }
      }
      set({ ...NO_SESSION, chosen: null, screen: 'open', dialog: null, problem: null });
      await release(chosen);
    },
    leave: async (evenUnsaved = false) => {
      if (!evenUnsaved) {
        await flushNotes();
        if (unsaved(get()).length > 0) {
          set({ dialog: 'leave' });
          await client.app.stay({}).catch(() => undefined);
          return;
        }
      }
      await client.app.leave({}).catch(() => undefined);
    },
    takeProgress: (session, progress) => {
      const { run } = get();
      if (run !== null && isOpen(parts, session)) set({ run: advanceRun(run, progress, now()) });
    },
    takeListing: (session, listing) => {
      if (get().run !== null && isOpen(parts, session)) set({ listing });
    },
  };
}

import type { AuditItem, Chosen, ProfileWords, SessionView } from '../../src/contract/contract.ts';
import type { SetUp } from '../../src/domain/workspace.ts';
import { wireErrorOf } from '../ipc/client.ts';
import { isOpen, type Parts } from './parts.ts';
import { NO_SESSION, unsaved } from './state.ts';

/** What the form of a new audit says. */
export interface NewAudit {
  readonly setUp: SetUp;
  readonly passphrase: string | null;
  readonly profile: ProfileWords;
}

export interface AuditsActions {
  readonly loadAudits: () => Promise<void>;
  readonly openAudit: (id: string, locate?: boolean) => Promise<void>;
  readonly openAuditFile: () => Promise<void>;
  readonly forgetAudit: (id: string) => Promise<void>;
  readonly practise: (faults: boolean) => Promise<void>;
  /** Begins the form of a new audit with an archive that the system's dialog chooses. */
  readonly chooseForAudit: (kind: 'file' | 'folder') => Promise<void>;
  readonly choosePrevious: () => Promise<void>;
  readonly choosePlace: () => Promise<void>;
  readonly beginAudit: (audit: NewAudit) => Promise<void>;
  readonly dropNewAudit: () => Promise<void>;
  readonly unlock: (passphrase: string) => Promise<void>;
  readonly lock: () => Promise<void>;
  readonly signAs: (name: string) => Promise<void>;
  readonly addSupplement: () => Promise<void>;
  readonly handOver: (to: string, passphrase: string | null) => Promise<void>;
  readonly takeBack: (passphrase: string | null) => Promise<void>;
}

/** What the actions on audits need of the others. */
export interface AuditsNeeds {
  readonly open: (choosing: () => Promise<Chosen | null>, profile?: ProfileWords | null) => Promise<void>;
  readonly flush: () => Promise<void>;
}

/** Returns the actions on audits as a whole. */
export function auditsActions(parts: Parts, { open, flush }: AuditsNeeds): AuditsActions {
  const { client, get, set } = parts;

  async function listed(asking: Promise<AuditItem[]>): Promise<void> {
    try {
      set({ audits: await asking });
    } catch (thrown) {
      set({ audits: [], problem: wireErrorOf(thrown) });
    }
  }

  /** Does something to the open audit that answers with a new view of it. */
  async function viewed(work: (session: string) => Promise<SessionView | null>): Promise<void> {
    const { chosen, desking } = get();
    if (chosen === null || desking.busy) return;
    set({ desking: { busy: true, problem: null } });
    try {
      await flush();
      const view = await work(chosen.session);
      if (view !== null && isOpen(parts, chosen.session)) set({ view });
      set({ desking: { busy: false, problem: null } });
    } catch (thrown) {
      set({ desking: { busy: false, problem: wireErrorOf(thrown) } });
    }
  }

  async function form(asking: () => Promise<{ name: string } | null>, of: 'previous' | 'place'): Promise<void> {
    const { newAudit } = get();
    if (newAudit === null) return;
    try {
      const answer = await asking();
      const now = get().newAudit;
      if (answer !== null && now !== null) set({ newAudit: { ...now, [of]: answer.name, problem: null } });
    } catch (thrown) {
      set({ newAudit: { ...newAudit, problem: wireErrorOf(thrown) } });
    }
  }

  return {
    loadAudits: () => listed(client.audits.list({})),
    openAudit: (id, locate = false) => open(() => client.audits.open({ id, locate })),
    openAuditFile: () => open(() => client.audits.openFile({})),
    forgetAudit: (id) => listed(client.audits.forget({ id })),
    practise: (faults) => open(() => client.audits.practice({ faults })),
    chooseForAudit: async (kind) => {
      try {
        const chosen = await client.archive.choose({ kind });
        if (chosen !== null) set({ newAudit: { chosen, previous: null, place: null, problem: null } });
      } catch (thrown) {
        set({ problem: wireErrorOf(thrown) });
      }
    },
    choosePrevious: async () => {
      const session = get().newAudit?.chosen.session;
      if (session !== undefined) await form(() => client.audits.choosePrevious({ session }), 'previous');
    },
    choosePlace: async () => {
      const session = get().newAudit?.chosen.session;
      if (session !== undefined) await form(() => client.audits.choosePlace({ session }), 'place');
    },
    beginAudit: async ({ setUp, passphrase, profile }) => {
      const { newAudit } = get();
      if (newAudit === null) return;
      const { chosen } = newAudit;
      try {
        const said = { ...setUp, auditors: [...setUp.auditors] };
        await client.audits.begin({ session: chosen.session, setUp: said, passphrase });
        set({ newAudit: null });
        await open(() => Promise.resolve(chosen), profile);
      } catch (thrown) {
        set({ newAudit: { ...newAudit, problem: wireErrorOf(thrown) } });
      }
    },
    dropNewAudit: async () => {
      const { newAudit } = get();
      set({ newAudit: null });
      if (newAudit !== null) await client.archive.close({ session: newAudit.chosen.session }).catch(() => undefined);
    },
    unlock: async (passphrase) => {
      const { chosen, locked } = get();
      if (chosen === null || locked === null) return;
      set({ locked: { ...locked, busy: true, problem: null } });
      try {
        const view = await client.audits.unlock({ session: chosen.session, passphrase });
        if (isOpen(parts, chosen.session)) set({ view, locked: null, screen: locked.screen });
      } catch (thrown) {
        set({ locked: { ...locked, busy: false, problem: wireErrorOf(thrown) } });
      }
    },
    lock: async () => {
      const { chosen, view, screen } = get();
      if (chosen === null || view?.desk.sealed !== true) return;
      await flush();
      // What could not be saved would be gone with the window's memory of it.
      if (unsaved(get()).length > 0) return;
      await client.audits.lock({ session: chosen.session }).catch(() => undefined);
      set({
        ...NO_SESSION,
        dialog: null,
        screen: 'locked',
        locked: { name: view.desk.name, screen, busy: false, problem: null },
      });
    },
    signAs: (name) => viewed((session) => client.audits.signAs({ session, name })),
    addSupplement: () => viewed((session) => client.audits.addSupplement({ session })),
    handOver: (to, passphrase) => viewed((session) => client.audits.handOver({ session, to, passphrase })),
    takeBack: (passphrase) => viewed((session) => client.audits.takeBack({ session, passphrase })),
  };
}

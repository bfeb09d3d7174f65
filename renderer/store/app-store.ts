import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WindowClient } from '../ipc/client.ts';
import { auditActions, type AuditActions } from './audit-actions.ts';
import { auditsActions, type AuditsActions } from './audits-actions.ts';
import { columnActions, type ColumnActions } from './column-actions.ts';
import { obey } from './commands.ts';
import { draftActions, type DraftActions } from './drafts.ts';
import { evidenceActions, type EvidenceActions } from './evidence-actions.ts';
import { exportActions, type ExportActions } from './export-actions.ts';
import type { Parts } from './parts.ts';
import { sessionActions, type SessionActions } from './session-actions.ts';
import { INITIAL_STATE, type AppState, type DialogName, type Screen } from './state.ts';
import { trustActions, type TrustActions } from './trust-actions.ts';
import { workActions, type WorkActions } from './work-actions.ts';

export interface ShellActions {
  /** Asks main for what it knows, listens to its events, opens the archive given at start. Returns what stops listening. */
  readonly begin: () => () => void;
  readonly show: (screen: Screen) => void;
  /** Shows the verdict at one of its parts. */
  readonly openVerdict: (part: string) => void;
  readonly openDialog: (dialog: DialogName) => void;
  readonly closeDialog: () => void;
  readonly dismissProblem: () => void;
}

export type Actions = ShellActions &
  SessionActions &
  AuditActions &
  EvidenceActions &
  ExportActions &
  TrustActions &
  AuditsActions &
  WorkActions &
  DraftActions &
  ColumnActions;

export interface AppStore {
  readonly store: StoreApi<AppState>;
  readonly actions: Actions;
}

/** The world outside the store; tests give their own. */
export interface World {
  readonly now: () => number;
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

/** Returns the window's store over `client`. No action rejects: what goes wrong stands in the state. */
export function createAppStore(client: WindowClient, world: World): AppStore {
  const store = createStore<AppState>(() => INITIAL_STATE);
  const parts: Parts = {
    client,
    get: () => store.getState(),
    set: (change) => store.setState(change),
    ...world,
  };
  const audit = auditActions(parts);
  const drafts = draftActions(parts);
  const flush = async (): Promise<void> => {
    await Promise.all([audit.flushNotes(), drafts.flushDrafts()]);
  };
  const session = sessionActions(parts, flush);
  const audits = auditsActions(parts, { open: session.openChosen, flush });
  const trust = trustActions(parts);

  async function load(): Promise<void> {
    await Promise.all([trust.loadAnchors(), loadInfo(), audits.loadAudits(), openInitial()]);
  }

  async function loadInfo(): Promise<void> {
    await client.app.info({}).then(
      (info) => parts.set({ info }),
      () => undefined,
    );
  }

  async function openInitial(): Promise<void> {
    const initial = await client.app.initialArchive({}).catch(() => null);
    if (initial !== null) await session.offer(initial);
  }

  const shell: ShellActions = {
    begin: () => {
      const stops = [
        // The list of audits is of the moment in which it is looked at.
        store.subscribe((now, before) => {
          if (now.screen === 'open' && before.screen !== 'open') audits.loadAudits().catch(() => undefined);
        }),
        client.archive.progress.listen(({ session: from, progress }) => session.takeProgress(from, progress)),
        client.archive.listed.listen(({ session: from, listing }) => session.takeListing(from, listing)),
        client.app.archiveOffered.listen((chosen) => {
          session.offer(chosen).catch(() => undefined);
        }),
        client.app.command.listen(({ command }) => obey(command, actions, store.getState())),
        client.app.leaveAsked.listen(() => {
          session.leave().catch(() => undefined);
        }),
      ];
      load().catch(() => undefined);
      return () => stops.forEach((stop) => stop());
    },
    show: (screen) => parts.set({ screen }),
    openVerdict: (part) => parts.set({ screen: 'verdict', verdictPart: part }),
    openDialog: (dialog) => parts.set({ dialog }),
    closeDialog: () => parts.set({ dialog: null }),
    dismissProblem: () => parts.set({ problem: null }),
  };

  const actions: Actions = {
    ...shell,
    ...session,
    ...audit,
    ...evidenceActions(parts),
    ...exportActions(parts, flush),
    ...trust,
    ...columnActions(parts, session.verifyAgain),
    ...audits,
    ...drafts,
    ...workActions(parts, drafts),
  };
  return { store, actions };
}

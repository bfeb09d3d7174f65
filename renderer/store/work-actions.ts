import type { DrawRequest } from '../../src/contract/schemas-desk.ts';
import type { Recordable } from '../../src/contract/schemas-workspace.ts';
import type { TablePage, TableQuery } from '../../src/domain/desk.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import type { Finding, Question } from '../../src/domain/finding.ts';
import type { DeskTable } from '../../src/domain/sample.ts';
import { wireErrorOf } from '../ipc/client.ts';
import type { DraftActions } from './drafts.ts';
import { shownFindings } from './desk-state.ts';
import { newFinding, newQuestion, statedOf } from './new-work.ts';
import { isOpen, record, type Parts } from './parts.ts';
import type { DeskPreset, WorkTab } from './state.ts';

export interface WorkActions {
  readonly openDesk: (table: DeskTable, preset?: DeskPreset) => void;
  readonly deskRows: (session: string, table: DeskTable, query: TableQuery) => Promise<TablePage>;
  /** Returns whether the sample was drawn and written down. */
  readonly drawSample: (wanted: DrawRequest) => Promise<boolean>;
  readonly extendSample: (id: string, size: number) => Promise<void>;
  readonly openWork: (tab: WorkTab, id?: string | null) => void;
  /** Begins a finding on the open section: on a rule's result, on a place, or on nothing. */
  readonly beginFinding: (from: { readonly rule?: string; readonly evidence?: EvidenceRef }) => void;
  readonly beginQuestion: () => void;
  /** Adds a place to the finding that is open. */
  readonly addToFinding: (id: string, evidence: EvidenceRef) => void;
  readonly editFinding: (finding: Finding) => void;
  readonly editQuestion: (question: Question) => void;
  /** Writes one thing down at once; what went wrong stands in the state. Returns whether it was written. */
  readonly doNow: (action: Recordable) => Promise<boolean>;
  readonly undo: () => Promise<void>;
}

/** Returns the actions on samples, findings, questions, time and review. */
export function workActions(parts: Parts, drafts: DraftActions): WorkActions {
  const { client, get, set } = parts;

  async function doNow(action: Recordable): Promise<boolean> {
    const { view } = get();
    if (view === null) return false;
    try {
      await record(parts, view.session, action);
      return true;
    } catch (thrown) {
      if (isOpen(parts, view.session)) set({ problem: wireErrorOf(thrown) });
      return false;
    }
  }

  async function sampled(work: (session: string) => ReturnType<typeof client.desk.draw>): Promise<boolean> {
    const { view, drawing } = get();
    if (view === null || drawing.busy) return false;
    set({ drawing: { busy: true, problem: null } });
    try {
      const workspace = await work(view.session);
      const now = get().view;
      if (now !== null && isOpen(parts, view.session)) set({ view: { ...now, workspace } });
      set({ drawing: { busy: false, problem: null } });
      return true;
    } catch (thrown) {
      set({ drawing: { busy: false, problem: wireErrorOf(thrown) } });
      return false;
    }
  }

  return {
    openDesk: (table, preset = {}) => set({ screen: 'desk', desk: { table, preset } }),
    deskRows: (session, table, query) =>
      client.desk.rows({ session, table, query: { ...query, facets: [...query.facets] } }),
    drawSample: async (wanted) => {
      const done = await sampled((session) => client.desk.draw({ session, wanted }));
      if (done) set({ screen: 'work', work: { tab: 'samples', id: get().view?.workspace.samples.at(-1)?.id ?? null } });
      return done;
    },
    extendSample: async (id, size) => {
      await sampled((session) => client.desk.extend({ session, id, size }));
    },
    openWork: (tab, id = null) => set({ screen: 'work', work: { tab, id } }),
    beginFinding: ({ rule, evidence }) => {
      const finding = newFinding(get(), rule ?? null, evidence ?? null);
      if (finding === null) return;
      drafts.write({ kind: 'finding', finding });
      set({ screen: 'work', work: { tab: 'findings', id: finding.id } });
    },
    beginQuestion: () => {
      const question = newQuestion(get());
      if (question === null) return;
      drafts.write({ kind: 'question', question });
      set({ screen: 'work', work: { tab: 'questions', id: question.id } });
    },
    addToFinding: (id, evidence) => {
      const { view, drafts: typed } = get();
      const finding = view === null ? undefined : shownFindings(view.workspace, typed).find((one) => one.id === id);
      if (finding === undefined) return;
      const stated = statedOf(finding);
      drafts.write({ kind: 'finding', finding: { ...stated, evidence: [...stated.evidence, evidence] } });
    },
    editFinding: (finding) => drafts.write({ kind: 'finding', finding }),
    editQuestion: (question) => drafts.write({ kind: 'question', question }),
    doNow,
    undo: async () => {
      await drafts.flushDrafts();
      const undoable = get().view?.workspace.undoable ?? null;
      if (undoable === null) return;
      // What is shown then is what the journal holds, so no draft may stand before it.
      if (await doNow({ kind: 'undone', sequence: undoable.sequence })) set({ drafts: {}, notes: {} });
    },
  };
}

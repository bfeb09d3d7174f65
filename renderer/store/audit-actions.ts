import type { SectionId } from '../../src/domain/clause.ts';
import type { Judgement } from '../../src/domain/workspace.ts';
import { wireErrorOf } from '../ipc/client.ts';
import { missingReason } from '../../src/domain/judgement.ts';
import { neighbour, sectionStateOf } from './judging.ts';
import { isOpen, record, type Parts } from './parts.ts';
import type { JudgementDraft, NoteDraft } from './state.ts';

/** A note is saved this long after the last key. */
const NOTE_PAUSE_MS = 800;

export interface AuditActions {
  readonly goTo: (section: SectionId) => void;
  readonly step: (step: 1 | -1) => void;
  readonly editJudgement: (section: SectionId, judgement: Judgement, reason: string) => void;
  /** Back to what the journal holds. */
  readonly discardJudgement: (section: SectionId) => void;
  readonly saveJudgement: (section: SectionId) => Promise<void>;
  readonly editNote: (section: SectionId, text: string) => void;
  readonly saveNote: (section: SectionId) => Promise<void>;
  readonly flushNotes: () => Promise<void>;
}

/** Returns the actions of the clause walk. What a person typed stays until the journal has it. */
export function auditActions(parts: Parts): AuditActions {
  const { get, set } = parts;
  const timers = new Map<SectionId, () => void>();
  const saving = new Map<SectionId, Promise<void>>();

  const setJudgement = (section: SectionId, draft: JudgementDraft | undefined): void => {
    const others = Object.entries(get().judgements).filter(([other]) => other !== section);
    set({ judgements: Object.fromEntries(draft === undefined ? others : [...others, [section, draft]]) });
  };
  const setNote = (section: SectionId, draft: NoteDraft): void => set({ notes: { ...get().notes, [section]: draft } });

  async function saveJudgement(section: SectionId): Promise<void> {
    const { view, judgements } = get();
    const draft = judgements[section];
    if (view === null || draft === undefined || draft.state === 'saving') return;
    const result = view.assessment.sections.find((candidate) => candidate.section === section);
    if (result === undefined || missingReason(result, draft.judgement, draft.reason) !== null) return;
    const sent: JudgementDraft = { ...draft, state: 'saving', problem: null };
    setJudgement(section, sent);
    const { session } = view;
    try {
      const { judgement, reason } = draft;
      await record(parts, session, { kind: 'judged', section, judgement, reason: reason.trim() });
      if (isOpen(parts, session) && get().judgements[section] === sent) setJudgement(section, undefined);
    } catch (thrown) {
      const current = get().judgements[section];
      if (!isOpen(parts, session) || current === undefined) return;
      setJudgement(section, { ...current, state: 'failed', problem: wireErrorOf(thrown) });
    }
  }

  /** Saves until the journal holds what stands in the field; one call at a time a section. */
  async function saveNote(section: SectionId): Promise<void> {
    timers.get(section)?.();
    timers.delete(section);
    for (let running = saving.get(section); running !== undefined; running = saving.get(section)) await running;
    const { view, notes } = get();
    const draft = notes[section];
    if (view === null || draft === undefined || draft.state === 'saved') return;
    const work = writeNote(view.session, section, draft.text);
    saving.set(section, work);
    await work;
    saving.delete(section);
  }

  async function writeNote(session: string, section: SectionId, text: string): Promise<void> {
    setNote(section, { text, state: 'saving', problem: null });
    try {
      await record(parts, session, { kind: 'noted', section, text });
      const current = get().notes[section];
      if (isOpen(parts, session) && current?.text === text) setNote(section, { text, state: 'saved', problem: null });
    } catch (thrown) {
      const current = get().notes[section];
      if (!isOpen(parts, session) || current === undefined) return;
      setNote(section, { ...current, state: 'failed', problem: wireErrorOf(thrown) });
    }
  }

  return {
    goTo: (section) => set({ section, screen: 'clauses' }),
    step: (step) => set({ section: neighbour(get().section, step) }),
    editJudgement: (section, judgement, reason) => {
      const { view } = get();
      if (view === null) return;
      const saved = sectionStateOf(view.workspace, section);
      const same = saved.judgement === judgement && saved.reason === reason;
      setJudgement(section, same ? undefined : { judgement, reason, state: 'editing', problem: null });
    },
    discardJudgement: (section) => setJudgement(section, undefined),
    saveJudgement,
    editNote: (section, text) => {
      const { view, notes } = get();
      if (view === null) return;
      const unchanged = notes[section] === undefined && sectionStateOf(view.workspace, section).note === text;
      if (unchanged) return;
      setNote(section, { text, state: 'unsaved', problem: null });
      timers.get(section)?.();
      timers.set(
        section,
        parts.later(() => {
          saveNote(section).catch(() => undefined);
        }, NOTE_PAUSE_MS),
      );
    },
    saveNote,
    flushNotes: async () => {
      const sections = Object.keys(get().notes) as SectionId[];
      await Promise.all(sections.map((section) => saveNote(section)));
    },
  };
}

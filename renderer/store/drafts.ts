import type { Recordable } from '../../src/contract/schemas-workspace.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { wireErrorOf } from '../ipc/client.ts';
import type { Draft, Writing } from './draft.ts';
import { isOpen, record, type Parts } from './parts.ts';

/** Saved this long after the last key. */
const PAUSE_MS = 800;

export interface DraftActions {
  readonly write: (writing: Writing) => void;
  readonly saveDraft: (key: string) => Promise<void>;
  readonly flushDrafts: () => Promise<void>;
}

/** Returns under which key a draft is kept: an id, or `private` and the section. */
export function draftKey(writing: Writing): string {
  switch (writing.kind) {
    case 'finding':
      return writing.finding.id;
    case 'question':
      return writing.question.id;
    case 'private-note':
      return `private ${writing.section}`;
  }
}

/** Returns the actions of drafts. What a person typed stays until the journal has it; one call at a time a draft. */
export function draftActions(parts: Parts): DraftActions {
  const { get, set } = parts;
  const timers = new Map<string, () => void>();
  const saving = new Map<string, Promise<void>>();
  const keep = (key: string, draft: Draft): void => set({ drafts: { ...get().drafts, [key]: draft } });

  async function save(key: string): Promise<void> {
    timers.get(key)?.();
    timers.delete(key);
    for (let running = saving.get(key); running !== undefined; running = saving.get(key)) await running;
    const { view, drafts } = get();
    const draft = drafts[key];
    if (view === null || draft === undefined || draft.state === 'saved') return;
    const work = send(view.session, key, draft.writing);
    saving.set(key, work);
    await work;
    saving.delete(key);
  }

  async function send(session: string, key: string, writing: Writing): Promise<void> {
    keep(key, { writing, state: 'saving', problem: null });
    try {
      await record(parts, session, actionOf(writing));
      if (isOpen(parts, session) && get().drafts[key]?.writing === writing)
        keep(key, { writing, state: 'saved', problem: null });
    } catch (thrown) {
      const current = get().drafts[key];
      if (!isOpen(parts, session) || current === undefined) return;
      keep(key, { ...current, state: 'failed', problem: wireErrorOf(thrown) });
    }
  }

  return {
    write: (writing) => {
      const key = draftKey(writing);
      keep(key, { writing, state: 'unsaved', problem: null });
      timers.get(key)?.();
      timers.set(
        key,
        parts.later(() => {
          save(key).catch(() => undefined);
        }, PAUSE_MS),
      );
    },
    saveDraft: save,
    flushDrafts: async () => {
      await Promise.all(Object.keys(get().drafts).map((key) => save(key)));
    },
  };
}

function actionOf(writing: Writing): Recordable {
  switch (writing.kind) {
    case 'finding':
      return { kind: 'finding-saved', finding: copied(writing.finding) };
    case 'question':
      return { kind: 'question-saved', question: { ...writing.question } };
    case 'private-note':
      return { kind: 'privately-noted', section: writing.section, text: writing.text };
  }
}

function copied(finding: Finding): Extract<Recordable, { kind: 'finding-saved' }>['finding'] {
  return { ...finding, linked: [...finding.linked], evidence: [...finding.evidence] };
}

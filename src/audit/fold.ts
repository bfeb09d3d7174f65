import type { SectionId } from '../domain/clause.ts';
import type { SectionState, WorkspaceEvent, WorkspaceState } from '../domain/workspace.ts';

/** What the journal says about itself beside its events. */
export interface JournalStanding {
  readonly head: string;
  /** Lines in good order, those of unknown actions included. */
  readonly lines: number;
  readonly unknownActions: number;
  readonly fault: WorkspaceState['fault'];
}

const UNTOUCHED: SectionState = {
  judgement: 'not-assessed',
  reason: '',
  judgedAt: null,
  judgedBy: null,
  note: '',
  evidence: [],
};

/**
 * Returns the state of a workspace: the last judgement and note of each section count, evidence collects. The archive is the one
 * opened first; a later `opened` with another digest does not replace it, because the judgements were made about the first.
 */
export function foldWorkspace(events: readonly WorkspaceEvent[], standing: JournalStanding): WorkspaceState {
  const sections = new Map<SectionId, SectionState>();
  let archiveSha256: string | null = null;
  let archiveName: string | null = null;
  let exports = 0;
  for (const event of events) {
    const { action } = event;
    if (action.kind === 'exported') exports += 1;
    else if (action.kind === 'profile-set') continue;
    else if (action.kind === 'opened') {
      archiveName = archiveSha256 === null ? action.archiveName : archiveName;
      archiveSha256 ??= action.archiveSha256;
    } else {
      sections.set(action.section, Object.freeze(next(sections.get(action.section) ?? UNTOUCHED, event, action)));
    }
  }
  return Object.freeze({
    archiveSha256,
    archiveName,
    sections: Object.freeze(Object.fromEntries(sections)),
    events: standing.lines,
    head: standing.head,
    fault: standing.fault,
    unknownActions: standing.unknownActions,
    exports,
  });
}

type SectionAction = Extract<WorkspaceEvent['action'], { readonly section: SectionId }>;

function next(before: SectionState, event: WorkspaceEvent, action: SectionAction): SectionState {
  switch (action.kind) {
    case 'judged':
      return {
        ...before,
        judgement: action.judgement,
        reason: action.reason,
        judgedAt: event.at,
        judgedBy: event.author,
      };
    case 'noted':
      return { ...before, note: action.text };
    case 'evidence-added':
      return { ...before, evidence: [...before.evidence, action.evidence] };
  }
}

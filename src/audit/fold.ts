import type { SectionId } from '../domain/clause.ts';
import {
  UNTOUCHED_SECTION,
  type SectionState,
  type WorkspaceAction,
  type WorkspaceEvent,
  type WorkspaceState,
} from '../domain/workspace.ts';
import { newWork, staleReview, workOn, type Work } from './fold-work.ts';
import { foldTimes } from './fold-times.ts';

/** What the journal says about itself beside its events. */
export interface JournalStanding {
  readonly head: string;
  /** Lines in good order, those of unknown actions included. */
  readonly lines: number;
  readonly unknownActions: number;
  readonly fault: WorkspaceState['fault'];
}

/** What one person can take back; everything else stays as it was done. */
const UNDOABLE: readonly WorkspaceAction['kind'][] = [
  'judged',
  'noted',
  'privately-noted',
  'evidence-added',
  'finding-saved',
  'question-saved',
  'sample-drawn',
  'sample-extended',
  'sample-judged',
  'time-corrected',
  'reviewed',
];

/** Who did one of these has worked on the audit, and cannot review it. */
const AUTHORING: readonly WorkspaceAction['kind'][] = [
  'judged',
  'noted',
  'privately-noted',
  'evidence-added',
  'finding-saved',
  'question-saved',
  'sample-drawn',
  'sample-judged',
];

/**
 * Returns the state of a workspace: the last judgement and note of each section count, evidence collects, what was undone never was. The
 * archive is the one opened first; a later `opened` with another digest does not replace it, because the judgements were made about the
 * first.
 */
export function foldWorkspace(events: readonly WorkspaceEvent[], standing: JournalStanding): WorkspaceState {
  const undone = new Set(events.flatMap(({ action }) => (action.kind === 'undone' ? [action.sequence] : [])));
  const kept = events.filter(({ sequence }) => !undone.has(sequence));
  const sections = new Map<SectionId, SectionState>();
  const work = newWork();
  for (const event of kept) {
    workOn(work, event);
    const { action } = event;
    if (
      action.kind === 'judged' ||
      action.kind === 'noted' ||
      action.kind === 'privately-noted' ||
      action.kind === 'evidence-added'
    )
      sections.set(action.section, next(sections.get(action.section) ?? UNTOUCHED_SECTION, event, action, work));
    if (action.kind === 'reviewed') reviewSection(sections, event, action);
  }
  const { archives, ...rest } = work;
  return Object.freeze({
    archiveSha256: rest.archiveSha256,
    archiveName: rest.archiveName,
    setUp: rest.setUp,
    verified: rest.verified,
    supplements: archives.slice(1).flatMap((sha256) => rest.supplements.filter((one) => one.archiveSha256 === sha256)),
    sections: Object.freeze(Object.fromEntries(sections)),
    findings: [...rest.findings.values()],
    questions: [...rest.questions.values()],
    samples: [...rest.samples.values()],
    documents: [...rest.documents.values()],
    ...foldTimes(kept),
    handedOver: rest.handedOver,
    reviewFinished: rest.reviewFinished,
    authors: authorsOf(events),
    lastIds: lastIdsOf(events),
    undoable: undoableOf(kept),
    events: standing.lines,
    head: standing.head,
    fault: standing.fault,
    unknownActions: standing.unknownActions,
    exports: rest.exports,
  });
}

type SectionAction = Extract<
  WorkspaceAction,
  { readonly kind: 'judged' | 'noted' | 'privately-noted' | 'evidence-added' }
>;

function next(before: SectionState, event: WorkspaceEvent, action: SectionAction, work: Work): SectionState {
  switch (action.kind) {
    case 'judged':
      return {
        ...before,
        judgement: action.judgement,
        reason: action.reason,
        judgedAt: event.at,
        judgedBy: event.author,
        basedOn: [...work.archives],
        review: staleReview(before.review),
      };
    case 'noted':
      return { ...before, note: action.text };
    case 'privately-noted':
      return { ...before, privateNote: action.text };
    case 'evidence-added':
      return { ...before, evidence: [...before.evidence, action.evidence] };
  }
}

function reviewSection(
  sections: Map<SectionId, SectionState>,
  event: WorkspaceEvent,
  action: Extract<WorkspaceAction, { readonly kind: 'reviewed' }>,
): void {
  if (action.subject.kind !== 'section') return;
  const section = action.subject.id as SectionId;
  const { decision, comment } = action;
  const review = { decision, comment, by: event.author, at: event.at, stale: false };
  sections.set(section, { ...(sections.get(section) ?? UNTOUCHED_SECTION), review });
}

function authorsOf(events: readonly WorkspaceEvent[]): readonly string[] {
  const named = events.flatMap(({ action }) => (action.kind === 'set-up' ? action.auditors : []));
  const wrote = events.filter(({ action }) => AUTHORING.includes(action.kind)).map(({ author }) => author);
  return [...new Set([...named, ...wrote])];
}

function lastIdsOf(events: readonly WorkspaceEvent[]): WorkspaceState['lastIds'] {
  const last = { finding: 0, question: 0, sample: 0 };
  const take = (of: keyof typeof last, id: string): void => {
    last[of] = Math.max(last[of], Number(id.slice(2)));
  };
  for (const { action } of events) {
    if (action.kind === 'finding-saved') take('finding', action.finding.id);
    if (action.kind === 'question-saved') take('question', action.question.id);
    if (action.kind === 'sample-drawn') take('sample', action.draw.id);
  }
  return last;
}

/** The last thing that can be taken back, as long as nothing was handed over since. */
function undoableOf(kept: readonly WorkspaceEvent[]): WorkspaceState['undoable'] {
  const border = kept.findLastIndex(({ action }) => action.kind === 'handed-over' || action.kind === 'recalled');
  const last = kept.slice(border + 1).findLast(({ action }) => UNDOABLE.includes(action.kind));
  return last === undefined ? null : { sequence: last.sequence, kind: last.action.kind };
}

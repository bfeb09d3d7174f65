import type { SectionResult } from '../../src/domain/assessment.ts';
import { SECTIONS, type RuleOutcome, type SectionId } from '../../src/domain/clause.ts';
import { message, type Message } from '../../src/domain/message.ts';
import type { Judgement, SectionState, WorkspaceState } from '../../src/domain/workspace.ts';

/**
 * Judgements that agree with what the tool found or leave it open. The same table as in src/audit, which checks again before
 * it writes; a test compares the two.
 */
const AGREES: Readonly<Record<RuleOutcome, readonly Judgement[]>> = {
  pass: ['conforms', 'not-assessed'],
  fail: ['minor', 'major', 'not-assessed'],
  judge: ['conforms', 'observation', 'minor', 'major', 'not-assessed'],
  'not-applicable': ['not-applicable', 'not-assessed'],
  undecidable: ['observation', 'minor', 'major', 'not-assessed'],
};

/** What a section stands at before anybody judged it. */
export const UNJUDGED: SectionState = {
  judgement: 'not-assessed',
  reason: '',
  judgedAt: null,
  judgedBy: null,
  note: '',
  evidence: [],
};

/** Returns the auditor's state of `section`. */
export function sectionStateOf(workspace: WorkspaceState, section: SectionId): SectionState {
  return workspace.sections[section] ?? UNJUDGED;
}

/** Returns whether `judgement` says something else than the tool found, so that the auditor has to say why. */
export function overrules(judgement: Judgement, section: SectionResult): boolean {
  return !AGREES[foundIn(section)].includes(judgement);
}

/** Returns the sentence that asks for the missing reason of `judgement`, or `null` when none is missing. */
export function missingReason(section: SectionResult, judgement: Judgement, reason: string): Message | null {
  if (reason.trim() !== '' || !overrules(judgement, section)) return null;
  return message(`audit.reason-missing.${foundIn(section)}`, { section: section.section, judgement });
}

/** Returns how many of all sections have a judgement. */
export function judgedCount(workspace: WorkspaceState): { readonly judged: number; readonly total: number } {
  const judged = SECTIONS.filter((section) => sectionStateOf(workspace, section).judgement !== 'not-assessed');
  return { judged: judged.length, total: SECTIONS.length };
}

/** Returns the section `step` places after `section`; the ends hold. */
export function neighbour(section: SectionId, step: 1 | -1): SectionId {
  const place = SECTIONS.indexOf(section) + step;
  return SECTIONS[Math.min(SECTIONS.length - 1, Math.max(0, place))] ?? section;
}

function foundIn(section: SectionResult): RuleOutcome {
  return section.applicable ? section.result : 'not-applicable';
}

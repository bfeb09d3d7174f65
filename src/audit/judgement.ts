import type { SectionResult } from '../domain/assessment.ts';
import type { RuleOutcome } from '../domain/clause.ts';
import { message, type Message } from '../domain/message.ts';
import type { Judgement, WorkspaceAction } from '../domain/workspace.ts';

/** Judgements that agree with what the tool found or leave it open; every other one overrules it. */
const AGREES: Readonly<Record<RuleOutcome, readonly Judgement[]>> = {
  pass: ['conforms', 'not-assessed'],
  fail: ['minor', 'major', 'not-assessed'],
  judge: ['conforms', 'observation', 'minor', 'major', 'not-assessed'],
  'not-applicable': ['not-applicable', 'not-assessed'],
  undecidable: ['observation', 'minor', 'major', 'not-assessed'],
};

/**
 * Returns what a judgement lacks before it may be written down; empty when nothing. A judgement that overrules the tool's result
 * needs a reason, because a reader of the report sees both and must learn why they differ.
 */
export function checkJudgement(
  action: Extract<WorkspaceAction, { readonly kind: 'judged' }>,
  section: SectionResult,
): readonly Message[] {
  if (action.reason.trim() !== '' || !overrules(action.judgement, section)) return [];
  const found = section.applicable ? section.result : 'not-applicable';
  return [message(`audit.reason-missing.${found}`, { section: action.section, judgement: action.judgement })];
}

/** Returns whether `judgement` says something else than the tool's result for this sub-clause or group. */
export function overrules(judgement: Judgement, section: SectionResult): boolean {
  const found = section.applicable ? section.result : 'not-applicable';
  return !AGREES[found].includes(judgement);
}

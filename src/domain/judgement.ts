import type { SectionResult } from './assessment.ts';
import type { RuleOutcome } from './clause.ts';
import { message, type Message } from './message.ts';
import type { Judgement } from './workspace.ts';

/** Judgements that agree with what the tool found or leave it open; every other one overrules it. */
const AGREES: Readonly<Record<RuleOutcome, readonly Judgement[]>> = {
  pass: ['conforms', 'not-assessed'],
  fail: ['minor', 'major', 'not-assessed'],
  judge: ['conforms', 'observation', 'minor', 'major', 'not-assessed'],
  'not-applicable': ['not-applicable', 'not-assessed'],
  undecidable: ['observation', 'minor', 'major', 'not-assessed'],
};

/** Returns whether `judgement` says something else than the tool's result for this sub-clause or group. */
export function overrules(judgement: Judgement, section: SectionResult): boolean {
  return !AGREES[foundIn(section)].includes(judgement);
}

/**
 * Returns the sentence that asks for the missing reason of `judgement`, or `null` when none is missing. A judgement that overrules the
 * tool's result needs one, because a reader of the report sees both and must learn why they differ.
 */
export function missingReason(section: SectionResult, judgement: Judgement, reason: string): Message | null {
  if (reason.trim() !== '' || !overrules(judgement, section)) return null;
  return message(`audit.reason-missing.${foundIn(section)}`, { section: section.section, judgement });
}

/** Returns what the tool found of a sub-clause or group. */
export function foundIn(section: SectionResult): RuleOutcome {
  return section.applicable ? section.result : 'not-applicable';
}

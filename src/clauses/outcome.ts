import type { Profile } from '../domain/assessment.ts';
import type { RuleOutcome } from '../domain/clause.ts';
import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { EvidenceRole } from '../domain/manifest.ts';
import { message, type Message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import type { PreviousStanding } from './previous.ts';

/** What every rule is asked about. */
export interface Context {
  readonly release: Release;
  readonly profile: Profile;
  /** The release before this one, where the auditor loaded it and it is proven to be it. */
  readonly previous: Release | null;
  /** What was made of the archive that was loaded as the release before. */
  readonly standing: PreviousStanding;
}

/** What one rule found, before its grade and before it is checked whether its inputs were read wholly. */
export interface Outcome {
  readonly result: RuleOutcome;
  readonly sentence: Message;
  readonly missing: readonly Message[];
  readonly evidence: readonly EvidenceRef[];
  /** The files that must have been read wholly, with the recorded bytes, for this outcome to stand. */
  readonly rests: readonly EvidenceFile[];
  /** The roles whose absence is the failure; a document that was not understood might still be one of them. */
  readonly absent: readonly (EvidenceRole | 'tests')[];
}

/** One rule as a pure function. */
export type Decide = (context: Context) => Outcome;

/** The pass condition holds. `rests` are the files it was read from: when one of them was not read wholly, nothing passes. */
export function pass(
  sentence: Message,
  rests: readonly EvidenceFile[],
  evidence: readonly EvidenceRef[] = [],
): Outcome {
  return { result: 'pass', sentence, missing: [], evidence, rests, absent: [] };
}

/** The fail condition holds, shown by what the files say. */
export function fail(sentence: Message, evidence: readonly EvidenceRef[] = []): Outcome {
  return { result: 'fail', sentence, missing: [], evidence, rests: [], absent: [] };
}

/**
 * The fail condition holds because something is not there: in `rests`, which must then have been read wholly, or as a file of
 * one of the roles `absent`.
 */
export function failByAbsence(
  sentence: Message,
  rests: readonly EvidenceFile[],
  evidence: readonly EvidenceRef[] = [],
  absent: readonly (EvidenceRole | 'tests')[] = [],
): Outcome {
  return { result: 'fail', sentence, missing: [], evidence, rests, absent };
}

/** The files are laid out; a person decides. */
export function judge(sentence: Message, evidence: readonly EvidenceRef[] = []): Outcome {
  return { result: 'judge', sentence, missing: [], evidence, rests: [], absent: [] };
}

/** Nothing can be decided; `missing` says what it would take. */
export function undecidable(
  missing: readonly [Message, ...(readonly Message[])],
  evidence: readonly EvidenceRef[] = [],
): Outcome {
  return { result: 'undecidable', sentence: message('rules.undecidable'), missing, evidence, rests: [], absent: [] };
}

/** The rule has no object in this release; the sentence says why. */
export function notApplicable(sentence: Message, rests: readonly EvidenceFile[] = []): Outcome {
  return { result: 'not-applicable', sentence, missing: [], evidence: [], rests, absent: [] };
}

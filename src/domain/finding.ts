import type { SectionId } from './clause.ts';
import type { EvidenceRef } from './evidence.ts';

/** `improvement` (an opportunity for improvement) is advice, so it is for mock audits alone. */
export const FINDING_GRADES = ['major', 'minor', 'observation', 'improvement'] as const;
export type FindingGrade = (typeof FINDING_GRADES)[number];

/** How far a nonconformity reaches: one case, so many of those examined, or suspected everywhere. */
export const FINDING_EXTENTS = ['isolated', 'counted', 'systemic'] as const;
export type FindingExtent = (typeof FINDING_EXTENTS)[number];

export const FINDING_STATUSES = [
  'draft',
  'stated',
  'accepted',
  'issued',
  'answered',
  'verified',
  'closed',
  'withdrawn',
] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** A finding as it is stated: requirement, finding, objective evidence (ISO 19011, 6.4.8), with its grade and extent. */
export interface Finding {
  /** `F-1`, `F-2` …, never used again. */
  readonly id: string;
  readonly section: SectionId;
  /** The rule whose result it rests on; `null` where it is the auditor's alone. */
  readonly rule: string | null;
  readonly requirement: string;
  readonly statement: string;
  readonly evidence: readonly EvidenceRef[];
  readonly extent: FindingExtent;
  /** How many of how many examined, where the extent is `counted`. */
  readonly affected: number | null;
  readonly examined: number | null;
  readonly grade: FindingGrade;
  readonly gradeReason: string;
  /** Ids of findings that belong to it. */
  readonly linked: readonly string[];
  readonly status: FindingStatus;
  readonly statusReason: string;
}

export const QUESTION_STATUSES = ['open', 'answered', 'withdrawn'] as const;
export type QuestionStatus = (typeof QUESTION_STATUSES)[number];

/** A question to the manufacturer. Dates are ISO 8601 calendar dates. */
export interface Question {
  /** `Q-1`, `Q-2` … */
  readonly id: string;
  readonly section: SectionId | null;
  readonly text: string;
  readonly due: string | null;
  readonly answer: string;
  readonly answeredOn: string | null;
  readonly status: QuestionStatus;
}

import type { Edition, Mode, RuleOutcome, SafetyClass, SectionId } from './clause.ts';
import type { EvidenceRef } from './evidence.ts';
import type { Finding, Question } from './finding.ts';
import type { Draw, ItemVerdict, SampleItem } from './sample.ts';
import type { Indication } from './verdict.ts';

/** The auditor's own judgement of a sub-clause or group, beside the tool's results. */
export const JUDGEMENTS = ['conforms', 'observation', 'minor', 'major', 'not-applicable', 'not-assessed'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** What time is spent on beside sub-clauses and groups. */
export const MEETINGS = ['opening', 'consolidation', 'closing'] as const;
export type TimeTopic = SectionId | (typeof MEETINGS)[number];

/** What a reviewer accepts or returns. `id` is a finding's id or a section's. */
export interface ReviewSubject {
  readonly kind: 'finding' | 'section';
  readonly id: string;
}

/** Who audits whom, as set up when the audit began. */
export interface SetUp {
  readonly title: string;
  readonly auditors: readonly string[];
  readonly organisation: string;
  readonly manufacturer: string;
  /** Language of the report, BCP 47. */
  readonly language: string;
}

/** What makes one archive known again, as it stood when it was verified. */
export interface ArchiveFacts {
  readonly archiveSha256: string;
  readonly archiveName: string;
  readonly size: number;
  readonly members: number;
  readonly verdict: Indication;
  readonly manifestSha256: string | null;
  readonly version: string | null;
}

/** What people and the tool did. A closed union; the workspace's state is the fold of these. */
export type WorkspaceAction =
  | { readonly kind: 'opened'; readonly archiveSha256: string; readonly archiveName: string; readonly tool: string }
  | ({ readonly kind: 'set-up' } & SetUp)
  | ({ readonly kind: 'verified'; readonly ruleSet: string } & ArchiveFacts)
  | ({ readonly kind: 'supplement-added' } & ArchiveFacts)
  | {
      readonly kind: 'profile-set';
      readonly edition: Edition | null;
      readonly safetyClass: SafetyClass | null;
      readonly mode: Mode;
      /** Facts of the device as `name=value`. */
      readonly facts: readonly string[];
      readonly reason: string;
    }
  | {
      readonly kind: 'judged';
      readonly section: SectionId;
      readonly judgement: Judgement;
      readonly reason: string;
      /** What the tool had found when this was judged. */
      readonly found?: RuleOutcome | undefined;
    }
  | { readonly kind: 'noted'; readonly section: SectionId; readonly text: string }
  | { readonly kind: 'privately-noted'; readonly section: SectionId; readonly text: string }
  | { readonly kind: 'evidence-added'; readonly section: SectionId; readonly evidence: EvidenceRef }
  | { readonly kind: 'finding-saved'; readonly finding: Finding }
  | { readonly kind: 'question-saved'; readonly question: Question }
  | { readonly kind: 'sample-drawn'; readonly draw: Draw }
  | { readonly kind: 'sample-extended'; readonly id: string; readonly items: readonly SampleItem[] }
  | {
      readonly kind: 'sample-judged';
      readonly id: string;
      readonly key: string;
      readonly verdict: ItemVerdict;
      readonly note: string;
    }
  | { readonly kind: 'document-opened'; readonly path: string; readonly sha256: string }
  | { readonly kind: 'clock-started'; readonly topic: TimeTopic }
  | { readonly kind: 'clock-paused' }
  | {
      readonly kind: 'time-corrected';
      readonly topic: TimeTopic;
      /** Whole minutes, negative to take away. */
      readonly minutes: number;
      readonly note: string;
    }
  | { readonly kind: 'handed-over'; readonly to: string }
  | { readonly kind: 'recalled'; readonly reason: string }
  | {
      readonly kind: 'reviewed';
      readonly subject: ReviewSubject;
      readonly decision: 'accepted' | 'returned';
      readonly comment: string;
    }
  | { readonly kind: 'review-finished'; readonly comment: string }
  | { readonly kind: 'undone'; readonly sequence: number }
  | { readonly kind: 'exported'; readonly sha256: string; readonly pages: number };

/** One line of the journal. `previous` is the SHA-256 of the line before, so that an altered or cut journal is noticed. */
export interface WorkspaceEvent {
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly author: string;
  readonly previous: string;
  readonly action: WorkspaceAction;
}

/** What a reviewer said of a finding or a section. `stale`: it was changed after that. */
export interface Review {
  readonly decision: 'accepted' | 'returned';
  readonly comment: string;
  readonly by: string;
  readonly at: string;
  readonly stale: boolean;
}

export interface SectionState {
  readonly judgement: Judgement;
  readonly reason: string;
  readonly judgedAt: string | null;
  readonly judgedBy: string | null;
  /** Digests of the archives that were known when it was judged: the audited one, then its supplements. */
  readonly basedOn: readonly string[];
  readonly note: string;
  /** For the auditors alone: in no copy for the manufacturer. */
  readonly privateNote: string;
  readonly evidence: readonly EvidenceRef[];
  readonly review: Review | null;
}

/** What a section stands at before anybody said anything of it. */
export const UNTOUCHED_SECTION: SectionState = {
  judgement: 'not-assessed',
  reason: '',
  judgedAt: null,
  judgedBy: null,
  basedOn: [],
  note: '',
  privateNote: '',
  evidence: [],
  review: null,
};

export interface FindingState extends Finding {
  readonly draftedBy: string;
  readonly draftedAt: string;
  readonly changedAt: string;
  readonly basedOn: readonly string[];
  readonly review: Review | null;
}

export interface QuestionState extends Question {
  readonly askedBy: string;
  readonly askedAt: string;
}

export interface SampleState extends Draw {
  readonly drawnBy: string;
  readonly drawnAt: string;
  /** How many items each draw brought: the first, then every extension. */
  readonly rounds: readonly number[];
  /** By key; what is absent was not looked at. */
  readonly verdicts: Readonly<Record<string, { readonly verdict: ItemVerdict; readonly note: string }>>;
}

/** A file that an auditor opened: the list of documents reviewed keeps itself. */
export interface DocumentState {
  readonly path: string;
  readonly sha256: string;
  readonly firstAt: string;
  readonly by: string;
}

export interface TimeState {
  readonly topic: TimeTopic;
  readonly seconds: number;
  readonly corrections: readonly { readonly minutes: number; readonly note: string; readonly by: string }[];
}

/** The fold of a workspace's events. */
export interface WorkspaceState {
  readonly archiveSha256: string | null;
  readonly archiveName: string | null;
  readonly setUp: SetUp | null;
  /** The audited archive as it was last verified; `null` before that. */
  readonly verified: (ArchiveFacts & { readonly at: string }) | null;
  readonly supplements: readonly (ArchiveFacts & { readonly at: string })[];
  readonly sections: Readonly<Partial<Record<SectionId, SectionState>>>;
  readonly findings: readonly FindingState[];
  readonly questions: readonly QuestionState[];
  readonly samples: readonly SampleState[];
  readonly documents: readonly DocumentState[];
  readonly times: readonly TimeState[];
  readonly clock: { readonly topic: TimeTopic; readonly since: string } | null;
  readonly handedOver: { readonly to: string; readonly at: string; readonly by: string } | null;
  readonly reviewFinished: { readonly comment: string; readonly at: string; readonly by: string } | null;
  /** Everyone who judged, noted or stated something: none of them can review it. */
  readonly authors: readonly string[];
  /** The highest numbers that ids of findings, questions and samples had, those that were taken back among them: none is used again. */
  readonly lastIds: { readonly finding: number; readonly question: number; readonly sample: number };
  /** What `undone` would take back next; `null` when there is nothing. */
  readonly undoable: { readonly sequence: number; readonly kind: string } | null;
  readonly events: number;
  /** SHA-256 of the last line; printed in the report. */
  readonly head: string;
  /** Where the journal is not what was written: `torn` a last line cut off, `altered` the chain broken at this line. */
  readonly fault: { readonly kind: 'torn' | 'altered'; readonly line: number } | null;
  /** Lines in good order whose action this version does not know: a newer version wrote them, and the state lacks them. */
  readonly unknownActions: number;
  readonly exports: number;
}

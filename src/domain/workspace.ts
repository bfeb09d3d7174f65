import type { Edition, Mode, SafetyClass, SectionId } from './clause.ts';
import type { EvidenceRef } from './evidence.ts';

/** The auditor's own judgement of a sub-clause or group, beside the tool's results. */
export const JUDGEMENTS = ['conforms', 'observation', 'minor', 'major', 'not-applicable', 'not-assessed'] as const;
export type Judgement = (typeof JUDGEMENTS)[number];

/** What the auditor did. A closed union; the workspace's state is the fold of these. */
export type WorkspaceAction =
  | { readonly kind: 'opened'; readonly archiveSha256: string; readonly archiveName: string; readonly tool: string }
  | {
      readonly kind: 'profile-set';
      readonly edition: Edition | null;
      readonly safetyClass: SafetyClass | null;
      readonly mode: Mode;
      /** Facts of the device as `name=value`. */
      readonly facts: readonly string[];
      readonly reason: string;
    }
  | { readonly kind: 'judged'; readonly section: SectionId; readonly judgement: Judgement; readonly reason: string }
  | { readonly kind: 'noted'; readonly section: SectionId; readonly text: string }
  | { readonly kind: 'evidence-added'; readonly section: SectionId; readonly evidence: EvidenceRef }
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

export interface SectionState {
  readonly judgement: Judgement;
  readonly reason: string;
  readonly judgedAt: string | null;
  readonly judgedBy: string | null;
  readonly note: string;
  readonly evidence: readonly EvidenceRef[];
}

/** The fold of a workspace's events. */
export interface WorkspaceState {
  readonly archiveSha256: string | null;
  readonly archiveName: string | null;
  readonly sections: Readonly<Partial<Record<SectionId, SectionState>>>;
  readonly events: number;
  /** SHA-256 of the last line; printed in the report. */
  readonly head: string;
  /** Where the journal is not what was written: `torn` a last line cut off, `altered` the chain broken at this line. */
  readonly fault: { readonly kind: 'torn' | 'altered'; readonly line: number } | null;
  /** Lines in good order whose action this version does not know: a newer version wrote them, and the state lacks them. */
  readonly unknownActions: number;
  readonly exports: number;
}

import type { Sha256 } from './brand.ts';
import type { Edition, Grade, Mode, RuleOutcome, SafetyClass, SectionId } from './clause.ts';
import type { RefusalCode } from './errors.ts';
import type { EvidenceRef } from './evidence.ts';
import type { Message } from './message.ts';
import type { Indication } from './verdict.ts';

/** Where a fact of the profile comes from; the auditor's word overrules the manifest. */
export type Source = 'manifest' | 'auditor' | 'default';

export const VULNERABILITY_SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export const ANALYSIS_LEVELS = ['note', 'warning', 'error'] as const;

/** Numbers and words that rules compare with. Printed with the results, part of the rule set's digest. */
export interface Thresholds {
  /** Shortest text in characters that counts as an evaluation of its own. */
  readonly evaluationLength: number;
  /** As many entries with one identical text need the auditor's look. */
  readonly identicalEvaluations: number;
  /** MDR Article 10(8): years after the last device covered by the declaration of conformity. */
  readonly retentionYears: number;
  readonly retentionYearsImplantable: number;
  /** Least severity at which a known vulnerability has to be answered. */
  readonly vulnerabilitySeverity: (typeof VULNERABILITY_SEVERITIES)[number];
  /** Most days between the scanner's database and the release. */
  readonly scanAgeDays: number;
  /** Least level of a result of static analysis that must not be open. */
  readonly analysisLevel: (typeof ANALYSIS_LEVELS)[number];
}

/** Facts of the device that an auditor can overrule, by their names in the manifest. */
export const DEVICE_FACTS = ['implantable', 'networked', 'lifetime_years'] as const;
export type DeviceFact = (typeof DEVICE_FACTS)[number];

export interface OverruledFact {
  readonly fact: DeviceFact;
  /** As the manifest states it; `null` where it does not. */
  readonly stated: string | null;
  readonly value: string;
}

/** Under what the release is judged. */
export interface Profile {
  readonly edition: Edition;
  readonly editionFrom: Source;
  /** `null`: nobody stated it; rules then apply as for class C and the assessment says so. */
  readonly safetyClass: SafetyClass | null;
  readonly safetyClassFrom: Source;
  readonly mode: Mode;
  /** Facts of the device that the auditor overruled, with what the manifest states. */
  readonly overruled: readonly OverruledFact[];
  /** Why the auditor overruled what the manifest states; `null` where nothing was, or no reason was given. */
  readonly reason: string | null;
  readonly thresholds: Thresholds;
}

/** The result of one rule. */
export interface RuleResult {
  readonly rule: string;
  readonly section: SectionId;
  readonly result: RuleOutcome;
  /** Suggested grade if it is a nonconformity, by class and basis; `null` where it does not apply or nothing can be graded. */
  readonly grade: Grade | null;
  readonly basis: string;
  /** Whether the sub-clause does not apply to this class and edition, so that the result only informs. */
  readonly informative: boolean;
  readonly sentence: Message;
  /** What is missing to decide; never empty when `undecidable`. */
  readonly missing: readonly Message[];
  readonly evidence: readonly EvidenceRef[];
}

/** Results of one sub-clause or group, never better than its worst undecidable. */
export interface SectionResult {
  readonly section: SectionId;
  readonly applicable: boolean;
  readonly why: Message;
  readonly result: RuleOutcome;
  readonly counts: Readonly<Record<RuleOutcome, number>>;
}

/** Everything the rules say about a release under a profile. The tool never says "conform": that word is the auditor's. */
export interface Assessment {
  readonly ruleSet: { readonly version: string; readonly sha256: Sha256 };
  readonly profile: Profile;
  readonly results: readonly RuleResult[];
  readonly sections: readonly SectionResult[];
  readonly summary: Readonly<Record<RuleOutcome, number>>;
  /** The figures that open every summary, recomputed from the files; `null` where no file gives them. */
  readonly figures: Figures;
  /** The playbook's reality check, answered from the results. */
  readonly answers: readonly Answer[];
  /** Where the MDR looks at the same things. */
  readonly crossReferences: readonly CrossReference[];
  /** What is different from the release before; `null` where none is relied on. */
  readonly comparison: Comparison | null;
  /** The archive that was loaded as the release before; `null` where none was, or where it was refused. */
  readonly previous: LoadedPrevious | null;
  /** The archive that was to be loaded as the release before and was refused as an archive; `null` where none was refused. */
  readonly previousRefused: RefusedPrevious | null;
}

/** A question with the rules that answer it; as good as the worst of them. */
export interface Answer {
  readonly question: Message;
  readonly rules: readonly string[];
  readonly result: RuleOutcome;
}

/** A place of the MDR with the rules that speak of it, and what was computed for it. */
export interface CrossReference {
  readonly reference: Message;
  readonly rules: readonly string[];
  readonly result: RuleOutcome;
  readonly said: Message | null;
}

interface Changed {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** What is different from the release before. */
export interface Comparison {
  readonly anomalies: {
    readonly vanished: readonly string[];
    readonly closed: readonly string[];
    readonly added: readonly string[];
  };
  readonly soup: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly changed: readonly Changed[];
  };
  /** Ids of test cases that the release before had. */
  readonly testsGone: readonly string[];
  readonly approvers: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly toolchain: readonly Changed[];
  readonly results: readonly { readonly rule: string; readonly before: RuleOutcome; readonly after: RuleOutcome }[];
}

/** The archive that was loaded as the release before. */
export interface LoadedPrevious {
  readonly name: string;
  readonly sha256: Sha256;
  readonly verdict: Indication;
  /** Whether rules compare with it, and if not, why. */
  readonly used: boolean;
  readonly said: Message;
}

/** An archive that was given as the release before and that cannot be read in one way only. No digest and no verdict are known. */
export interface RefusedPrevious {
  readonly name: string;
  readonly code: RefusalCode;
  /** What the refusal means, and what can be done. */
  readonly sentence: Message;
  readonly remedy: Message;
}

/** Counts as read from the files. */
export interface Figures {
  readonly tests: readonly {
    readonly level: string;
    readonly total: number;
    readonly passed: number;
    readonly notPassed: number;
    readonly files: number;
  }[];
  readonly anomalies: number | null;
  readonly soup: number | null;
  readonly approvals: ApprovalFigures;
  readonly members: number;
}

/** How the gate's approvals stand. */
export interface ApprovalFigures {
  /** Signed over this manifest, and the signature passes. */
  readonly signed: number;
  /** Signed over this manifest, and the signature can be neither confirmed nor refuted. */
  readonly unproven: number;
  readonly failed: number;
  /** A name only. */
  readonly recorded: number;
  readonly required: number;
}

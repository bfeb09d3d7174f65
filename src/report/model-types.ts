import type { ArchiveIdentity } from '../domain/archive.ts';
import type { Figures, Profile } from '../domain/assessment.ts';
import type { EditionCatalogue, Grade, RuleOutcome, RuleSet, SectionId } from '../domain/clause.ts';
import type { Assessment } from '../domain/assessment.ts';
import type { BagCode, BagState } from '../domain/bag.ts';
import type { CaseStatus } from '../domain/facts.ts';
import type { ChecksumList, Mismatch } from '../domain/integrity.ts';
import type { IdentityKey, Release } from '../domain/release.ts';
import type { Catalogue } from '../domain/render.ts';
import type { ChainCertificate, EmbeddedSignature, SignatureFormat, TrustAnchor } from '../domain/signature.ts';
import type { SelftestResult } from '../domain/selftest.ts';
import type { CryptoPolicy } from '../domain/crypto-policy.ts';
import type { Indication, SubIndication } from '../domain/verdict.ts';
import type { Judgement, WorkspaceEvent, WorkspaceState } from '../domain/workspace.ts';
import type { DocumentEvidence, Tool } from './document-types.ts';

/** What a report is made of. Nothing in it is read from a clock or a disk. */
export interface ReportInput {
  readonly release: Release;
  readonly assessment: Assessment;
  readonly edition: EditionCatalogue;
  readonly ruleSet: RuleSet;
  /** `null`: nobody worked on this release with the product, as on the command line. */
  readonly workspace: WorkspaceState | null;
  /** The journal's events, for the log; the state alone is reported where they are left out. */
  readonly events?: readonly WorkspaceEvent[];
  /** The trust anchors that verification was given. */
  readonly anchors?: readonly TrustAnchor[];
  readonly tool: Tool;
  /** What the built-in vectors showed of the program that verified. */
  readonly selftest: SelftestResult;
  /** Which algorithms were refused. */
  readonly cryptoPolicy: CryptoPolicy;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly catalogue: Catalogue;
}

export interface ReportProduct {
  readonly name: string | null;
  readonly manufacturer: string | null;
  readonly version: string | null;
  readonly build: string | null;
  readonly tag: string | null;
  readonly commit: string | null;
  readonly date: string | null;
  readonly kind: string | null;
  readonly previous: string | null;
  readonly deviceClass: string | null;
  readonly basicUdiDi: string | null;
}

export interface ReportReason {
  readonly code: string;
  readonly sentence: string;
  /** `null` in a third-party audit, where the report gives no advice. */
  readonly remedy: string | null;
}

export interface ReportIntegrity {
  readonly verdict: Indication;
  readonly reasons: readonly ReportReason[];
  readonly lists: readonly ChecksumList[];
  readonly verified: number;
  readonly mismatched: readonly Mismatch[];
  readonly missing: readonly { readonly path: string; readonly list: string }[];
  readonly unlisted: readonly string[];
  readonly weak: readonly string[];
  readonly unreadable: readonly string[];
  readonly unsafe: readonly { readonly path: string; readonly code: string }[];
  readonly bags: readonly ReportBag[];
}

/** One bag (BagIt) with its state and findings as words. */
export interface ReportBag {
  readonly folder: string;
  readonly version: string | null;
  readonly state: BagState;
  readonly stateWord: string;
  readonly findings: readonly {
    readonly code: BagCode;
    readonly sentence: string;
    readonly paths: readonly string[];
  }[];
}

export interface ReportSignature {
  readonly path: string;
  readonly format: SignatureFormat;
  readonly covers: readonly string[];
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly reason: ReportReason;
  readonly signer: { readonly name: string; readonly subject: string; readonly fingerprint: string } | null;
  readonly times: { readonly claimed: string | null; readonly trusted: string | null; readonly evaluated: string };
  readonly checks: readonly { readonly question: string; readonly answer: 'yes' | 'no' | 'not-checked' }[];
  readonly chain: readonly ChainCertificate[];
  readonly anchor: string | null;
  readonly comment: string | null;
}

export interface ReportApproval {
  readonly role: string;
  readonly name: string;
  readonly date: string | null;
  readonly meaning: string | null;
  readonly anomaly: string | null;
  readonly state: 'signed' | 'recorded' | 'invalid';
  readonly indication: Indication;
  readonly reason: ReportReason;
  readonly statement: string | null;
  readonly signature: string | null;
  readonly subject: { readonly path: string; readonly sha256: string } | null;
}

export interface ReportRule {
  readonly rule: string;
  readonly title: string;
  readonly result: RuleOutcome;
  readonly grade: Grade | null;
  readonly basis: string;
  readonly informative: boolean;
  readonly sentence: string;
  readonly missing: readonly string[];
  readonly evidence: readonly DocumentEvidence[];
}

export interface ReportJudgement {
  readonly judgement: Judgement;
  readonly overrules: boolean;
  readonly reason: string;
  readonly by: string | null;
  readonly at: string | null;
  readonly note: string;
  /** Empty in a copy for the manufacturer. */
  readonly privateNote: string;
  readonly evidence: readonly DocumentEvidence[];
}

export interface ReportSection {
  readonly section: SectionId;
  readonly title: string;
  /** What it asks, in our own words. */
  readonly asks: string;
  /** How others read it, where a second reading is in use. */
  readonly otherReading: string | null;
  readonly applicable: boolean;
  readonly why: string;
  readonly result: RuleOutcome;
  readonly counts: Readonly<Record<RuleOutcome, number>>;
  readonly rules: readonly ReportRule[];
  readonly judgement: ReportJudgement | null;
}

export interface ReportAnomaly {
  readonly id: string;
  readonly title: string | null;
  readonly status: string | null;
  readonly severity: string | null;
  readonly verdict: string | null;
  readonly evaluation: string | null;
  readonly evaluator: string | null;
  readonly evaluatedOn: string | null;
  readonly residualRisk: readonly string[];
  readonly links: readonly string[];
  /** Every sign-off of this entry, whoever gave it in whichever role; whether it is the one that was due is for the rules to say. */
  readonly signOffs: readonly { readonly role: string; readonly name: string; readonly indication: Indication }[];
  readonly place: DocumentEvidence;
}

export interface ReportTestFile {
  readonly path: string;
  readonly cases: number;
  readonly passed: number;
}

export interface ReportCase {
  readonly id: string;
  readonly status: CaseStatus;
  readonly detail: string;
  readonly references: readonly string[];
  readonly place: string;
}

export interface ReportSoupFile {
  readonly path: string;
  readonly sha256: string;
  readonly format: string;
  readonly items: number;
  readonly withoutVersion: number;
  readonly withoutSupplier: number;
  readonly rows: readonly ReportSoupItem[];
}

export interface ReportSoupItem {
  readonly title: string;
  readonly version: string | null;
  readonly supplier: string | null;
  readonly purl: string | null;
}

export interface ReportMember {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string | null;
  readonly by: 'checksum' | 'signature' | 'manifest' | 'is-signature' | 'none';
  readonly indication: Indication;
  readonly role: string | null;
  readonly reading: 'read' | 'partly-read' | 'not-understood' | 'not-read' | null;
  readonly notes: readonly string[];
  readonly signatures: readonly string[];
}

export interface ReportJournal {
  readonly head: string;
  readonly events: number;
  readonly exports: number;
  readonly archiveSha256: string | null;
  readonly fault: WorkspaceState['fault'];
  readonly unknownActions: number;
  readonly log: readonly {
    readonly sequence: number;
    readonly at: string;
    readonly author: string;
    readonly text: string;
  }[];
}

/** All that a report says, every sentence rendered in one language. Plain values; PDF and JSON are made from it alone. */
export interface ReportModel {
  readonly schema: string;
  readonly tool: Tool;
  readonly selftest: SelftestResult;
  readonly cryptoPolicy: CryptoPolicy;
  readonly createdAt: string;
  readonly product: ReportProduct;
  readonly archive: ArchiveIdentity;
  readonly manifest: { readonly path: string; readonly sha256: string } | null;
  /** The archive that was loaded as the release before; the sentence says whether rules compare with it. */
  readonly previous: {
    readonly name: string;
    readonly sha256: string;
    readonly verdict: Indication;
    readonly sentence: string;
  } | null;
  /** The archive that was given as the release before and was refused as an archive. */
  readonly previousRefused: {
    readonly name: string;
    readonly code: string;
    readonly sentence: string;
    /** `null` in a third-party audit, which gives no advice. */
    readonly remedy: string | null;
  } | null;
  readonly profile: Profile;
  readonly editionName: string;
  readonly editionHeading: string;
  readonly ruleSet: { readonly version: string; readonly sha256: string; readonly rules: number };
  readonly verdict: Indication;
  readonly reasons: readonly ReportReason[];
  readonly evaluatedAt: string;
  readonly figures: Figures;
  readonly summary: Readonly<Record<RuleOutcome, number>>;
  readonly integrity: ReportIntegrity;
  readonly signatures: readonly ReportSignature[];
  readonly embedded: readonly EmbeddedSignature[];
  readonly approvals: readonly ReportApproval[];
  readonly anchors: readonly Omit<TrustAnchor, 'material'>[];
  readonly identity: readonly {
    readonly key: IdentityKey;
    readonly value: string;
    readonly agrees: boolean;
    readonly where: DocumentEvidence;
  }[];
  readonly sections: readonly ReportSection[];
  readonly answers: readonly {
    readonly question: string;
    readonly rules: readonly string[];
    readonly result: RuleOutcome;
  }[];
  readonly crossReferences: readonly {
    readonly reference: string;
    readonly rules: readonly string[];
    readonly result: RuleOutcome;
    readonly said: string | null;
  }[];
  /** What differs from the release before, each kind once; `null` where none is relied on. */
  readonly comparison: readonly { readonly name: string; readonly items: readonly string[] }[] | null;
  readonly tests: readonly ReportTestFile[];
  readonly notPassed: readonly ReportCase[];
  readonly anomalies: readonly ReportAnomaly[];
  readonly soup: readonly ReportSoupFile[];
  readonly members: readonly ReportMember[];
  readonly journal: ReportJournal | null;
  /** The words around the values, for the PDF; keys begin with `report.` or `audit.judgement.`. */
  readonly words: Catalogue;
}

import type { Container } from '../domain/archive.ts';
import type { Edition, Grade, Mode, RuleOutcome, SafetyClass, SectionId } from '../domain/clause.ts';
import type { SignatureFormat } from '../domain/signature.ts';
import type { Indication, SubIndication } from '../domain/verdict.ts';

/** The program that made a document. */
export interface Tool {
  readonly name: string;
  readonly version: string;
}

export interface DocumentArchive {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
  readonly container: Container;
  readonly members: number;
}

export interface DocumentReason {
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
}

export interface DocumentIntegrity {
  readonly verdict: Indication;
  /** Members with a strong checksum that matches. */
  readonly verified: number;
  readonly mismatched: readonly { readonly path: string; readonly expected: string; readonly actual: string }[];
  readonly missing: readonly string[];
  readonly unlisted: readonly string[];
  readonly weak: readonly string[];
  readonly unsafe: readonly { readonly path: string; readonly code: string }[];
}

export interface DocumentSignature {
  readonly path: string;
  readonly format: SignatureFormat;
  readonly covers: readonly string[];
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly code: string;
  readonly sentence: string;
  readonly signer: { readonly name: string; readonly fingerprint: string } | null;
  readonly times: { readonly claimed: string | null; readonly trusted: string | null; readonly evaluated: string };
}

export interface DocumentApproval {
  readonly role: string;
  readonly name: string;
  readonly indication: Indication;
  readonly code: string;
}

/** `verify --json`. */
export interface VerifyDocument {
  readonly schema: string;
  readonly tool: Tool;
  readonly archive: DocumentArchive;
  readonly verdict: Indication;
  readonly reasons: readonly DocumentReason[];
  readonly integrity: DocumentIntegrity;
  readonly signatures: readonly DocumentSignature[];
  readonly approvals: readonly DocumentApproval[];
}

export interface DocumentEvidence {
  readonly path: string;
  readonly sha256: string;
  readonly locator: string;
  readonly quote: string;
}

export interface DocumentRule {
  readonly rule: string;
  readonly clause: SectionId;
  readonly result: RuleOutcome;
  readonly grade: Grade | null;
  readonly basis: string;
  readonly sentence: string;
  readonly missing: readonly string[];
  readonly evidence: readonly DocumentEvidence[];
}

export interface DocumentAssessment {
  readonly ruleSet: { readonly version: string; readonly sha256: string };
  readonly edition: Edition;
  readonly safetyClass: SafetyClass | null;
  readonly mode: Mode;
  readonly results: readonly DocumentRule[];
  readonly summary: Readonly<Record<RuleOutcome, number>>;
}

/** `audit --json`. */
export interface AuditDocument extends VerifyDocument {
  readonly assessment: DocumentAssessment;
}

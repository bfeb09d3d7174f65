import type { ArchiveIdentity } from '../domain/archive.ts';
import type { Assessment, RuleResult } from '../domain/assessment.ts';
import { locatorText, type EvidenceRef } from '../domain/evidence.ts';
import type { IntegrityReport } from '../domain/integrity.ts';
import { reasonRemedy, reasonSentence, type Reason } from '../domain/reasons.ts';
import type { Verification } from '../domain/release.ts';
import { render, type Catalogue } from '../domain/render.ts';
import type { ApprovalResult, SignatureResult } from '../domain/signature.ts';
import type {
  AuditDocument,
  DocumentApproval,
  DocumentArchive,
  DocumentAssessment,
  DocumentEvidence,
  DocumentIntegrity,
  DocumentReason,
  DocumentRule,
  DocumentSignature,
  Tool,
  VerifyDocument,
} from './document-types.ts';

/** What the two documents of the command line are made of. */
export interface DocumentInput {
  readonly verification: Verification;
  /** The archive as the user named it; the archive's own name where it is left out. */
  readonly path?: string;
  readonly tool: Tool;
  readonly catalogue: Catalogue;
}

/** Returns the document that `verify --json` prints: names and order of its fields are fixed, sentences are rendered. */
export function verifyDocument(input: DocumentInput): VerifyDocument {
  return { schema: 'countersign/verify@1', ...verificationPart(input) };
}

/** Returns the document that `audit --json` prints: that of `verify --json` and the assessment. */
export function auditDocument(input: DocumentInput & { readonly assessment: Assessment }): AuditDocument {
  return {
    schema: 'countersign/audit@1',
    ...verificationPart(input),
    assessment: assessmentPart(input.assessment, input.catalogue),
  };
}

function verificationPart(input: DocumentInput): Omit<VerifyDocument, 'schema'> {
  const { verification, catalogue } = input;
  return {
    tool: { name: input.tool.name, version: input.tool.version },
    archive: archivePart(verification.archive, input.path ?? verification.archive.name),
    verdict: verification.verdict,
    reasons: verification.reasons.map((reason) => reasonPart(reason, catalogue)),
    integrity: integrityPart(verification.integrity),
    signatures: verification.signatures.map((signature) => signaturePart(signature, catalogue)),
    approvals: verification.approvals.map(approvalPart),
  };
}

function archivePart(archive: ArchiveIdentity, path: string): DocumentArchive {
  const { size, sha256, container, members } = archive;
  return { path, size, sha256, container, members };
}

function reasonPart(reason: Reason, catalogue: Catalogue): DocumentReason {
  return {
    code: reason.code,
    sentence: render(catalogue, reasonSentence(reason)),
    remedy: render(catalogue, reasonRemedy(reason)),
  };
}

function integrityPart(integrity: IntegrityReport): DocumentIntegrity {
  return {
    verdict: integrity.verdict,
    verified: integrity.members.filter((member) => member.state === 'verified').length,
    mismatched: integrity.mismatched.map(({ path, expected, actual }) => ({ path, expected, actual })),
    missing: [...new Set(integrity.missing.map(({ path }) => path))],
    unlisted: integrity.unlisted,
    weak: integrity.weak,
    unsafe: integrity.unsafe.map(({ path, code }) => ({ path, code })),
  };
}

function signaturePart(signature: SignatureResult, catalogue: Catalogue): DocumentSignature {
  const { signer, times } = signature;
  return {
    path: signature.path,
    format: signature.format,
    covers: signature.covers,
    indication: signature.indication,
    subIndication: signature.subIndication,
    code: signature.reason.code,
    sentence: render(catalogue, reasonSentence(signature.reason)),
    signer: signer === null ? null : { name: signer.name, fingerprint: signer.fingerprint },
    times: { claimed: times.claimed, trusted: times.trusted, evaluated: times.evaluated },
  };
}

function approvalPart(approval: ApprovalResult): DocumentApproval {
  return {
    role: approval.role,
    name: approval.name,
    indication: approval.indication,
    code: approval.reason.code,
  };
}

function assessmentPart(assessment: Assessment, catalogue: Catalogue): DocumentAssessment {
  const { ruleSet, profile } = assessment;
  return {
    ruleSet: { version: ruleSet.version, sha256: ruleSet.sha256 },
    edition: profile.edition,
    safetyClass: profile.safetyClass,
    mode: profile.mode,
    results: assessment.results.map((result) => rulePart(result, catalogue)),
    summary: assessment.summary,
  };
}

function rulePart(result: RuleResult, catalogue: Catalogue): DocumentRule {
  return {
    rule: result.rule,
    clause: result.section,
    result: result.result,
    grade: result.grade,
    basis: result.basis,
    sentence: render(catalogue, result.sentence),
    missing: result.missing.map((missing) => render(catalogue, missing)),
    evidence: result.evidence.map(evidencePart),
  };
}

/** Returns a place in a file with its locator as text, such as `line 12`. */
export function evidencePart(evidence: EvidenceRef): DocumentEvidence {
  const { path, sha256, locator, quote } = evidence;
  return { path, sha256, locator: locatorText(locator), quote };
}

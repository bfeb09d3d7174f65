import type { EvidenceRef } from '../domain/evidence.ts';
import type { WrittenTime } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { readWrittenTime } from '../domain/written-time.ts';
import { field, fileAt } from './files.ts';
import { refAt, refFile, refValue } from './references.ts';

/** Returns the approvals of the release itself, without sign-offs of single anomalies. */
export function gateApprovals(release: Release): readonly ApprovalResult[] {
  return release.verification.approvals.filter((approval) => approval.anomaly === null);
}

/** A link to where an approval stands: its statement, else its entry in the manifest. */
export function approvalRef(release: Release, approval: ApprovalResult): EvidenceRef | null {
  const statement = approval.statement === null ? null : fileAt(release, approval.statement);
  if (statement !== null) {
    const named = field(statement, 'name');
    return named === null ? refFile(statement) : refValue(statement, named);
  }
  const manifest = release.manifest === null ? null : fileAt(release, release.manifest.path);
  if (manifest === null) return release.manifestRef;
  const named = field(manifest, `approvals.${approval.role}.name`, `approvals.${approval.role}`);
  return named === null ? refFile(manifest) : refAt(manifest, named.at, named.value);
}

/** The links of several approvals, those without a place left out. */
export function approvalRefs(release: Release, approvals: readonly ApprovalResult[]): readonly EvidenceRef[] {
  return approvals.map((approval) => approvalRef(release, approval)).filter((found) => found !== null);
}

/** One dated approval of the release. */
export interface GateTime {
  readonly approval: ApprovalResult;
  readonly time: WrittenTime;
}

/** Returns the approvals of the release with a readable date, earliest first. Failed statements are not counted: nobody can rely on their date. */
export function gateTimes(release: Release): readonly GateTime[] {
  return gateApprovals(release)
    .filter((approval) => approval.indication !== 'TOTAL_FAILED' && approval.date !== null)
    .map((approval) => ({ approval, time: readWrittenTime(approval.date ?? '') }))
    .filter(({ time }) => time.instant !== null)
    .sort((left, right) => (left.time.instant ?? 0) - (right.time.instant ?? 0));
}

/** Returns the last dated approval of the release, which ends the gate; `null` where no approval has a readable date. */
export function gateTime(release: Release): GateTime | null {
  return gateTimes(release).at(-1) ?? null;
}

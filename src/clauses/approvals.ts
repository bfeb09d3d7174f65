import type { EvidenceRef } from '../domain/evidence.ts';
import type { WrittenTime } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { message, type Message } from '../domain/message.ts';
import { compareWritten, readWrittenTime, type TimeOrder } from '../domain/written-time.ts';
import { field, fileAt } from './files.ts';
import { refAt, refFile, refValue, some } from './references.ts';

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

/**
 * Returns the approvals that are earliest in one of the ways in which times are compared: no other one can be earlier than a
 * record. Every approval is of the whole manifest, so that a record that is later than one of them was not approved by it.
 */
export function earliestOf(gates: readonly GateTime[]): readonly GateTime[] {
  const exact = gates.find(({ time }) => time.zoned && !time.dayOnly);
  const byDay = gates.toSorted((left, right) => (left.time.text.slice(0, 10) < right.time.text.slice(0, 10) ? -1 : 1));
  const inexact = byDay.find(({ time }) => !time.zoned || time.dayOnly);
  return [exact, inexact, byDay[0]].filter((gate) => gate !== undefined);
}

/** Returns how a record stands to the approvals: `after` when it is later than any of them, `before` only when earlier than all. */
export function compareFirst(time: WrittenTime, earliest: readonly GateTime[]): TimeOrder {
  const orders = earliest.map((gate) => compareWritten(time, gate.time));
  return (['after', 'unclear', 'same'] as const).find((order) => orders.includes(order)) ?? 'before';
}

/** Returns an approval that a record of `time` is later than; `null` where there is none. */
export function approvalBefore(time: WrittenTime, earliest: readonly GateTime[]): GateTime | null {
  return earliest.find((gate) => compareWritten(time, gate.time) === 'after') ?? null;
}

/** Returns the approvals of the release that did not fail and have no date that can be read: nothing is known to precede them. */
function undatedApprovals(release: Release): readonly ApprovalResult[] {
  const dated = new Set(gateTimes(release).map(({ approval }) => approval));
  return gateApprovals(release).filter((approval) => approval.indication !== 'TOTAL_FAILED' && !dated.has(approval));
}

/** Returns what to ask for where the date of an approval is missing; `null` where every approval that did not fail has one. */
export function missingApprovalDate(release: Release): Message | null {
  if (gateTimes(release).length === 0) return message('rules.missing.approval-date');
  const undated = undatedApprovals(release);
  if (undated.length === 0) return null;
  return message('rules.missing.approval-date-of', {
    k: undated.length,
    roles: some(undated.map((approval) => approval.role)),
  });
}

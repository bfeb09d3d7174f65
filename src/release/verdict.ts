import type { IntegrityReport } from '../domain/integrity.ts';
import { reason, type Reason, type ReasonCode } from '../domain/reasons.ts';
import type { Coverage } from '../domain/release.ts';
import type { ApprovalResult, SignatureResult } from '../domain/signature.ts';
import type { Indication } from '../domain/verdict.ts';

/**
 * Returns the verdict on the archive with its reasons, worst first. `TOTAL_FAILED`: a checksum differs, a listed file is absent,
 * a signature fails, or an approval is for another manifest. `TOTAL_PASSED`: every member is covered and every signature
 * passes, and no approval must be rejected. Anything else is `INDETERMINATE`. Approvals that are recorded only or missing do not count
 * here: rules judge the gate.
 */
export function archiveVerdict(
  integrity: IntegrityReport,
  coverage: readonly Coverage[],
  signatures: readonly SignatureResult[],
  approvals: readonly ApprovalResult[],
): { readonly verdict: Indication; readonly reasons: readonly Reason[] } {
  const failures = [
    ...integrity.reasons.filter((found) => FAILING.has(found.code)),
    ...manifestReasons(coverage, 'TOTAL_FAILED'),
    ...failingSignatures(coverage, signatures),
    ...approvalFailures(approvals),
  ];
  const doubts = [
    ...integrity.reasons.filter((found) => !FAILING.has(found.code) && !FROM_COVERAGE.has(found.code)),
    ...manifestReasons(coverage, 'INDETERMINATE'),
    ...uncovered(coverage, integrity),
    ...openSignatures(coverage, signatures),
    ...rejectedApprovals(approvals),
  ];
  if (failures.length > 0) return { verdict: 'TOTAL_FAILED', reasons: distinct([...failures, ...doubts]) };
  if (doubts.length > 0) return { verdict: 'INDETERMINATE', reasons: distinct(doubts) };
  return { verdict: 'TOTAL_PASSED', reasons: [reason('ARCHIVE_PASSED')] };
}

const FAILING: ReadonlySet<ReasonCode> = new Set(['MEMBER_DAMAGED', 'MEMBER_MISMATCHED', 'MEMBER_MISSING']);
/** Reasons that checksums alone gave and that signatures may settle: they are told anew from the joined coverage. */
const FROM_COVERAGE: ReadonlySet<ReasonCode> = new Set(['MEMBER_UNLISTED', 'MEMBER_WEAKLY_COVERED', 'NO_CHECKSUMS']);

function manifestReasons(coverage: readonly Coverage[], indication: Indication): readonly Reason[] {
  const own = coverage.find((member) => member.by === 'manifest');
  return own?.indication !== indication || own.reason.code === 'MEMBER_MISMATCHED' ? [] : [own.reason];
}

function failingSignatures(coverage: readonly Coverage[], signatures: readonly SignatureResult[]): readonly Reason[] {
  const manifest = coverage.find((member) => member.by === 'manifest')?.path;
  const failed = signatures.filter(
    (signature) => signature.indication === 'TOTAL_FAILED' && !vouchesFor(signature, manifest),
  );
  const first = failed[0];
  if (first === undefined) return [];
  const values = { first: first.covers[0] ?? first.path, signature: first.path, code: first.reason.code };
  return [
    reason('MEMBER_SIGNATURE_FAILED', { count: new Set(failed.map((signature) => signature.path)).size, ...values }),
  ];
}

/** Returns whether the signature is one that the standing of the member at `path` already tells of. */
function vouchesFor({ format, covers }: SignatureResult, path: string | null | undefined): boolean {
  return format !== 'timestamp' && covers.includes(path ?? '');
}

function approvalFailures(approvals: readonly ApprovalResult[]): readonly Reason[] {
  return approvals.filter(isOfOtherManifest).map((approval) => approval.reason);
}

/** Approved was another manifest than this one. A sign-off is about an entry of the anomaly list, and the bytes of the archive hold. */
function isOfOtherManifest({ reason: { code }, anomaly }: ApprovalResult): boolean {
  return code === 'APPROVAL_SUBJECT_MISMATCH' && anomaly === null;
}

/** Other approvals that must be rejected: the bytes hold, so that each is a doubt and no failure of the archive. */
function rejectedApprovals(approvals: readonly ApprovalResult[]): readonly Reason[] {
  return approvals
    .filter((approval) => approval.state === 'invalid' || approval.reason.code === 'APPROVAL_SIGNER_NAME_MISMATCH')
    .filter((approval) => !isOfOtherManifest(approval))
    .map((approval) => approval.reason);
}

/** Members that no passing signature reaches, one reason a kind with their number and the first. */
function uncovered(coverage: readonly Coverage[], integrity: IntegrityReport): readonly Reason[] {
  const open = coverage.filter(
    (member) => member.indication === 'INDETERMINATE' && member.by !== 'is-signature' && member.by !== 'manifest',
  );
  const bare = open.filter((member) => member.by === 'none');
  const reasons = (['MEMBER_UNLISTED', 'MEMBER_WEAKLY_COVERED'] as const).flatMap((code) => {
    const members = bare.filter((member) => member.reason.code === code);
    const first = members[0]?.path;
    return first === undefined ? [] : [reason(code, { count: members.length, first })];
  });
  // What only an unsigned list covers is told once, by the list.
  const lists = open.filter((member) => member.by === 'checksum').map((member) => member.reason);
  const none = open.length > 0 ? integrity.reasons.filter((found) => found.code === 'NO_CHECKSUMS') : [];
  return [...none, ...reasons, ...lists];
}

/** Signatures of which nothing is known, one reason a code; those over the manifest are told already. */
function openSignatures(coverage: readonly Coverage[], signatures: readonly SignatureResult[]): readonly Reason[] {
  const own = coverage.find((member) => member.by === 'manifest');
  const told = own?.indication === 'INDETERMINATE' ? own.path : null;
  const open = signatures.filter(
    (signature) => signature.indication === 'INDETERMINATE' && !vouchesFor(signature, told),
  );
  const byCode = new Map<ReasonCode, Reason>();
  for (const signature of open)
    if (!byCode.has(signature.reason.code)) byCode.set(signature.reason.code, signature.reason);
  return [...byCode.values()];
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((found) => [JSON.stringify(found), found] as const)).values()].slice(0, MOST_REASONS);
}

const MOST_REASONS = 100;

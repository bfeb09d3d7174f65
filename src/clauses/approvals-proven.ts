import { message } from '../domain/message.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { readWrittenTime } from '../domain/written-time.ts';
import { anomalyRef } from './anomalies.ts';
import { signOffsOf } from './anomaly-sign-offs.ts';
import { approvalRefs, gateApprovals } from './approvals.ts';
import { approverKey } from './gate.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, some } from './references.ts';

/** CS-APR-02: each approval says who, in which role, when, what for, and of what. */
export function approvalsIdentify(context: Context): Outcome {
  const { release } = context;
  const approvals = gateApprovals(release);
  if (approvals.length === 0) return undecidable([message('rules.missing.approvals')]);
  const gaps = approvals.map((approval) => ({ approval, ...gapsOf(approval) }));
  const hard = gaps.filter((gap) => gap.hard.length > 0);
  if (hard.length > 0) {
    const values = {
      k: hard.length,
      n: approvals.length,
      fields: some(hard.flatMap((gap) => gap.hard)),
      roles: some(hard.map((gap) => gap.approval.role)),
    };
    return fail(
      message('rules.APR-02.fail', values),
      capped(
        approvalRefs(
          release,
          hard.map((gap) => gap.approval),
        ),
      ),
    );
  }
  const soft = gaps.filter((gap) => gap.soft.length > 0);
  if (soft.length > 0) {
    const values = {
      k: soft.length,
      n: approvals.length,
      fields: some(soft.flatMap((gap) => gap.soft)),
      roles: some(soft.map((gap) => gap.approval.role)),
    };
    return judge(
      message('rules.APR-02.judge', values),
      capped(
        approvalRefs(
          release,
          soft.map((gap) => gap.approval),
        ),
      ),
    );
  }
  return pass(message('rules.APR-02.pass', { n: approvals.length }), [], capped(approvalRefs(release, approvals)));
}

function gapsOf(approval: ApprovalResult): { hard: readonly string[]; soft: readonly string[] } {
  const date = approval.date === null || approval.date.trim() === '' ? null : readWrittenTime(approval.date);
  const hard = [...(approval.name.trim() === '' ? ['name'] : []), ...(date === null ? ['date'] : [])];
  const soft = [
    ...(date !== null && !date.zoned ? ['time zone'] : []),
    ...(approval.meaning === null || approval.meaning.trim() === '' ? ['meaning'] : []),
    ...(approval.subject === null ? ['subject'] : []),
  ];
  return { hard, soft };
}

/** CS-APR-03: approvals are authentic. A name in the signed manifest for the role is the authorisation that the archive holds. */
export function approvalsAuthentic(context: Context): Outcome {
  const { release } = context;
  const approvals = release.verification.approvals;
  if (approvals.length === 0) return undecidable([message('rules.missing.approvals')]);
  const failed = approvals.filter((approval) => approval.indication === 'TOTAL_FAILED');
  const open = approvals.filter(({ state, indication }) => state === 'signed' && indication === 'INDETERMINATE');
  const signers = some(open.map((approval) => `${approval.name} (${approval.reason.code})`));
  const first = failed[0];
  if (first !== undefined) {
    const values = { k: failed.length, name: first.name, role: first.role, code: first.reason.code };
    return fail(
      message('rules.APR-03.fail', { ...values, m: open.length, signers }),
      capped(approvalRefs(release, [...failed, ...open])),
    );
  }
  const signOffs = signOffsOf(context);
  const stranger = signOffs.unauthorised[0];
  if (stranger !== undefined) {
    const values = {
      k: signOffs.unauthorised.length,
      name: stranger.name,
      role: stranger.role,
      id: stranger.anomaly ?? '',
    };
    return fail(message('rules.APR-03.fail-sign-off', values), capped(approvalRefs(release, signOffs.unauthorised)));
  }
  const recorded = approvals.filter((approval) => approval.state !== 'signed');
  if (recorded.length > 0) {
    const values = { k: recorded.length, n: approvals.length, roles: some(recorded.map((approval) => approval.role)) };
    return judge(message('rules.APR-03.judge-recorded', values), capped(approvalRefs(release, recorded)));
  }
  if (open.length > 0) {
    const values = { k: open.length, n: approvals.length, signers };
    return judge(message('rules.APR-03.judge-open', values), capped(approvalRefs(release, open)));
  }
  const named = new Set(release.manifest?.approvals.map(approverKey));
  const unnamed = approvals.filter((approval) => !named.has(approverKey(approval)));
  if (unnamed.length > 0) {
    const values = { k: unnamed.length, names: some(unnamed.map((approval) => approval.name)) };
    return judge(message('rules.APR-03.judge-unnamed', values), capped(approvalRefs(release, unnamed)));
  }
  const { missing, otherRole } = signOffs;
  if (missing.length > 0) {
    const values = { k: missing.length, n: signOffs.open, ids: some(missing.map((listed) => listed.anomaly.id)) };
    return judge(
      message('rules.APR-03.judge-sign-off', values),
      capped([...missing.map((listed) => anomalyRef(listed)), ...approvalRefs(release, otherRole)]),
    );
  }
  return pass(message('rules.APR-03.pass', { n: approvals.length }), [], capped(approvalRefs(release, approvals)));
}

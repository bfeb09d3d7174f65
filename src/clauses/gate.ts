import { GATE_ROLES } from '../domain/manifest.ts';
import type { EvidenceRef } from '../domain/evidence.ts';
import type { WrittenTime } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { listedAnomalies, anomalyRef } from './anomalies.ts';
import { approvalRef, approvalRefs, gateApprovals, gateTime } from './approvals.ts';
import { field, fieldsOf, fileAt, filesOf, listField } from './files.ts';
import { versionName } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { testRuns } from './tests.ts';

/** The roles of the release-management practice, with the names under which each is written. */
const PRACTICE_ROLES: readonly string[] = ['qa', 'ra', 'security'];

/** Other words for a role. `prrc` is the regulatory role of the practice; nothing else is taken for granted. */
const ROLE_NAMES: Readonly<Record<string, string>> = {
  quality: 'qa',
  quality_assurance: 'qa',
  regulatory: 'ra',
  regulatory_affairs: 'ra',
  information_security: 'security',
  security_lead: 'security',
  software_leader: 'software_lead',
  qa_leader: 'qa_lead',
  quality_lead: 'qa_lead',
  risk_manager: 'risk_owner',
  person_responsible_for_regulatory_compliance: 'prrc',
};

/** Returns a role in the form in which roles are compared. */
export function roleName(role: string): string {
  const plain = role
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
  return ROLE_NAMES[plain] ?? plain;
}

/** The roles that have to approve, and where that is written (`null`: it follows from the roles in use). */
export interface Gate {
  readonly roles: readonly string[];
  readonly where: EvidenceRef | null;
}

/**
 * Returns the roles that must approve: those that the release record, the plan or the manifest list under
 * `required_approvals`, else the set of roles that the approvals in use belong to; `null` where no approval tells.
 */
export function requiredGate(release: Release): Gate | null {
  const manifest = release.manifest === null ? null : fileAt(release, release.manifest.path);
  const files = [
    ...filesOf(release, 'release_record'),
    ...filesOf(release, 'verification_plan'),
    ...(manifest === null ? [] : [manifest]),
  ];
  for (const file of files) {
    for (const key of ['required_approvals', 'approval_roles', 'gate_roles']) {
      const items = listField(fieldsOf(file), key);
      const first = items[0];
      if (first !== undefined) {
        const roles = [...new Set(items.map((item) => roleName(item.value)))];
        return { roles, where: refAt(file, first.at, items.map((item) => item.value).join(', ')) };
      }
    }
  }
  const used = new Set(gateApprovals(release).map((approval) => roleName(approval.role)));
  if (GATE_ROLES.some((role) => used.has(role))) return { roles: GATE_ROLES, where: null };
  if (PRACTICE_ROLES.some((role) => used.has(role))) return { roles: PRACTICE_ROLES, where: null };
  return null;
}

function gateRef(gate: Gate | null): readonly EvidenceRef[] {
  return gate === null || gate.where === null ? [] : [gate.where];
}

/** CS-APR-01: all required roles approved. */
export function requiredRolesApproved(context: Context): Outcome {
  const { release } = context;
  const approvals = gateApprovals(release);
  const version = versionName(release);
  if (release.manifest === null && approvals.length === 0) return undecidable([message('rules.missing.manifest')]);
  const gate = requiredGate(release);
  if (approvals.length === 0) {
    const refs = release.manifestRef === null ? [] : [release.manifestRef];
    const roles = gate?.roles ?? [];
    return fail(message('rules.APR-01.fail-none', { version, roles: some(roles), n: roles.length }), [
      ...gateRef(gate),
      ...refs,
    ]);
  }
  const evidence = [...gateRef(gate), ...approvalRefs(release, approvals)];
  if (gate === null) {
    const roles = some(approvals.map((approval) => approval.role));
    return judge(message('rules.APR-01.judge-unmapped', { roles }), capped(evidence));
  }
  const byRole = new Map<string, ApprovalResult[]>();
  for (const approval of approvals)
    byRole.set(roleName(approval.role), [...(byRole.get(roleName(approval.role)) ?? []), approval]);
  const standing = gate.roles.map((role) => ({ role, best: bestOf(byRole.get(role) ?? []) }));
  const missing = standing
    .filter(({ best }) => best === null || best.indication === 'TOTAL_FAILED')
    .map(({ role }) => role);
  if (missing.length > 0) {
    const unmapped = approvals.filter((approval) => !gate.roles.includes(roleName(approval.role)));
    const values = {
      version,
      roles: missing,
      k: missing.length,
      unmapped: some(unmapped.map((approval) => approval.role)),
    };
    return fail(message('rules.APR-01.fail', values), capped(evidence));
  }
  const open = standing.filter(({ best }) => best?.indication !== 'TOTAL_PASSED').map(({ role }) => role);
  if (open.length > 0)
    return judge(message('rules.APR-01.judge-recorded', { roles: open, k: open.length }), capped(evidence));
  return pass(message('rules.APR-01.pass', { roles: gate.roles, n: gate.roles.length }), [], capped(evidence));
}

const BEST = { TOTAL_PASSED: 0, INDETERMINATE: 1, TOTAL_FAILED: 2 } as const;

function bestOf(approvals: readonly ApprovalResult[]): ApprovalResult | null {
  return [...approvals].sort((a, b) => BEST[a.indication] - BEST[b.indication])[0] ?? null;
}

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
  const first = failed[0];
  if (first !== undefined) {
    const values = { k: failed.length, name: first.name, role: first.role, code: first.reason.code };
    return fail(message('rules.APR-03.fail', values), capped(approvalRefs(release, failed)));
  }
  const recorded = approvals.filter((approval) => approval.state !== 'signed');
  if (recorded.length > 0) {
    const values = { k: recorded.length, n: approvals.length, roles: some(recorded.map((approval) => approval.role)) };
    return judge(message('rules.APR-03.judge-recorded', values), capped(approvalRefs(release, recorded)));
  }
  const open = approvals.filter((approval) => approval.indication !== 'TOTAL_PASSED');
  if (open.length > 0) {
    const values = { k: open.length, n: approvals.length, codes: some(open.map((approval) => approval.reason.code)) };
    return judge(message('rules.APR-03.judge-open', values), capped(approvalRefs(release, open)));
  }
  const unnamed = approvals.filter((approval) => approval.anomaly === null && !isNamed(release, approval));
  if (unnamed.length > 0) {
    const values = { k: unnamed.length, names: some(unnamed.map((approval) => approval.name)) };
    return judge(message('rules.APR-03.judge-unnamed', values), capped(approvalRefs(release, unnamed)));
  }
  return pass(message('rules.APR-03.pass', { n: approvals.length }), [], capped(approvalRefs(release, approvals)));
}

function isNamed(release: Release, approval: ApprovalResult): boolean {
  const plain = (name: string): string => name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
  return (
    release.manifest?.approvals.some(
      (entry) => roleName(entry.role) === roleName(approval.role) && plain(entry.name) === plain(approval.name),
    ) === true
  );
}

interface Dated {
  readonly time: WrittenTime;
  readonly where: EvidenceRef;
}

/** CS-APR-05: approval follows the evidence and precedes delivery. */
export function approvalFollowsEvidence(context: Context): Outcome {
  const { release } = context;
  const gate = gateTime(release);
  if (gate === null) return undecidable([message('rules.missing.approval-date')]);
  const approval = approvalRef(release, gate.approval);
  const gateRefs = approval === null ? [] : [approval];
  const changed = gateApprovals(release).filter((item) => item.reason.code === 'APPROVAL_SUBJECT_MISMATCH');
  if (changed.length > 0) {
    const values = { k: changed.length, roles: some(changed.map((item) => item.role)) };
    return fail(message('rules.APR-05.fail-changed', values), capped(approvalRefs(release, changed)));
  }
  const dated = evidenceDates(context);
  const orders = dated.map((item) => ({ item, order: compareWritten(item.time, gate.time) }));
  const late = orders.filter(({ order }) => order === 'after').map(({ item }) => item);
  const first = late[0];
  if (first !== undefined) {
    const values = { path: first.where.path, changed: first.time.text, approved: gate.time.text, k: late.length };
    return fail(message('rules.APR-05.fail', values), capped([...late.map((item) => item.where), ...gateRefs]));
  }
  const delivered = filesOf(release, 'release_record').flatMap((file) => {
    const date = field(file, 'delivered_on', 'delivery_date');
    return date === null ? [] : [refValue(file, date)];
  });
  const early = delivered.find((where) => compareWritten(readWrittenTime(where.quote), gate.time) === 'before');
  if (early !== undefined) {
    return fail(message('rules.APR-05.fail-delivered', { delivered: early.quote, approved: gate.time.text }), [
      early,
      ...gateRefs,
    ]);
  }
  const evidence = capped([...gateRefs, ...delivered, ...dated.map((item) => item.where)]);
  if (dated.length === 0) return undecidable([message('rules.missing.evidence-dates')], evidence);
  const unclear = orders.filter(({ order }) => order === 'unclear');
  if (unclear.length > 0) {
    const paths = some(unclear.map(({ item }) => item.where.path));
    return judge(
      message('rules.APR-05.judge-unclear', { k: unclear.length, paths, approved: gate.time.text }),
      evidence,
    );
  }
  const settled = delivered.some((where) => compareWritten(readWrittenTime(where.quote), gate.time) === 'after');
  if (!settled)
    return judge(message('rules.APR-05.judge-delivery', { n: dated.length, approved: gate.time.text }), evidence);
  const rests = [...filesOf(release, 'tests'), ...filesOf(release, 'anomalies')];
  return pass(message('rules.APR-05.pass', { n: dated.length, approved: gate.time.text }), rests, evidence);
}

/** When tests ended, anomalies were exported and evaluated, and documents were approved. */
function evidenceDates(context: Context): readonly Dated[] {
  const { release } = context;
  const runs = testRuns(release).flatMap((run) => {
    const time = run.results.ended ?? run.results.started;
    return time === null ? [] : [{ time, where: refFile(run.file) }];
  });
  const evaluations = listedAnomalies(release).flatMap((listed) => {
    const on = listed.anomaly.evaluatedOn;
    return on === null ? [] : [{ time: on, where: anomalyRef(listed, on.text) }];
  });
  const documents = filesOf(release, 'documents').flatMap((file) => {
    const on = field(file, 'approved_on');
    return on === null ? [] : [{ time: readWrittenTime(on.value), where: refValue(file, on) }];
  });
  const exports = filesOf(release, 'anomalies').flatMap((file) => {
    if (file.facts.kind !== 'anomalies' || file.facts.exported === null || file.facts.exportedAt === null) return [];
    return [{ time: file.facts.exported, where: refAt(file, file.facts.exportedAt, file.facts.exported.text) }];
  });
  return [...runs, ...exports, ...evaluations, ...documents];
}

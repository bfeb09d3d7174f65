import type { Profile } from '../domain/assessment.ts';
import type { EvidenceRef } from '../domain/evidence.ts';
import { GATE_ROLES } from '../domain/manifest.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { approvalRefs, gateApprovals } from './approvals.ts';
import { fieldsOf, fileAt, filesOf, listField } from './files.ts';
import { versionName } from './identity.ts';
import { editionCatalogue } from './rule-set.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, some } from './references.ts';

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

/** Returns the key under which entries of one person in one role meet: names without regard to case, spacing and composition of letters. */
export function approverKey({ role, name }: { readonly role: string; readonly name: string }): string {
  return JSON.stringify([roleName(role), name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase()]);
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
export function requiredGate(release: Release, profile: Profile): Gate | null {
  const own = gateOf(release);
  const asked = editionCatalogue(profile.edition).asksFor?.gateRoles;
  if (asked === undefined) return own;
  return { roles: [...new Set([...asked, ...(own?.roles ?? [])])], where: own?.where ?? null };
}

function gateOf(release: Release): Gate | null {
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
  const gate = requiredGate(release, context.profile);
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

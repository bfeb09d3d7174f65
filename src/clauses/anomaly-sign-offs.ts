import type { ApprovalResult } from '../domain/signature.ts';
import { openAnomalies, type ListedAnomaly } from './anomalies.ts';
import { approverKey, requiredGate, roleName } from './gate.ts';
import type { Context } from './outcome.ts';

/** The role that signs each known anomaly off. */
const SIGN_OFF_ROLE = 'prrc';

/** How the sign-offs of single anomalies stand. */
export interface SignOffs {
  /** Signed by a person whom the manifest does not name for the role, or in another role than the one that signs anomalies off. */
  readonly unauthorised: readonly ApprovalResult[];
  /** Signed in another role, in a release that does not say which role signs anomalies off. */
  readonly otherRole: readonly ApprovalResult[];
  /** Open anomalies without the sign-off that the release leads to expect. */
  readonly missing: readonly ListedAnomaly[];
  readonly open: number;
}

/**
 * Returns how the sign-offs of single anomalies stand. Where the person responsible for regulatory compliance is one of the
 * gate's roles, or anomalies were signed off at all, one is expected for each open anomaly. A further sign-off by another
 * role does no harm beside the one that is expected.
 */
export function signOffsOf({ release, profile }: Pick<Context, 'release' | 'profile'>): SignOffs {
  const given = release.verification.approvals.filter(
    (approval) => approval.anomaly !== null && approval.state === 'signed',
  );
  const entries = release.manifest?.approvals ?? [];
  const named = new Set(entries.map(approverKey));
  const isNamed = (approval: ApprovalResult): boolean => entries.length === 0 || named.has(approverKey(approval));
  const proper = given.filter((approval) => roleName(approval.role) === SIGN_OFF_ROLE && isNamed(approval));
  const signed = new Set(proper.map((approval) => entryKey(approval.anomaly, approval.subject?.sha256)));
  const inOtherRole = given.filter(
    (approval) =>
      isNamed(approval) &&
      roleName(approval.role) !== SIGN_OFF_ROLE &&
      !signed.has(entryKey(approval.anomaly, approval.subject?.sha256)),
  );
  const asked = requiredGate(release, profile)?.roles.includes(SIGN_OFF_ROLE) === true;
  const open = openAnomalies(release);
  return {
    unauthorised: [...given.filter((approval) => !isNamed(approval)), ...(asked ? inOtherRole : [])],
    otherRole: asked ? [] : inOtherRole,
    missing:
      asked || given.length > 0
        ? open.filter(({ anomaly }) => !signed.has(entryKey(anomaly.id, anomaly.entrySha256)))
        : [],
    open: open.length,
  };
}

/** A sign-off is of the entry exactly as exported. */
function entryKey(id: string | null, sha256: string | undefined): string {
  return JSON.stringify([id, sha256]);
}

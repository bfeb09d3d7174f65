import type { Archive } from '../archive/index.ts';
import type { Sha256 } from '../domain/brand.ts';
import type { IntegrityReport } from '../domain/integrity.ts';
import type { ManifestApproval, ReleaseManifest } from '../domain/manifest.ts';
import { reason, type Reason } from '../domain/reasons.ts';
import type { ApprovalResult, SignatureResult, TrustAnchor } from '../domain/signature.ts';
import type { Indication } from '../domain/verdict.ts';
import { isOtherDay } from '../domain/written-time.ts';
import type { ApprovalStatement } from '../evidence/index.ts';
import { wrongRole } from './anchor-limits.ts';
import type { VerifyOptions } from './options.ts';
import { standingOf, type Standing } from './standing.ts';

/** What approvals are judged against. */
export interface Judging {
  readonly archive: Archive;
  readonly paths: ReadonlySet<string>;
  readonly manifest: ReleaseManifest | null;
  readonly manifestSha256: Sha256 | null;
  readonly integrity: IntegrityReport;
  readonly signed: ReadonlyMap<string, readonly SignatureResult[]>;
  readonly options: VerifyOptions;
}

/** Returns the judgement of a statement about the release: role and name as the manifest has them, this manifest as its subject, its signature. */
export function judged(
  judging: Judging,
  path: string,
  statement: ApprovalStatement,
  entry: ManifestApproval | null,
): ApprovalResult {
  const standing = standingOf(judging.signed.get(path));
  const values = { ...who(statement), path };
  const result = resultOf(path, statement, standing);
  if (entry !== null && !sameRole(statement.role, entry.role)) {
    return invalid(result, reason('APPROVAL_ROLE_MISMATCH', { ...values, expected: entry.role }));
  }
  if (entry !== null && statement.anomaly === null && !sameName(statement.name, entry.name)) {
    return invalid(result, reason('APPROVAL_NAME_MISMATCH', { ...values, expected: entry.name }));
  }
  if (judging.manifest === null) return result('signed', 'INDETERMINATE', reason('NO_MANIFEST'));
  if (judging.manifestSha256 === null)
    return result('signed', 'INDETERMINATE', reason('MEMBER_UNREADABLE', { count: 1, first: judging.manifest.path }));
  if (statement.anomaly !== null || statement.subject.sha256 !== judging.manifestSha256) {
    return invalid(result, reason('APPROVAL_SUBJECT_MISMATCH', { ...values, subject: statement.subject.path }));
  }
  return bySignature(result, statement, standing, values, judging.options.anchors);
}

/** Makes the result of one statement. */
export type MakeResult = (state: ApprovalResult['state'], indication: Indication, why: Reason) => ApprovalResult;

/** Returns the maker of results for the statement at `path`, whose signatures stand as `standing`. */
export function resultOf(path: string, statement: ApprovalStatement, standing: Standing): MakeResult {
  return (state, indication, why) => ({
    role: statement.role,
    name: statement.name,
    date: statement.date.text,
    meaning: statement.meaning,
    anomaly: statement.anomaly,
    statement: path,
    signature: standing.deciding?.path ?? null,
    // A statement without a signature is a name and no more, whatever else is wrong with it.
    state: state === 'signed' && standing.deciding === null ? 'recorded' : state,
    indication,
    reason: why,
    subject: statement.subject,
  });
}

/** Returns the result of a statement that does not hold, whatever its signature says. */
export function invalid(make: MakeResult, why: Reason): ApprovalResult {
  return make('invalid', 'TOTAL_FAILED', why);
}

/** Returns the result of a statement that holds if its signature does. */
export function bySignature(
  make: MakeResult,
  statement: ApprovalStatement,
  standing: Standing,
  values: Readonly<Record<string, string>>,
  anchors: readonly TrustAnchor[],
): ApprovalResult {
  const { deciding } = standing;
  if (deciding === null) return make('recorded', 'INDETERMINATE', reason('APPROVAL_RECORDED_ONLY', values));
  switch (standing.indication) {
    case 'TOTAL_FAILED':
      return make(
        'signed',
        'TOTAL_FAILED',
        reason('APPROVAL_SIGNATURE_FAILED', { ...values, code: deciding.reason.code }),
      );
    case 'INDETERMINATE':
      return make('signed', 'INDETERMINATE', deciding.reason);
    case 'TOTAL_PASSED': {
      const limited = wrongRole(deciding, anchors, statement.role);
      if (limited !== null) return make('signed', 'INDETERMINATE', limited);
      if (deciding.signer === null || !sameName(deciding.signer.name, statement.name)) {
        return make(
          'signed',
          'INDETERMINATE',
          reason('APPROVAL_SIGNER_NAME_MISMATCH', { ...values, signer: deciding.signer?.name ?? '' }),
        );
      }
      return make(
        'signed',
        'TOTAL_PASSED',
        reason('APPROVAL_SIGNED', {
          ...values,
          about: statement.anomaly === null ? 'release' : 'anomaly',
          dated: statement.date.text,
          claimed: otherDay(statement, deciding),
        }),
      );
    }
  }
}

/** The time that the signer claims, where it is on another day than the statement says; else `none`. Neither is proven, so that it is a remark. */
function otherDay(statement: ApprovalStatement, { times }: SignatureResult): string {
  const claimed = times.claimed === null ? Number.NaN : Date.parse(times.claimed);
  return times.claimed !== null && isOtherDay(statement.date, claimed) ? times.claimed : 'none';
}

/** Returns role and name alone, for a sentence. */
export function who(entry: { readonly role: string; readonly name: string }): {
  readonly role: string;
  readonly name: string;
} {
  return { role: entry.role, name: entry.name };
}

function sameRole(left: string, right: string): boolean {
  return plainRole(left) === plainRole(right);
}

function sameName(left: string, right: string): boolean {
  return plainName(left) === plainName(right);
}

/** Returns the key under which approvals of one person in one role meet. */
export function whoKey(entry: { readonly role: string; readonly name: string }): string {
  return JSON.stringify([plainRole(entry.role), plainName(entry.name)]);
}

function plainRole(role: string): string {
  return role
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
}

/** Names are compared without regard to case, spacing and the way in which letters are composed. */
function plainName(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

import { mediumFailure, type Archive } from '../archive/index.ts';
import type { Sha256 } from '../domain/brand.ts';
import { throwIfCancelled } from '../domain/errors.ts';
import type { IntegrityReport } from '../domain/integrity.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import type { ManifestApproval, ReleaseManifest } from '../domain/manifest.ts';
import { reason, type Reason } from '../domain/reasons.ts';
import type { ApprovalResult, SignatureResult } from '../domain/signature.ts';
import { readApprovalStatement, type ApprovalStatement } from '../evidence/index.ts';
import { ofSignOff } from './anomaly-sign-off.ts';
import { judged, who, whoKey, type Judging } from './judge-approval.ts';
import type { VerifyOptions } from './options.ts';
import { bySignedMember, standingOf } from './standing.ts';

/** What a statement found in the archive is. */
interface FoundStatement {
  readonly path: string;
  readonly statement: ApprovalStatement | null;
}

/** A statement is some lines of YAML; a larger file that the manifest does not name as one is not looked at. */
const MOST_STATEMENT = 64 * 1024;

/**
 * Returns every approval: those that the manifest names, those in statements that were added later, and sign-offs of single
 * anomalies, each judged with its subject and its signature. Throws `Cancelled` and what the archive throws of its content.
 */
export async function findApprovals(
  archive: Archive,
  manifest: ReleaseManifest | null,
  integrity: IntegrityReport,
  signatures: readonly SignatureResult[],
  options: VerifyOptions,
): Promise<readonly ApprovalResult[]> {
  const manifestSha256 = integrity.members.find((member) => member.path === manifest?.path)?.sha256 ?? null;
  const paths = new Set(archive.members.map((member) => member.path));
  const judging = { archive, paths, manifest, manifestSha256, integrity, signed: bySignedMember(signatures), options };
  const found = await findStatements(judging);
  const byWho = Map.groupBy(
    [...found.values()].filter(({ statement }) => statement !== null && statement.anomaly === null),
    ({ statement }) => (statement === null ? '' : whoKey(statement)),
  );
  const used = new Set<string>();
  const results: ApprovalResult[] = [];
  for (const entry of manifest?.approvals ?? []) results.push(ofManifestEntry(judging, entry, found, byWho, used));
  const signOffs = new Map<string, ReadonlyMap<string, Sha256>>();
  for (const { path, statement } of found.values()) {
    if (used.has(path) || statement === null) continue;
    if (statement.anomaly === null) results.push(judged(judging, path, statement, null));
    else results.push(await ofSignOff(judging, path, statement, statement.anomaly, signOffs));
  }
  return results;
}

async function findStatements(judging: Judging): Promise<ReadonlyMap<string, FoundStatement>> {
  const { archive, manifest, options } = judging;
  const named = new Set(
    (manifest?.approvals ?? []).flatMap((entry) =>
      entry.statement === null ? [] : [statementPath(manifest, entry.statement)],
    ),
  );
  const most = (options.budgets ?? DEFAULT_BUDGETS).signedFileSize;
  const found = new Map<string, FoundStatement>();
  for (const member of archive.members) {
    const isNamed = named.has(member.path);
    const isCandidate =
      /\.ya?ml$/iu.test(member.path) && member.size <= MOST_STATEMENT && member.path !== manifest?.path;
    if (!isNamed && !isCandidate) continue;
    throwIfCancelled(options.signal);
    const statement = await readStatement(archive, member.path, member.size, most);
    if (isNamed || statement !== null) found.set(member.path, { path: member.path, statement });
  }
  return found;
}

async function readStatement(
  archive: Archive,
  path: string,
  size: number,
  most: number,
): Promise<ApprovalStatement | null> {
  if (size > most) return null;
  try {
    const reading = readApprovalStatement(await archive.read(path, most));
    return reading.ok ? reading.statement : null;
  } catch (thrown) {
    if (mediumFailure(thrown) !== null) return null;
    throw thrown;
  }
}

function statementPath(manifest: ReleaseManifest | null, path: string): string {
  return `${manifest?.root ?? ''}${path.replace(/^(?:\.\/+)+/u, '')}`;
}

function ofManifestEntry(
  judging: Judging,
  entry: ManifestApproval,
  found: ReadonlyMap<string, FoundStatement>,
  byWho: ReadonlyMap<string, readonly FoundStatement[]>,
  used: Set<string>,
): ApprovalResult {
  if (entry.statement === null) {
    const later = (byWho.get(whoKey(entry)) ?? []).find(({ path }) => !used.has(path));
    if (later === undefined || later.statement === null)
      return recorded(entry, null, null, reason('APPROVAL_RECORDED_ONLY', who(entry)));
    used.add(later.path);
    return judged(judging, later.path, later.statement, entry);
  }
  const path = statementPath(judging.manifest, entry.statement);
  const known = found.get(path);
  if (known === undefined)
    return recorded(entry, path, null, reason('APPROVAL_STATEMENT_MISSING', { ...who(entry), path }));
  used.add(path);
  const standing = standingOf(judging.signed.get(path));
  if (known.statement === null) {
    const failed = standing.indication === 'TOTAL_FAILED';
    const why = failed ? 'APPROVAL_SIGNATURE_FAILED' : 'APPROVAL_STATEMENT_MALFORMED';
    const result = recorded(
      entry,
      path,
      standing.deciding?.path ?? null,
      reason(why, { ...who(entry), path, code: standing.deciding?.reason.code ?? '' }),
    );
    return { ...result, state: 'invalid', indication: failed ? 'TOTAL_FAILED' : 'INDETERMINATE' };
  }
  return judged(judging, path, known.statement, entry);
}

function recorded(
  entry: ManifestApproval,
  statement: string | null,
  signature: string | null,
  why: Reason,
): ApprovalResult {
  return {
    role: entry.role,
    name: entry.name,
    date: entry.date,
    meaning: null,
    anomaly: null,
    statement,
    signature,
    state: 'recorded',
    indication: 'INDETERMINATE',
    reason: why,
    subject: null,
  };
}

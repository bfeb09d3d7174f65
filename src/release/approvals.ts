import type { Archive } from '../archive/index.ts';
import type { Sha256 } from '../domain/brand.ts';
import { throwIfCancelled } from '../domain/errors.ts';
import type { IntegrityReport } from '../domain/integrity.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import type { ManifestApproval, ReleaseManifest } from '../domain/manifest.ts';
import { reason, type Reason } from '../domain/reasons.ts';
import type { ApprovalResult, SignatureResult } from '../domain/signature.ts';
import type { Indication } from '../domain/verdict.ts';
import { readApprovalStatement, readEvidence, type ApprovalStatement } from '../evidence/index.ts';
import { isMediumFailure } from '../integrity/medium.ts';
import type { VerifyOptions } from './options.ts';
import { bySignedMember, standingOf, type Standing } from './standing.ts';

/** What a statement found in the archive is. */
interface FoundStatement {
  readonly path: string;
  readonly statement: ApprovalStatement | null;
}

/** What approvals are judged against. */
interface Judging {
  readonly archive: Archive;
  readonly paths: ReadonlySet<string>;
  readonly manifest: ReleaseManifest | null;
  readonly manifestSha256: Sha256 | null;
  readonly integrity: IntegrityReport;
  readonly signed: ReadonlyMap<string, readonly SignatureResult[]>;
  readonly options: VerifyOptions;
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
  const named = new Set((manifest?.approvals ?? []).flatMap((entry) => (entry.statement === null ? [] : [statementPath(manifest, entry.statement)])));
  const most = (options.budgets ?? DEFAULT_BUDGETS).signedFileSize;
  const found = new Map<string, FoundStatement>();
  for (const member of archive.members) {
    const isNamed = named.has(member.path);
    const isCandidate = /\.ya?ml$/iu.test(member.path) && member.size <= MOST_STATEMENT && member.path !== manifest?.path;
    if (!isNamed && !isCandidate) continue;
    throwIfCancelled(options.signal);
    const statement = await readStatement(archive, member.path, member.size, most);
    if (isNamed || statement !== null) found.set(member.path, { path: member.path, statement });
  }
  return found;
}

async function readStatement(archive: Archive, path: string, size: number, most: number): Promise<ApprovalStatement | null> {
  if (size > most) return null;
  try {
    const reading = readApprovalStatement(await archive.read(path, most));
    return reading.ok ? reading.statement : null;
  } catch (thrown) {
    if (isMediumFailure(thrown)) return null;
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
    if (later === undefined || later.statement === null) return recorded(entry, null, null, reason('APPROVAL_RECORDED_ONLY', who(entry)));
    used.add(later.path);
    return judged(judging, later.path, later.statement, entry);
  }
  const path = statementPath(judging.manifest, entry.statement);
  const known = found.get(path);
  if (known === undefined) return recorded(entry, path, null, reason('APPROVAL_STATEMENT_MISSING', { ...who(entry), path }));
  used.add(path);
  const standing = standingOf(judging.signed.get(path));
  if (known.statement === null) {
    const failed = standing.indication === 'TOTAL_FAILED';
    const why = failed ? 'APPROVAL_SIGNATURE_FAILED' : 'APPROVAL_STATEMENT_MALFORMED';
    const result = recorded(entry, path, standing.deciding?.path ?? null, reason(why, { ...who(entry), path, code: standing.deciding?.reason.code ?? '' }));
    return { ...result, state: 'invalid', indication: failed ? 'TOTAL_FAILED' : 'INDETERMINATE' };
  }
  return judged(judging, path, known.statement, entry);
}

function who(entry: { readonly role: string; readonly name: string }): { readonly role: string; readonly name: string } {
  return { role: entry.role, name: entry.name };
}

function recorded(entry: ManifestApproval, statement: string | null, signature: string | null, why: Reason): ApprovalResult {
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

/** Judges a statement about the release: role and name as the manifest has them, this manifest as its subject, its signature. */
function judged(judging: Judging, path: string, statement: ApprovalStatement, entry: ManifestApproval | null): ApprovalResult {
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
  if (judging.manifestSha256 === null) return result('signed', 'INDETERMINATE', reason('MEMBER_UNREADABLE', { count: 1, first: judging.manifest.path }));
  if (statement.anomaly !== null || statement.subject.sha256 !== judging.manifestSha256) {
    return invalid(result, reason('APPROVAL_SUBJECT_MISMATCH', { ...values, subject: statement.subject.path }));
  }
  return bySignature(result, statement, standing, values);
}

type MakeResult = (state: ApprovalResult['state'], indication: Indication, why: Reason) => ApprovalResult;

function resultOf(path: string, statement: ApprovalStatement, standing: Standing): MakeResult {
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

function invalid(make: MakeResult, why: Reason): ApprovalResult {
  return make('invalid', 'TOTAL_FAILED', why);
}

function bySignature(
  make: MakeResult,
  statement: ApprovalStatement,
  standing: Standing,
  values: Readonly<Record<string, string>>,
): ApprovalResult {
  const { deciding } = standing;
  if (deciding === null) return make('recorded', 'INDETERMINATE', reason('APPROVAL_RECORDED_ONLY', values));
  switch (standing.indication) {
    case 'TOTAL_FAILED':
      return make('signed', 'TOTAL_FAILED', reason('APPROVAL_SIGNATURE_FAILED', { ...values, code: deciding.reason.code }));
    case 'INDETERMINATE':
      return make('signed', 'INDETERMINATE', deciding.reason);
    case 'TOTAL_PASSED':
      if (deciding.signer === null || !sameName(deciding.signer.name, statement.name)) {
        return make('signed', 'INDETERMINATE', reason('APPROVAL_SIGNER_NAME_MISMATCH', { ...values, signer: deciding.signer?.name ?? '' }));
      }
      return make('signed', 'TOTAL_PASSED', reason('APPROVAL_SIGNED', values));
  }
}

/** Judges the sign-off of one anomaly: its subject is the entry exactly as exported. */
async function ofSignOff(
  judging: Judging,
  path: string,
  statement: ApprovalStatement,
  anomaly: string,
  known: Map<string, ReadonlyMap<string, Sha256>>,
): Promise<ApprovalResult> {
  const standing = standingOf(judging.signed.get(path));
  const make = resultOf(path, statement, standing);
  const values = { ...who(statement), path, anomaly, subject: statement.subject.path };
  const target = memberOf(judging, statement.subject.path);
  if (target === null) return make('signed', 'INDETERMINATE', reason('APPROVAL_SUBJECT_NOT_FOUND', values));
  const entries = known.get(target) ?? (await entriesOf(judging, target));
  known.set(target, entries);
  const entry = entries.get(anomaly);
  if (entry === undefined) return make('signed', 'INDETERMINATE', reason('APPROVAL_SUBJECT_NOT_FOUND', values));
  if (entry !== statement.subject.sha256) return invalid(make, reason('APPROVAL_SUBJECT_MISMATCH', values));
  return bySignature(make, statement, standing, values);
}

function memberOf(judging: Judging, written: string): string | null {
  const clean = written.replace(/^(?:\.\/+)+/u, '');
  return [`${judging.manifest?.root ?? ''}${clean}`, clean].find((path) => judging.paths.has(path)) ?? null;
}

/** The digest of every entry of an anomaly export by anomaly id; an id that stands twice names no entry. */
async function entriesOf(judging: Judging, path: string): Promise<ReadonlyMap<string, Sha256>> {
  const entries = new Map<string, Sha256>();
  const member = judging.integrity.members.find((candidate) => candidate.path === path);
  const most = (judging.options.budgets ?? DEFAULT_BUDGETS).evidenceFileSize;
  if (member === undefined || member.sha256 === null || member.size > most) return entries;
  const bytes = await judging.archive.read(path, most);
  const { facts } = readEvidence({ path, sha256: member.sha256, size: member.size, role: 'anomalies', bytes });
  if (facts.kind !== 'anomalies') return entries;
  const twice = new Set<string>();
  for (const { id, entrySha256 } of facts.anomalies) {
    if (entries.has(id)) twice.add(id);
    entries.set(id, entrySha256);
  }
  for (const id of twice) entries.delete(id);
  return entries;
}

function sameRole(left: string, right: string): boolean {
  return plainRole(left) === plainRole(right);
}

function sameName(left: string, right: string): boolean {
  return plainName(left) === plainName(right);
}

function whoKey(entry: { readonly role: string; readonly name: string }): string {
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

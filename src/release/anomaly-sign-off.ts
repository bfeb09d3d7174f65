import type { Sha256 } from '../domain/brand.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';
import { reason } from '../domain/reasons.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { readEvidence, type ApprovalStatement } from '../evidence/index.ts';
import { bySignature, invalid, resultOf, who, type Judging } from './judge-approval.ts';
import { columnsFor } from './options.ts';
import { standingOf } from './standing.ts';

/** Returns the judgement of a sign-off of one anomaly: its subject is the entry exactly as exported. */
export async function ofSignOff(
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
  return bySignature(make, statement, standing, values, judging.options.anchors);
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
  const maps = columnsFor(judging.manifest, judging.options);
  const file = { path, sha256: member.sha256, size: member.size, role: 'anomalies' as const, bytes };
  const { facts } = readEvidence(file, judging.options.budgets ?? DEFAULT_BUDGETS, maps);
  if (facts.kind !== 'anomalies') return entries;
  const twice = new Set<string>();
  for (const { id, entrySha256 } of facts.anomalies) {
    if (entries.has(id)) twice.add(id);
    entries.set(id, entrySha256);
  }
  for (const id of twice) entries.delete(id);
  return entries;
}

import type { EvidenceRef } from '../domain/evidence.ts';
import type { WrittenTime } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import type { ApprovalResult } from '../domain/signature.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { anomalyRef, listedAnomalies } from './anomalies.ts';
import {
  approvalBefore,
  approvalRef,
  approvalRefs,
  compareFirst,
  earliestOf,
  gateApprovals,
  gateTimes,
  type GateTime,
} from './approvals.ts';
import { field, filesOf, readOf } from './files.ts';
import { approverKey } from './gate.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { testRuns } from './tests.ts';

interface Dated {
  readonly time: WrittenTime;
  readonly where: EvidenceRef;
}

/**
 * CS-APR-05: approval follows the evidence and precedes delivery. Every approval is of the whole manifest, so that each must
 * follow all records: the first approval decides about evidence, the last about delivery.
 */
export function approvalFollowsEvidence(context: Context): Outcome {
  const { release } = context;
  const gates = gateTimes(release);
  const [first, last] = [gates[0], gates.at(-1)];
  if (first === undefined || last === undefined) return undecidable([message('rules.missing.approval-date')]);
  const gateRefs = approvalRefs(release, first === last ? [first.approval] : [first.approval, last.approval]);
  const changed = gateApprovals(release).filter((item) => item.reason.code === 'APPROVAL_SUBJECT_MISMATCH');
  if (changed.length > 0) {
    const values = { k: changed.length, roles: some(changed.map((item) => item.role)) };
    return fail(message('rules.APR-05.fail-changed', values), capped(approvalRefs(release, changed)));
  }
  const earliest = earliestOf(gates);
  const dated = evidenceDates(context);
  const orders = dated.map((item) => ({ item, order: compareFirst(item.time, earliest) }));
  const late = orders.filter(({ order }) => order === 'after').map(({ item }) => item);
  const worst = late[0];
  if (worst !== undefined) {
    const offended = approvalBefore(worst.time, earliest) ?? first;
    const values = { path: worst.where.path, changed: worst.time.text, approved: offended.time.text, k: late.length };
    return fail(
      message('rules.APR-05.fail', values),
      capped([...late.map((item) => item.where), ...approvalRefs(release, [offended.approval])]),
    );
  }
  const delivered = filesOf(release, 'release_record').flatMap((file) => {
    const date = field(file, 'delivered_on', 'delivery_date');
    return date === null ? [] : [refValue(file, date)];
  });
  const early = delivered.find((where) => compareWritten(readWrittenTime(where.quote), last.time) === 'before');
  if (early !== undefined) {
    return fail(message('rules.APR-05.fail-delivered', { delivered: early.quote, approved: last.time.text }), [
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
      message('rules.APR-05.judge-unclear', { k: unclear.length, paths, approved: first.time.text }),
      evidence,
    );
  }
  const odd = oddlyDated(release, gates);
  if (odd.length > 0) {
    const values = { k: odd.length, roles: some(odd.map((approval) => approval.role)) };
    return judge(message('rules.APR-05.judge-dates', values), capped([...approvalRefs(release, odd), ...evidence]));
  }
  const settled = delivered.some((where) => compareWritten(readWrittenTime(where.quote), last.time) === 'after');
  if (!settled)
    return judge(message('rules.APR-05.judge-delivery', { n: dated.length, approved: first.time.text }), evidence);
  const rests = [...filesOf(release, 'tests'), ...filesOf(release, 'anomalies'), ...filesOf(release, 'deviations')];
  return pass(message('rules.APR-05.pass', { n: dated.length, approved: first.time.text }), rests, evidence);
}

/**
 * The approvals without a readable date, those dated before the manifest that they are of, and those whose statement has
 * another date than the manifest gives them.
 */
function oddlyDated(release: Release, gates: readonly GateTime[]): readonly ApprovalResult[] {
  const own = release.manifest?.date ?? null;
  const times = new Map(gates.map(({ approval, time }) => [approval, time] as const));
  const entries = new Map(release.manifest?.approvals.map((entry) => [approverKey(entry), entry.date] as const));
  return gateApprovals(release).filter((approval) => {
    if (approval.indication === 'TOTAL_FAILED') return false;
    const time = times.get(approval);
    if (time === undefined) return true;
    if (own !== null && compareWritten(time, readWrittenTime(own)) === 'before') return true;
    const given = entries.get(approverKey(approval)) ?? null;
    return given !== null && ['before', 'after'].includes(compareWritten(time, readWrittenTime(given)));
  });
}

/** When tests ended, anomalies were exported and evaluated, and documents and deviations were approved. */
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
  const deviations = readOf(release, 'deviations', 'deviations').flatMap(({ file, facts }) =>
    facts.deviations.flatMap(({ approvedOn, at }) =>
      approvedOn === null ? [] : [{ time: approvedOn, where: refAt(file, at, approvedOn.text) }],
    ),
  );
  return [...runs, ...exports, ...evaluations, ...documents, ...deviations, ...listedSignOffs(release)];
}

/** Sign-offs of single anomalies that the manifest lists: who approves the manifest approves them. Others may be added later. */
function listedSignOffs(release: Release): readonly Dated[] {
  const { manifest } = release;
  if (manifest === null) return [];
  const listed = new Set(
    Object.keys(manifest.checksums).map((path) => manifest.root + path.replace(/^(?:\.\/+)+/u, '')),
  );
  return release.verification.approvals.flatMap((approval) => {
    const where = approval.anomaly === null ? null : approvalRef(release, approval);
    if (where === null || approval.date === null || !listed.has(approval.statement ?? '')) return [];
    return [{ time: readWrittenTime(approval.date), where }];
  });
}

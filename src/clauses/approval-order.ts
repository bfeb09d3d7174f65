import type { EvidenceRef } from '../domain/evidence.ts';
import type { WrittenTime } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { anomalyRef, listedAnomalies } from './anomalies.ts';
import { approvalRef, approvalRefs, gateApprovals, gateTime } from './approvals.ts';
import { field, filesOf } from './files.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { testRuns } from './tests.ts';

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

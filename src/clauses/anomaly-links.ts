import { message } from '../domain/message.ts';
import { anomalyRef, blank, type ListedAnomaly } from './anomalies.ts';
import { filesOf, readOf } from './files.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { ids, isOutcome, openOr } from './open-anomalies.ts';
import { capped, refFile } from './references.ts';

/** CS-TRC-04 (5.8.3, 9.1): from an anomaly one comes to the requirement or item, and from there to the hazard. */
export function anomaliesLinked(context: Context): Outcome {
  const { release } = context;
  const open = openOr(context);
  if (isOutcome(open)) return open;
  const n = open.length;
  const lost = open.filter(({ anomaly }) => blank(anomaly.affectedFunction) && anomaly.requirements.length === 0);
  const files = filesOf(release, 'anomalies');
  const refs = (list: readonly ListedAnomaly[]): Outcome['evidence'] =>
    capped(list.map((listed) => anomalyRef(listed, listed.anomaly.affectedFunction)));
  if (lost.length > 0) return fail(message('rules.TRC-04.fail', { k: lost.length, n, ids: ids(lost) }), refs(lost));
  const requirements = new Set(
    readOf(release, 'trace_matrix', 'trace-matrix').flatMap(({ facts }) => facts.rows.map((row) => row.requirement)),
  );
  const hazards = new Set(
    readOf(release, 'risk_file', 'risk-file').flatMap(({ facts }) => facts.items.map((item) => item.id)),
  );
  if (hazards.size === 0) return undecidable([message('rules.missing.risk_file')], files.map(refFile));
  const dangling = open.filter(
    ({ anomaly }) => requirements.size > 0 && anomaly.requirements.some((id) => !requirements.has(id)),
  );
  if (dangling.length > 0)
    return fail(
      message('rules.TRC-04.fail-requirement', { k: dangling.length, n, ids: ids(dangling) }),
      refs(dangling),
    );
  const bare = open.filter(({ anomaly }) => anomaly.requirements.length === 0);
  const riskless = open.filter(({ anomaly }) => !anomaly.hazards.some((id) => hazards.has(id)));
  if (riskless.length > 0)
    return judge(message('rules.TRC-04.judge-hazard', { k: riskless.length, n, ids: ids(riskless) }), refs(riskless));
  if (bare.length > 0) return judge(message('rules.TRC-04.judge', { k: bare.length, n, ids: ids(bare) }), refs(bare));
  if (requirements.size === 0) return undecidable([message('rules.missing.trace_matrix')], files.map(refFile));
  return pass(
    message('rules.TRC-04.pass', { n }),
    [...files, ...filesOf(release, 'risk_file'), ...filesOf(release, 'trace_matrix')],
    refs(open),
  );
}

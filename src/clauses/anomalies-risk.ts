import { message } from '../domain/message.ts';
import { anomalyRef, blank } from './anomalies.ts';
import { readOf } from './files.ts';
import { ids, isOutcome, openAgainstRiskOr } from './open-anomalies.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';

/** CS-583-02: hazards and risk controls that anomalies cite exist in the risk file. */
export function citedRisksExist(context: Context): Outcome {
  const found = openAgainstRiskOr(context);
  if (isOutcome(found)) return found;
  const { open, files, riskFiles } = found;
  const risks = readOf(context.release, 'risk_file', 'risk-file');
  const known = new Set(risks.flatMap((read) => read.facts.items.map((item) => item.id)));
  const dangling = open.flatMap((one) =>
    [...one.anomaly.hazards, ...one.anomaly.riskControls].filter((id) => !known.has(id)).map((id) => ({ one, id })),
  );
  const revision = risks.map((read) => read.facts.revision).find((found) => found !== null) ?? '?';
  const rests = [...files, ...riskFiles];
  if (dangling.length > 0) {
    const cited = some(dangling.map(({ one, id }) => `${one.anomaly.id} → ${id}`));
    return failByAbsence(
      message('rules.583-02.fail', { cited, k: dangling.length, revision }),
      rests,
      capped([...dangling.map(({ one, id }) => anomalyRef(one, id)), ...riskFiles.map(refFile)]),
    );
  }
  const silent = open.filter((one) => one.anomaly.hazards.length + one.anomaly.riskControls.length === 0);
  if (silent.length > 0) {
    const values = { k: silent.length, ids: ids(silent) };
    return judge(
      message('rules.583-02.judge', values),
      capped(silent.map((one) => anomalyRef(one, one.anomaly.evaluation))),
    );
  }
  if (revision === '?') return undecidable([message('rules.missing.risk-revision')], riskFiles.map(refFile));
  const evidence = open.map((one) => anomalyRef(one, [...one.anomaly.hazards, ...one.anomaly.riskControls].join('; ')));
  return pass(message('rules.583-02.pass', { n: open.length, revision }), rests, capped(evidence));
}

const BENEFIT_RISK = /benefit.{0,5}risk|risk.{0,5}benefit|nutzen.{0,5}risiko/iu;

/** CS-583-03: the stated residual risk lies inside the manufacturer's own acceptance region. */
export function residualRiskAcceptable(context: Context): Outcome {
  const found = openAgainstRiskOr(context);
  if (isOutcome(found)) return found;
  const { open, files, riskFiles } = found;
  const matrix = readOf(context.release, 'risk_file', 'risk-file').flatMap((read) =>
    read.facts.matrix.map((cell) => ({ file: read.file, cell })),
  );
  if (matrix.length === 0) return judge(message('rules.583-03.judge-no-matrix'), riskFiles.map(refFile));
  const byEstimate = new Map<string, typeof matrix>();
  for (const item of matrix) {
    const key = estimateKey(item.cell.severity, item.cell.probability);
    byEstimate.set(key, [...(byEstimate.get(key) ?? []), item].slice(0, 2));
  }
  const looked = open.map((one) => {
    const { riskSeverity, riskProbability } = one.anomaly;
    // An estimate that is absent, or that the matrix holds twice, places the anomaly nowhere.
    const cells =
      blank(riskSeverity) || blank(riskProbability)
        ? []
        : byEstimate.get(estimateKey(riskSeverity ?? '', riskProbability ?? ''));
    return { one, cell: cells?.length === 1 ? cells[0] : undefined };
  });
  const wrong = looked.filter(({ one, cell }) => {
    if (cell === undefined) return false;
    const differs = !blank(one.anomaly.riskLevel) && !same(cell.cell.level, one.anomaly.riskLevel);
    return differs || (!cell.cell.acceptable && !BENEFIT_RISK.test(one.anomaly.evaluation ?? ''));
  });
  const first = wrong[0];
  if (first?.cell !== undefined) {
    const values = {
      k: wrong.length,
      id: first.one.anomaly.id,
      computed: first.cell.cell.level,
      acceptable: first.cell.cell.acceptable ? 'yes' : 'no',
      stated: first.one.anomaly.riskLevel ?? '',
      ids: ids(wrong.map((item) => item.one)),
    };
    const evidence = wrong.flatMap(({ one, cell }) =>
      cell === undefined
        ? []
        : [anomalyRef(one, one.anomaly.riskLevel), refAt(cell.file, cell.cell.at, cell.cell.level)],
    );
    return fail(message('rules.583-03.fail', values), capped(evidence));
  }
  const unplaced = looked.filter(({ cell }) => cell === undefined).map((item) => item.one);
  if (unplaced.length > 0) {
    return undecidable(
      [message('rules.missing.risk-estimate', { ids: ids(unplaced), k: unplaced.length })],
      capped(unplaced.map((one) => anomalyRef(one))),
    );
  }
  const weighed = looked.filter(({ cell }) => cell?.cell.acceptable === false).map((item) => item.one);
  if (weighed.length > 0) {
    const values = { k: weighed.length, ids: ids(weighed) };
    return judge(
      message('rules.583-03.judge-benefit', values),
      capped(weighed.map((one) => anomalyRef(one, one.anomaly.evaluation))),
    );
  }
  const evidence = looked.flatMap(({ one, cell }) =>
    cell === undefined ? [] : [anomalyRef(one, one.anomaly.riskLevel), refAt(cell.file, cell.cell.at, cell.cell.level)],
  );
  return pass(message('rules.583-03.pass', { n: open.length }), [...files, ...riskFiles], capped(evidence));
}

function estimateKey(severity: string, probability: string): string {
  return JSON.stringify([severity.trim().toLowerCase(), probability.trim().toLowerCase()]);
}

function same(left: string, right: string | null): boolean {
  return right !== null && left.trim().toLowerCase() === right.trim().toLowerCase();
}

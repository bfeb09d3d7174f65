import { message } from '../domain/message.ts';
import { compareWritten } from '../domain/written-time.ts';
import { anomalyRef, blank, openAnomalies, type ListedAnomaly } from './anomalies.ts';
import { gateTime } from './approvals.ts';
import { filesOf, readOf } from './files.ts';
import { versionName } from './identity.ts';
import { fail, failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';

/** The open anomalies, or the outcome where there is no list or none is open. */
function openOr(context: Context): readonly ListedAnomaly[] | Outcome {
  const files = filesOf(context.release, 'anomalies');
  if (files.length === 0) return undecidable([message('rules.missing.anomalies')]);
  const open = openAnomalies(context.release);
  return open.length > 0 ? open : notApplicable(message('rules.583.no-open'), files);
}

function isOutcome(value: readonly ListedAnomaly[] | Outcome): value is Outcome {
  return 'result' in value;
}

function ids(listed: readonly ListedAnomaly[]): readonly string[] {
  return some(listed.map((one) => one.anomaly.id));
}

/** CS-583-01: each open anomaly has its own evaluation, made before the release was approved. */
export function eachEvaluated(context: Context): Outcome {
  const open = openOr(context);
  if (isOutcome(open)) return open;
  const { thresholds } = context.profile;
  const n = open.length;
  const files = filesOf(context.release, 'anomalies');
  const empty = open.filter((one) => blank(one.anomaly.evaluation));
  if (empty.length > 0) {
    return failByAbsence(
      message('rules.583-01.fail', { k: empty.length, n, ids: ids(empty) }),
      files,
      capped(empty.map((one) => anomalyRef(one))),
    );
  }
  const gate = gateTime(context.release);
  const orders = open.map((one) => ({
    one,
    order:
      one.anomaly.evaluatedOn === null || gate === null ? null : compareWritten(one.anomaly.evaluatedOn, gate.time),
  }));
  const late = orders.filter((item) => item.order === 'after').map((item) => item.one);
  if (late.length > 0 && gate !== null) {
    const values = { k: late.length, n, ids: ids(late), approved: gate.time.text };
    const evidence = late.map((one) => anomalyRef(one, one.anomaly.evaluatedOn?.text));
    return fail(message('rules.583-01.fail-late', values), capped(evidence));
  }
  const repeated = sameTexts(open, thresholds.identicalEvaluations);
  const short = open.filter((one) => (one.anomaly.evaluation ?? '').trim().length < thresholds.evaluationLength);
  const look = [...new Set([...repeated, ...short])];
  if (look.length > 0) {
    const values = {
      repeated: repeated.length,
      short: short.length,
      length: thresholds.evaluationLength,
      ids: ids(look),
    };
    return judge(
      message('rules.583-01.judge-text', values),
      capped(look.map((one) => anomalyRef(one, one.anomaly.evaluation))),
    );
  }
  const unsigned = open.filter((one) => blank(one.anomaly.evaluator) || one.anomaly.evaluatedOn === null);
  if (unsigned.length > 0) {
    const values = { k: unsigned.length, ids: ids(unsigned) };
    return judge(
      message('rules.583-01.judge-who', values),
      capped(unsigned.map((one) => anomalyRef(one, one.anomaly.evaluation))),
    );
  }
  if (gate === null) return undecidable([message('rules.missing.approval-date')], files.map(refFile));
  const unclear = orders.filter((item) => item.order === 'unclear').map((item) => item.one);
  if (unclear.length > 0) {
    const values = { k: unclear.length, ids: ids(unclear), approved: gate.time.text };
    return judge(
      message('rules.583-01.judge-date', values),
      capped(unclear.map((one) => anomalyRef(one, one.anomaly.evaluatedOn?.text))),
    );
  }
  return pass(
    message('rules.583-01.pass', { n }),
    files,
    capped(open.map((one) => anomalyRef(one, one.anomaly.evaluation))),
  );
}

function sameTexts(open: readonly ListedAnomaly[], least: number): readonly ListedAnomaly[] {
  const byText = new Map<string, ListedAnomaly[]>();
  for (const one of open) {
    const text = (one.anomaly.evaluation ?? '').replace(/\s+/gu, ' ').trim().toLowerCase();
    const group = byText.get(text);
    if (group === undefined) byText.set(text, [one]);
    else group.push(one);
  }
  return [...byText.values()].filter((group) => group.length >= least).flat();
}

/** CS-583-02: hazards and risk controls that anomalies cite exist in the risk file. */
export function citedRisksExist(context: Context): Outcome {
  const open = openOr(context);
  if (isOutcome(open)) return open;
  const { release } = context;
  const files = filesOf(release, 'anomalies');
  const riskFiles = filesOf(release, 'risk_file');
  if (riskFiles.length === 0) return undecidable([message('rules.missing.risk_file')], files.map(refFile));
  const risks = readOf(release, 'risk_file', 'risk-file');
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
  const open = openOr(context);
  if (isOutcome(open)) return open;
  const { release } = context;
  const files = filesOf(release, 'anomalies');
  const riskFiles = filesOf(release, 'risk_file');
  if (riskFiles.length === 0) return undecidable([message('rules.missing.risk_file')], files.map(refFile));
  const matrix = readOf(release, 'risk_file', 'risk-file').flatMap((read) =>
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

const ACCEPTABLE =
  /^(?:acceptable|accepted|tolerable|ok|no (?:unacceptable|additional) risk|negligible|akzeptabel|vertretbar|acceptable?)$/iu;
const UNACCEPTABLE =
  /^(?:un-?acceptable|not acceptable|inakzeptabel|nicht (?:akzeptabel|vertretbar)|inacceptable|non acceptable)\b/iu;
const UNDECIDED =
  /^(?:tbd|tbc|todo|to be (?:determined|decided|evaluated)|in.?triage|triage|undecided|pending|under (?:investigation|evaluation)|open|\?+)\b|^\?+$/iu;
const SAFETY_CRITICAL = /safety.?critical|sicherheitskritisch/iu;

/** CS-583-04: no open anomaly is marked unacceptable, safety-critical or undecided. */
export function noneUnacceptable(context: Context): Outcome {
  const open = openOr(context);
  if (isOutcome(open)) return open;
  const files = filesOf(context.release, 'anomalies');
  const bad = open.filter(({ anomaly }) => {
    const verdict = (anomaly.verdict ?? '').trim();
    return (
      UNACCEPTABLE.test(verdict) || UNDECIDED.test(verdict) || /^in.?triage$/iu.test((anomaly.status ?? '').trim())
    );
  });
  const first = bad[0];
  if (first !== undefined) {
    const verdict = first.anomaly.verdict ?? first.anomaly.status ?? '';
    const values = {
      version: versionName(context.release),
      k: bad.length,
      id: first.anomaly.id,
      verdict,
      ids: ids(bad),
    };
    return fail(
      message('rules.583-04.fail', values),
      capped(bad.map((one) => anomalyRef(one, one.anomaly.verdict ?? one.anomaly.status))),
    );
  }
  const silent = open.filter((one) => blank(one.anomaly.verdict));
  if (silent.length > 0) {
    return undecidable(
      [message('rules.missing.verdict', { ids: ids(silent), k: silent.length })],
      capped(silent.map((one) => anomalyRef(one))),
    );
  }
  const look = open.filter((one) => isMarked(one) || !ACCEPTABLE.test((one.anomaly.verdict ?? '').trim()));
  if (look.length > 0) {
    const words = some(look.map((one) => (isMarked(one) ? (one.anomaly.severity ?? '') : (one.anomaly.verdict ?? ''))));
    return judge(
      message('rules.583-04.judge', { k: look.length, ids: ids(look), words }),
      capped(look.map((one) => anomalyRef(one, one.anomaly.verdict))),
    );
  }
  return pass(
    message('rules.583-04.pass', { n: open.length }),
    files,
    capped(open.map((one) => anomalyRef(one, one.anomaly.verdict))),
  );
}

function isMarked({ anomaly }: ListedAnomaly): boolean {
  return SAFETY_CRITICAL.test(`${anomaly.severity ?? ''} ${anomaly.status ?? ''}`);
}

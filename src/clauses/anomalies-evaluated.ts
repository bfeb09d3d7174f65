import { message } from '../domain/message.ts';
import { anomalyRef, blank, type ListedAnomaly } from './anomalies.ts';
import { approvalBefore, compareFirst, earliestOf, gateTimes, missingApprovalDate } from './approvals.ts';
import { filesOf } from './files.ts';
import { versionName } from './identity.ts';
import { ids, isOutcome, openOr } from './open-anomalies.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refFile, some } from './references.ts';

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
  const gates = gateTimes(context.release);
  const earliest = earliestOf(gates);
  const orders = open.map((one) => ({
    one,
    order:
      one.anomaly.evaluatedOn === null || gates.length === 0 ? null : compareFirst(one.anomaly.evaluatedOn, earliest),
  }));
  const late = orders.filter((item) => item.order === 'after').map((item) => item.one);
  const [worst] = late;
  if (worst !== undefined) {
    const on = worst.anomaly.evaluatedOn;
    const approved = on === null ? '' : (approvalBefore(on, earliest)?.time.text ?? '');
    const evidence = late.map((one) => anomalyRef(one, one.anomaly.evaluatedOn?.text));
    return fail(message('rules.583-01.fail-late', { k: late.length, n, ids: ids(late), approved }), capped(evidence));
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
  const undated = missingApprovalDate(context.release);
  if (undated !== null) return undecidable([undated], files.map(refFile));
  const unclear = orders.filter((item) => item.order === 'unclear').map((item) => item.one);
  if (unclear.length > 0) {
    const values = { k: unclear.length, ids: ids(unclear), approved: gates[0]?.time.text ?? '' };
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

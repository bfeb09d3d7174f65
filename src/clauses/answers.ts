import type { Answer, CrossReference, RuleResult } from '../domain/assessment.ts';
import type { RuleOutcome } from '../domain/clause.ts';
import { message, type Message } from '../domain/message.ts';
import type { Context } from './outcome.ts';

interface Question {
  readonly text: Message;
  readonly rules: readonly string[];
  /** Whether files alone can never answer it with yes. */
  readonly judged?: boolean;
}

/** The eight questions of the release playbook's reality check, and the rules that answer them as far as files can. */
const QUESTIONS: readonly Question[] = [
  { text: message('rules.question.reproduce'), rules: ['CS-585-06', 'CS-587-04'] },
  { text: message('rules.question.anomalies'), rules: ['CS-582-01', 'CS-583-01', 'CS-583-02', 'CS-APR-03'] },
  { text: message('rules.question.soup'), rules: ['CS-584-03'], judged: true },
  { text: message('rules.question.pipeline'), rules: ['CS-585-01', 'CS-585-02'] },
  { text: message('rules.question.record'), rules: ['CS-584-04', 'CS-ANT-04'] },
  { text: message('rules.question.drill'), rules: ['CS-585-06'], judged: true },
  { text: message('rules.question.immutable'), rules: ['CS-587-05'] },
  { text: message('rules.question.prrc'), rules: ['CS-APR-01', 'CS-APR-03'] },
];

/** Returns the answers to the reality check: each as good as the worst of its rules, and never better than what files can show. */
export function answersOf(results: readonly RuleResult[]): readonly Answer[] {
  return QUESTIONS.map(({ text, rules, judged }) => {
    const worst = worstOf(results, rules);
    return {
      question: text,
      rules,
      result: judged === true && worst === 'pass' ? 'judge' : worst,
    };
  });
}

const WORST_FIRST: readonly RuleOutcome[] = ['fail', 'undecidable', 'judge', 'pass'];

function worstOf(results: readonly RuleResult[], rules: readonly string[]): RuleOutcome {
  const own = results.filter(({ rule }) => rules.includes(rule)).map(({ result }) => result);
  return WORST_FIRST.find((outcome) => own.includes(outcome)) ?? 'not-applicable';
}

/** Where Regulation (EU) 2017/745 looks at what clause 5.8 leaves behind. */
const REFERENCES: readonly Question[] = [
  { text: message('rules.mdr.annex-ii-6-1'), rules: ['CS-581-01', 'CS-581-02', 'CS-581-04', 'CS-581-06', 'CS-581-07'] },
  {
    text: message('rules.mdr.annex-i-17-2'),
    rules: ['CS-583-01', 'CS-583-05', 'CS-TRC-01', 'CS-TRC-02', 'CS-VFY-01', 'CS-VFY-02', 'CS-VFY-04'],
  },
  { text: message('rules.mdr.article-10-8'), rules: ['CS-587-02', 'CS-587-03'] },
];

/**
 * Returns the cross-reference to the MDR. The years of retention are the longer of the device's lifetime and what Article 10(8) asks for (10,
 * or 15 for implantable devices), and `null` where the manifest leaves one of them open.
 */
export function crossReferencesOf(
  { release, profile }: Context,
  results: readonly RuleResult[],
): readonly CrossReference[] {
  const product = release.manifest?.product ?? null;
  const { retentionYears, retentionYearsImplantable } = profile.thresholds;
  const lifetime = product?.lifetimeYears ?? null;
  const implantable = product?.implantable ?? null;
  const legal = implantable === true ? retentionYearsImplantable : retentionYears;
  const years = lifetime === null || implantable === null ? null : Math.max(lifetime, legal);
  return REFERENCES.map(({ text, rules }) => ({
    reference: text,
    rules,
    result: worstOf(results, rules),
    said:
      text.key !== 'rules.mdr.article-10-8'
        ? null
        : years === null
          ? message('rules.mdr.retention-open')
          : message('rules.mdr.retention', { years, lifetime: lifetime ?? 0, legal }),
  }));
}

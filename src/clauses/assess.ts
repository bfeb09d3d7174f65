import type {
  Assessment,
  LoadedPrevious,
  Profile,
  RefusedPrevious,
  RuleResult,
  SectionResult,
} from '../domain/assessment.ts';
import { SECTIONS, type RuleEntry, type RuleOutcome } from '../domain/clause.ts';
import { message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import { applies, gradeOf, isDemanded, suggestedGrade, whyApplies } from './applicability.ts';
import { COMPOSED, DECIDED } from './decided.ts';
import { figuresOf } from './figures.ts';
import { obligationFor } from './obligation.ts';
import type { Context, Outcome } from './outcome.ts';
import { isRefused, previousStanding, type PreviousStanding } from './previous.ts';
import { answersOf, crossReferencesOf } from './answers.ts';
import { comparisonOf } from './comparison.ts';
import { withFacts } from './device-facts.ts';
import { capped } from './references.ts';
import { editionCatalogue, RULE_SET, ruleSetDigest } from './rule-set.ts';
import { settle } from './settle.ts';

/**
 * Returns what the rules say about `release` under `profile`. `previous` is the archive that the auditor loaded as the release before it;
 * rules compare with it only where it is proven to be that, and say so where it was refused. The same values always give the same assessment. The word "conform" is the auditor's and does not occur.
 */
export function assess(stated: Release, profile: Profile, previous: Release | RefusedPrevious | null): Assessment {
  const release = withFacts(stated, profile.overruled);
  const standing = previousStanding(release, previous);
  const context: Context = { release, profile, previous: standing.previous, standing };
  const single = new Map<string, RuleResult>();
  for (const rule of RULE_SET.rules) if (!COMPOSED.has(rule.id)) single.set(rule.id, resultOf(context, rule, single));
  const results = RULE_SET.rules.map((rule) => single.get(rule.id) ?? resultOf(context, rule, single));
  return {
    ruleSet: { version: RULE_SET.version, sha256: ruleSetDigest(RULE_SET, profile.thresholds) },
    profile,
    results,
    sections: SECTIONS.map((section) => sectionOf(section, profile, results)),
    summary: countOutcomes(results),
    figures: figuresOf(release, profile),
    answers: answersOf(results),
    crossReferences: crossReferencesOf(context, results),
    comparison:
      standing.previous === null
        ? null
        : comparisonOf(release, standing.previous, results, assess(standing.previous, profile, null).results),
    previous: previous === null || isRefused(previous) ? null : loadedPrevious(previous, standing),
    previousRefused: previous !== null && isRefused(previous) ? previous : null,
  };
}

function loadedPrevious({ verification }: Release, { refused }: PreviousStanding): LoadedPrevious {
  const { archive, verdict } = verification;
  const said = refused?.[0] ?? message('rules.previous.used');
  return { name: archive.name, sha256: archive.sha256, verdict, used: refused === null, said };
}

function resultOf(context: Context, rule: RuleEntry, others: ReadonlyMap<string, RuleResult>): RuleResult {
  const { profile } = context;
  const section = editionCatalogue(profile.edition).moved?.[rule.id] ?? rule.section;
  const informative = !applies(section, profile);
  const outcome = outcomeOf(context, rule, others);
  const obligation = ['fail', 'judge'].includes(outcome.result) ? obligationFor(context, rule.id) : null;
  return {
    rule: rule.id,
    section,
    result: outcome.result,
    grade:
      outcome.result === 'not-applicable'
        ? null
        : gradeOf(rule, profile, obligation !== null || isDemanded(rule.id, profile)),
    basis: rule.basis,
    informative,
    sentence: outcome.sentence,
    missing: outcome.missing,
    evidence: capped(obligation === null ? outcome.evidence : [...outcome.evidence, obligation]),
  };
}

function outcomeOf(context: Context, rule: RuleEntry, others: ReadonlyMap<string, RuleResult>): Outcome {
  const compose = COMPOSED.get(rule.id);
  const decide = DECIDED.get(rule.id);
  if (suggestedGrade(rule, context.profile) === '-') return doesNotApply(context, rule);
  if (decide !== undefined) return settle(context, decide(context));
  if (compose !== undefined) return compose(context, (id) => partOf(others, id));
  throw new Error(`no function decides ${rule.id}`);
}

function partOf(others: ReadonlyMap<string, RuleResult>, id: string): RuleResult {
  const found = others.get(id);
  if (found === undefined) throw new Error(`no result of ${id} to compose from`);
  return found;
}

/** A rule without a grade for the class: its sub-clause, or the clause it leans on, does not apply. */
function doesNotApply({ profile }: Context, rule: RuleEntry): Outcome {
  const sentence = applies(rule.section, profile)
    ? message('rules.not-applicable-class', { class: profile.safetyClass ?? 'C', basis: rule.basis })
    : whyApplies(rule.section, profile);
  return { result: 'not-applicable', sentence, missing: [], evidence: [], rests: [], absent: [] };
}

/** Worst first. A section is never better than its worst undecidable. */
const WORST_FIRST: readonly RuleOutcome[] = ['fail', 'undecidable', 'judge', 'pass'];

function sectionOf(section: SectionResult['section'], profile: Profile, results: readonly RuleResult[]): SectionResult {
  const own = results.filter((result) => result.section === section);
  const counts = countOutcomes(own);
  const applicable = applies(section, profile);
  return {
    section,
    applicable,
    why: whyApplies(section, profile),
    result: applicable ? worst(counts) : 'not-applicable',
    counts,
  };
}

function worst(counts: Readonly<Record<RuleOutcome, number>>): RuleOutcome {
  return WORST_FIRST.find((outcome) => counts[outcome] > 0) ?? 'not-applicable';
}

function countOutcomes(results: readonly RuleResult[]): Readonly<Record<RuleOutcome, number>> {
  const counts = { pass: 0, fail: 0, judge: 0, 'not-applicable': 0, undecidable: 0 };
  for (const result of results) counts[result.result] += 1;
  return counts;
}

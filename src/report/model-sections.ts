import { overrules } from '../domain/judgement.ts';
import type { RuleResult, SectionResult } from '../domain/assessment.ts';
import type { Clause, RuleEntry } from '../domain/clause.ts';
import { message } from '../domain/message.ts';
import { render } from '../domain/render.ts';
import { evidencePart } from './documents.ts';
import type { ReportInput, ReportJudgement, ReportRule, ReportSection } from './model-types.ts';

/** Returns the sub-clauses and groups in the assessment's order, each with its rules and the auditor's judgement. */
export function sections(input: ReportInput): readonly ReportSection[] {
  const clauses = new Map<string, Clause>(input.edition.clauses.map((clause) => [clause.number, clause]));
  const rules = new Map(input.ruleSet.rules.map((rule) => [rule.id, rule]));
  return input.assessment.sections.map((result) => {
    const clause = clauses.get(result.section);
    const say = (key: string): string => render(input.catalogue, message(key));
    return {
      section: result.section,
      title: clause === undefined ? say(`section.${result.section}`) : `${clause.number} ${clause.title}`,
      asks: clause?.asks ?? say(`report.asks.${result.section}`),
      otherReading: clause?.otherReading ?? null,
      applicable: result.applicable,
      why: render(input.catalogue, result.why),
      result: result.result,
      counts: result.counts,
      rules: input.assessment.results
        .filter((one) => one.section === result.section)
        .map((one) => rulePart(one, rules.get(one.rule), input)),
      judgement: judgementPart(result, input),
    };
  });
}

function rulePart(result: RuleResult, entry: RuleEntry | undefined, input: ReportInput): ReportRule {
  return {
    rule: result.rule,
    title: entry?.title ?? result.rule,
    result: result.result,
    grade: result.grade,
    basis: result.basis,
    informative: result.informative,
    sentence: render(input.catalogue, result.sentence),
    missing: result.missing.map((missing) => render(input.catalogue, missing)),
    evidence: result.evidence.map(evidencePart),
  };
}

function judgementPart(result: SectionResult, { workspace }: ReportInput): ReportJudgement | null {
  const state = workspace?.sections[result.section];
  if (state === undefined) return null;
  return {
    judgement: state.judgement,
    overrules: overrules(state.judgement, result),
    reason: state.reason,
    by: state.judgedBy,
    at: state.judgedAt,
    note: state.note,
    privateNote: state.privateNote,
    evidence: state.evidence.map(evidencePart),
  };
}

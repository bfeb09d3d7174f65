import type { EvidenceRef } from '../../src/domain/evidence.ts';
import type { Finding, FindingGrade, Question } from '../../src/domain/finding.ts';
import type { AppState } from './state.ts';

/** Most references that a finding takes over from a rule's result. */
const MOST_TAKEN = 20;

/** Returns a new finding on the open section, in the wording that the rule offers where it failed; `null` where no archive is open. */
export function newFinding(state: AppState, ruleId: string | null, evidence: EvidenceRef | null): Finding | null {
  const { view } = state;
  if (view === null) return null;
  const result = view.assessment.results.find(({ rule }) => rule === ruleId);
  const entry = view.rules.find(({ id }) => id === ruleId);
  const section = result?.section ?? state.section;
  const asks = view.edition.clauses.find(({ number }) => number === section)?.asks ?? '';
  const failed = result?.result === 'fail';
  return {
    id: `F-${String(nextNumber(state, 'F-', view.workspace.lastIds.finding))}`,
    section,
    rule: ruleId,
    // What would satisfy the rule is advice; what it is about is not.
    requirement: entry === undefined ? asks : [asks, entry.title].filter((part) => part !== '').join('\n'),
    statement: failed ? (entry?.finding ?? '') : '',
    evidence: [...(result?.evidence.slice(0, MOST_TAKEN) ?? []), ...(evidence === null ? [] : [evidence])],
    extent: 'isolated',
    affected: null,
    examined: null,
    grade: gradeOf(result?.grade ?? null),
    gradeReason: '',
    linked: [],
    status: 'draft',
    statusReason: '',
  };
}

/** Returns a new question about the open section; `null` where no archive is open. */
export function newQuestion(state: AppState): Question | null {
  if (state.view === null) return null;
  return {
    id: `Q-${String(nextNumber(state, 'Q-', state.view.workspace.lastIds.question))}`,
    section: state.section,
    text: '',
    due: null,
    answer: '',
    answeredOn: null,
    status: 'open',
  };
}

function nextNumber(state: AppState, prefix: string, last: number): number {
  const drafted = Object.keys(state.drafts).filter((key) => key.startsWith(prefix));
  return Math.max(last, ...drafted.map((key) => Number(key.slice(prefix.length)))) + 1;
}

function gradeOf(suggested: string | null): FindingGrade {
  return suggested === 'major' || suggested === 'minor' ? suggested : 'observation';
}

/** Returns the finding alone, without what the journal knows of it. */
export function statedOf(finding: Finding): Finding {
  const { id, section, rule, requirement, statement, evidence, extent, affected, examined } = finding;
  const { grade, gradeReason, linked, status, statusReason } = finding;
  const first = { id, section, rule, requirement, statement, evidence, extent, affected, examined };
  return { ...first, grade, gradeReason, linked, status, statusReason };
}

import type { WorkspaceState, FindingState, QuestionState } from '../../src/domain/workspace.ts';
import type { Finding, Question } from '../../src/domain/finding.ts';
import type { Drafts } from './draft.ts';

/** Returns the findings as they are being written: the journal's, with what was typed since. */
export function shownFindings(workspace: WorkspaceState, drafts: Drafts): readonly (Finding | FindingState)[] {
  const typed = Object.values(drafts).flatMap(({ writing }) => (writing.kind === 'finding' ? [writing.finding] : []));
  return merged(workspace.findings, typed);
}

/** Returns the questions as they are being written. */
export function shownQuestions(workspace: WorkspaceState, drafts: Drafts): readonly (Question | QuestionState)[] {
  const typed = Object.values(drafts).flatMap(({ writing }) => (writing.kind === 'question' ? [writing.question] : []));
  return merged(workspace.questions, typed);
}

function merged<T extends { readonly id: string }>(kept: readonly T[], typed: readonly T[]): readonly T[] {
  const byId = new Map(typed.map((one) => [one.id, one] as const));
  const known = new Set(kept.map(({ id }) => id));
  return [...kept.map((one) => ({ ...one, ...byId.get(one.id) })), ...typed.filter(({ id }) => !known.has(id))];
}

import type { Assessment } from '../domain/assessment.ts';
import { missingReason } from '../domain/judgement.ts';
import type { WorkspaceAction, WorkspaceState } from '../domain/workspace.ts';

/** Why an action cannot be written down. */
export type Denial =
  'CALL_REFUSED' | 'WORKSPACE_HANDED_OVER' | 'NOT_HANDED_OVER' | 'REVIEWER_IS_AUDITOR' | 'NOTHING_TO_UNDO';

/** What may be written while the audit lies with a reviewer. */
const WHILE_REVIEWED: readonly WorkspaceAction['kind'][] = ['reviewed', 'review-finished', 'undone'];

/** What those who worked on it may write meanwhile: anything else would part their copy from the reviewer's. */
const BY_AUTHORS: readonly WorkspaceAction['kind'][] = ['recalled'];

/**
 * Returns why `author` cannot do `action` now, or `null`. While an audit is handed over it is frozen: the reviewer decides on what the
 * auditor stated, and a reviewer who has worked on it is none (MDR Annex VII 4.7: the final review is by someone who was not involved).
 */
export function denial(
  state: WorkspaceState,
  author: string,
  action: WorkspaceAction,
  assessment: Assessment,
): Denial | null {
  const isOwn = isAuthor(state, author);
  const isReview = action.kind === 'reviewed' || action.kind === 'review-finished';
  if (isReview && state.handedOver === null) return 'NOT_HANDED_OVER';
  if (isReview && isOwn) return 'REVIEWER_IS_AUDITOR';
  const allowed = isOwn ? BY_AUTHORS : WHILE_REVIEWED;
  if (state.handedOver !== null && !allowed.includes(action.kind)) return 'WORKSPACE_HANDED_OVER';
  switch (action.kind) {
    case 'judged': {
      const section = assessment.sections.find((one) => one.section === action.section);
      if (section === undefined) return 'CALL_REFUSED';
      return missingReason(section, action.judgement, action.reason) === null ? null : 'CALL_REFUSED';
    }
    case 'undone':
      return state.undoable?.sequence === action.sequence ? null : 'NOTHING_TO_UNDO';
    case 'reviewed':
      return action.decision === 'returned' && action.comment.trim() === '' ? 'CALL_REFUSED' : null;
    case 'recalled':
      return state.handedOver === null ? 'NOT_HANDED_OVER' : null;
    case 'sample-judged': {
      const sample = state.samples.find(({ id }) => id === action.id);
      return sample?.items.some(({ key }) => key === action.key) === true ? null : 'CALL_REFUSED';
    }
    default:
      return null;
  }
}

/** Returns whether `name` is one of those who worked on the audit, however it is written. */
export function isAuthor(state: WorkspaceState, name: string): boolean {
  return state.authors.some((author) => plain(author) === plain(name));
}

function plain(name: string): string {
  return name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}

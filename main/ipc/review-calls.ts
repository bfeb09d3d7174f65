import { basename } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { isAuthor, readJournal } from '../../src/audit/index.ts';
import type { WorkspaceAction } from '../../src/domain/workspace.ts';
import { WORKSPACE_ENDING } from '../files/audits.ts';
import { Problem } from '../files/problem.ts';
import { readWorkspace, writeWorkspaceCopy } from '../files/workspace-copy.ts';
import { record } from './audit-calls.ts';
import { verifiedOf, type Services } from './services.ts';
import { viewOf } from './workspace-sessions.ts';

/** What a reviewer's file may hold behind what was handed over. */
const OF_REVIEW: readonly WorkspaceAction['kind'][] = ['reviewed', 'review-finished', 'undone', 'opened', 'verified'];

/** Answers the calls that give an audit to a reviewer and take it back. */
export function reviewCalls(services: Services): Pick<Handlers<Contract>['audits'], 'handOver' | 'takeBack'> {
  const { sessions, dialogs } = services;
  return {
    handOver: async ({ session, to, passphrase }) => {
      const open = sessions.get(session);
      const { workspace } = verifiedOf(open);
      if (isAuthor(workspace.state(), to)) throw new Problem('REVIEWER_IS_AUDITOR');
      if (workspace.sealed && passphrase === null) throw new Problem('PASSPHRASE_NEEDED', { name: workspace.name });
      const stem = basename(workspace.name, `.${WORKSPACE_ENDING}`);
      const path = await dialogs.chooseWorkspace('hand-over', `${stem} review.${WORKSPACE_ENDING}`);
      if (path === null) return null;
      if (path === workspace.path) throw new Problem('FILE_NOT_WRITABLE', { name: basename(path), reason: 'EEXIST' });
      await record(services, open, { kind: 'handed-over', to });
      try {
        await writeWorkspaceCopy(path, workspace.text(), passphrase);
      } catch (thrown) {
        await record(services, open, { kind: 'recalled', reason: '' });
        throw thrown;
      }
      return viewOf(services, session, open);
    },
    takeBack: async ({ session, passphrase }) => {
      const open = sessions.get(session);
      const { workspace } = verifiedOf(open);
      if (workspace.state().handedOver === null) throw new Problem('NOT_HANDED_OVER');
      const path = await dialogs.chooseWorkspace('take-back', '');
      if (path === null) return null;
      const text = await readWorkspace(path, passphrase);
      const lines = reviewedLines(workspace.text(), text);
      if (lines === null) throw new Problem('WORKSPACE_NOT_RETURNED', { name: basename(path) });
      await workspace.adopt(lines);
      return viewOf(services, session, open);
    },
  };
}

/**
 * Returns the lines that a reviewer put behind `own`, or `null` where `returned` is not `own` with nothing but a review behind it, by
 * someone who did not work on it.
 */
function reviewedLines(own: string, returned: string): readonly string[] | null {
  if (!returned.startsWith(own)) return null;
  const before = readJournal(own);
  const { events, state } = readJournal(returned);
  const added = events.slice(before.events.length);
  if (state.fault !== null || state.unknownActions !== before.state.unknownActions) return null;
  if (!added.every(({ action }) => OF_REVIEW.includes(action.kind))) return null;
  const decided = added.filter(({ action }) => action.kind === 'reviewed' || action.kind === 'review-finished');
  if (decided.length === 0 || decided.some(({ author }) => isAuthor(before.state, author))) return null;
  return returned.slice(own.length).split('\n').slice(0, -1);
}

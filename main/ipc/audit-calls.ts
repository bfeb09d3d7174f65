import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import type { Recordable } from '../../src/contract/schemas-workspace.ts';
import { denial } from '../../src/audit/index.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import { foundIn } from '../../src/domain/judgement.ts';
import type { WorkspaceAction } from '../../src/domain/workspace.ts';
import { Problem } from '../files/problem.ts';
import { verifiedOf, type ArchiveSession, type Services, type Verified } from './services.ts';
import { authorOf } from './workspace-sessions.ts';

/** Answers the auditor's work. Each answer comes when the journal's line is on the disk. */
export function auditCalls(services: Services): Handlers<Contract>['audit'] {
  return {
    record: ({ session, action }) => {
      const open = services.sessions.get(session);
      return record(services, open, completed(action, verifiedOf(open)));
    },
  };
}

/** Writes `action` down under the session's name. Throws the code of why it cannot be. */
export async function record(
  services: Services,
  session: ArchiveSession,
  action: WorkspaceAction,
): Promise<ReturnType<Verified['workspace']['state']>> {
  const { workspace, inspected, readOnly } = verifiedOf(session);
  if (readOnly !== null) throw new Problem('WORKSPACE_READ_ONLY', { reason: readOnly.replaceAll('-', '_') });
  const author = authorOf(services, session);
  const denied = denial(workspace.state(), author, action, inspected.assessment);
  if (denied !== null) throw new Problem(denied);
  const evidence = evidenceOf(action).find((ref) => !isThere(ref, session));
  if (evidence !== undefined) throw new Problem('MEMBER_UNKNOWN', { path: evidence.path });
  return await workspace.append(action, author);
}

/** A judgement keeps what the tool had found when it was made. */
function completed(action: Recordable, { inspected }: Verified): WorkspaceAction {
  if (action.kind !== 'judged') return action;
  const section = inspected.assessment.sections.find((one) => one.section === action.section);
  return section === undefined ? action : { ...action, found: foundIn(section) };
}

function evidenceOf(action: WorkspaceAction): readonly EvidenceRef[] {
  if (action.kind === 'evidence-added') return [action.evidence];
  return action.kind === 'finding-saved' ? action.finding.evidence : [];
}

function isThere({ path, sha256, supplement }: EvidenceRef, session: ArchiveSession): boolean {
  const of =
    supplement === undefined
      ? session.verified?.inspected
      : session.supplements.find(({ facts }) => facts.archiveSha256 === supplement)?.inspected;
  // A supplement that is not at hand was there when the reference was made.
  if (supplement !== undefined && (of ?? null) === null) return true;
  return of?.verification.integrity.members.some((member) => member.path === path && member.sha256 === sha256) ?? false;
}

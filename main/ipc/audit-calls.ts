import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { checkJudgement } from '../../src/audit/index.ts';
import { Problem } from '../files/problem.ts';
import { verifiedOf, type Services } from './services.ts';

/** Answers the auditor's work. Each answer comes when the journal's line is on the disk. */
export function auditCalls({ sessions }: Services): Handlers<Contract>['audit'] {
  return {
    judge: ({ session, section, judgement, reason }) => {
      const verified = verifiedOf(sessions.get(session));
      const action = { kind: 'judged', section, judgement, reason } as const;
      const found = verified.inspected.assessment.sections.find((candidate) => candidate.section === section);
      if (found === undefined || checkJudgement(action, found).length > 0) throw new Problem('CALL_REFUSED');
      return verified.journal.append(action);
    },
    note: ({ session, section, text }) =>
      verifiedOf(sessions.get(session)).journal.append({ kind: 'noted', section, text }),
    addEvidence: ({ session, section, evidence }) => {
      const verified = verifiedOf(sessions.get(session));
      const member = verified.inspected.verification.integrity.members.find(({ path }) => path === evidence.path);
      if (member === undefined || member.sha256 !== evidence.sha256) {
        throw new Problem('MEMBER_UNKNOWN', { path: evidence.path });
      }
      return verified.journal.append({ kind: 'evidence-added', section, evidence });
    },
  };
}

import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { Problem } from '../files/problem.ts';
import { verifiedOf, type Services } from './services.ts';

/** Answers the reading of evidence: only members that verification knows, only with the digest that verification saw. */
export function evidenceCalls({ sessions }: Services): Handlers<Contract>['evidence'] {
  return {
    read: async ({ session, path }) => {
      const open = sessions.get(session);
      const { inspected } = verifiedOf(open);
      const member = inspected.verification.integrity.members.find((candidate) => candidate.path === path);
      if (member === undefined) throw new Problem('MEMBER_UNKNOWN', { path });
      if (open.inspector === null) throw new Problem('NOT_VERIFIED');
      const content = await open.inspector.ask({ kind: 'read', path });
      if (content.path !== path || content.sha256 !== member.sha256) throw new Refusal('ARCHIVE_CHANGED', path);
      return content;
    },
  };
}

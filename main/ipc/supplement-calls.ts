import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { record } from './audit-calls.ts';
import { verifiedOf, type Services } from './services.ts';
import { openSupplement } from './supplements.ts';
import { rememberSession, viewOf } from './workspace-sessions.ts';

/** Answers the call that adds an archive to an audit: it is verified on its own, and every judgement from then on knows of it. */
export function supplementCalls(services: Services): Pick<Handlers<Contract>['audits'], 'addSupplement'> {
  return {
    addSupplement: async ({ session }) => {
      const open = services.sessions.get(session);
      verifiedOf(open);
      const path = await services.dialogs.chooseArchive('file', 'supplement');
      if (path === null) return null;
      const supplement = await openSupplement(services, session, open, path);
      try {
        await record(services, open, { kind: 'supplement-added', ...supplement.facts });
      } catch (thrown) {
        supplement.inspector?.cancel();
        throw thrown;
      }
      open.supplements = [
        ...open.supplements.filter(({ facts }) => facts.archiveSha256 !== supplement.facts.archiveSha256),
        supplement,
      ];
      await rememberSession(services, open);
      return viewOf(services, session, open);
    },
  };
}

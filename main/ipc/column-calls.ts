import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { Problem } from '../files/problem.ts';
import { verifiedOf, type Services } from './services.ts';

/** Answers the calls on what columns mean. Whose table it is and in which role says the archive, never the window. */
export function columnCalls(services: Services): Handlers<Contract>['columns'] {
  const offered = (session: string, path: string): ReturnType<Handlers<Contract>['columns']['offer']> => {
    const open = services.sessions.get(session);
    verifiedOf(open);
    if (open.inspector === null) throw new Problem('NOT_VERIFIED');
    return open.inspector.ask({ kind: 'columns', path });
  };
  return {
    offer: ({ session, path }) => offered(session, path),
    keep: async ({ session, path, columns, results }) => {
      const { role, manufacturer, columns: written } = await offered(session, path);
      if (Object.keys(columns).some((name) => !written.some((one) => one.written === name)))
        throw new Problem('CALL_REFUSED');
      await services.keepColumns({
        manufacturer,
        role,
        columns,
        results,
        confirmedBy: services.author,
        confirmedAt: new Date(services.now()).toISOString(),
      });
      return {};
    },
  };
}

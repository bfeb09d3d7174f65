import type { Contract, ProfileWords } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { Cancelled } from '../../src/domain/errors.ts';
import { Problem } from '../files/problem.ts';
import { chosen, closeSession } from './archive-sessions.ts';
import { isAuditFile, openAuditFile } from './audit-files.ts';
import { inspect } from './inspect-session.ts';
import type { ArchiveSession, Services } from './services.ts';
import { reopenSupplements } from './supplements.ts';
import { openWorkspaceOf, profileOf, viewOf } from './workspace-sessions.ts';

type View = ReturnType<Handlers<Contract>['archive']['verify']>;

/** Answers the calls that choose, verify and close archives. */
export function archiveCalls(services: Services): Handlers<Contract>['archive'] {
  const { sessions, dialogs, workspaces } = services;
  return {
    choose: async ({ kind }) => {
      const path = await dialogs.chooseArchive(kind);
      return path === null ? null : chosen(sessions, path);
    },
    openDropped: async ({ path }) => {
      const dropped = isAuditFile(path) ? await openAuditFile(services, path) : chosen(sessions, path);
      if (dropped === null) throw new Cancelled();
      return dropped;
    },
    verify: ({ session, profile }) => verify(services, session, sessions.get(session), profile),
    cancel: ({ session }) => {
      sessions.get(session).inspector?.cancel();
      return Promise.resolve({});
    },
    close: async ({ session }) => {
      const closing = sessions.remove(session);
      if (closing !== undefined) await closeSession(closing, workspaces);
      return {};
    },
  };
}

async function verify(
  services: Services,
  token: string,
  session: ArchiveSession,
  profile: ProfileWords | null,
): Promise<Awaited<View>> {
  await closeSession(session, services.workspaces);
  session.profile = profile ?? session.profile;
  const inspector = services.startInspector();
  session.inspector = inspector;
  try {
    const found = await inspect(services, token, session, inspector);
    session.found = found;
    await openWorkspaceOf(services, session, found, inspector, profile);
  } catch (thrown) {
    // A sealed workspace waits for its passphrase: what was found need not be found again.
    if (!(thrown instanceof Problem && thrown.code === 'PASSPHRASE_NEEDED')) inspector.cancel();
    throw thrown;
  }
  const kept = profileOf(session.verified?.workspace.events() ?? []);
  if (profile === null && session.profile === null && kept !== null) {
    // The audit was set under other facts than the archive states, and this archive was not opened by its audit.
    session.profile = kept;
    return await verify(services, token, session, null);
  }
  await reopenSupplements(services, token, session);
  return viewOf(services, token, session);
}

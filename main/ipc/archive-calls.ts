import type { Contract, ProfileWords } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import type { Progress } from '../../src/domain/archive.ts';
import { Cancelled } from '../../src/domain/errors.ts';
import type { JournalFile } from '../files/journal-file.ts';
import { chosen, closeSession } from './archive-sessions.ts';
import type { ArchiveSession, Services } from './services.ts';
import { anchorsInUse } from './trust-calls.ts';

const PROGRESS_MS = 50;

/** Answers the calls that choose, verify and close archives. */
export function archiveCalls(services: Services): Handlers<Contract>['archive'] {
  const { sessions, dialogs, workspaces } = services;
  return {
    choose: async ({ kind }) => {
      const path = await dialogs.chooseArchive(kind);
      return path === null ? null : chosen(sessions, path);
    },
    openDropped: ({ path }) => Promise.resolve(chosen(sessions, path)),
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
): ReturnType<Handlers<Contract>['archive']['verify']> {
  await closeSession(session, services.workspaces);
  session.profile = profile ?? session.profile;
  const inspector = services.startInspector();
  session.inspector = inspector;
  try {
    const anchors = await anchorsInUse(services);
    const settings = await services.settings();
    const inspected = await inspector.ask(
      {
        kind: 'inspect',
        path: session.path,
        previousPath: session.previousPath,
        anchors,
        at: services.now(),
        settings,
        profile: session.profile,
      },
      {
        onProgress: limited((progress) => services.sendProgress(token, progress)),
        onListed: (listing) => services.sendListing(token, listing),
      },
    );
    const { sha256 } = inspected.verification.archive;
    const journal = await services.workspaces.acquire(sha256);
    if (session.inspector !== inspector || inspector.ended) {
      await services.workspaces.release(sha256);
      throw new Cancelled();
    }
    session.verified = { inspected, anchors, journal };
    await noteOpening(services, journal, session.name, sha256);
    if (profile !== null) await noteProfile(journal, profile);
    return { session: token, ...inspected, workspace: journal.state() };
  } catch (thrown) {
    inspector.cancel();
    throw thrown;
  }
}

/** A workspace begins with what it is about; a program of another version leaves its mark, because results may differ. */
async function noteOpening(services: Services, journal: JournalFile, name: string, sha256: string): Promise<void> {
  const tool = `${services.product.name} ${services.product.version}`;
  const last = journal.events().findLast((event) => event.action.kind === 'opened');
  if (journal.state().fault?.kind === 'altered') return;
  if (last?.action.kind === 'opened' && last.action.tool === tool) return;
  await journal.append({ kind: 'opened', archiveSha256: sha256, archiveName: name, tool });
}

/** Under what the auditor chose to judge, and why, is part of what was done. */
async function noteProfile(journal: JournalFile, { facts, ...profile }: ProfileWords): Promise<void> {
  if (journal.state().fault?.kind === 'altered') return;
  const said = Object.entries(facts).map(([fact, value]) => `${fact}=${value}`);
  await journal.append({ kind: 'profile-set', ...profile, facts: said });
}

/** Lets a change of phase through at once and everything else at most every 50 ms. */
function limited(send: (progress: Progress) => void): (progress: Progress) => void {
  let phase = '';
  let sent = 0;
  return (progress) => {
    const now = performance.now();
    if (progress.phase === phase && now - sent < PROGRESS_MS) return;
    phase = progress.phase;
    sent = now;
    send(progress);
  };
}

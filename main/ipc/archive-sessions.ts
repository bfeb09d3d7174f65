import type { Chosen } from '../../src/contract/contract.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import { archiveName } from '../files/archive-source.ts';
import type { Sessions } from '../files/sessions.ts';
import type { Workspaces } from '../files/workspaces.ts';
import type { ArchiveSession } from './services.ts';

/** What is known of an archive beside its path when a session begins. */
export interface Beginning {
  readonly previousPath?: string | null;
  readonly place?: string | null;
  readonly author?: string | null;
  readonly anchors?: readonly TrustAnchor[];
}

/** Keeps an archive's path behind a new token, and returns what the window may know of it. */
export function chosen(sessions: Sessions<ArchiveSession>, path: string, beginning: Beginning = {}): Chosen {
  const name = archiveName(path);
  const session = sessions.add({
    path,
    name,
    anchors: beginning.anchors ?? [],
    previousPath: beginning.previousPath ?? null,
    place: beginning.place ?? null,
    passphrase: null,
    setUp: null,
    author: beginning.author ?? null,
    profile: null,
    inspector: null,
    found: null,
    verified: null,
    supplements: [],
  });
  return { session, name };
}

/** Ends a session's processes and lets go of its workspace. */
export async function closeSession(session: ArchiveSession, workspaces: Workspaces): Promise<void> {
  session.inspector?.cancel();
  session.inspector = null;
  session.found = null;
  for (const { inspector } of session.supplements) inspector?.cancel();
  session.supplements = [];
  await closeWorkspace(session, workspaces);
}

/** Lets go of a session's workspace; what was found in the archive stays. */
export async function closeWorkspace(session: ArchiveSession, workspaces: Workspaces): Promise<void> {
  const { verified } = session;
  session.verified = null;
  if (verified !== null) await workspaces.release(verified.workspace.path);
}

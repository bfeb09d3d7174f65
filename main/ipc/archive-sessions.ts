import type { Chosen } from '../../src/contract/contract.ts';
import { archiveName } from '../files/archive-source.ts';
import type { Sessions } from '../files/sessions.ts';
import type { Workspaces } from '../files/workspaces.ts';
import type { ArchiveSession } from './services.ts';

/** Keeps an archive's path behind a new token, and returns what the window may know of it. */
export function chosen(sessions: Sessions<ArchiveSession>, path: string, previousPath: string | null = null): Chosen {
  const name = archiveName(path);
  return { session: sessions.add({ path, previousPath, name, profile: null, inspector: null, verified: null }), name };
}

/** Ends a session's process and lets go of its workspace. */
export async function closeSession(session: ArchiveSession, workspaces: Workspaces): Promise<void> {
  session.inspector?.cancel();
  session.inspector = null;
  const verified = session.verified;
  session.verified = null;
  if (verified !== null) await workspaces.release(verified.inspected.verification.archive.sha256);
}

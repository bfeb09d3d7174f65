import { archiveName } from '../files/archive-source.ts';
import { inspect } from './inspect-session.ts';
import { verifiedOf, type ArchiveSession, type Services, type Supplement } from './services.ts';
import { archiveFacts } from './workspace-sessions.ts';

/** Verifies the archive at `path` as a supplement, in a process of its own. Throws as a verification. */
export async function openSupplement(
  services: Services,
  token: string,
  session: ArchiveSession,
  path: string,
): Promise<Supplement> {
  const inspector = services.startInspector();
  try {
    const { inspected } = await inspect(services, token, session, inspector, path);
    return { facts: archiveFacts(inspected, archiveName(path)), path, inspector, inspected };
  } catch (thrown) {
    inspector.cancel();
    throw thrown;
  }
}

/** Opens the supplements of an audit again, as far as their files are where they were and unchanged. */
export async function reopenSupplements(services: Services, token: string, session: ArchiveSession): Promise<void> {
  const { workspace } = verifiedOf(session);
  const known = (await services.audits.list()).find(({ path }) => path === workspace.path)?.supplements ?? [];
  const opened: Supplement[] = [];
  for (const { archiveSha256 } of workspace.state().supplements) {
    const path = known.find(({ sha256 }) => sha256 === archiveSha256)?.path;
    if (path === undefined) continue;
    const supplement = await openSupplement(services, token, session, path).catch(() => null);
    if (supplement?.facts.archiveSha256 === archiveSha256) opened.push(supplement);
    else supplement?.inspector?.cancel();
  }
  session.supplements = opened;
}

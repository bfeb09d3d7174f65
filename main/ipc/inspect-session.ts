import type { Progress } from '../../src/domain/archive.ts';
import type { Inspector } from '../inspector/host.ts';
import type { ArchiveSession, Found, Services } from './services.ts';
import { anchorsInUse } from './trust-calls.ts';

const PROGRESS_MS = 50;

/** Asks the inspector about the archive and keeps what it says. */
export async function inspect(
  services: Services,
  token: string,
  session: ArchiveSession,
  inspector: Inspector,
  path: string = session.path,
): Promise<Found> {
  const anchors = [...(await anchorsInUse(services)), ...session.anchors];
  const settings = await services.settings();
  const inspected = await inspector.ask(
    {
      kind: 'inspect',
      path,
      previousPath: path === session.path ? session.previousPath : null,
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
  return { inspected, anchors };
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

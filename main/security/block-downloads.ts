import type { Session } from 'electron';

/** Stops every download: files are written by the main process alone, to places that a person chose in a dialog. */
export function blockDownloads(session: Session): void {
  session.on('will-download', (event) => event.preventDefault());
}

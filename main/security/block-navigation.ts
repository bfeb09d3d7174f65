import type { WebContents } from 'electron';

/** Keeps the window on the page it was opened with: wherever a link, script or redirect leads, it could show a forged result. */
export function blockNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
}

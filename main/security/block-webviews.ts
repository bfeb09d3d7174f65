import type { WebContents } from 'electron';

/** Refuses embedded web views, which would carry preferences of their own. */
export function blockWebviews(contents: WebContents): void {
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

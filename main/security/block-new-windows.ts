import type { WebContents } from 'electron';

/** Refuses every window that a page asks for: a second window would be one that nobody checks. */
export function blockNewWindows(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

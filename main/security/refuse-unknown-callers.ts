import { ORIGIN } from './serve-own-files.ts';

/** The part of a caller that is judged. */
export interface Caller {
  readonly contents: number;
  readonly frame: { readonly url: string; readonly parent: unknown } | null;
}

/**
 * Returns a check that lets only the top frame of a window we made, showing our own page, call into the main process. The URL is
 * compared as text, because the `origin` of a scheme that Node does not know is the word "null" for every such URL.
 */
export function trustedCallers(knownContents: ReadonlySet<number>): (caller: Caller) => boolean {
  return ({ contents, frame }) =>
    knownContents.has(contents) && frame !== null && frame.parent === null && frame.url.startsWith(`${ORIGIN}/`);
}

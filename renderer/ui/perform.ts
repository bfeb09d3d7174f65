/** Starts work from an event handler. Actions never reject; what still does is our own bug and reported as such. */
export function perform(work: Promise<unknown>): void {
  work.catch(reportError);
}

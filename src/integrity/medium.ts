import { Cancelled, Refusal } from '../domain/errors.ts';

/**
 * Returns whether `thrown` says that bytes could not be read: an error with a code that is no judgement of the archive, such
 * as the operating system's EIO. Anything without a code is our own bug and no medium's fault.
 */
export function isMediumFailure(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || thrown instanceof Refusal || thrown instanceof Cancelled) return false;
  return 'code' in thrown && typeof thrown.code === 'string' && !thrown.code.startsWith('ERR_');
}

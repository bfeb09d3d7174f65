import { Cancelled, Refusal } from '../domain/errors.ts';

/**
 * Returns the system's code where `thrown` says that bytes could not be read, such as `EIO`: an error with a code that is no judgement of
 * the archive. `null` for everything else; what has no code is our own bug and no medium's fault.
 */
export function mediumFailure(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || thrown instanceof Refusal || thrown instanceof Cancelled) return null;
  if (!('code' in thrown) || typeof thrown.code !== 'string' || thrown.code.startsWith('ERR_')) return null;
  return thrown.code;
}

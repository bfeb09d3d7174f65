import type { Sha256 } from '../domain/brand.ts';
import { Refusal, type CancelSignal } from '../domain/errors.ts';
import { fileWhole } from './file-digests.ts';
import { sha256Of } from './hash.ts';
import type { RandomAccess } from './ports.ts';

/** Returns the stamp of a file, for {@link isUnchanged}; `null` where the system tells none. */
export async function stampOf(access: RandomAccess): Promise<string | null> {
  return (await access.stamp?.()) ?? null;
}

/**
 * Returns whether a file that had `stamp` when it was opened still has the same bytes. Where the stamp moved, or there is none, its SHA-256
 * decides against the one from `before`: a file that was only touched is the same. What is read of the archive beside that is bound to the
 * digests of its members.
 */
export async function isUnchanged(
  access: RandomAccess,
  stamp: string | null,
  before: () => Promise<Sha256>,
  signal: CancelSignal | undefined,
): Promise<boolean> {
  if ((await access.read(access.size, 1)).length > 0) return false;
  const now = await stampOf(access);
  if (stamp !== null && (now === null || now === stamp)) return now === stamp;
  try {
    return sha256Of(await fileWhole(access, { signal })) === (await before());
  } catch (thrown) {
    if (thrown instanceof Refusal) return false;
    throw thrown;
  }
}

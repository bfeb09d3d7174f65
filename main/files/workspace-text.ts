import { Problem } from './problem.ts';
import { isSealed, sealerOf, type Sealer } from './sealed-lines.ts';

export const MOST_WORKSPACE_BYTES = 256 * 1024 * 1024;

/**
 * Returns what opens the lines of `raw`, or `null` where they are not sealed. Throws `PASSPHRASE_NEEDED` (with the file's `name`) or
 * `PASSPHRASE_WRONG`.
 */
export async function sealerFor(name: string, raw: string, passphrase: string | null): Promise<Sealer | null> {
  const end = raw.indexOf('\n');
  const first = end === -1 ? raw : raw.slice(0, end);
  if (!isSealed(first)) return null;
  if (passphrase === null) throw new Problem('PASSPHRASE_NEEDED', { name });
  return await sealerOf(first, passphrase);
}

/**
 * Returns the journal that `raw` holds. A line that does not open under its key stays as it is: the journal's reader then finds where
 * it was altered.
 */
export function plainText(raw: string, sealer: Sealer | null): string {
  if (sealer === null) return raw;
  const lines = raw.split('\n').slice(1);
  const torn = lines.pop() ?? '';
  return lines.map((line, place) => `${sealer.open(line, place + 1) ?? line}\n`).join('') + torn;
}

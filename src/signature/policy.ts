import { z } from 'zod';
import type { CryptoPolicy } from '../domain/crypto-policy.ts';
import data from '../../assets/policy/crypto.json' with { type: 'json' };

/** Which algorithms are no longer relied on, and since when. It is data, so that it can be raised without a change of the program. */
const policySchema = z.strictObject({
  version: z.string(),
  sources: z.array(z.string()),
  /** By their usual names. `since` is the day from which signatures by them are refused. */
  refusedDigests: z.array(z.strictObject({ name: z.string(), since: z.iso.date() })),
  rsa: z.strictObject({ minimumBits: z.number().int(), minimumExponent: z.number().int(), since: z.iso.date() }),
});

/** The policy of this version. Every day in it is past, so that what it refuses is refused at every instant that is judged. */
export const CRYPTO_POLICY: CryptoPolicy = policySchema.parse(data);

const REFUSED: ReadonlySet<string> = new Set(CRYPTO_POLICY.refusedDigests.map(({ name }) => name));

/** Returns whether signatures over this digest are refused. */
export function isRefusedDigest(name: string): boolean {
  return REFUSED.has(name);
}

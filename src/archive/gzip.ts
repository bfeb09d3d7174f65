import { createGunzip } from 'node:zlib';
import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { CHUNK } from './access.ts';
import { decode, requireRatio } from './inflated.ts';
import type { RandomAccess } from './ports.ts';

/**
 * Yields what all gzip members of `access` inflate to in turn (RFC 1952). Throws `GZIP_CORRUPT`, `GZIP_TRAILING_DATA` or `BUDGET_RATIO`.
 */
export async function* gunzip(access: RandomAccess, budgets: Budgets): AsyncGenerator<Uint8Array, void, undefined> {
  const decoder = createGunzip({ chunkSize: CHUNK });
  let produced = 0;
  for await (const chunk of decode(access, 0, access.size, decoder, refusalOf)) {
    produced += chunk.length;
    requireRatio(produced, decoder.bytesWritten, budgets);
    yield chunk;
  }
  // The decoder passes over zeros after the last gzip member.
  if (decoder.bytesWritten < access.size) throw new Refusal('GZIP_TRAILING_DATA', null);
}

/** zlib's own words where bytes stand in a member's place that begin none. Of the first one it was seen before that it begins well. */
function refusalOf(failure: Error): Refusal {
  return new Refusal(failure.message === 'incorrect header check' ? 'GZIP_TRAILING_DATA' : 'GZIP_CORRUPT', null);
}

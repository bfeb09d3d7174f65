import { constants, createZstdDecompress } from 'node:zlib';
import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { CHUNK } from './access.ts';
import { decode, requireRatio } from './inflated.ts';
import type { RandomAccess } from './ports.ts';
import { WINDOW_LOG_MOST, type ZstdFrame } from './zstd-frames.ts';

/**
 * Yields what the frames of `access` inflate to in turn (RFC 8878). Throws `ZSTD_CORRUPT` or `BUDGET_RATIO`. A decoder reads one frame
 * and no further, so that each gets its own.
 */
export async function* unzstd(
  access: RandomAccess,
  frames: readonly ZstdFrame[],
  budgets: Budgets,
): AsyncGenerator<Uint8Array, void, undefined> {
  let produced = 0;
  for (const { offset, length } of frames) {
    const decoder = createZstdDecompress({
      chunkSize: CHUNK,
      params: { [constants.ZSTD_d_windowLogMax]: WINDOW_LOG_MOST },
    });
    for await (const chunk of decode(access, offset, length, decoder, refusalOf)) {
      produced += chunk.length;
      requireRatio(produced, offset + decoder.bytesWritten, budgets);
      yield chunk;
    }
  }
}

function refusalOf(): Refusal {
  return new Refusal('ZSTD_CORRUPT', null);
}

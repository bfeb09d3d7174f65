import { Refusal, type CancelSignal, type RefusalCode } from '../domain/errors.ts';
import type { Archive } from './ports.ts';

/** What a reader finds of a member whose structure is sound and whose content is not what was packed. */
const DAMAGE: ReadonlySet<RefusalCode> = new Set(['ZIP_CRC_MISMATCH', 'ZIP_DATA_CORRUPT', 'ZIP_SIZE_MISMATCH']);

/** Returns whether `code` is about the content of one member alone. */
export function isDamage(code: RefusalCode): boolean {
  return DAMAGE.has(code);
}

/** An archive that goes on past damaged content. */
export interface TolerantArchive extends Archive {
  /** The damaged members met so far, each with what was found. */
  readonly damage: ReadonlyMap<string, RefusalCode>;
}

/**
 * Returns `archive` as one whose `stream` and `read` end where a member's content is damaged, instead of throwing: the bytes up to there are
 * what there is, so that they are hashed, compared and reported like any others, and the members behind them are judged too. Every damaged
 * member is kept in `damage`. A refusal of the structure is thrown as before.
 */
export function tolerateDamage(archive: Archive): TolerantArchive {
  const damage = new Map<string, RefusalCode>();
  async function* stream(path: string, signal?: CancelSignal): AsyncIterable<Uint8Array> {
    try {
      yield* archive.stream(path, signal);
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || !isDamage(thrown.code)) throw thrown;
      damage.set(path, thrown.code);
    }
  }
  return {
    ...archive,
    damage,
    stream,
    async digests(wanted, options) {
      const found = await archive.digests(wanted, options);
      for (const [path, hashed] of found) if (hashed.damage !== null) damage.set(path, hashed.damage);
      return found;
    },
    async read(path, most) {
      try {
        return await archive.read(path, most);
      } catch (thrown) {
        if (!(thrown instanceof Refusal) || !isDamage(thrown.code)) throw thrown;
        return await collect(stream(path));
      }
    },
  };
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  const whole = new Uint8Array(all.reduce((sum, chunk) => sum + chunk.length, 0));
  let filled = 0;
  for (const chunk of all) {
    whole.set(chunk, filled);
    filled += chunk.length;
  }
  return whole;
}

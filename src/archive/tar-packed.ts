import type { ArchiveIdentity } from '../domain/archive.ts';
import { Refusal, type CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { digestOf, isUnchanged } from './access.ts';
import { archiveOf } from './content.ts';
import { gunzip } from './gzip.ts';
import { inflatedFrom, type Inflated } from './inflated.ts';
import type { Archive, OpenOptions, RandomAccess } from './ports.ts';
import { BLOCK, isHeader } from './tar-header.ts';
import { walkTar, type TarEntry, type TarInput } from './tar-walk.ts';
import { unzstd } from './zstd.ts';
import { walkZstd } from './zstd-frames.ts';

/** Begins to inflate the file from its first byte. */
type Inflate = () => Inflated;

/**
 * Opens a TAR archive compressed by gzip, of one or several gzip members. Throws a `Refusal`: as `walkTar`, or `GZIP_CORRUPT`,
 * `GZIP_TRAILING_DATA`, `BUDGET_RATIO`, `CONTAINER_UNKNOWN` where it holds no TAR archive.
 */
export function openTarGz(
  name: string,
  access: RandomAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  return openPacked(
    { name, container: 'tar.gz' },
    access,
    () => inflatedFrom(gunzip(access, budgets)),
    budgets,
    options,
  );
}

/**
 * Opens a TAR archive compressed by Zstandard, of one or several frames. Throws a `Refusal`: as `walkTar`, or `ZSTD_CORRUPT`,
 * `ZSTD_TRAILING_DATA`, `ZSTD_UNSUPPORTED`, `BUDGET_RATIO`, `CONTAINER_UNKNOWN` where it holds no TAR archive.
 */
export async function openTarZst(
  name: string,
  access: RandomAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const frames = await walkZstd(access, options.signal);
  const inflate = (): Inflated => inflatedFrom(unzstd(access, frames, budgets));
  return openPacked({ name, container: 'tar.zst' }, access, inflate, budgets, options);
}

/** The file is inflated once to find its entries; after that, reading them in the order of their bytes inflates it once more in all. */
async function openPacked(
  what: Pick<ArchiveIdentity, 'name' | 'container'>,
  access: RandomAccess,
  inflate: Inflate,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const entries = await listEntries(inflate(), budgets, options.signal);
  const sha256 = await digestOf(access, options);
  // The place where the last reader ended: members read in turn go on from there.
  let resting: Inflated | null = null;
  return archiveOf({
    identity: { ...what, size: access.size, sha256 },
    inByteOrder: entries,
    stream: readEntry,
    unchanged: () => isUnchanged(access, sha256, options),
  });

  async function* readEntry(entry: TarEntry, signal: CancelSignal | undefined): AsyncGenerator<Uint8Array> {
    const usable = resting !== null && resting.position() <= entry.dataOffset ? resting : null;
    if (usable === null) resting?.end();
    resting = null;
    const inflated = usable ?? inflate();
    try {
      await inflated.skip(entry.dataOffset - inflated.position(), signal);
      yield* inflated.chunks(entry.size, signal);
      resting = inflated;
    } finally {
      if (resting !== inflated) inflated.end();
    }
  }
}

async function listEntries(
  inflated: Inflated,
  budgets: Budgets,
  signal: CancelSignal | undefined,
): Promise<readonly TarEntry[]> {
  try {
    const first = await inflated.take(BLOCK, signal);
    if (!isHeader(first)) throw new Refusal('CONTAINER_UNKNOWN', null);
    return await walkTar(inputOver(inflated, first, signal), budgets, signal);
  } finally {
    inflated.end();
  }
}

/** The first block was looked at already, to see what the file holds. */
function inputOver(inflated: Inflated, first: Uint8Array, signal: CancelSignal | undefined): TarInput {
  let waiting: Uint8Array | null = first;
  return {
    take(length) {
      if (waiting === null) return inflated.take(length, signal);
      const block = waiting;
      waiting = null;
      return Promise.resolve(block);
    },
    skip: (length) => inflated.skip(length, signal),
  };
}

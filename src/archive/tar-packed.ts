import type { ArchiveIdentity } from '../domain/archive.ts';
import type { CancelSignal } from '../domain/errors.ts';
import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import type { Budgets } from '../domain/limits.ts';
import { archiveOf, type WholeAndEntries } from './content.ts';
import { gunzip } from './gzip.ts';
import { hashBytes } from './hash.ts';
import { inflatedFrom, type Inflated } from './inflated.ts';
import type { Archive, OpenOptions, RandomAccess } from './ports.ts';
import { passOver } from './tar-first-pass.ts';
import type { TarEntry } from './tar-walk.ts';
import { isUnchanged, stampOf } from './unchanged.ts';
import { unzstd } from './zstd.ts';
import { walkZstd } from './zstd-frames.ts';

/** Begins to inflate a file from its first byte. */
type Inflate = (access: RandomAccess) => Inflated;

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
    (from) => inflatedFrom(gunzip(from, budgets)),
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
  const inflate: Inflate = (from) => inflatedFrom(unzstd(from, frames, budgets));
  return openPacked({ name, container: 'tar.zst' }, access, inflate, budgets, options);
}

/** The file is inflated once to find and hash its entries; after that, reading them in the order of their bytes inflates it once more in all. */
async function openPacked(
  what: Pick<ArchiveIdentity, 'name' | 'container'>,
  access: RandomAccess,
  inflate: Inflate,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const stamp = await stampOf(access);
  const { entries, hashed, whole } = await passOver(access, inflate, budgets, options);
  // The place where the last reader ended: members read in turn go on from there.
  let resting: Inflated | null = null;
  return archiveOf({
    identity: { ...what, size: access.size },
    inByteOrder: entries,
    stream: readEntry,
    passing: (entry) => readEntry(entry, undefined),
    digests,
    whole: () => Promise.resolve(whole),
    unchanged: (before) => isUnchanged(access, stamp, before, options.signal),
  });

  /** SHA-256 is known; who wants more of an entry has it inflated again. */
  async function digests(
    algorithmsOf: (entry: TarEntry) => readonly ChecksumAlgorithm[],
    given: OpenOptions,
  ): Promise<WholeAndEntries> {
    const all = [...hashed];
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    let done = 0;
    for (const [at, entry] of entries.entries()) {
      given.onProgress?.({ phase: 'hashing', done, total });
      const algorithms = algorithmsOf(entry);
      if (algorithms.length > 1) all[at] = await hashBytes(readEntry(entry, given.signal), algorithms, () => undefined);
      done += entry.size;
    }
    given.onProgress?.({ phase: 'hashing', done, total });
    return { whole, entries: all };
  }

  async function* readEntry(entry: TarEntry, signal: CancelSignal | undefined): AsyncGenerator<Uint8Array> {
    const usable = resting !== null && resting.position() <= entry.dataOffset ? resting : null;
    if (usable === null) resting?.end();
    resting = null;
    const inflated = usable ?? inflate(access);
    try {
      await inflated.skip(entry.dataOffset - inflated.position(), signal);
      yield* inflated.chunks(entry.size, signal);
      resting = inflated;
    } finally {
      if (resting !== inflated) inflated.end();
    }
  }
}

import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { digestOf, readExactly, windowOver, type Window } from './access.ts';
import { u32 } from './bytes.ts';
import { archiveOf, type Content } from './content.ts';
import type { Archive, OpenOptions, RandomAccess } from './ports.ts';
import { readDirectory } from './zip-directory.ts';
import { hasEndSignature, readEndRecord } from './zip-end.ts';
import { locateEntries } from './zip-layout.ts';
import { LOCAL_SIGNATURE, SPANNED_SIGNATURE, type ZipEntry } from './zip-format.ts';
import { readEntry } from './zip-read.ts';

/**
 * Opens a file as an archive. What it is, is found from its bytes: a ZIP, or nothing that this version reads. Throws a
 * {@link Refusal} when the bytes can be read in no way or in more than one.
 */
export async function openFile(
  name: string,
  access: RandomAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  await requireZip(access);
  const end = await readEndRecord(access);
  const entries = await readDirectory(access, end, budgets, options.signal);
  const { entries: located, dataOffsets } = await locateEntries(access, entries, end.directoryOffset, options.signal);
  const files = located.filter((entry) => !entry.folder);
  if (files.length === 0) throw new Refusal('CONTAINER_EMPTY', null);
  const window = windowOver(access);
  await requireEmptyFolders(access, window, located, dataOffsets);
  const sha256 = await digestOf(access, options);
  const indexOf = new Map(located.flatMap((entry, index) => (entry.folder ? [] : [[entry.name, index] as const])));
  const content: Content = {
    identity: { name, container: 'zip', size: access.size, sha256, members: files.length },
    inByteOrder: files.map((entry) => ({ path: entry.name, size: entry.size })),
    sizeOf: (path) => located[indexOf.get(path) ?? -1]?.size ?? null,
    stream(path, signal) {
      const index = indexOf.get(path) ?? -1;
      const entry = located[index];
      if (entry === undefined) throw new RangeError('no such member');
      return readEntry(access, window, { ...entry, dataOffset: dataOffsets[index] ?? 0 }, signal);
    },
    unchanged: () => isUnchanged(access, sha256, options),
  };
  return archiveOf(content);
}

/** Folders whose nothing is compressed must inflate to nothing, so that no byte hides in them. */
async function requireEmptyFolders(
  access: RandomAccess,
  window: Window,
  entries: readonly ZipEntry[],
  dataOffsets: Float64Array,
): Promise<void> {
  for (const [index, entry] of entries.entries()) {
    if (!entry.folder || entry.compressedSize === 0) continue;
    const data = readEntry(access, window, { ...entry, dataOffset: dataOffsets[index] ?? 0 }, undefined);
    await data.next();
  }
}

async function requireZip(access: RandomAccess): Promise<void> {
  if (access.size === 0) throw new Refusal('CONTAINER_EMPTY', null);
  const head = u32(await readExactly(access, 0, Math.min(4, access.size)), 0);
  if (head === SPANNED_SIGNATURE) throw new Refusal('ZIP_MULTI_DISK', null);
  if (head === LOCAL_SIGNATURE || (await hasEndSignature(access))) return;
  throw new Refusal('CONTAINER_UNKNOWN', null);
}

async function isUnchanged(access: RandomAccess, sha256: string, options: OpenOptions): Promise<boolean> {
  if ((await access.read(access.size, 1)).length > 0) return false;
  try {
    return (await digestOf(access, { signal: options.signal })) === sha256;
  } catch (thrown) {
    if (thrown instanceof Refusal) return false;
    throw thrown;
  }
}

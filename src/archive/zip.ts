import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { digestOf, isUnchanged, windowOver, type Window } from './access.ts';
import { archiveOf } from './content.ts';
import type { Archive, OpenOptions, RandomAccess } from './ports.ts';
import { readDirectory } from './zip-directory.ts';
import { readEndRecord } from './zip-end.ts';
import { locateEntries } from './zip-layout.ts';
import type { ZipEntry } from './zip-format.ts';
import { readEntry } from './zip-read.ts';

/** Opens a ZIP archive. Throws a {@link Refusal} when its bytes can be read in no way or in more than one. */
export async function openZip(
  name: string,
  access: RandomAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const end = await readEndRecord(access);
  const entries = await readDirectory(access, end, budgets, options.signal);
  const { entries: located, dataOffsets } = await locateEntries(access, entries, end.directoryOffset, options.signal);
  const files = located.flatMap((entry, index) =>
    entry.folder ? [] : [{ path: entry.name, size: entry.size, entry, dataOffset: dataOffsets[index] ?? 0 }],
  );
  if (files.length === 0) throw new Refusal('CONTAINER_EMPTY', null);
  const window = windowOver(access);
  await requireEmptyFolders(access, window, located, dataOffsets);
  const sha256 = await digestOf(access, options);
  return archiveOf({
    identity: { name, container: 'zip', size: access.size, sha256 },
    inByteOrder: files,
    stream: ({ entry, dataOffset }, signal) => readEntry(access, window, { ...entry, dataOffset }, signal),
    unchanged: () => isUnchanged(access, sha256, options),
  });
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

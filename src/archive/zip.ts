import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { windowOver, type Window } from './access.ts';
import { archiveOf } from './content.ts';
import { fileDigests, fileWhole } from './file-digests.ts';
import { isUnchanged, stampOf } from './unchanged.ts';
import type { Archive, OpenOptions, RandomAccess, Stretch } from './ports.ts';
import { readDirectory } from './zip-directory.ts';
import { readEndRecord } from './zip-end.ts';
import { locateEntries } from './zip-layout.ts';
import { DEFLATED, type ZipEntry } from './zip-format.ts';
import { readMember } from './zip-read.ts';

/** Opens a ZIP archive. Throws a {@link Refusal} when its bytes can be read in no way or in more than one. */
export async function openZip(
  name: string,
  access: RandomAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const stamp = await stampOf(access);
  const end = await readEndRecord(access);
  const entries = await readDirectory(access, end, budgets, options.signal);
  const { entries: located, dataOffsets } = await locateEntries(access, entries, end.directoryOffset, options.signal);
  const files = located.flatMap((entry, index) => (entry.folder ? [] : [memberOf(entry, dataOffsets[index] ?? 0)]));
  if (files.length === 0) throw new Refusal('CONTAINER_EMPTY', null);
  const window = windowOver(access);
  await requireEmptyFolders(access, window, located, dataOffsets);
  return archiveOf({
    identity: { name, container: 'zip', size: access.size },
    inByteOrder: files,
    stream: (member, signal) => readMember(access, window, member, signal),
    passing: (member) => readMember(access, window, member, undefined, true),
    digests: (algorithmsOf, given) =>
      fileDigests(
        access,
        files.map((member) => ({ ...member, algorithms: algorithmsOf(member) })),
        given,
      ),
    whole: (given) => fileWhole(access, given),
    unchanged: (before) => isUnchanged(access, stamp, before, options.signal),
  });
}

function memberOf(entry: ZipEntry, offset: number): Stretch & { readonly path: string } {
  const { name: path, size, compressedSize: packed, crc, method } = entry;
  return { path, offset, size, packed, crc, deflated: method === DEFLATED, algorithms: [] };
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
    await readMember(access, window, memberOf(entry, dataOffsets[index] ?? 0), undefined).next();
  }
}

import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { passingChunks, readChunks, readExactly, windowOver } from './access.ts';
import { archiveOf } from './content.ts';
import { fileDigests, fileWhole } from './file-digests.ts';
import { isUnchanged, stampOf } from './unchanged.ts';
import type { Archive, OpenOptions, RandomAccess } from './ports.ts';
import { walkTar, type TarInput } from './tar-walk.ts';

/** Opens an uncompressed TAR archive. Throws a `Refusal`, as `walkTar`. */
export async function openTar(
  name: string,
  access: RandomAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const stamp = await stampOf(access);
  const entries = await walkTar(inputOver(access), budgets, options.signal);
  return archiveOf({
    identity: { name, container: 'tar', size: access.size },
    inByteOrder: entries,
    stream: (entry, signal) => readChunks(access, entry.dataOffset, entry.size, signal),
    passing: (entry) => passingChunks(access, entry.dataOffset, entry.size, undefined),
    digests: (algorithmsOf, given) =>
      fileDigests(
        access,
        entries.map((entry) => ({
          offset: entry.dataOffset,
          packed: entry.size,
          size: entry.size,
          deflated: false,
          crc: null,
          algorithms: algorithmsOf(entry),
        })),
        given,
      ),
    whole: (given) => fileWhole(access, given),
    unchanged: (before) => isUnchanged(access, stamp, before, options.signal),
  });
}

/** The headers are read through a window; what lies between them is not read at all. */
function inputOver(access: RandomAccess): TarInput {
  const window = windowOver(access);
  let at = 0;
  return {
    async take(length) {
      const size = Math.min(length, access.size - at);
      const bytes = size === 0 ? new Uint8Array(0) : (window.peek(at, size) ?? (await load(at, size)));
      at += size;
      return bytes;
    },
    skip(length) {
      if (length > access.size - at) return Promise.reject(new Refusal('CONTAINER_TRUNCATED', null));
      at += length;
      return Promise.resolve();
    },
  };

  /** A header alone, where large members lie between them; many at once, where they lie close together. */
  function load(offset: number, size: number): Promise<Uint8Array> {
    return size > 1024 * 1024 ? readExactly(access, offset, size) : window.load(offset, size);
  }
}

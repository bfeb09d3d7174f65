import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { digestOf, isUnchanged, readChunks, readExactly, windowOver } from './access.ts';
import { archiveOf } from './content.ts';
import type { Archive, OpenOptions, RandomAccess } from './ports.ts';
import { walkTar, type TarInput } from './tar-walk.ts';

/** Opens an uncompressed TAR archive. Throws a `Refusal`, as `walkTar`. */
export async function openTar(
  name: string,
  access: RandomAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const entries = await walkTar(inputOver(access), budgets, options.signal);
  const sha256 = await digestOf(access, options);
  return archiveOf({
    identity: { name, container: 'tar', size: access.size, sha256 },
    inByteOrder: entries,
    stream: (entry, signal) => readChunks(access, entry.dataOffset, entry.size, signal),
    unchanged: () => isUnchanged(access, sha256, options),
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

import { Refusal } from '../domain/errors.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../domain/limits.ts';
import { readExactly } from './access.ts';
import { u32 } from './bytes.ts';
import { openFolder } from './folder.ts';
import type { Archive, ArchiveSource, OpenOptions, RandomAccess } from './ports.ts';
import { openTar } from './tar.ts';
import { BLOCK, isHeader } from './tar-header.ts';
import { openTarGz, openTarZst } from './tar-packed.ts';
import { hasEndSignature } from './zip-end.ts';
import { LOCAL_SIGNATURE, SPANNED_SIGNATURE } from './zip-format.ts';
import { openZip } from './zip.ts';
import { beginsZstd } from './zstd-frames.ts';

/** RFC 1952: the two magic bytes, and deflate, the one method there is. */
const GZIP = [0x1f, 0x8b, 0x08] as const;

/**
 * Opens an archive: checks its whole structure, then takes its SHA-256 (progress phase `opening`, in bytes). What a file is, is found from
 * its bytes, never from its name. Throws a `Refusal` with the code of what is wrong, or `Cancelled`; errors of the source itself
 * pass through.
 */
export function openArchive(source: ArchiveSource, options: OpenOptions = {}): Promise<Archive> {
  const budgets = options.budgets ?? DEFAULT_BUDGETS;
  if (source.kind === 'folder') return openFolder(source.name, source.folder, budgets, options);
  return openFile(source.name, source.access, budgets, options);
}

async function openFile(name: string, access: RandomAccess, budgets: Budgets, options: OpenOptions): Promise<Archive> {
  if (access.size === 0) throw new Refusal('CONTAINER_EMPTY', null);
  const head = await readExactly(access, 0, Math.min(BLOCK, access.size));
  const signature = head.length < 4 ? 0 : u32(head, 0);
  if (signature === SPANNED_SIGNATURE) throw new Refusal('ZIP_MULTI_DISK', null);
  if (signature === LOCAL_SIGNATURE) return openZip(name, access, budgets, options);
  if (GZIP.every((byte, at) => head[at] === byte)) return openTarGz(name, access, budgets, options);
  if (beginsZstd(signature)) return openTarZst(name, access, budgets, options);
  if (isHeader(head)) return openTar(name, access, budgets, options);
  if (await hasEndSignature(access)) return openZip(name, access, budgets, options);
  throw new Refusal('CONTAINER_UNKNOWN', null);
}

import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ArchiveSource, RandomAccess } from '../../src/archive/index.ts';
import type { Budgets } from '../../src/domain/limits.ts';
import { openFile } from './file-access.ts';
import { folderAccess } from './folder-access.ts';
import { fileProblem } from './problem.ts';

/** An archive's bytes, and how to let go of them. */
export interface OpenSource {
  readonly source: ArchiveSource;
  close(): Promise<void>;
}

/** Opens the file or folder `path` as an archive's source. `moved` is called for whatever the medium gives. Throws `FILE_NOT_FOUND` or `FILE_NOT_READABLE`. */
export async function openSource(
  path: string,
  budgets?: Budgets,
  moved: () => void = () => undefined,
): Promise<OpenSource> {
  const name = archiveName(path);
  try {
    if ((await stat(path)).isDirectory()) {
      const folder = folderAccess(path, budgets, moved);
      return { source: { kind: 'folder', name, folder }, close: () => Promise.resolve() };
    }
    const file = await openFile(path, name);
    return { source: { kind: 'file', name, access: watched(file, moved) }, close: () => file.close() };
  } catch (thrown) {
    throw fileProblem(thrown, name, 'FILE_NOT_READABLE');
  }
}

/** Returns the same bytes, of which every piece is told. */
export function watched(access: RandomAccess, moved: () => void): RandomAccess {
  return {
    ...access,
    read: async (offset, length) => {
      const bytes = await access.read(offset, length);
      moved();
      return bytes;
    },
    fill: async (target, offset) => {
      const filled = await access.fill(target, offset);
      moved();
      return filled;
    },
  };
}

/** Returns the last part of `path`, which is all that window and report learn of where an archive lies. */
export function archiveName(path: string): string {
  const name = basename(resolve(path));
  return name === '' ? resolve(path) : name;
}

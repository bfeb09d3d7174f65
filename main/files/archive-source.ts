import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { ArchiveSource } from '../../src/archive/index.ts';
import type { Budgets } from '../../src/domain/limits.ts';
import { openFile } from './file-access.ts';
import { folderAccess } from './folder-access.ts';
import { fileProblem } from './problem.ts';

/** An archive's bytes, and how to let go of them. */
export interface OpenSource {
  readonly source: ArchiveSource;
  close(): Promise<void>;
}

/** Opens the file or folder `path` as an archive's source. Throws `FILE_NOT_FOUND` or `FILE_NOT_READABLE`. */
export async function openSource(path: string, budgets?: Budgets): Promise<OpenSource> {
  const name = archiveName(path);
  try {
    if ((await stat(path)).isDirectory()) {
      return { source: { kind: 'folder', name, folder: folderAccess(path, budgets) }, close: () => Promise.resolve() };
    }
    const file = await openFile(path, name);
    return { source: { kind: 'file', name, access: file }, close: () => file.close() };
  } catch (thrown) {
    throw fileProblem(thrown, name, 'FILE_NOT_READABLE');
  }
}

/** Returns the last part of `path`, which is all that window and report learn of where an archive lies. */
export function archiveName(path: string): string {
  const name = basename(resolve(path));
  return name === '' ? resolve(path) : name;
}

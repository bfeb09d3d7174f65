import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileProblem, Problem } from './problem.ts';

/**
 * Makes `folder` with all above it that is missing. Throws `FILE_NOT_WRITABLE`. Not by Node's own `recursive`, which never ends where a
 * file system such as `/proc` answers that a folder is missing when it means that none can be made.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    for (const missing of await missingFolders(resolve(folder))) await makeOne(missing);
    if (!(await stat(folder)).isDirectory())
      throw new Problem('FILE_NOT_WRITABLE', { name: folder, reason: 'ENOTDIR' });
  } catch (error) {
    throw fileProblem(error, folder, 'FILE_NOT_WRITABLE');
  }
}

/** Returns what has to be made, the highest first. */
async function missingFolders(folder: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let at = folder; !(await isThere(at)) && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  return missing;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

/** Another program may have made it meanwhile. */
async function makeOne(folder: string): Promise<void> {
  await mkdir(folder).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

import { constants, type Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import type { FolderAccess } from '../../src/archive/index.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../../src/domain/limits.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { openFile, stampOf, type OpenFile } from './file-access.ts';
import { fileProblem, Problem } from './problem.ts';

// Closes the moment between the check and the opening. Windows has no such flag, and no such links for ordinary users.
const NO_FOLLOW = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;

/** Stands in a listing where bytes of a name are no UTF-8: such a file cannot even be opened by the name that is listed. */
const REPLACEMENT = '\ufffd';

type Listed = Awaited<ReturnType<FolderAccess['list']>>[number];

/**
 * Returns the folder `root` as an archive's members. Links are listed as links and never followed, neither at the end of a
 * path nor inside it, so that nothing outside the folder can become part of a release. `moved` is called for each entry.
 */
export function folderAccess(
  root: string,
  budgets: Budgets = DEFAULT_BUDGETS,
  moved: () => void = () => undefined,
): FolderAccess {
  return { list: () => listFolder(root, budgets, moved), open: (path) => openMember(root, path) };
}

async function listFolder(root: string, budgets: Budgets, moved: () => void): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  const waiting: { readonly folder: string; readonly depth: number }[] = [{ folder: '', depth: 0 }];
  let folders = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.depth > budgets.depth) throw new Refusal('BUDGET_DEPTH', next.folder, { limit: budgets.depth });
    for (const entry of await entriesOf(root, next.folder)) {
      moved();
      const path = next.folder === '' ? entry.name : `${next.folder}/${entry.name}`;
      if (entry.name.includes(REPLACEMENT)) throw new Refusal('NAME_NOT_UTF8', path);
      if (entry.isDirectory()) {
        folders += 1;
        waiting.push({ folder: path, depth: next.depth + 1 });
      } else found.push(await describe(root, path));
      // A tree of empty folders has no members, and no end.
      if (Math.max(found.length, folders) > budgets.members)
        throw new Refusal('BUDGET_MEMBERS', null, { limit: budgets.members });
    }
  }
  return found;
}

async function entriesOf(root: string, folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (thrown) {
    throw fileProblem(thrown, folder === '' ? basename(root) : folder, 'FILE_NOT_READABLE');
  }
}

async function describe(root: string, path: string): Promise<Listed> {
  const stats = await lstat(join(root, path), { bigint: true }).catch((thrown: unknown) => {
    throw fileProblem(thrown, path, 'FILE_NOT_READABLE');
  });
  if (stats.isSymbolicLink()) return { path, size: 0, type: 'link' };
  if (!stats.isFile()) return { path, size: 0, type: 'other' };
  return { path, size: Number(stats.size), type: 'file', stamp: stampOf(stats) };
}

async function openMember(root: string, path: string): Promise<OpenFile> {
  try {
    return await openInside(root, path);
  } catch (thrown) {
    throw fileProblem(thrown, path, 'FILE_NOT_READABLE');
  }
}

async function openInside(root: string, path: string): Promise<OpenFile> {
  const real = await realpath(root);
  const wanted = join(real, ...path.split('/'));
  if (!wanted.startsWith(real.endsWith(sep) ? real : real + sep) || (await realpath(wanted)) !== wanted) {
    throw new Problem('FILE_NOT_READABLE', { name: path, reason: 'OUTSIDE_FOLDER' });
  }
  return openFile(wanted, path, constants.O_RDONLY | NO_FOLLOW);
}

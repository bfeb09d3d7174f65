import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileProblem } from './problem.ts';

/** A file to be written. */
export interface WantedFile {
  readonly path: string;
  readonly content: Uint8Array | string;
}

/**
 * Writes `content` to `path` so that the file is there wholly or not at all, and still there after a power cut: a file beside
 * it is written, flushed to disk, and renamed over it. Throws `FILE_NOT_WRITABLE`.
 */
export function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  return writeTogether([{ path, content }]);
}

/**
 * Writes files that belong together, each as `writeAtomically`: none is put in its place before all are on the disk, so that a full
 * disk leaves the earlier ones as they were. Throws `FILE_NOT_WRITABLE`.
 */
export async function writeTogether(files: readonly WantedFile[]): Promise<void> {
  const written = files.map((file) => ({ ...file, temporary: temporaryFor(file.path) }));
  let name = '';
  try {
    for (const { path, content, temporary } of written) {
      name = basename(path);
      await writeFlushed(temporary, content);
    }
    for (const { path, temporary } of written) {
      name = basename(path);
      await rename(temporary, path);
      await flushFolder(dirname(path));
    }
  } catch (thrown) {
    for (const { temporary } of written) await rm(temporary, { force: true }).catch(() => undefined);
    throw fileProblem(thrown, name, 'FILE_NOT_WRITABLE');
  }
}

function temporaryFor(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`);
}

async function writeFlushed(path: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes a folder's list of names to disk, so that a new name survives a power cut. Windows cannot open folders and needs no such call. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

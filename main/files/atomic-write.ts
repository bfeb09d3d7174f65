import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileProblem } from './problem.ts';

/**
 * Writes `content` to `path` so that the file is there wholly or not at all, and still there after a power cut: a file beside
 * it is written, flushed to disk, and renamed over it. Throws `FILE_NOT_WRITABLE`.
 */
export async function writeAtomically(path: string, content: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`);
  try {
    await writeFlushed(temporary, content);
    await rename(temporary, path);
    await flushFolder(dirname(path));
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw fileProblem(thrown, basename(path), 'FILE_NOT_WRITABLE');
  }
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

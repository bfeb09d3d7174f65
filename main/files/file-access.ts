import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { RandomAccess } from '../../src/archive/index.ts';
import { Problem } from './problem.ts';

/** One open file. All bytes come through the one handle, so a file that is exchanged meanwhile cannot mix in. */
export interface OpenFile extends RandomAccess {
  close(): Promise<void>;
}

// A pipe that takes the file's place between the look and the opening must not hang. Windows has no such flag, and no such pipes.
const NO_WAIT = process.platform === 'win32' ? 0 : constants.O_NONBLOCK;

/**
 * Opens the regular file `path` for random reads. `flags` are those of open(2), read-only where not given.
 * Throws `FILE_NOT_READABLE` for anything but a regular file, because a pipe or device would hang or never end.
 */
export async function openFile(path: string, name: string, flags: number = constants.O_RDONLY): Promise<OpenFile> {
  const notFile = (): Problem => new Problem('FILE_NOT_READABLE', { name, reason: 'NOT_A_FILE' });
  if (!(await stat(path)).isFile()) throw notFile();
  const handle = await open(path, flags | NO_WAIT);
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    throw notFile();
  }
  const { size } = stats;
  return { size, read: (offset, length) => readFully(handle, offset, length), close: () => handle.close() };
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled === length ? buffer : buffer.subarray(0, filled);
}

import { open, stat, type FileHandle } from 'node:fs/promises';
import type { RandomAccess } from '../../src/archive/index.ts';
import { Problem } from './problem.ts';

/** One open file. All bytes come through the one handle, so a file that is exchanged meanwhile cannot mix in. */
export interface OpenFile extends RandomAccess {
  close(): Promise<void>;
}

/**
 * Opens the regular file `path` for random reads. `flags` are those of open(2), read-only where not given.
 * Throws `FILE_NOT_READABLE` for anything but a regular file, because a pipe or device would hang or never end.
 */
export async function openFile(path: string, name: string, flags: number | string = 'r'): Promise<OpenFile> {
  if (!(await stat(path)).isFile()) throw new Problem('FILE_NOT_READABLE', { name, reason: 'NOT_A_FILE' });
  const handle = await open(path, flags);
  const { size } = await handle.stat();
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

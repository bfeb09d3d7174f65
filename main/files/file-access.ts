import { constants, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { RandomAccess } from '../../src/archive/index.ts';
import { hashThreads } from './hash-threads.ts';
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
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      const filled = await fill(handle, bytes, offset);
      return filled === length ? bytes : bytes.subarray(0, filled);
    },
    fill: (target, offset) => fill(handle, target, offset),
    stamp: () => stampOfOpen(handle, path),
    hashers: hashThreads(handle.fd, size),
    close: () => handle.close(),
  };
}

/** Device and number of a file, its size, and when its bytes and its entry were changed last, in nanoseconds. */
export function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

async function stampOfOpen(handle: FileHandle, path: string): Promise<string | null> {
  const opened = await handle.stat({ bigint: true });
  const named = await stat(path, { bigint: true }).catch(() => null);
  if (named === null || named.dev !== opened.dev || named.ino !== opened.ino) return null;
  return stampOf(opened);
}

async function fill(handle: FileHandle, target: Uint8Array, offset: number): Promise<number> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await handle.read(target, filled, target.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

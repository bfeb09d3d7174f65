import { openFile } from './file-access.ts';

/** Returns the bytes of the regular file `path`, or `null` when it holds more than `most`. Errors of the file system pass through. */
export async function readBounded(path: string, name: string, most: number): Promise<Uint8Array | null> {
  const file = await openFile(path, name);
  try {
    return file.size > most ? null : await file.read(0, file.size);
  } finally {
    await file.close();
  }
}

import { Buffer } from 'node:buffer';
import { readFileSync, readdirSync } from 'node:fs';
import {
  openArchive,
  type Archive,
  type FolderAccess,
  type OpenOptions,
  type RandomAccess,
} from '../../src/archive/index.ts';
import { Refusal, refusalRemedy, refusalSentence } from '../../src/domain/errors.ts';
import { render, type Catalogue } from '../../src/domain/render.ts';
import { buildZip } from './zip-builder.ts';

/** Returns `bytes` as an open file. */
export function accessOf(bytes: Uint8Array): RandomAccess {
  return accessBy(bytes.length, (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)));
}

/** Returns an open file of `size` bytes that `read` gives. */
export function accessBy(size: number, read: RandomAccess['read']): RandomAccess {
  return {
    size,
    read,
    async fill(target, offset) {
      const bytes = await read(offset, target.length);
      target.set(bytes);
      return bytes.length;
    },
  };
}

/** Opens `bytes` as the archive file `release.zip`. */
export function openBytes(bytes: Uint8Array, options: OpenOptions = {}): Promise<Archive> {
  return openArchive({ kind: 'file', name: 'release.zip', access: accessOf(bytes) }, options);
}

/** Opens a well-formed archive with these files. */
export function openFiles(files: Readonly<Record<string, string | Uint8Array>>): Promise<Archive> {
  return openBytes(buildZip(Object.entries(files).map(([name, data]) => ({ name, data }))));
}

/** Returns a folder in memory; `types` makes links and devices of some of its paths. */
export function folderOf(
  files: Readonly<Record<string, string | Uint8Array>>,
  types: Readonly<Record<string, 'link' | 'other'>> = {},
): FolderAccess {
  const contents = new Map(Object.entries(files).map(([path, data]) => [path, Buffer.from(data)]));
  return {
    list: () =>
      Promise.resolve([...contents].map(([path, data]) => ({ path, size: data.length, type: types[path] ?? 'file' }))),
    open: (path) =>
      Promise.resolve({ ...accessOf(contents.get(path) ?? Buffer.alloc(0)), close: () => Promise.resolve() }),
  };
}

/** Returns the whole content of every member, read through the streaming interface. */
export async function readAll(archive: Archive): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  for (const { path } of archive.members) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive.stream(path)) chunks.push(chunk);
    contents.set(path, Buffer.concat(chunks));
  }
  return contents;
}

/** The English catalogue as the product merges it. */
export const english: Catalogue = { language: 'en', texts: readCatalogue() };

function readCatalogue(): Record<string, string> {
  const folder = new URL('../../assets/messages/en/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const texts = files.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, string>);
  return Object.assign({}, ...texts) as Record<string, string>;
}

/**
 * Returns the refusal that `work` ends in, after checking that its sentence and remedy can be told in English. Any other
 * error, and no error, is thrown.
 */
export async function refusalOf(work: () => unknown): Promise<Refusal> {
  try {
    await work();
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    for (const said of [refusalSentence(thrown), refusalRemedy(thrown)]) {
      if (english.texts[said.key] === undefined) throw new Error(`no text for ${said.key}`, { cause: thrown });
      render(english, said);
    }
    return thrown;
  }
  throw new Error('nothing was refused');
}

/** Returns the code that opening `bytes` and reading all of it is refused with. */
export async function refusalCode(bytes: Uint8Array, options: OpenOptions = {}): Promise<string> {
  return (await refusalOf(async () => readAll(await openBytes(bytes, options)))).code;
}

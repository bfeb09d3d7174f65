import { readdir, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import { anchorsInFile } from '../files/anchor-file.ts';
import { fileProblem, Problem } from '../files/problem.ts';
import { readBounded } from '../files/read-bounded.ts';
import type { Say } from './say.ts';
import { message } from '../../src/domain/message.ts';

const ANCHOR_ENDING = /\.(?:pem|crt|cer|der|pub|asc|gpg|pgp|json|crl|ocsp|ors)$/iu;
const LARGEST_ANCHOR_FILE = 4 * 1024 * 1024;

/**
 * Returns the trust anchors of `--trust`: certificates, keys, revocation data and exported trust stores from files, and from every
 * `.pem`, `.crt`, `.cer`, `.der`, `.pub`, `.asc`, `.gpg`, `.pgp`, `.json`, `.crl`, `.ocsp` and `.ors` file of folders, each fingerprint once. Any other file is `ANCHOR_NOT_READABLE`, because an anchor left out in silence changes verdicts.
 */
export async function anchorsOf(paths: readonly string[], at: number, say: Say): Promise<readonly TrustAnchor[]> {
  const added = { by: userInfo().username, at: new Date(at).toISOString(), channel: say(message('cli.trust.channel')) };
  const found = new Map<string, TrustAnchor>();
  for (const path of paths) {
    for (const file of await anchorFiles(path)) {
      for (const anchor of await anchorsOfFile(file, added)) found.set(anchor.fingerprint, anchor);
    }
  }
  return [...found.values()];
}

async function anchorFiles(path: string): Promise<readonly string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => ANCHOR_ENDING.test(name)).sort();
    if (names.length === 0) throw new Problem('ANCHOR_NOT_READABLE', { name: path });
    return names.map((name) => join(path, name));
  } catch (error) {
    throw fileProblem(error, path, 'FILE_NOT_READABLE');
  }
}

async function anchorsOfFile(
  path: string,
  added: { readonly by: string; readonly at: string; readonly channel: string },
): Promise<readonly TrustAnchor[]> {
  return anchorsInFile(await bytesOf(path), basename(path), added);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    const bytes = await readBounded(path, basename(path), LARGEST_ANCHOR_FILE);
    if (bytes === null) throw new Problem('ANCHOR_NOT_READABLE', { name: basename(path) });
    return bytes;
  } catch (error) {
    throw fileProblem(error, path, 'FILE_NOT_READABLE');
  }
}

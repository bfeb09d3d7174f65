import { basename } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import { Problem, fileProblem } from './problem.ts';
import { readBounded } from './read-bounded.ts';
import { newSealer } from './sealed-lines.ts';
import { MOST_WORKSPACE_BYTES, plainText, sealerFor } from './workspace-text.ts';

/** Writes the lines of a journal to a file of their own, sealed with `passphrase` where there is one. Throws `FILE_NOT_WRITABLE`. */
export async function writeWorkspaceCopy(path: string, text: string, passphrase: string | null): Promise<void> {
  if (passphrase === null) {
    await writeAtomically(path, text);
    return;
  }
  const sealer = await newSealer(passphrase);
  const lines = text.split('\n').slice(0, -1);
  const sealed = lines.map((line, place) => `${sealer.seal(line, place + 1)}\n`).join('');
  await writeAtomically(path, `${sealer.header}\n${sealed}`);
}

/** Returns the journal of the workspace at `path` as text, without taking it. Throws `PASSPHRASE_NEEDED`, `PASSPHRASE_WRONG`, `FILE_NOT_READABLE`. */
export async function readWorkspace(path: string, passphrase: string | null): Promise<string> {
  const name = basename(path);
  try {
    const bytes = await readBounded(path, name, MOST_WORKSPACE_BYTES);
    if (bytes === null) throw new Problem('FILE_NOT_READABLE', { name, reason: 'TOO_LARGE' });
    const raw = Buffer.from(bytes).toString('utf8');
    return plainText(raw, await sealerFor(name, raw, passphrase));
  } catch (thrown) {
    throw fileProblem(thrown, name, 'FILE_NOT_READABLE');
  }
}

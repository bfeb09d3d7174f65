import { Buffer } from 'node:buffer';
import { openArchive } from '../../src/archive/index.ts';
import { checkIntegrity } from '../../src/integrity/index.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../../src/domain/limits.ts';
import { openBytes, readAll, refusalOf } from '../support/archives.ts';
import type { Form } from './forms.ts';

const MIB = 1024 * 1024;

/** Small, so that a breach shows in a small file. */
const BUDGETS: Budgets = {
  ...DEFAULT_BUDGETS,
  members: 100,
  totalSize: 8 * MIB,
  memberSize: 4 * MIB,
  ratioFloor: MIB,
};

/** No file of a few thousand bytes needs longer, also on a slow machine. */
const MOST_SECONDS = 20;

/**
 * Opens `bytes`, reads every member and compares every checksum. Returns the refusal's code, or `read`. Throws what must never
 * happen: an error of any other kind, a refusal without a text, bytes beyond the budgets, other bytes than those that the container's own checksum
 * vouches for, two readings that differ, or minutes without an end.
 */
export async function survive(bytes: Uint8Array, form: Form): Promise<string> {
  const started = performance.now();
  const outcome = await read(bytes, form);
  const seconds = (performance.now() - started) / 1000;
  if (seconds > MOST_SECONDS) throw new Error(`took ${seconds.toFixed(1)} s`);
  return outcome;
}

async function read(bytes: Uint8Array, form: Form): Promise<string> {
  try {
    const options = { budgets: BUDGETS };
    const archive =
      form.source === undefined ? await openBytes(bytes, options) : await openArchive(form.source(bytes), options);
    const contents = await readAll(archive);
    const total = [...contents.values()].reduce((sum, data) => sum + data.length, 0);
    if (total > BUDGETS.totalSize) throw new Error(`read ${total} bytes beyond the budget`);
    for (const [path, data] of contents) {
      const original = form.truth?.get(path);
      if (original !== undefined && !data.equals(Buffer.from(original))) throw new Error(`other bytes under ${path}`);
      if (!Buffer.from(await archive.read(path, BUDGETS.memberSize)).equals(data))
        throw new Error(`read twice: ${path}`);
    }
    await checkIntegrity(archive, null, { budgets: BUDGETS });
    if (!(await archive.unchanged())) throw new Error('said to have changed');
    return 'read';
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    return (await refusalOf(() => Promise.reject(thrown))).code;
  }
}

import { readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** Who holds a workspace: the machine, the process there, and the data folder of the program, which only one process has at a time. */
export interface Holder {
  readonly host: string;
  readonly process: number;
  readonly program: string;
}

const holderSchema = z.object({ host: z.string(), process: z.number().int(), program: z.string() });

/**
 * Takes the lock of the workspace at `path` for `holder`. Returns whether it was to be had. A lock that its holder left behind is taken
 * over: the process is gone, or the holder is an earlier run of this very program.
 */
export async function takeLock(path: string, holder: Holder): Promise<boolean> {
  if (await write(lockOf(path), holder)) return true;
  if (!(await isLeftBehind(lockOf(path), holder))) return false;
  await rm(lockOf(path), { force: true });
  return await write(lockOf(path), holder);
}

/** Gives the lock back. */
export async function giveLockBack(path: string): Promise<void> {
  await rm(lockOf(path), { force: true });
}

function lockOf(path: string): string {
  return `${path}.lock`;
}

async function write(path: string, holder: Holder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return false;
    throw thrown;
  }
}

async function isLeftBehind(path: string, own: Holder): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return true;
  const holder = holderSchema.safeParse(parse(text));
  // A lock without its holder was torn while it was written: nobody can be told apart from a living one.
  if (!holder.success) return text === '';
  if (holder.data.host !== own.host) return false;
  return holder.data.program === own.program || !isAlive(holder.data.process);
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

import { mkdir, open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { journalLine, readJournal } from '../../src/audit/index.ts';
import type { WorkspaceAction, WorkspaceEvent, WorkspaceState } from '../../src/domain/workspace.ts';
import { flushFolder } from './atomic-write.ts';
import { Problem, fileProblem } from './problem.ts';
import { readBounded } from './read-bounded.ts';

const MOST_BYTES = 256 * 1024 * 1024;
const NAME = 'workspace';

/** The auditor's workspace on disk: a journal of lines, each bound to the line before. */
export interface JournalFile {
  state(): WorkspaceState;
  events(): readonly WorkspaceEvent[];
  /** Appends one action and returns the new state once the line is on the disk itself. Calls wait for each other. */
  append(action: WorkspaceAction): Promise<WorkspaceState>;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly author: string;
  /** Returns the present instant, ISO 8601, UTC. */
  readonly now: () => string;
}

/**
 * Opens (or begins) the journal at `path` for this one writer. Throws `WORKSPACE_LOCKED` when another program has it open.
 * A journal that was altered opens for reading; `append` then throws `WORKSPACE_ALTERED`.
 */
export async function openJournal(path: string, options: JournalOptions): Promise<JournalFile> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await lock(`${path}.lock`);
  } catch (thrown) {
    throw journalProblem(thrown, 'FILE_NOT_WRITABLE');
  }
  try {
    return journal(path, await readText(path), options);
  } catch (thrown) {
    await rm(`${path}.lock`, { force: true });
    throw journalProblem(thrown, 'FILE_NOT_READABLE');
  }
}

function journal(path: string, start: string, options: JournalOptions): JournalFile {
  let reading = readJournal(start);
  let last: Promise<unknown> = Promise.resolve();

  async function appendNow(action: WorkspaceAction): Promise<WorkspaceState> {
    const { fault, head, events } = reading.state;
    if (fault?.kind === 'altered') throw new Problem('WORKSPACE_ALTERED', { line: fault.line });
    const { line } = journalLine(head, events + 1, options.now(), options.author, action);
    try {
      if (fault?.kind === 'torn') await setTornLineAside(path);
      await appendFlushed(path, `${line}\n`);
    } catch (thrown) {
      throw journalProblem(thrown, 'FILE_NOT_WRITABLE');
    }
    reading = readJournal(`${reading.intact}${line}\n`);
    return reading.state;
  }

  return {
    state: () => reading.state,
    events: () => reading.events,
    append: (action) => {
      const next = last.then(() => appendNow(action));
      last = next.catch(() => undefined);
      return next;
    },
    close: async () => {
      await last;
      await rm(`${path}.lock`, { force: true });
    },
  };
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readBounded(path, NAME, MOST_BYTES);
    if (bytes === null) throw new Problem('FILE_NOT_READABLE', { name: NAME, of: 'journal', reason: 'TOO_LARGE' });
    return Buffer.from(bytes).toString('utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return '';
    throw thrown;
  }
}

/** Returns `thrown` as a problem with the journal. `of` tells it from a file that a person chose: what can be done is another. */
function journalProblem(thrown: unknown, fallback: 'FILE_NOT_READABLE' | 'FILE_NOT_WRITABLE'): unknown {
  const problem = fileProblem(thrown, NAME, fallback);
  if (!(problem instanceof Problem) || problem.values['name'] !== NAME) return problem;
  return new Problem(problem.code, { ...problem.values, of: 'journal' });
}

async function appendFlushed(path: string, line: string | Uint8Array): Promise<void> {
  const handle = await open(path, 'a', 0o600);
  try {
    await handle.appendFile(line);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await flushFolder(dirname(path));
}

/** Moves the piece of a line that a power cut left into a file of its own. */
async function setTornLineAside(path: string): Promise<void> {
  const bytes = await readFile(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  await appendFlushed(`${path}.torn`, Buffer.concat([bytes.subarray(whole), Buffer.from('\n')]));
  await truncate(path, whole);
}

async function lock(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') throw new Problem('WORKSPACE_LOCKED');
    throw thrown;
  }
}

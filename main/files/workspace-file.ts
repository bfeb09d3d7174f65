import { mkdir, open, readFile, truncate } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { extendReading, journalLine, readJournal } from '../../src/audit/index.ts';
import type { WorkspaceAction, WorkspaceEvent, WorkspaceState } from '../../src/domain/workspace.ts';
import { flushFolder, writeAtomically } from './atomic-write.ts';
import { Problem, fileProblem } from './problem.ts';
import { readBounded } from './read-bounded.ts';
import { newSealer, type Sealer } from './sealed-lines.ts';
import { giveLockBack, takeLock, type Holder } from './workspace-lock.ts';
import { MOST_WORKSPACE_BYTES, plainText, sealerFor } from './workspace-text.ts';

const NAME = 'workspace';

/** Why a workspace can be looked at only: someone else has it open, its place cannot be written to, or it is about another archive. */
export type ReadOnly = 'locked' | 'not-writable' | 'other-archive';

/** The auditor's workspace on disk: a journal of lines, each bound to the line before. */
export interface WorkspaceFile {
  readonly path: string;
  /** The file's own name. */
  readonly name: string;
  readonly sealed: boolean;
  readonly readOnly: ReadOnly | null;
  state(): WorkspaceState;
  events(): readonly WorkspaceEvent[];
  /** The lines that the state rests on, unsealed, each with its line feed. */
  text(): string;
  /** Appends one action and returns the new state once the line is on the disk itself. Calls wait for each other. */
  append(action: WorkspaceAction, author?: string): Promise<WorkspaceState>;
  /** Appends lines that another copy of this journal has behind the same text, as they are there. */
  adopt(lines: readonly string[]): Promise<WorkspaceState>;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  readonly author: string;
  /** Returns the present instant, ISO 8601, UTC. */
  readonly now: () => string;
  readonly holder: Holder;
}

/**
 * Opens (or begins) the workspace at `path`. With a `passphrase` a new one is sealed, and a sealed one opened; without it a sealed one
 * throws `PASSPHRASE_NEEDED`, with a wrong one `PASSPHRASE_WRONG`. One that somebody else has open, or that cannot be written to, opens
 * for reading. One that was altered opens for reading too: `append` then throws `WORKSPACE_ALTERED`.
 */
export async function openWorkspace(
  path: string,
  passphrase: string | null,
  options: WorkspaceOptions,
): Promise<WorkspaceFile> {
  const readOnly = await hold(path, options.holder);
  try {
    const raw = await readText(path);
    const sealer = await sealerOfFile(path, raw, passphrase);
    return workspace(path, plainText(raw, sealer), { ...options, sealer, readOnly });
  } catch (thrown) {
    if (readOnly === null) await giveLockBack(path);
    throw workspaceProblem(thrown, 'FILE_NOT_READABLE');
  }
}

async function hold(path: string, holder: Holder): Promise<ReadOnly | null> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return (await takeLock(path, holder)) ? null : 'locked';
  } catch (thrown) {
    if ((await readText(path).catch(() => '')) !== '') return 'not-writable';
    throw workspaceProblem(thrown, 'FILE_NOT_WRITABLE');
  }
}

type Setting = WorkspaceOptions & { readonly sealer: Sealer | null; readonly readOnly: ReadOnly | null };

function workspace(path: string, start: string, { sealer, readOnly, ...options }: Setting): WorkspaceFile {
  let reading = readJournal(start);
  let last: Promise<unknown> = Promise.resolve();

  async function appendLine(line: string): Promise<WorkspaceState> {
    const { fault, events } = reading.state;
    if (readOnly !== null) throw new Problem('WORKSPACE_READ_ONLY', { reason: readOnly.replaceAll('-', '_') });
    if (fault?.kind === 'altered') throw new Problem('WORKSPACE_ALTERED', { line: fault.line });
    try {
      if (fault?.kind === 'torn') await setTornLineAside(path);
      await appendFlushed(path, `${sealer === null ? line : sealer.seal(line, events + 1)}\n`);
    } catch (thrown) {
      throw workspaceProblem(thrown, 'FILE_NOT_WRITABLE');
    }
    reading = extendReading(reading, line);
    return reading.state;
  }

  function inTurn(work: () => Promise<WorkspaceState>): Promise<WorkspaceState> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  return {
    path,
    name: basename(path),
    sealed: sealer !== null,
    readOnly,
    state: () => reading.state,
    events: () => reading.events,
    text: () => reading.intact,
    append: (action, author = options.author) =>
      inTurn(() => {
        const { head, events } = reading.state;
        return appendLine(journalLine(head, events + 1, options.now(), author, action).line);
      }),
    adopt: (lines) =>
      inTurn(async () => {
        for (const line of lines) await appendLine(line);
        return reading.state;
      }),
    close: async () => {
      await last;
      if (readOnly === null) await giveLockBack(path);
    },
  };
}

/** A new file begins with its header before any line can be written, so that nothing is ever there unsealed. */
async function sealerOfFile(path: string, raw: string, passphrase: string | null): Promise<Sealer | null> {
  if (raw !== '' || passphrase === null) return await sealerFor(basename(path), raw, passphrase);
  const sealer = await newSealer(passphrase);
  await writeAtomically(path, `${sealer.header}\n`);
  return sealer;
}

async function readText(path: string): Promise<string> {
  try {
    const bytes = await readBounded(path, NAME, MOST_WORKSPACE_BYTES);
    if (bytes === null) throw new Problem('FILE_NOT_READABLE', { name: NAME, of: 'journal', reason: 'TOO_LARGE' });
    return Buffer.from(bytes).toString('utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return '';
    throw thrown;
  }
}

/** Returns `thrown` as a problem with the journal. `of` tells it from a file that a person chose: what can be done is another. */
function workspaceProblem(thrown: unknown, fallback: 'FILE_NOT_READABLE' | 'FILE_NOT_WRITABLE'): unknown {
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

import { rename } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import { mode } from '../../src/contract/schemas-workspace.ts';
import { writeAtomically } from './atomic-write.ts';
import { readBounded } from './read-bounded.ts';

const MOST_BYTES = 8 * 1024 * 1024;
const MOST_AUDITS = 200;
const NAME = 'audits.json';

/** The ending of a workspace's file name. */
export const WORKSPACE_ENDING = 'countersign';

const entrySchema = z.strictObject({
  path: z.string().min(1),
  title: z.string(),
  archivePath: z.string().min(1),
  archiveName: z.string(),
  archiveSha256: z.string(),
  previousPath: z.string().nullable(),
  supplements: z.array(z.strictObject({ sha256: z.string(), path: z.string() })).max(100),
  mode,
  sealed: z.boolean(),
  /** Under which name this person worked on it; `null` for the one of this machine. */
  author: z.string().max(200).nullable(),
  openedAt: z.string(),
});
const fileSchema = z.strictObject({
  schema: z.literal('countersign/audits@1'),
  audits: z.array(entrySchema).max(MOST_AUDITS),
});

/** One audit of this person at this machine: where its workspace and its archive were last. */
export type AuditEntry = z.infer<typeof entrySchema>;

/** The audits that were open here, latest first. What is in them stands in their workspaces alone. */
export interface Audits {
  list(): Promise<readonly AuditEntry[]>;
  remember(entry: AuditEntry): Promise<void>;
  /** Takes an audit from the list; its file stays. */
  forget(path: string): Promise<void>;
  /** Returns where the workspace of an archive is, or would be: in the user's documents, unless it was chosen elsewhere. */
  placeOf(archiveSha256: string, archiveName: string): Promise<string>;
}

/** Returns the list in the data `folder`; new workspaces are placed below `documents`. */
export function auditsIn(folder: string, documents: string): Audits {
  const file = join(folder, NAME);
  let last: Promise<unknown> = Promise.resolve();

  function change(edit: (audits: readonly AuditEntry[]) => readonly AuditEntry[]): Promise<void> {
    const next = last.then(async () => {
      const audits = edit(await read(file)).slice(0, MOST_AUDITS);
      await writeAtomically(file, `${JSON.stringify({ schema: 'countersign/audits@1', audits }, null, 2)}\n`);
    });
    last = next.catch(() => undefined);
    return next;
  }

  return {
    list: () => last.then(() => read(file)),
    remember: (entry) => change((audits) => [entry, ...audits.filter(({ path }) => path !== entry.path)]),
    forget: (path) => change((audits) => audits.filter((one) => one.path !== path)),
    placeOf: async (sha256, name) => {
      const known = (await read(file)).find(({ archiveSha256 }) => archiveSha256 === sha256);
      if (known !== undefined) return known.path;
      const stem = basename(name, extname(name))
        .replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')
        .slice(0, 80);
      return join(documents, 'Countersign', `${stem} ${sha256.slice(0, 8)}.${WORKSPACE_ENDING}`);
    },
  };
}

/** A list that cannot be read is set aside, not overwritten: audits themselves are not in it. */
async function read(file: string): Promise<readonly AuditEntry[]> {
  const bytes = await readBounded(file, NAME, MOST_BYTES).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  });
  if (bytes === undefined) return [];
  const parsed = fileSchema.safeParse(bytes === null ? null : parse(Buffer.from(bytes).toString('utf8')));
  if (parsed.success) return parsed.data.audits;
  await rename(file, `${file}.unread`).catch(() => undefined);
  return [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

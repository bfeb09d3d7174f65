import { openJournal, type JournalFile, type JournalOptions } from './journal-file.ts';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { UserData } from './user-data.ts';

/** The open journals of this program: one writer for each archive, however many sessions show it. */
export interface Workspaces {
  /** Opens the journal of an archive, or shares the one that is open. Throws as `openJournal`. */
  acquire(archiveSha256: string): Promise<JournalFile>;
  /** Lets go of a journal; the last one to let go closes it. */
  release(archiveSha256: string): Promise<void>;
}

/** Returns the workspaces below the user's data folder. */
export function createWorkspaces(places: UserData, options: JournalOptions): Workspaces {
  const open = new Map<string, { readonly journal: Promise<JournalFile>; users: number }>();

  async function close(sha256: string): Promise<void> {
    const held = open.get(sha256);
    open.delete(sha256);
    await held?.journal.then(
      (journal) => journal.close(),
      () => undefined,
    );
  }

  return {
    acquire: async (sha256) => {
      const held = open.get(sha256) ?? { journal: openJournal(places.workspace(sha256), options), users: 0 };
      held.users += 1;
      open.set(sha256, held);
      try {
        return await held.journal;
      } catch (thrown) {
        open.delete(sha256);
        throw thrown;
      }
    },
    release: async (sha256) => {
      const held = open.get(sha256);
      if (held === undefined) return;
      held.users -= 1;
      if (held.users === 0) await close(sha256);
    },
  };
}

/**
 * Removes the locks that a program left behind when it ended without closing. Only for the program that holds the single-instance
 * lock of this folder: no other one can be writing there.
 */
export async function removeStaleLocks(places: UserData): Promise<void> {
  const names = await readdir(places.workspaces).catch(() => []);
  for (const name of names) if (name.endsWith('.lock')) await rm(join(places.workspaces, name), { force: true });
}

import { join } from 'node:path';

/** Where what people did is kept: trust anchors and workspaces. The archive itself is never written to. */
export interface UserData {
  readonly folder: string;
  readonly trust: string;
  readonly workspaces: string;
  /** Returns the journal of the archive with this SHA-256. */
  workspace(archiveSha256: string): string;
}

/** Returns the places inside the user's data `folder`. */
export function userData(folder: string): UserData {
  return {
    folder,
    trust: join(folder, 'trust.json'),
    workspaces: join(folder, 'workspaces'),
    workspace: (archiveSha256) => {
      if (!/^[0-9a-f]{64}$/u.test(archiveSha256)) throw new Error('not a digest');
      return join(folder, 'workspaces', `${archiveSha256}.journal.jsonl`);
    },
  };
}

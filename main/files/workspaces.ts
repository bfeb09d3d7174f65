import { openWorkspace, type WorkspaceFile, type WorkspaceOptions } from './workspace-file.ts';

/** The open workspaces of this program: one writer for each file, however many sessions show it. */
export interface Workspaces {
  /** Opens the workspace at `path`, or shares the one that is open. Throws as `openWorkspace`. */
  acquire(path: string, passphrase: string | null): Promise<WorkspaceFile>;
  /** Lets go of a workspace; the last one to let go closes it. */
  release(path: string): Promise<void>;
}

/** Returns the workspaces of this program. */
export function createWorkspaces(options: WorkspaceOptions): Workspaces {
  const open = new Map<string, { readonly file: Promise<WorkspaceFile>; users: number }>();
  return {
    acquire: async (path, passphrase) => {
      const held = open.get(path) ?? { file: openWorkspace(path, passphrase, options), users: 0 };
      held.users += 1;
      open.set(path, held);
      try {
        return await held.file;
      } catch (thrown) {
        open.delete(path);
        throw thrown;
      }
    },
    release: async (path) => {
      const held = open.get(path);
      if (held === undefined) return;
      held.users -= 1;
      if (held.users > 0) return;
      open.delete(path);
      await held.file.then(
        (file) => file.close(),
        () => undefined,
      );
    },
  };
}

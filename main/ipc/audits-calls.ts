import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { WORKSPACE_ENDING, type AuditEntry } from '../files/audits.ts';
import { readJournal } from '../../src/audit/index.ts';
import { Problem } from '../files/problem.ts';
import { readWorkspace } from '../files/workspace-copy.ts';
import { chosen, closeWorkspace } from './archive-sessions.ts';
import type { Services } from './services.ts';
import { auditId, openWorkspaceOf, rememberSession, viewOf } from './workspace-sessions.ts';

/** Answers the calls on audits as a whole: which there are, where they are, who has the key. */
export function auditsCalls(
  services: Services,
): Omit<Handlers<Contract>['audits'], 'addSupplement' | 'handOver' | 'takeBack'> {
  const { sessions, dialogs, audits, workspaces } = services;

  async function entryOf(id: string): Promise<AuditEntry> {
    const entry = (await audits.list()).find(({ path }) => auditId(path) === id);
    if (entry === undefined) throw new Problem('SESSION_UNKNOWN');
    return entry;
  }

  async function listed(): Promise<Awaited<ReturnType<Handlers<Contract>['audits']['list']>>> {
    return (await audits.list()).map((entry) => ({
      id: auditId(entry.path),
      title: entry.title,
      archiveName: entry.archiveName,
      mode: entry.mode,
      sealed: entry.sealed,
      openedAt: entry.openedAt,
      workspaceThere: existsSync(entry.path),
      archiveThere: existsSync(entry.archivePath),
    }));
  }

  /** Where the archive of the workspace at `place` was last: by the file, or, for a copy of it, by the archive's digest. */
  async function knownArchiveOf(place: string): Promise<AuditEntry | undefined> {
    const list = await audits.list();
    const own = list.find(({ path }) => path === place);
    if (own !== undefined) return own;
    const text = await readWorkspace(place, null).catch(() => '');
    const { archiveSha256 } = readJournal(text).state;
    return list.find((entry) => entry.archiveSha256 === archiveSha256);
  }

  return {
    list: listed,
    open: async ({ id, locate }) => {
      const { path, archivePath, previousPath, author } = await entryOf(id);
      if (!existsSync(path)) throw new Problem('FILE_NOT_FOUND', { name: basename(path) });
      const archive = locate ? await dialogs.chooseArchive('file') : archivePath;
      if (archive === null) return null;
      if (!existsSync(archive)) throw new Problem('FILE_NOT_FOUND', { name: basename(archive) });
      return chosen(sessions, archive, {
        author,
        place: path,
        previousPath,
        anchors: await services.practiceAnchors(archive),
      });
    },
    openFile: async () => {
      const place = await dialogs.chooseWorkspace('open', '');
      if (place === null) return null;
      const known = await knownArchiveOf(place);
      const there = known !== undefined && existsSync(known.archivePath);
      const archive = there ? known.archivePath : await dialogs.chooseArchive('file');
      if (archive === null) return null;
      const anchors = await services.practiceAnchors(archive);
      return chosen(sessions, archive, { place, previousPath: known?.previousPath ?? null, anchors });
    },
    forget: async ({ id }) => {
      await audits.forget((await entryOf(id)).path);
      return await listed();
    },
    practice: async ({ faults }) => {
      const { archive, previous, anchors } = await services.practice(faults);
      return chosen(sessions, archive, { previousPath: previous, anchors });
    },
    choosePrevious: async ({ session }) => {
      const path = await dialogs.chooseArchive('file', 'previous');
      if (path === null) return null;
      sessions.get(session).previousPath = path;
      return { name: basename(path) };
    },
    choosePlace: async ({ session }) => {
      const open = sessions.get(session);
      const path = await dialogs.chooseWorkspace('begin', `${open.name}.${WORKSPACE_ENDING}`);
      if (path === null) return null;
      open.place = path.endsWith(`.${WORKSPACE_ENDING}`) ? path : `${path}.${WORKSPACE_ENDING}`;
      return { name: basename(open.place) };
    },
    begin: ({ session, setUp, passphrase }) => {
      const open = sessions.get(session);
      open.setUp = setUp;
      open.passphrase = passphrase;
      open.author = setUp.auditors[0] ?? open.author;
      return Promise.resolve({});
    },
    unlock: async ({ session, passphrase }) => {
      const open = sessions.get(session);
      if (open.found === null || open.inspector === null) throw new Problem('NOT_VERIFIED');
      open.passphrase = passphrase;
      if (open.verified === null) await openWorkspaceOf(services, open, open.found, open.inspector, null);
      return viewOf(services, session, open);
    },
    lock: async ({ session }) => {
      const open = sessions.get(session);
      if (open.verified?.workspace.sealed === true) await closeWorkspace(open, workspaces);
      return {};
    },
    signAs: async ({ session, name }) => {
      const open = sessions.get(session);
      open.author = name.trim();
      await rememberSession(services, open);
      return viewOf(services, session, open);
    },
  };
}

import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Contract } from '../../src/contract/contract.ts';
import type { Handlers } from '../../src/contract/define.ts';
import { WORKSPACE_ENDING, type AuditEntry } from '../files/audits.ts';
import { Problem } from '../files/problem.ts';
import { chosen, closeWorkspace } from './archive-sessions.ts';
import { openAuditFile } from './audit-files.ts';
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
      return place === null ? null : await openAuditFile(services, place);
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

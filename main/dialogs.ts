import { homedir } from 'node:os';
import { join } from 'node:path';
import { dialog, type BrowserWindow, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { message } from '../src/domain/message.ts';
import { render, type Catalogue } from '../src/domain/render.ts';
import { WORKSPACE_ENDING } from './files/audits.ts';
import type { Dialogs } from './ipc/services.ts';

/** Returns the system's dialogs, over the window when there is one. Workspaces are suggested to be in `documents`. */
export function systemDialogs(catalogue: Catalogue, documents: string, window: () => BrowserWindow | null): Dialogs {
  const say = (key: string): string => render(catalogue, message(key));

  async function choose(options: OpenDialogOptions): Promise<string | null> {
    const parent = window();
    const answer = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options));
    return answer.canceled ? null : (answer.filePaths[0] ?? null);
  }

  async function save(options: SaveDialogOptions): Promise<string | null> {
    const parent = window();
    const answer = await (parent === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(parent, options));
    return answer.canceled || answer.filePath === '' ? null : answer.filePath;
  }

  return {
    chooseArchive: (kind, purpose = 'audited') =>
      kind === 'folder'
        ? choose({ title: say('main.dialog.folder'), properties: ['openDirectory'] })
        : choose({
            title: say(`main.dialog.archive.${purpose}`),
            properties: ['openFile'],
            filters: [
              { name: say('main.dialog.archives'), extensions: ['zip', 'tar', 'gz', 'tgz', 'zst'] },
              { name: say('main.dialog.all-files'), extensions: ['*'] },
            ],
          }),
    chooseAnchorFile: () =>
      choose({
        title: say('main.dialog.certificate'),
        properties: ['openFile'],
        filters: [
          {
            name: say('main.dialog.certificates'),
            extensions: ['pem', 'crt', 'cer', 'der', 'pub', 'asc', 'gpg', 'pgp', 'json', 'crl', 'ocsp', 'ors'],
          },
          { name: say('main.dialog.all-files'), extensions: ['*'] },
        ],
      }),
    chooseTrustFile: async (to) => {
      const filters = [{ name: say('main.dialog.trust-files'), extensions: ['json'] }];
      if (to === 'open') return choose({ title: say('main.dialog.trust-import'), properties: ['openFile'], filters });
      return save({
        title: say('main.dialog.trust-export'),
        defaultPath: join(homedir(), 'countersign-trust.json'),
        filters,
      });
    },
    chooseWorkspace: (to, suggestedName) => {
      const filters = [{ name: say('main.dialog.workspaces'), extensions: [WORKSPACE_ENDING] }];
      const title = say(`main.dialog.workspace.${to}`);
      if (to === 'open' || to === 'take-back') return choose({ title, properties: ['openFile'], filters });
      return save({ title, defaultPath: join(documents, suggestedName), filters });
    },
    chooseReport: (suggestedName) =>
      save({
        title: say('main.dialog.report'),
        defaultPath: join(homedir(), suggestedName),
        filters: [{ name: say('main.dialog.pdf'), extensions: ['pdf'] }],
      }),
  };
}

import path from 'node:path';
import type { Dialog, OpenDialogOptions, SaveDialogOptions } from 'electron';
import { windowForDialogs } from './browser-window.ts';
import { strict, type Played } from './strict.ts';

type OpenAnswer = Awaited<ReturnType<Dialog['showOpenDialog']>>;
type SaveAnswer = Awaited<ReturnType<Dialog['showSaveDialog']>>;

/** Plays `dialog` with Chromium's own file choosers. Where there is no display nobody could answer, so every dialog is closed at once. */
export const dialog = strict('dialog', {
  showOpenDialog: async (...given: unknown[]): Promise<OpenAnswer> => {
    const options = given.at(-1) as OpenDialogOptions;
    const contents = windowForDialogs();
    if (contents === null) return { canceled: true, filePaths: [] };
    const folder = options.properties?.includes('openDirectory') === true;
    const chosen = await contents.chooseFile(folder, acceptOf(options));
    if (chosen === null) return { canceled: true, filePaths: [] };
    return { canceled: false, filePaths: [folder ? folderOf(chosen.path, chosen.relative) : chosen.path] };
  },
  showSaveDialog: async (...given: unknown[]): Promise<SaveAnswer> => {
    const options = given.at(-1) as SaveDialogOptions;
    const contents = windowForDialogs();
    const filePath = await contents?.choosePlace(path.basename(options.defaultPath ?? 'file'));
    return filePath === null || filePath === undefined
      ? { canceled: true, filePath: '' }
      : { canceled: false, filePath };
  },
  showErrorBox: (title: string, content: string): void => void process.stderr.write(`${title}: ${content}\n`),
} satisfies Played<Dialog>);

function acceptOf(options: OpenDialogOptions): string {
  const extensions = (options.filters ?? []).flatMap((filter) => filter.extensions);
  return extensions.includes('*') && extensions.length === 1
    ? ''
    : extensions
        .filter((one) => one !== '*')
        .map((one) => `.${one}`)
        .join(',');
}

/** Chromium gives a folder as its files: the folder is what stands above the first file's relative path. */
function folderOf(file: string, relative: string): string {
  const depth = relative.split('/').length - 1;
  return path.resolve(file, ...Array.from({ length: depth }, () => '..'));
}

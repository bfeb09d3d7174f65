import path from 'node:path';
import { ESLint, Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const eslint = new ESLint({ cwd: ROOT });
const OURS = ['no-restricted-syntax', 'no-restricted-imports', 'no-restricted-globals', 'no-eval'];

/** Where, what is written there, and a word of what the reader is told to do instead. */
const SEEDS: readonly (readonly [file: string, code: string, told: RegExp])[] = [
  ['src/domain/seed.ts', 'export default 1;', /own name/u],
  ['renderer/ui/seed.tsx', 'export default 1;', /own name/u],
  ['src/domain/seed.ts', 'enum Colour { Red }', /union type/u],
  ['src/domain/seed.ts', 'export const t = Date.now();', /as an argument/u],
  ['src/domain/seed.ts', 'export const t = new Date();', /as an argument/u],
  ['src/domain/seed.ts', 'export const t = Date();', /as an argument/u],
  ['src/domain/seed.ts', 'export const t = performance.now();', /as an argument/u],
  ['src/domain/seed.ts', 'export const r = Math.random();', /as an argument/u],
  [
    'src/packer/seed.ts',
    "import { randomBytes } from 'node:crypto'; export const r = randomBytes(8);",
    /as an argument/u,
  ],
  ['src/packer/seed.ts', 'export const r = crypto.randomUUID();', /as an argument/u],
  ['assets/sample/seed.ts', 'export const t = Date.now();', /as an argument/u],
  ['src/domain/seed.ts', 'export const e = process.env;', /as an argument/u],
  ['src/domain/seed.ts', 'export const w = window;', /as an argument/u],
  ['src/domain/seed.ts', 'setTimeout(() => 1, 5);', /as an argument/u],
  ['src/archive/seed.ts', "import http from 'node:http'; http.get('x');", /never talks to a network/u],
  ['main/files/seed.ts', "import { connect } from 'net'; connect(1);", /never talks to a network/u],
  ['main/index.ts', "await fetch('https://example.org');", /never talks to a network/u],
  ['renderer/store/seed.ts', "new WebSocket('wss://example.org');", /never talks to a network/u],
  ['main/index.ts', "import { ipcMain } from 'electron'; ipcMain.emit('x');", /src\/contract\/contract\.ts/u],
  [
    'main/security/seed.ts',
    "import { ipcRenderer } from 'electron'; export { ipcRenderer };",
    /src\/contract\/contract\.ts/u,
  ],
  ['main/index.ts', "contents.webContents.send('x', 1);", /src\/contract\/contract\.ts/u],
  ['main/index.ts', "ipcMain.handle('x', () => 1);", /src\/contract\/contract\.ts/u],
  ['renderer/ipc/seed.ts', "ipcRenderer.invoke('x');", /src\/contract\/contract\.ts/u],
  ['main/index.ts', "import { shell } from 'electron'; export { shell };", /show text/iu],
  ['main/index.ts', "electron.shell.openExternal('https://example.org');", /Show the text/u],
  ['main/index.ts', "electron.shell['openPath']('x');", /Show the text/u],
  ['main/index.ts', 'const { openExternal } = electron.shell;', /Show the text/u],
  ['renderer/ui/seed.tsx', "element.innerHTML = '<b>';", /React children/u],
  ['renderer/ui/seed.tsx', "element.insertAdjacentHTML('beforeend', text);", /React children/u],
  ['renderer/ui/seed.tsx', "document.write('x');", /React children/u],
  ['renderer/ui/seed.tsx', 'export const a = <p dangerouslySetInnerHTML={{ __html: text }} />;', /React children/u],
  ['src/domain/seed.ts', "eval('1');", /eval/u],
  ['src/clauses/seed.ts', "export const t = Date['now']();", /as an argument/u],
  ['src/clauses/seed.ts', 'export const { now } = Date;', /as an argument/u],
  ['src/clauses/seed.ts', 'const D = Date; export const t = new D();', /as an argument/u],
  ['src/clauses/seed.ts', 'export const t = new Intl.DateTimeFormat().format();', /as an argument/u],
  ['src/clauses/seed.ts', 'export const { random } = Math;', /as an argument/u],
  ['src/clauses/seed.ts', "export const r = Math['random']();", /as an argument/u],
  ['src/clauses/seed.ts', 'export const e = globalThis.process.env;', /as an argument/u],
  ['src/clauses/seed.ts', 'setImmediate(() => 1);', /as an argument/u],
  ['src/clauses/seed.ts', 'queueMicrotask(() => 1);', /as an argument/u],
  ['main/cli/seed.ts', "await import('node:https');", /never talks to a network/u],
  ['main/cli/seed.ts', "await import('dns/promises');", /never talks to a network/u],
  ['main/files/seed.ts', "await import('electron');", /src\/contract\/contract\.ts/u],
  ['renderer/ui/seed.tsx', "element['innerHTML'] = text;", /React children/u],
  ['renderer/ui/seed.tsx', 'element.setHTMLUnsafe(text);', /React children/u],
  ['renderer/ui/seed.tsx', "new DOMParser().parseFromString(text, 'text/html');", /React children/u],
];

const KEPT: readonly (readonly [file: string, code: string])[] = [
  ['main/index.ts', 'export const now = Date.now();'],
  ['src/domain/seed.ts', 'export const t = new Date(0);'],
  ['main/ipc/bind.ts', "import { ipcMain } from 'electron'; ipcMain.handle('x', () => 1);"],
  ['main/preload/index.ts', "import { ipcRenderer } from 'electron'; ipcRenderer.invoke('x');"],
  ['renderer/ui/seed.tsx', 'export const a = <p>{text}</p>;'],
];

async function messagesFor(file: string, code: string): Promise<readonly string[]> {
  const config = (await eslint.calculateConfigForFile(path.join(ROOT, file))) as {
    rules: Record<string, Linter.RuleEntry>;
  };
  const rules = Object.fromEntries(Object.entries(config.rules).filter(([name]) => OURS.includes(name)));
  const linter = new Linter({ cwd: ROOT });
  const languageOptions = {
    parser: parser as Linter.Parser,
    parserOptions: { ecmaFeatures: { jsx: file.endsWith('x') } },
  };
  return linter
    .verify(code, { files: ['**/*.ts', '**/*.tsx'], languageOptions, rules }, { filename: file })
    .map((found) => found.message);
}

describe('lint rules', () => {
  it.each(SEEDS)('%s: %s', async (file, code, told) => {
    expect((await messagesFor(file, code)).filter((text) => told.test(text))).not.toEqual([]);
  });

  it.each(KEPT)('%s may say: %s', async (file, code) => {
    expect(await messagesFor(file, code)).toEqual([]);
  });
});

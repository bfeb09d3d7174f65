/** Where, what is written there, and a word of what the reader is told to do instead. */
export type Seed = readonly [file: string, code: string, told: RegExp];

const CLOCK = /Take the instant as an argument/u;
const RANDOM = /Take a seed or the bytes as an argument/u;
const PURE = /take what you need as an argument/u;
const IPC = /src\/contract\/contract\.ts/u;
const PARTS = /each part by its own name/u;
const NETWORK = /never talks to a network/u;
const PROGRAM = /Show the text/u;
const HTML = /React children/u;

/** Every way to reach each of `names` in an object of any name. */
function properties(file: string, names: readonly string[], told: RegExp): Seed[] {
  return names.flatMap((name): Seed[] => [
    [file, `thing.${name}('x');`, told],
    [file, `a.b.${name} = text;`, told],
    [file, `thing?.['${name}']('x');`, told],
    [file, `thing[\`${name}\`]('x');`, told],
    [file, `export const { ${name}: other } = thing;`, told],
    [file, `export const { '${name}': other } = thing;`, told],
  ]);
}

function codes(file: string, told: RegExp, written: readonly string[]): Seed[] {
  return written.map((code): Seed => [file, code, told]);
}

export const SEEDS: readonly Seed[] = [
  ...['src/domain/seed.ts', 'renderer/ui/seed.tsx'].flatMap((file) =>
    codes(file, /own name/u, ['export default 1;', 'const a = 1; export { a as default };']),
  ),
  ...codes('src/domain/seed.ts', /union type/u, ['enum Colour { Red }']),

  ...codes('src/domain/seed.ts', CLOCK, [
    'export const t = Date.now();',
    "export const t = Date['now']();",
    'export const t = take(Date.now);',
    'export const t = new Date();',
    'export const t = new Date(...[]);',
    'export const t = new (Date)();',
    'export const t = Date();',
    'export const t = Reflect.construct(Date, []);',
    'export const { now } = Date;',
    'const D = Date; export const t = new D();',
    'export class Day extends Date {}',
    'export const t = new thing.Date();',
    'export const t = new Intl.DateTimeFormat().format();',
  ]),
  ...codes('assets/sample/seed.ts', CLOCK, ['export const t = Date.now();']),
  ...properties('src/clauses/seed.ts', ['DateTimeFormat'], CLOCK),

  ...codes('src/domain/seed.ts', RANDOM, [
    'export const r = Math.random();',
    "export const r = Math['random']();",
    'export const r = Math[`random`]();',
    'export const { random } = Math;',
    'const M = Math; export const r = M.random();',
    'export const r = take(Math.random);',
  ]),
  ...['crypto', 'node:crypto'].flatMap((name) =>
    codes('src/packer/seed.ts', RANDOM, [
      `import { randomBytes } from '${name}'; export const r = randomBytes(8);`,
      `import { randomUUID as name } from '${name}'; export const r = name();`,
      `import { webcrypto } from '${name}'; export const r = webcrypto;`,
      `import { getRandomValues } from '${name}'; export const r = getRandomValues(bytes);`,
      `import { generateKeyPairSync } from '${name}'; export const r = generateKeyPairSync('ed25519');`,
      `import crypto from '${name}'; export const r = crypto.randomBytes(8);`,
      `import * as crypto from '${name}'; export const r = crypto['randomBytes'](8);`,
      `export { randomInt } from '${name}';`,
      `export * from '${name}';`,
    ]),
  ),
  ...codes('assets/sample/seed.ts', RANDOM, [
    "import { randomInt } from 'node:crypto'; export const r = randomInt(8);",
  ]),

  ...codes('src/domain/seed.ts', /at the top of the file/u, [
    "await import('node:crypto');",
    'await import(name);',
    'export const load = () => import(`./${name}.ts`);',
  ]),
  ...properties('src/domain/seed.ts', ['constructor'], /Name the class itself/u),

  ...[
    'process',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'clearInterval',
    'clearImmediate',
    'queueMicrotask',
    'console',
    'document',
    'window',
    'navigator',
    'localStorage',
    'globalThis',
    'global',
    'self',
    'performance',
    'Temporal',
    'crypto',
  ].flatMap((name) =>
    codes('src/domain/seed.ts', PURE, [`export const one = ${name};`, `export const one = ${name}.thing();`]),
  ),
  ...codes('src/clauses/seed.ts', PURE, [
    'export const t = new globalThis.Date();',
    'export const t = performance.now();',
    'export const r = crypto.randomUUID();',
    'export const e = globalThis.process.env;',
  ]),

  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'].flatMap((name) =>
    ['src/archive/seed.ts', 'main/index.ts', 'renderer/store/seed.ts'].map((file): Seed => [
      file,
      `export const one = new ${name}('https://example.org');`,
      NETWORK,
    ]),
  ),
  ...['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector'].flatMap((name) =>
    [name, `node:${name}`].flatMap((module): Seed[] => [
      ['src/archive/seed.ts', `import thing from '${module}'; export const one = thing;`, NETWORK],
      ['main/files/seed.ts', `import { connect } from '${module}'; connect(1);`, NETWORK],
      ['main/ipc/bind.ts', `import '${module}';`, NETWORK],
      ['main/cli/seed.ts', `await import('${module}');`, NETWORK],
    ]),
  ),
  ...codes('main/index.ts', NETWORK, ["import { net } from 'electron'; net.fetch('https://example.org');"]),

  ...['main/index.ts', 'main/ipc/bind.ts', 'main/preload/index.ts', 'main/inspector/seed.ts'].flatMap((file) =>
    codes(file, PARTS, [
      "import electron from 'electron'; electron.ipcMain.handle('x', () => 1);",
      "import * as electron from 'electron'; electron.ipcMain.handle('x', () => 1);",
      "import { default as electron } from 'electron'; export const one = electron;",
      "import type * as electron from 'electron'; export type One = electron.App;",
      "export * from 'electron';",
      "import { app } from 'electron/main'; app.quit();",
      "import { webFrame } from 'electron/renderer'; webFrame.setZoomLevel(1);",
      "import { shell } from 'electron/common'; shell.beep();",
      "import { net } from 'electron/utility'; net.isOnline();",
    ]),
  ),
  ...[
    'main/index.ts',
    'main/security/seed.ts',
    'main/inspector/seed.ts',
    'main/files/hash-thread.ts',
    'renderer/ipc/seed.ts',
  ].flatMap((file) =>
    ['ipcMain', 'ipcRenderer', 'MessageChannelMain'].flatMap((name) =>
      codes(file, IPC, [
        `import { ${name} } from 'electron'; ${name}.emit('x');`,
        `import { ${name} as other } from 'electron'; other.emit('x');`,
        `export { ${name} } from 'electron';`,
        `${name}.handle('x', () => 1);`,
        `electron.${name}.handle('x', () => 1);`,
        `electron['${name}'].handle('x', () => 1);`,
        `electron[\`${name}\`].handle('x', () => 1);`,
        `export const { ${name}: other } = electron;`,
      ]),
    ),
  ),
  ...properties('main/index.ts', ['ipc'], IPC),
  ...properties('main/files/hash-threads.ts', ['ipc'], IPC),
  ...codes('main/launch/seed.mjs', IPC, ["electron.ipcMain.handle('x', () => 1);", "contents.send('x', 1);"]),
  ...properties('main/window.ts', ['send', 'sendToFrame', 'postMessage'], IPC),
  ...properties('renderer/ipc/seed.ts', ['send', 'sendToFrame', 'postMessage'], IPC),
  ...codes('main/window.ts', IPC, [
    "window.webContents.send('x', 1);",
    "window.webContents['send']('x', 1);",
    "const contents = window.webContents; contents.send('x', 1);",
    'const { send } = event.sender; send(1);',
    "const { sender: { send } } = event; send('x');",
    "export const tell = ({ send }: Contents) => send('x');",
  ]),
  ...['', '/main', '/renderer', '/common', '/utility'].map((part): Seed => [
    'main/files/seed.ts',
    `await import('electron${part}');`,
    IPC,
  ]),

  ...properties('main/index.ts', ['openExternal', 'openPath', 'showItemInFolder'], PROGRAM),
  ...codes('main/index.ts', /show text/u, ["import { shell as other } from 'electron'; other.beep();"]),

  ...properties(
    'renderer/ui/seed.tsx',
    [
      'innerHTML',
      'outerHTML',
      'insertAdjacentHTML',
      'setHTMLUnsafe',
      'setHTML',
      'createContextualFragment',
      'parseFromString',
    ],
    HTML,
  ),
  ...codes('renderer/ui/seed.tsx', HTML, [
    "document.write('x');",
    "document.writeln('x');",
    'export const a = <p dangerouslySetInnerHTML={{ __html: text }} />;',
  ]),
  ...codes('src/domain/seed.ts', /eval/u, ["eval('1');"]),
];

/** What the rules leave alone: what is written, and where it may be. */
export const KEPT: readonly (readonly [file: string, code: string])[] = [
  ['main/index.ts', 'export const now = Date.now();'],
  ['main/index.ts', "import { app } from 'electron'; app.quit();"],
  ['main/cli/sample-keys.ts', "import { generateKeyPairSync } from 'node:crypto'; generateKeyPairSync('ed25519');"],
  ['src/domain/seed.ts', 'export const t = new Date(0);'],
  ['src/domain/seed.ts', 'export const t = new Date(Date.UTC(2026, 1, 1) + Date.parse(text)).toISOString();'],
  ['src/domain/seed.ts', 'export const year = (day: Date): number => day.getUTCFullYear();'],
  ['src/domain/seed.ts', 'export const least = Math.min(1, Math.PI);'],
  ['src/packer/seed.ts', "import { createHash, type KeyObject } from 'node:crypto'; createHash('sha256');"],
  ['main/ipc/bind.ts', "import { ipcMain } from 'electron'; ipcMain.handle('x', () => 1);"],
  ['main/ipc/bind.ts', "contents.send('x', 1);"],
  ['main/preload/index.ts', "import { ipcRenderer } from 'electron'; ipcRenderer.invoke('x');"],
  ['main/inspector/process.ts', 'child.postMessage(1); channel.send(1);'],
  ['main/files/hash-thread.ts', 'parentPort?.postMessage(1);'],
  ['main/files/hash-threads.ts', 'thread.postMessage(1);'],
  ['renderer/ui/seed.tsx', 'export const a = <p>{text}</p>;'],
];

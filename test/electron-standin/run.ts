import { readFileSync } from 'node:fs';
import { createRequire, Module, registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { announceReady, app, appendedSwitches, placeApp } from './app.ts';
import { closeAllWindows, forgetAllWindows, watchBrowser } from './browser-window.ts';
import { startChromium } from './chromium.ts';
import { electron } from './electron.ts';

// Plays Electron's start: preloaded scripts, the program's main module, then the browser, then `ready`.

const PORT_SWITCH = '--remote-debugging-port=0';
const given = process.argv.slice(2);
const scripts: string[] = [];
const words: string[] = [];
for (let at = 0; at < given.length; at += 1) {
  const word = given[at] ?? '';
  if (word === '-r' || word === '--require') scripts.push(given[(at += 1)] ?? '');
  else words.push(word);
}

const root = path.resolve(words.find((word) => !word.startsWith('-')) ?? '.');
const description = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name: string; main: string };
placeApp(root, description.name);

// Electron's own argument list has the executable first, and no script.
process.argv = [path.join(import.meta.dirname, 'dist', 'electron'), ...given];

provideElectron();
const require = createRequire(path.join(root, 'package.json'));
for (const script of scripts) require(path.resolve(script));
const main = import(pathToFileURL(path.join(root, description.main)).href);
await main;

const chromium = startChromium([...appendedSwitches(), ...words.filter(isForChromium)], words.includes(PORT_SWITCH));
chromium.onExit(forgetAllWindows);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
await watchBrowser(chromium);
announceReady(closeAllWindows, () => chromium.end());

function isForChromium(word: string): boolean {
  return word === '--no-sandbox' || (word.startsWith('--ozone-') && word.includes('='));
}

/** Lets `require('electron')` and `import 'electron'` find the stand-in. */
function provideElectron(): void {
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load.bind(loader);
  loader._load = (request, ...rest) => (request === 'electron' ? electron : load(request, ...rest));
  Object.assign(globalThis, { __electronStandIn: electron });
  const names = Object.keys(electron);
  const source = [
    'const electron = globalThis.__electronStandIn;',
    ...names.map((name) => `export const ${name} = electron.${name};`),
    'export default electron;',
  ].join('\n');
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' ? { url: 'electron-standin:module', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === 'electron-standin:module' ? { format: 'module', source, shortCircuit: true } : next(url, context),
  });
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { say } from './say.mjs';
import { ensureBuilt, ensureChromium, ensureDependencies, nodeBinary, ROOT, toolEnvironment } from './setup.mjs';
import { ensureSample, sampleFolder, userData } from './sample.mjs';

// `npm start [-- <archive>]`: the desktop app on the sample release or on the archive given; the same job without a window where there is no display.

const DOWNLOAD_MILLISECONDS = 120_000;
const NO_SUCH_FILE = 66;
const STAND_IN = path.join(ROOT, 'test', 'electron-standin', 'dist');

/** Options that take a file, and are handed on to the app or the command. */
const WITH_FILE = ['--trust', '--previous'];

// npm runs scripts in the project's folder; paths are meant from where the person stood.
const from = process.env['INIT_CWD'] ?? process.cwd();
const { given, options } = readWords(process.argv.slice(2));
if (given !== undefined && !existsSync(given)) {
  say('launch.start.missing', { path: given });
  process.exit(NO_SUCH_FILE);
}

ensureDependencies();
ensureBuilt();
process.exit(await open());

/**
 * @param {string[]} words
 * @returns {{ given: string | undefined, options: string[] }}
 */
function readWords(words) {
  /** @type {string[]} */
  const options = [];
  /** @type {string | undefined} */
  let given;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (WITH_FILE.includes(word)) {
      options.push(word, path.resolve(from, words[at + 1] ?? ''));
      at += 1;
    } else if (!word.startsWith('-')) given ??= path.resolve(from, word);
  }
  return { given, options };
}

/** @returns {Promise<number>} the exit code */
async function open() {
  if (!hasDisplay()) {
    say('launch.start.headless');
    return withoutWindow();
  }
  if (electronBinary() !== null) {
    say('launch.start.electron');
    return withWindow({});
  }
  say('launch.start.electron-download');
  downloadElectron();
  if (electronBinary() !== null) {
    say('launch.start.electron-downloaded');
    return withWindow({});
  }
  const chromium = await ensureChromium(true);
  if (chromium === null) {
    say('launch.start.headless-no-browser');
    return withoutWindow();
  }
  say('launch.start.stand-in');
  return withWindow({ ELECTRON_OVERRIDE_DIST_PATH: STAND_IN, COUNTERSIGN_CHROMIUM: chromium });
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return (process.env['DISPLAY'] ?? '') !== '' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}

/** @returns {string | null} */
function electronBinary() {
  const name =
    process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : process.platform === 'win32'
        ? 'electron.exe'
        : 'electron';
  const file = path.join(ROOT, 'node_modules', 'electron', 'dist', name);
  return existsSync(file) ? file : null;
}

function downloadElectron() {
  spawnSync(nodeBinary(), [path.join(ROOT, 'node_modules', 'electron', 'install.js')], {
    cwd: ROOT,
    stdio: 'ignore',
    timeout: DOWNLOAD_MILLISECONDS,
    env: toolEnvironment(),
  });
}

/**
 * @param {Record<string, string>} extra
 * @returns {number}
 */
function withWindow(extra) {
  const release = given === undefined ? ensureSample() : { archive: given, previous: null, trust: null };
  const trust = release.trust === null ? [] : ['--trust', release.trust];
  const previous = release.previous === null ? [] : ['--previous', release.previous];
  return run(
    path.join(ROOT, 'node_modules', 'electron', 'cli.js'),
    [ROOT, release.archive, ...trust, ...previous, ...options],
    extra,
  );
}

/** @returns {number} */
function withoutWindow() {
  const command = path.join(ROOT, 'dist', 'cli', 'index.js');
  if (given !== undefined)
    return run(command, ['audit', given, ...options, '--out', path.join(userData(), 'evidence-pack')], {});
  say('launch.start.sample', { folder: sampleFolder() });
  return run(command, ['demo', '--out', sampleFolder()], {});
}

/**
 * @param {string} script
 * @param {string[]} args
 * @param {Record<string, string>} extra
 * @returns {number}
 */
function run(script, args, extra) {
  const ended = spawnSync(nodeBinary(), [script, ...args], {
    stdio: 'inherit',
    env: { ...toolEnvironment(), ...extra },
  });
  return ended.status ?? 1;
}

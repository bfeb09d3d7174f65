import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runChild } from './child.mjs';
import { say, textOf } from './say.mjs';
import { ensureBuilt, ensureChromium, ensureDependencies, nodeBinary, ROOT, toolEnvironment } from './setup.mjs';
import { ensureSample, sampleFolder } from './sample.mjs';
import { userDataFolder } from './user-data.mjs';
import { readWords } from './words.mjs';

// `npm start [-- <archive>]`: the desktop app on the sample release or on the archive given; the same job without a window where there is no display.

const DOWNLOAD_MILLISECONDS = 120_000;
const WRONG_USAGE = 64;
const NO_SUCH_FILE = 66;
const STAND_IN = path.join(ROOT, 'test', 'electron-standin', 'dist');

// npm runs scripts in the project's folder; paths are meant from where the person stood.
const words = readWords(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
if ('wrong' in words) {
  say(words.wrong, words.values);
  say('launch.start.usage');
  process.exit(WRONG_USAGE);
}
if (words.help) {
  process.stdout.write(`${textOf('launch.start.usage')}\n`);
  process.exit(0);
}
const { archive: given, options } = words;
const files = [given, ...options.filter((_, at) => at % 2 === 1)].filter((file) => file !== undefined);
const missing = files.find((file) => !existsSync(file));
if (missing !== undefined) {
  say('launch.start.missing', { path: missing });
  process.exit(NO_SUCH_FILE);
}

ensureDependencies();
ensureBuilt();
process.exit(await open());

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
 * @returns {Promise<number>}
 */
function withWindow(extra) {
  const release = given === undefined ? ensureSample() : { archive: given, previous: null, trust: null };
  const trust = release.trust === null ? [] : ['--trust', release.trust];
  const previous = release.previous === null ? [] : ['--previous', release.previous];
  return runChild(
    path.join(ROOT, 'node_modules', 'electron', 'cli.js'),
    [ROOT, release.archive, ...trust, ...previous, ...options],
    extra,
  );
}

/** @returns {Promise<number>} */
function withoutWindow() {
  const command = path.join(ROOT, 'dist', 'cli', 'index.js');
  if (given !== undefined) return runChild(command, ['audit', given, ...options, '--out', packFolder(given)]);
  say('launch.start.sample', { folder: sampleFolder() });
  return runChild(command, ['demo', '--out', sampleFolder()]);
}

/**
 * Returns the folder of an archive's evidence pack: named after the archive, and after where it lies, because releases of different products
 * often have files of one name.
 *
 * @param {string} archive
 * @returns {string}
 */
function packFolder(archive) {
  const place = createHash('sha256').update(archive).digest('hex').slice(0, 8);
  return path.join(userDataFolder(), 'evidence-packs', `${path.basename(archive)}-${place}`);
}

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { say, textOf } from './say.mjs';

// Runs on the machine's own Node 20 or newer, before anything is installed: no dependencies here.

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const NODE_NEEDED = 24;
const STAMP = path.join(ROOT, 'node_modules', '.countersign-setup');
const APT_LOCK_SECONDS = 600;

/**
 * Installs the locked dependencies when `node_modules` is missing or not of this lockfile. Ends the process with code 70 when that fails.
 */
export function ensureDependencies() {
  const lockfile = path.join(ROOT, 'package-lock.json');
  if (!existsSync(lockfile)) stop('launch.setup.lockfile');
  const wanted = createHash('sha256')
    .update(readFileSync(lockfile))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  const have = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null;
  if (have === wanted) return;
  say('launch.setup.dependencies', { why: textOf(have === null ? 'launch.setup.first' : 'launch.setup.changed') });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) stop('launch.setup.failed', { code: String(run.status ?? run.signal) });
  writeFileSync(STAMP, wanted);
}

/**
 * Returns the Node 24 that everything but this script runs on: the locked one, else the running one when it is new enough.
 *
 * @returns {string}
 */
export function nodeBinary() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const locked = path.join(ROOT, 'node_modules', `node-${platform}-${process.arch}`, file);
  if (existsSync(locked)) return locked;
  if (Number(process.versions.node.split('.')[0]) >= NODE_NEEDED) return process.execPath;
  return stop('launch.setup.platform', {
    need: String(NODE_NEEDED),
    have: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  });
}

/** Builds what is not built yet, or not from these sources. Ends the process with code 70 when that fails. */
export function ensureBuilt() {
  const run = spawnSync(nodeBinary(), [path.join(ROOT, 'main', 'launch', 'build.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, process.stderr],
    env: toolEnvironment(),
  });
  if (run.status !== 0) stop('launch.setup.build');
}

/** Returns the environment for tools: the locked Node first on the path, so that scripts with `env node` get it too. */
export function toolEnvironment() {
  const bin = path.join(ROOT, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

const BROWSERS = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const HEADLESS = '/usr/lib/chromium/chromium-headless-shell';

/**
 * Returns the path of a Chromium, or `null`. Debian's wrapper script adds switches of its own, so its binary comes first. Without a
 * window the headless shell comes before all: the same engine without a browser's own rooms, at half the price.
 *
 * @param {boolean} withWindow
 * @returns {string | null}
 */
export function findChromium(withWindow) {
  const candidates = [process.env['COUNTERSIGN_CHROMIUM'] ?? '', ...(withWindow ? [] : [HEADLESS]), ...BROWSERS];
  const found = candidates.find((candidate) => candidate !== '' && existsSync(candidate));
  return found === undefined ? null : realpathSync(found);
}

/**
 * Returns the path of a Chromium, installing Debian's where this runs as root and has apt; `null` with a clear sentence otherwise.
 *
 * @param {boolean} withWindow whether a person shall see it
 * @returns {Promise<string | null>}
 */
export async function ensureChromium(withWindow) {
  const found = findChromium(withWindow);
  if (found !== null) return found;
  const root = typeof process.getuid === 'function' && process.getuid() === 0;
  if (!root || !existsSync('/usr/bin/apt-get')) {
    say('launch.setup.chromium-absent');
    return null;
  }
  say('launch.setup.chromium');
  const lock = ['-o', `DPkg::Lock::Timeout=${APT_LOCK_SECONDS}`, '-qq'];
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await apt([...lock, 'update'], environment);
  let code = 1;
  for (const name of withWindow ? ['chromium'] : ['chromium-headless-shell', 'chromium']) {
    if (code !== 0) code = await apt([...lock, 'install', '-y', '--no-install-recommends', name], environment);
  }
  if (code !== 0) say('launch.setup.chromium-failed', { code: String(code) });
  return findChromium(withWindow);
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
function apt(args, env) {
  return new Promise((resolve) => {
    const child = spawn('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * @param {string} key
 * @param {Record<string, string>} [values]
 * @returns {never}
 */
function stop(key, values = {}) {
  say(key, values);
  process.exit(70);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  ensureDependencies();
  ensureBuilt();
  await ensureChromium(false);
}

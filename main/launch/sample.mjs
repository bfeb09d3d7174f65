import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { say } from './say.mjs';
import { nodeBinary, ROOT, toolEnvironment } from './setup.mjs';
import { userDataFolder } from './user-data.mjs';

/**
 * Returns the sample release in the user's data, making it where it is missing or of another version. It is kept between runs, because a
 * workspace is bound to its archive's digest and the keys are made afresh each time.
 *
 * @returns {{ archive: string, previous: string | null, trust: string | null }}
 */
export function ensureSample() {
  const folder = sampleFolder();
  const stamp = path.join(folder, '.made-by');
  const version = readFileSync(path.join(ROOT, 'dist', '.inputs'), 'utf8');
  const release = {
    archive: path.join(folder, 'triage-2.4.0.zip'),
    previous: path.join(folder, 'triage-2.3.1.zip'),
    trust: path.join(folder, 'trust-anchor.pem'),
  };
  const whole = [release.archive, release.previous, release.trust, stamp].every((file) => existsSync(file));
  if (whole && readFileSync(stamp, 'utf8') === version) {
    say('launch.start.sample-kept', { folder });
    return release;
  }
  say('launch.start.sample', { folder });
  const run = spawnSync(nodeBinary(), [path.join(ROOT, 'dist', 'cli', 'index.js'), 'demo', '--out', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: toolEnvironment(),
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
  writeFileSync(stamp, version);
  return release;
}

/** Returns the folder of the sample release. */
export function sampleFolder() {
  return path.join(userDataFolder(), 'sample');
}

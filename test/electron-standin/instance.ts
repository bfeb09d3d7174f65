import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

type Told = (data: unknown, argv: string[], cwd: string) => void;

/**
 * Takes the lock of a user's data folder, or tells the program that holds it and returns `false`. Electron answers at once, so
 * this does too: a lock file with the owner's process, and a message file that the owner watches for.
 */
export function takeInstanceLock(userData: string, data: unknown, told: Told): boolean {
  const folder = path.join(userData, 'standin-instance');
  const lock = path.join(folder, 'owner');
  mkdirSync(folder, { recursive: true });
  if (existsSync(lock) && isStandIn(Number(readFileSync(lock, 'utf8')))) {
    const message = { data, argv: process.argv, cwd: process.cwd() };
    writeFileSync(path.join(folder, `${process.pid}.json`), JSON.stringify(message));
    return false;
  }
  writeFileSync(lock, String(process.pid));
  process.once('exit', () => rmSync(lock, { force: true }));
  watch(folder, { persistent: false }, () => deliver(folder, told));
  return true;
}

function deliver(folder: string, told: Told): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const full = path.join(folder, file);
    try {
      const message = JSON.parse(readFileSync(full, 'utf8')) as { data: unknown; argv: string[]; cwd: string };
      rmSync(full, { force: true });
      told(message.data, message.argv, message.cwd);
    } catch {
      // Not wholly written yet: the watcher is called again.
    }
  }
}

function isStandIn(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('electron-standin');
  } catch {
    return false;
  }
}

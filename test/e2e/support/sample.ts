import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The sample release as files. */
export interface Sample {
  readonly archive: string;
  readonly previous: string;
  readonly anchor: string;
  readonly faulty: string;
}

let made: Sample | null = null;

/** Returns the sample release, written once a run. Tests that change a file copy it first. */
export function makeSample(): Sample {
  if (made !== null) return made;
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-sample-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const locked = path.join(ROOT, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  const node = existsSync(locked) ? locked : process.execPath;
  execFileSync(node, [path.join(import.meta.dirname, 'make-sample.ts'), folder], { stdio: 'inherit' });
  made = {
    archive: path.join(folder, 'release.zip'),
    previous: path.join(folder, 'previous.zip'),
    anchor: path.join(folder, 'anchor.pem'),
    faulty: path.join(folder, 'faulty.zip'),
  };
  return made;
}

#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureDependencies, nodeBinary, ROOT } from './setup.mjs';

// The command line's door: sets up what is missing, then runs the built command on the locked Node.

const COMMAND = path.join(ROOT, 'dist', 'cli', 'index.js');
const INTERRUPTED = 130;

ensureDependencies();
if (!existsSync(COMMAND) || existsSync(path.join(ROOT, '.git'))) ensureBuilt();

const node = nodeBinary();
if (node === process.execPath) {
  await import(pathToFileURL(COMMAND).href);
} else {
  // Ctrl+C reaches the whole process group; the command itself decides how to end.
  process.on('SIGINT', () => undefined);
  const run = spawnSync(node, [COMMAND, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(run.status ?? INTERRUPTED);
}

#!/usr/bin/env node
import { existsSync } from 'node:fs';
import path from 'node:path';
import { runChild } from './child.mjs';
import { ensureBuilt, ensureDependencies, ROOT } from './setup.mjs';

// The command line's door: sets up what is missing, then runs the built command on the locked Node.

const COMMAND = path.join(ROOT, 'dist', 'cli', 'index.js');

ensureDependencies();
if (!existsSync(COMMAND) || existsSync(path.join(ROOT, '.git'))) ensureBuilt();

process.exit(await runChild(COMMAND, process.argv.slice(2)));

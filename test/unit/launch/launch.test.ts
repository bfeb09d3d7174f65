import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../../main/launch/say.mjs';
import { readWords } from '../../../main/launch/words.mjs';

const ROOT = path.join(import.meta.dirname, '../../..');
const LAUNCH = path.join(ROOT, 'main', 'launch');

describe('the words after npm start --', () => {
  it.each([
    [[], { archive: undefined, options: [], help: false }],
    [['a.zip'], { archive: '/here/a.zip', options: [], help: false }],
    [
      ['a.zip', '--trust', 'b.pem', '--previous=/old.zip'],
      { archive: '/here/a.zip', options: ['--trust', '/here/b.pem', '--previous', '/old.zip'], help: false },
    ],
    [['--', '--odd-name.zip'], { archive: '/here/--odd-name.zip', options: [], help: false }],
    [['--help'], { archive: undefined, options: [], help: true }],
  ])('%j are understood', (words, expected) => {
    expect(readWords(words, '/here')).toEqual(expected);
  });

  it.each([
    [['--bogus'], 'launch.start.unknown'],
    [['a.zip', '--trsut', 'b.pem'], 'launch.start.unknown'],
    [['-v'], 'launch.start.unknown'],
    [['--help=yes'], 'launch.start.unknown'],
    [['a.zip', 'b.zip'], 'launch.start.too-many'],
    [['a.zip', '--trust'], 'launch.start.no-file'],
    [['a.zip', '--previous='], 'launch.start.no-file'],
    [['--trust', 'b.pem'], 'launch.start.no-archive'],
    [[''], 'launch.start.empty'],
  ])('%j are refused by a sentence', (words, wrong) => {
    const read = readWords(words, '/here');
    expect(read).toMatchObject({ wrong });
    if ('wrong' in read) expect(textOf(read.wrong, read.values)).toMatch(/^Nothing was opened: [^{}]*\.$/u);
  });

  it('end before anything is set up where they are wrong', () => {
    const start = (...words: string[]) => spawnSync(process.execPath, [path.join(LAUNCH, 'start.mjs'), ...words]);
    expect(start('--bogus').status).toBe(64);
    const missing = start('no-such-archive.zip');
    expect(missing.status).toBe(66);
    expect(missing.stderr.toString()).toContain('no-such-archive.zip');
  });
});

describe.runIf(process.platform === 'linux')('a launcher that is asked to end', () => {
  let folder = '';
  beforeAll(() => {
    expect(spawnSync(process.execPath, [path.join(LAUNCH, 'build.mjs')]).status).toBe(0);
    folder = mkdtempSync(path.join(tmpdir(), 'countersign-launch-'));
    mkdirSync(path.join(folder, 'release'));
    writeFileSync(path.join(folder, 'release', 'huge.bin'), '');
    truncateSync(path.join(folder, 'release', 'huge.bin'), 40 * 1024 ** 3);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s ends the command with it, as cancelled', async (signal) => {
    const command = path.join(ROOT, 'dist', 'cli', 'index.js');
    const code = `import { runChild } from ${JSON.stringify(path.join(LAUNCH, 'child.mjs'))};
      process.exit(await runChild(${JSON.stringify(command)}, ['verify', 'release']));`;
    const launcher = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, stdio: 'ignore' });
    const child = await childOf(launcher);
    await opened(child, 'huge.bin');
    const ended = new Promise((resolve) => launcher.once('close', resolve));
    // As supervisors and terminals do it: the whole group has the signal, and the launcher hands it on as well.
    process.kill(Number(child), signal);
    await new Promise((resolve) => setTimeout(resolve, 10));
    launcher.kill(signal);
    expect(await ended).toBe(130);
    expect(existsSync(`/proc/${child}`)).toBe(false);
  });
});

/** Returns the number of the process that `parent` has started. */
function childOf(parent: ChildProcess): Promise<string> {
  return until(() =>
    readdirSync('/proc').find((pid) => {
      if (!/^\d+$/u.test(pid)) return false;
      const [, after = ''] = read(`/proc/${pid}/stat`).split(') ');
      return after.split(' ')[1] === String(parent.pid);
    }),
  );
}

/** Waits until the process `pid` reads the file `name`: only then does it take signals as the command does. */
async function opened(pid: string, name: string): Promise<void> {
  await until(() => {
    const handles = readdirSync(`/proc/${pid}/fd`);
    return handles.some((fd) => linkOf(`/proc/${pid}/fd/${fd}`).endsWith(name)) ? true : undefined;
  });
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Processes and handles come and go while they are looked at. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace } from '../../../main/files/workspace-file.ts';
import { seeded } from '../../../assets/sample/random.ts';
import { temporaryFolder } from './support.ts';

const KILLS = 200;
const AT_ONCE = 4;

/** Runs the writer until it is killed after `wait` milliseconds of writing. Returns the last line that it said was saved. */
function runAndKill(path: string, wait: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['test/faults/writer.ts', path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8');
    child.stdout.on('data', (text: string) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), wait);
      said += text;
    });
    child.once('error', reject);
    child.once('close', () => {
      const saved = said
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith('saved '));
      const opened = Number(/^open (\d+)/u.exec(said)?.[1] ?? -1);
      resolve(Number(saved.at(-1)?.slice('saved '.length) ?? opened));
    });
  });
}

async function killOften(path: string, kills: number, waitOf: (kill: number) => number): Promise<void> {
  let saved = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const wait = waitOf(kill);
    saved = await runAndKill(path, wait);
    const holder = { host: 'laptop', process: process.pid, program: path };
    const file = await openWorkspace(path, null, { author: 'reader', now: () => '', holder });
    const state = file.state();
    expect(file.readOnly).toBeNull();
    // Killed between the disk and the word: one line more than was said is no loss.
    expect(state.events, `kill ${String(kill)} after ${String(wait)} ms`).toBeGreaterThanOrEqual(saved);
    expect(state.events).toBeLessThanOrEqual(saved + 1);
    expect(state.fault?.kind ?? 'torn').toBe('torn');
    for (const event of file.events()) expect(event.action).toMatchObject({ kind: 'noted' });
    await file.close();
  }
  expect(readFileSync(path, 'utf8').split('\n').length).toBeGreaterThan(kills / 2);
}

test(
  `${String(KILLS)} kills at random moments lose nothing that was said to be saved`,
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder();
    const chains = Array.from({ length: AT_ONCE }, (_, chain) => {
      const { number } = seeded(chain + 1);
      return killOften(join(folder, `${String(chain)}.countersign`), KILLS / AT_ONCE, (kill) =>
        number(String(kill), 0, 60),
      );
    });
    await Promise.all(chains);
  },
);

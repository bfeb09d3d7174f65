import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeLargeZip, writeManyZip, writeTarGz } from './archives.ts';
import { OURS, rivals, type Rival } from './rivals.ts';
import { scrollTable } from './scroll.ts';

// `npm run bench [-- --quick]`: the built command against rivals, in turn, medians of five; writes docs/benchmarks.md. Quick: a tenth of
// the size, medians of three, nothing written.

const GIB = 1024 ** 3;
const ROOT = path.resolve(import.meta.dirname, '../..');
/** GNU time's own report of the largest resident memory, of a command and its children, in KiB. */
const TIME = '/usr/bin/time';

const HEAD = `# Benchmarks

What \`npm run bench\` printed last: the whole command, Node's start included, against programs that hash the same bytes. Read the ratios; seconds are of one machine.

`;

interface Subject {
  readonly name: string;
  readonly kind: 'zip' | 'tar';
  readonly file: string;
  /** At most this part of the time of the first and of the second rival. */
  readonly bars: readonly [number, number];
}

interface Measured {
  readonly seconds: number;
  readonly mebibytes: number | null;
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const scale = values.quick ? 10 : 1;
const runsEach = values.quick ? 3 : 5;
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bench-'));
const at = (name: string): string => path.join(folder, name);
const lines: string[] = [];
try {
  const subjects = await build();
  say(
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}, medians of ${runsEach}, in turn`,
  );
  say('');
  say('| archive | program | seconds | peak memory | ours to it | bar |');
  say('| --- | --- | ---: | ---: | ---: | ---: |');
  for (const subject of subjects) compare(subject);
  say('');
  growth();
  say('');
  await scrolling();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (!values.quick) writeFileSync(path.join(ROOT, 'docs', 'benchmarks.md'), `${HEAD}${lines.join('\n')}\n`);

async function build(): Promise<readonly Subject[]> {
  mkdirSync(folder, { recursive: true });
  const size = (2 * GIB) / scale;
  writeLargeZip(at('a.zip'), size, false);
  writeLargeZip(at('b.zip'), size, true);
  writeManyZip(at('c.zip'), 100_000 / scale);
  await writeTarGz(at('d.tar.gz'), at('d.tar'), size);
  rmSync(at('d.tar'));
  const title = (text: string, file: string): string =>
    `${text} (${Math.round(statSync(at(file)).size / 1024 ** 2)} MiB)`;
  return [
    { name: title('a: stored', 'a.zip'), kind: 'zip', file: at('a.zip'), bars: [0.7, 0.6] },
    { name: title('b: deflated', 'b.zip'), kind: 'zip', file: at('b.zip'), bars: [0.6, 0.5] },
    { name: title(`c: ${100_000 / scale} members`, 'c.zip'), kind: 'zip', file: at('c.zip'), bars: [1, 0.5] },
    { name: title('d: tar.gz', 'd.tar.gz'), kind: 'tar', file: at('d.tar.gz'), bars: [1, 0.6] },
  ];
}

function compare(subject: Subject): void {
  const all = [OURS, ...rivals(subject.kind)];
  const runs = new Map<Rival, Measured[]>(all.map((one) => [one, []]));
  for (let turn = 0; turn < runsEach; turn += 1) {
    for (const one of all) if (one.command !== null) runs.get(one)?.push(measure(one.command(subject.file)));
  }
  const ours = median((runs.get(OURS) ?? []).map(({ seconds }) => seconds));
  for (const [index, one] of all.entries()) {
    const measured = runs.get(one) ?? [];
    if (measured.length === 0) {
      say(`| ${subject.name} | ${one.name} | not on this machine | | | |`);
      continue;
    }
    const seconds = median(measured.map((each) => each.seconds));
    const bar = subject.bars[index - 1];
    const ratio = ours / seconds;
    const verdict = bar === undefined ? '' : `${bar.toFixed(2)} ${ratio <= bar ? 'met' : 'missed'}`;
    say(
      `| ${subject.name} | ${one.name} | ${seconds.toFixed(2)} | ${peak(measured)} | ${bar === undefined ? '' : ratio.toFixed(2)} | ${verdict} |`,
    );
  }
}

/** Time and memory of ours from a quarter of the size to the whole: linear, and flat. */
function growth(): void {
  const sizes = [0.5 * GIB, GIB, 2 * GIB].map((size) => size / scale);
  say('| stored ZIP | seconds | a GiB | peak memory |');
  say('| ---: | ---: | ---: | ---: |');
  for (const size of sizes) {
    writeLargeZip(at('growth.zip'), size, false);
    const measured = Array.from({ length: runsEach }, () => measure(OURS.command?.(at('growth.zip')) ?? ''));
    const seconds = median(measured.map((each) => each.seconds));
    say(
      `| ${(size / GIB).toFixed(2)} GiB | ${seconds.toFixed(2)} | ${((seconds * GIB) / size).toFixed(2)} | ${peak(measured)} |`,
    );
  }
}

/** The longest task and frame of the window while a table of 100,000 rows is scrolled, of several runs: what others do on the machine lengthens them. */
async function scrolling(): Promise<void> {
  say('| table of 100,000 rows | tasks | longest task | tasks over 50 ms | longest frame |');
  say('| --- | ---: | ---: | ---: | ---: |');
  for (let run = 1; run <= runsEach; run += 1) {
    const { tasks, longest, over, frame } = await scrollTable();
    say(`| scrolled to its end, run ${run} | ${tasks} | ${longest.toFixed(1)} ms | ${over} | ${frame.toFixed(1)} ms |`);
  }
}

function measure(command: string): Measured {
  const timed = existsSync(TIME) ? [TIME, '-f', '%M', 'sh', '-c', command] : ['sh', '-c', command];
  const started = performance.now();
  const { status, stderr } = spawnSync(timed[0] ?? '', timed.slice(1), { encoding: 'utf8' });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`ended with ${status}: ${command}\n${stderr}`);
  const kibibytes = Number(stderr.trim().split('\n').at(-1));
  return { seconds, mebibytes: existsSync(TIME) ? kibibytes / 1024 : null };
}

function peak(measured: readonly Measured[]): string {
  const known = measured.flatMap(({ mebibytes }) => (mebibytes === null ? [] : [mebibytes]));
  return known.length === 0 ? 'not measured' : `${Math.round(Math.max(...known))} MiB`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function say(line: string): void {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

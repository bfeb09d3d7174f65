import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { damaged, damages, type Damage } from './damage.ts';
import { FORMS } from './forms.ts';
import { evidenceOf } from '../support/evidence-file.ts';
import { SPECIMENS } from '../support/evidence-specimens.ts';
import { survive } from './survive.ts';

// `npm run fuzz [-- --seconds 600 --seed 1]`: damaged archives and evidence files of every kind until the time is over; ends with 1 at the first that breaks.

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const seconds = Number(values.seconds);
const RUNS = 200;
const MIB = 1024 * 1024;
/** The program itself, its tests' library and the largest budget of a case, several times over. */
const MOST_MEMORY = 512 * MIB;
const FINDINGS = path.resolve(import.meta.dirname, '../../.cache/fuzz');

interface Target {
  readonly name: string;
  readonly bytes: (done: readonly Damage[]) => Uint8Array;
  /** Returns what became of damaged bytes; throws what must never happen. */
  readonly outcome: (bytes: Uint8Array) => Promise<string>;
}

/** No evidence file of some kilobytes needs longer, also on a slow machine. */
const MOST_SECONDS = 20;

const TARGETS: readonly Target[] = [
  ...FORMS.map((form): Target => ({
    name: form.name,
    bytes: (done) => form.finish(damaged(form.whole, done)),
    outcome: (bytes) => survive(bytes, form),
  })),
  ...SPECIMENS.map(({ name, path: member, role, content }): Target => ({
    name: `evidence ${name}`,
    bytes: (done) => damaged(Buffer.from(content), done),
    outcome: (bytes) => {
      const from = performance.now();
      const { state } = evidenceOf(member, bytes, role).reading;
      const took = (performance.now() - from) / 1000;
      return took > MOST_SECONDS ? Promise.reject(new Error(`took ${took.toFixed(1)} s`)) : Promise.resolve(state);
    },
  })),
];

const started = performance.now();
const outcomes = new Map<string, number>();
let peak = 0;
let seed = Number(values.seed);
process.stdout.write(`seed ${seed}, ${seconds} s\n`);

while ((performance.now() - started) / 1000 < seconds && process.exitCode === undefined) {
  for (const { name, bytes, outcome: of } of TARGETS) {
    const details = await fc.check(
      fc.asyncProperty(damages, async (done) => {
        const outcome = await of(bytes(done));
        const key = `${name}: ${outcome}`;
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
      }),
      { seed, numRuns: RUNS, endOnFailure: false },
    );
    peak = Math.max(peak, process.memoryUsage().rss);
    if (details.failed) {
      const [done = []] = details.counterexample ?? [];
      const file = path.join(FINDINGS, `${name.replaceAll(/\W+/gu, '-')}-${seed}`);
      mkdirSync(FINDINGS, { recursive: true });
      writeFileSync(file, bytes(done));
      process.stdout.write(`${name}: ${String(details.errorInstance)}\n  ${file}\n`);
      process.exitCode = 1;
    }
  }
  seed += 1;
}
if (peak > MOST_MEMORY) process.exitCode = 1;

const cases = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
for (const [key, count] of [...outcomes].sort()) process.stdout.write(`${String(count).padStart(9)}  ${key}\n`);
process.stdout.write(
  `${cases} cases, peak memory ${Math.round(peak / MIB)} MiB of ${MOST_MEMORY / MIB}: ${process.exitCode === 1 ? 'failed' : 'nothing found'}\n`,
);

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { damaged, damages } from './damage.ts';
import { FORMS } from './forms.ts';
import { survive } from './survive.ts';

// `npm run fuzz [-- --seconds 600 --seed 1]`: damaged archives of every kind until the time is over; ends with 1 at the first that breaks.

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

const started = performance.now();
const outcomes = new Map<string, number>();
let peak = 0;
let seed = Number(values.seed);
process.stdout.write(`seed ${seed}, ${seconds} s\n`);

while ((performance.now() - started) / 1000 < seconds && process.exitCode === undefined) {
  for (const form of FORMS) {
    const details = await fc.check(
      fc.asyncProperty(damages, async (done) => {
        const outcome = await survive(form.finish(damaged(form.whole, done)), form);
        const key = `${form.name}: ${outcome}`;
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
      }),
      { seed, numRuns: RUNS, endOnFailure: false },
    );
    peak = Math.max(peak, process.memoryUsage().rss);
    if (details.failed) {
      const [done = []] = details.counterexample ?? [];
      const file = path.join(FINDINGS, `${form.name.replaceAll(/\W+/gu, '-')}-${seed}`);
      mkdirSync(FINDINGS, { recursive: true });
      writeFileSync(file, form.finish(damaged(form.whole, done)));
      process.stdout.write(`${form.name}: ${String(details.errorInstance)}\n  ${file}\n`);
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

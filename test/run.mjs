import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { say, textOf } from '../main/launch/say.mjs';
import {
  ensureBuilt,
  ensureChromium,
  ensureDependencies,
  nodeBinary,
  ROOT,
  toolEnvironment,
} from '../main/launch/setup.mjs';

// `npm test`: set-up if needed, then every check, all of them also when one fails; ends with the counts in one plain line.

const RESULTS = path.join(ROOT, '.cache', 'results');

/**
 * @typedef {{ passed: number, failed: number, skipped: number, skippedNames: string[], failedNames: string[] }} Counts
 * @typedef {{ name: string, script: string, args: string[], report: string | null }} Step
 */

ensureDependencies();
ensureBuilt();
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

const modules = path.join(ROOT, 'node_modules');
const projects = ['domain', 'main', 'preload', 'renderer', 'test'].map((name) => `tsconfig.${name}.json`);
const sources = ['src', 'main', 'renderer', 'assets', 'test'];

// The longest first, drawn by three lanes, of which one does the browser's tests before: these wait now and then, and leave a core free.
const steps = [
  vitest('unit'),
  step('lint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']),
  step('formatting', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  step('types', 'typescript-7/bin/tsc', ['-b', ...projects, '--singleThreaded']),
  vitest('corpora'),
  step('dependency rules', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
    '--config',
    '.dependency-cruiser.mjs',
    ...sources,
  ]),
  step('unused code', 'knip/bin/knip.js', []),
];
const counts = (await Promise.all([lane(), lane(), browserLane()])).flat();

report(counts);

/** @returns {Promise<Counts[]>} */
async function browserLane() {
  return [...(await endToEnd()), ...(await lane())];
}

/** @returns {Promise<Counts[]>} */
async function endToEnd() {
  const chromium = await ensureChromium(false);
  if (chromium !== null) return [await runStep(playwright(chromium))];
  say('launch.test.no-chromium');
  return [tally(0, [], ['end-to-end'])];
}

/** @param {string} name @param {string} script @param {string[]} args @returns {Step} */
function step(name, script, args) {
  return { name, script: path.join(modules, script), args, report: null };
}

/** @param {string} project @returns {Step} */
function vitest(project) {
  const file = path.join(RESULTS, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  return {
    name: project,
    script: path.join(modules, 'vitest', 'vitest.mjs'),
    args: ['run', '--project', project, '--silent=passed-only', ...reporters],
    report: file,
  };
}

/** @param {string} browser @returns {Step} */
function playwright(browser) {
  process.env['COUNTERSIGN_CHROMIUM'] = browser;
  const file = path.join(RESULTS, 'e2e.json');
  process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] = file;
  return {
    name: 'end-to-end',
    script: path.join(modules, '@playwright', 'test', 'cli.js'),
    args: ['test', '--config', 'test/e2e/playwright.config.ts', '--reporter=line,json'],
    report: file,
  };
}

/** Runs steps until none is left. @returns {Promise<Counts[]>} */
async function lane() {
  const done = [];
  for (let next = steps.shift(); next !== undefined; next = steps.shift()) done.push(await runStep(next));
  return done;
}

/** @param {Step} next @returns {Promise<Counts>} */
async function runStep(next) {
  const started = performance.now();
  const { code, output } = await execute(next);
  const counts = countsOf(next, code);
  const failed = counts.failed > 0;
  if (failed || next.report !== null) process.stdout.write(output);
  const result = textOf(failed ? 'launch.test.failed' : 'launch.test.passed');
  process.stdout.write(
    `${textOf('launch.test.step', { name: next.name, result, seconds: ((performance.now() - started) / 1000).toFixed(1) })}\n`,
  );
  if (next.report !== null)
    process.stdout.write(`${textOf('launch.test.counts', { name: next.name, ...numbers(counts) })}\n`);
  return counts;
}

/** @param {Step} next @returns {Promise<{ code: number, output: string }>} */
function execute(next) {
  return new Promise((resolve) => {
    const child = spawn(nodeBinary(), [next.script, ...next.args], {
      cwd: ROOT,
      env: { ...toolEnvironment(), NODE_COMPILE_CACHE: path.join(ROOT, '.cache', 'compiled') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString('utf8') }));
  });
}

/** @param {Step} next @param {number} code @returns {Counts} */
function countsOf(next, code) {
  const none = { passed: 0, failed: 0, skipped: 0, skippedNames: [], failedNames: [] };
  if (next.report === null)
    return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1, failedNames: [next.name] };
  if (!existsSync(next.report)) return { ...none, failed: 1, failedNames: [next.name] };
  const told = JSON.parse(readFileSync(next.report, 'utf8'));
  const read = 'testResults' in told ? vitestCounts(told) : playwrightCounts(told);
  // A runner that ends badly without a failed test (a crash, an empty run) is a failure of its own.
  if ((code !== 0 && read.failed === 0) || read.passed + read.failed + read.skipped === 0)
    return { ...read, failed: read.failed + 1, failedNames: [...read.failedNames, next.name] };
  return read;
}

/** @param {any} told @returns {Counts} */
function vitestCounts(told) {
  const all = told.testResults.flatMap((/** @type {any} */ file) => file.assertionResults);
  const names = (/** @type {string[]} */ states) =>
    all.filter((/** @type {any} */ one) => states.includes(one.status)).map((/** @type {any} */ one) => one.fullName);
  return tally(names(['passed']).length, names(['failed']), names(['skipped', 'pending', 'todo', 'disabled']));
}

/** @param {any} told @returns {Counts} */
function playwrightCounts(told) {
  /** @type {{ title: string, status: string }[]} */
  const all = [];
  const walk = (/** @type {any} */ suite, /** @type {string} */ before) => {
    for (const spec of suite.specs ?? []) {
      for (const one of spec.tests) all.push({ title: `${before}${spec.title}`, status: one.status });
    }
    for (const inner of suite.suites ?? []) walk(inner, `${before}${inner.title} › `);
  };
  for (const suite of told.suites) walk(suite, `${suite.title} › `);
  const names = (/** @type {string[]} */ states) =>
    all.filter((one) => states.includes(one.status)).map((one) => one.title);
  return tally(names(['expected', 'flaky']).length, names(['unexpected']), names(['skipped']));
}

/** @param {number} passed @param {string[]} failedNames @param {string[]} skippedNames @returns {Counts} */
function tally(passed, failedNames, skippedNames) {
  return { passed, failed: failedNames.length, skipped: skippedNames.length, failedNames, skippedNames };
}

/** @param {Counts} counts */
function numbers(counts) {
  return { passed: String(counts.passed), failed: String(counts.failed), skipped: String(counts.skipped) };
}

/** @param {Counts[]} all */
function report(all) {
  const total = tally(
    all.reduce((sum, one) => sum + one.passed, 0),
    all.flatMap((one) => one.failedNames),
    all.flatMap((one) => one.skippedNames),
  );
  const failed = all.reduce((sum, one) => sum + one.failed, 0);
  list('launch.test.skipped', total.skippedNames);
  list('launch.test.failures', total.failedNames);
  process.stdout.write(`${textOf('launch.test.total', { ...numbers(total), failed: String(failed) })}\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** @param {string} key @param {string[]} names */
function list(key, names) {
  if (names.length === 0) return;
  process.stdout.write(`${textOf(key)}\n${names.map((name) => `  ${name}\n`).join('')}`);
}

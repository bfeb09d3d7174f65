import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const COMMAND = join(ROOT, 'dist', 'cli', 'index.js');
const LINUX = process.platform === 'linux';
/** Edition 2006 has another title. */
const TITLE_OF_THE_AMENDMENT = '5.8.8 Assure reliable delivery of released software';

let folder = '';
beforeAll(() => {
  // The built command, as a person runs it; the build does nothing when it is of these sources already.
  expect(spawnSync(process.execPath, [join(ROOT, 'main', 'launch', 'build.mjs')]).status).toBe(0);
  folder = mkdtempSync(join(tmpdir(), 'countersign-run-'));
  mkdirSync(join(folder, 'release'));
  writeFileSync(join(folder, 'release', 'a.txt'), 'a');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  /** What it wrote to standard output, and to standard error. */
  readonly told: string;
  readonly said: string;
}

/** Runs the command line in the test's folder. Its standard output goes to `output` where that is given. */
function run(words: readonly string[], output?: string): Ended {
  const file = output === undefined ? null : openSync(output, 'w');
  const ended = spawnSync(process.execPath, [COMMAND, ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', file ?? 'pipe', 'pipe'],
    timeout: 60_000,
  });
  if (file !== null) closeSync(file);
  return { code: ended.status, told: file === null ? ended.stdout : '', said: ended.stderr };
}

describe.runIf(LINUX)('a standard output that takes nothing', () => {
  it.each([
    [['rules']],
    [['rules', '--json']],
    [['selftest']],
    [['verify', 'release']],
    [['verify', 'release', '--json']],
  ])('%j ends with 70 and one sentence, never with a verdict', (words) => {
    const { code, said } = run(words, '/dev/full');
    expect(code).toBe(70);
    expect(said).toContain('could not be written to standard output');
    expect(said).not.toMatch(/\n\s+at |node:/u);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  it('leaves the verdict alone where all was written', () => {
    expect(run(['verify', 'release'], '/dev/null').code).toBe(2);
  });
});

describe('the self-test', () => {
  it('says how many vectors were judged as they must be, and with which library', () => {
    const { code, told } = run(['selftest']);
    expect([code, told]).toEqual([0, expect.stringMatching(/^\d+ of \d+ built-in vectors .*OpenSSL \d/u)]);
    const document = JSON.parse(run(['selftest', '--json']).told) as Record<string, unknown>;
    expect(document).toMatchObject({ schema: 'countersign/selftest@1', failed: [], unsupported: [] });
  });
});

describe.runIf(LINUX)('what cannot be read', () => {
  it('refuses a folder with a name that is not UTF-8, and says so', () => {
    const bad = join(folder, 'bad');
    mkdirSync(bad);
    writeFileSync(Buffer.concat([Buffer.from(`${bad}/b`), Buffer.from([0xff, 0xfe]), Buffer.from('.txt')]), 'b');
    const { code, said } = run(['verify', 'bad']);
    expect(said).toContain('[NAME_NOT_UTF8]');
    expect(said).not.toMatch(/\n\s+at /u);
    expect(code).toBe(65);
  });

  it('refuses a folder inside it with such a name', () => {
    const bad = join(folder, 'bad-inside');
    mkdirSync(bad);
    mkdirSync(Buffer.concat([Buffer.from(`${bad}/`), Buffer.from([0xff])]));
    expect(run(['verify', 'bad-inside'])).toMatchObject({ code: 65, said: expect.stringContaining('[NAME_NOT_UTF8]') });
  });

  it('ends with 66 for a device and for a link that leads to itself', () => {
    symlinkSync('loop', join(folder, 'loop'));
    expect(run(['verify', '/dev/zero'])).toMatchObject({
      code: 66,
      said: expect.stringContaining('FILE_NOT_READABLE'),
    });
    expect(run(['verify', 'loop'])).toMatchObject({ code: 66, said: expect.stringContaining('FILE_NOT_READABLE') });
    expect(run(['verify', 'nothing'])).toMatchObject({ code: 66, said: expect.stringContaining('FILE_NOT_FOUND') });
  });

  it('never reads a device without end as a trust anchor', () => {
    expect(run(['verify', 'release', '--trust', '/dev/zero'])).toMatchObject({
      code: 66,
      said: expect.stringContaining('FILE_NOT_READABLE'),
    });
  });
});

describe('a command that ends without a result', () => {
  it.each([
    [['verify', 'broken.zip', '--json'], 65, 'CONTAINER_UNKNOWN'],
    [['audit', 'broken.zip', '--json'], 65, 'CONTAINER_UNKNOWN'],
    [['verify', 'absent.zip', '--json'], 66, 'FILE_NOT_FOUND'],
  ])('still prints one JSON document: %j', (words, code, expected) => {
    writeFileSync(join(folder, 'broken.zip'), 'this is no archive');
    const ended = run(words);
    expect(ended.code).toBe(code);
    expect(JSON.parse(ended.told)).toMatchObject({
      schema: 'countersign/error@1',
      error: { exitCode: code, code: expected, sentence: expect.stringMatching(/\.$/u) as string },
    });
  });

  it('says that a pack cannot go into a file, and what was found all the same, by the edition that was asked for', () => {
    const { code, told, said } = run(['audit', 'release', '--edition', '2006', '--out', 'release/a.txt']);
    expect(code).toBe(70);
    expect(said).toContain('FILE_NOT_WRITABLE');
    expect(said).not.toMatch(/\n\s+at /u);
    expect(told).toContain('INDETERMINATE');
    expect(told).toContain('5.8.1 ');
    expect(told).not.toContain(TITLE_OF_THE_AMENDMENT);
  });
});

describe('a release before that cannot be used', () => {
  it('does not stop the audit where it is refused, and is never passed', () => {
    writeFileSync(join(folder, 'no-archive.zip'), 'this is no archive');
    const audit = ['audit', 'release', '--previous', 'no-archive.zip'];
    const { code, told } = run([...audit, '--json']);
    const { assessment } = JSON.parse(told) as {
      readonly assessment: {
        readonly results: readonly { rule: string; result: string; missing: readonly string[] }[];
      };
    };
    const found = assessment.results.find(({ rule }) => rule === 'CS-582-05');
    expect(found?.result).toBe('undecidable');
    expect(found?.missing.join(' ')).toContain('CONTAINER_UNKNOWN');
    expect([1, 2]).toContain(code);
    const summary = run([...audit, '--out', 'pack']).told;
    expect(summary).toContain('no-archive.zip  ✗ refused (CONTAINER_UNKNOWN)');
    expect(summary).toContain(TITLE_OF_THE_AMENDMENT);
  });

  it('is wrong input where it does not exist', () => {
    const { code, said } = run(['audit', 'release', '--previous', 'nothing.zip', '--json']);
    expect(said).toContain('[FILE_NOT_FOUND]');
    expect(code).toBe(66);
  });
});

describe('what cannot be written', () => {
  it('ends with 70, because the words of the command were right', () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    const { code, said } = run(['audit', 'release', '--out', 'in-the-way/pack']);
    expect(said).toContain('[FILE_NOT_WRITABLE]');
    expect(code).toBe(70);
  });
});

describe('an empty path', () => {
  it('is wrong usage and is not taken for the current folder', () => {
    const { code, said } = run(['verify', '']);
    expect(code).toBe(64);
    expect(said).toContain('path of the archive is empty');
  });

  it.each(['--trust', '--previous', '--out'])('after %s is wrong usage too', (option) => {
    const { code, said } = run(['audit', 'release', option, '']);
    expect(code).toBe(64);
    expect(said).toContain(option);
  });
});

it('quotes an unknown option whole', () => {
  const { code, said } = run(['verify', 'release', '--nonsense']);
  expect(code).toBe(64);
  expect(said).toContain("Unknown option '--nonsense'.");
  expect((said.match(/'/gu) ?? []).length % 2).toBe(0);
});

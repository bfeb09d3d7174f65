import { describe, expect, it } from 'vitest';
import { parseArguments, UsageError } from '../../../main/cli/arguments.ts';

function refusalKey(argv: readonly string[]): string {
  try {
    parseArguments(argv);
  } catch (error) {
    if (error instanceof UsageError) return error.said.key;
    throw error;
  }
  return 'accepted';
}

describe('parseArguments', () => {
  it('reads verify with several trust anchors and a time', () => {
    expect(
      parseArguments([
        'verify',
        'a.zip',
        '--trust',
        'x.pem',
        '--trust',
        'folder',
        '--at',
        '2026-11-22T10:00:00Z',
        '--json',
      ]),
    ).toEqual({
      command: 'verify',
      archive: 'a.zip',
      trust: ['x.pem', 'folder'],
      at: Date.UTC(2026, 10, 22, 10),
      json: true,
    });
  });

  it('takes options before the archive', () => {
    expect(parseArguments(['verify', '--json', 'a.zip'])).toMatchObject({
      archive: 'a.zip',
      json: true,
      trust: [],
      at: null,
    });
  });

  it('reads every option of audit', () => {
    const words = [
      'audit',
      'a.zip',
      '--previous',
      'b.zip',
      '--edition',
      '2006',
      '--class',
      'C',
      '--mode',
      'mock',
      '--fact',
      'implantable=true',
      '--fact',
      'lifetime_years=8',
      '--reason',
      'as agreed',
      '--out',
      'pack',
      '--fail-on',
      'minor',
    ];
    expect(parseArguments(words)).toEqual({
      command: 'audit',
      archive: 'a.zip',
      trust: [],
      at: null,
      json: false,
      previous: 'b.zip',
      edition: '2006',
      safetyClass: 'C',
      mode: 'mock',
      facts: { implantable: 'true', lifetime_years: '8' },
      reason: 'as agreed',
      out: 'pack',
      failOn: 'minor',
    });
  });

  it('fails on major findings unless told otherwise', () => {
    expect(parseArguments(['audit', 'a.zip'])).toMatchObject({
      failOn: 'major',
      edition: null,
      safetyClass: null,
      mode: null,
    });
  });

  it('reads a day as its first instant in UTC', () => {
    expect(parseArguments(['verify', 'a.zip', '--at', '2026-02-28'])).toMatchObject({ at: Date.UTC(2026, 1, 28) });
  });

  it.each([
    ['help', ['help']],
    ['help', ['--help']],
    ['help', ['verify', '--help']],
    ['version', ['--version']],
  ] as const)('gives %s for %j', (command, argv) => {
    expect(parseArguments(argv)).toEqual({ command });
  });

  it.each([
    [[], 'cli.usage.no-command'],
    [['frobnicate'], 'cli.usage.unknown-command'],
    [['verify'], 'cli.usage.no-archive'],
    [['verify', 'a.zip', 'b.zip'], 'cli.usage.too-much'],
    [['verify', 'a.zip', '--frobnicate'], 'cli.usage.option'],
    [['verify', 'a.zip', '--trust'], 'cli.usage.option'],
    [['verify', 'a.zip', '--json=yes'], 'cli.usage.option'],
    [['verify', 'a.zip', '--at', 'yesterday'], 'cli.usage.time'],
    [['verify', 'a.zip', '--at', '2026-02-31'], 'cli.usage.time'],
    [['verify', 'a.zip', '--at', '2026-02-30T10:00:00Z'], 'cli.usage.time'],
    [['verify', 'a.zip', '--at', '2026-11-22T10:00:00'], 'cli.usage.time'],
    [['verify', 'a.zip', '--at', '2026-11-22T25:00:00Z'], 'cli.usage.time'],
    [['audit', 'a.zip', '--edition', '2015'], 'cli.usage.value'],
    [['audit', 'a.zip', '--class', 'b'], 'cli.usage.value'],
    [['audit', 'a.zip', '--mode', 'internal'], 'cli.usage.value'],
    [['audit', 'a.zip', '--fail-on', 'stops-assessment'], 'cli.usage.value'],
    [['demo', 'somewhere'], 'cli.usage.too-much'],
    [['rules', '--out', 'x'], 'cli.usage.option'],
  ] as const)('refuses %j with %s', (argv, key) => {
    expect(refusalKey(argv)).toBe(key);
  });
});

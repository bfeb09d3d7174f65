import { describe, expect, test } from 'vitest';
import type { EvidenceFile } from '../../../src/domain/evidence.ts';
import {
  anomalies,
  anomaly,
  COMMIT,
  deviation,
  deviations,
  file,
  opaque,
  record,
  release,
  results,
  testCase,
} from '../../support/release-builder.ts';
import { ruleOn } from '../../support/rule-check.ts';

const levels = ['unit', 'integration', 'system'] as const;
const threeLevels = levels.map((level) => results(`tests/${level}.xml`, [testCase(`${level}-1`)]));
const plan = record('plan.md', 'verification_plan', { fields: { id: 'VP', levels: 'unit, integration, system' } });

describe('CS-581-01: every planned level has results', () => {
  test('passes when each level of the plan has a file with a case', () => {
    const found = ruleOn('CS-581-01', { files: [plan, ...threeLevels] });
    expect(found.result).toBe('pass');
    expect(found.evidence.map((reference) => reference.path)).toContain('plan.md');
  });

  test('reads levels that the plan writes as a list', () => {
    const listed = record('plan.md', 'verification_plan', {
      fields: { 'levels.0': 'Unit tests', 'levels.1': 'system' },
    });
    expect(ruleOn('CS-581-01', { files: [listed, ...threeLevels] }).result).toBe('pass');
  });

  test('fails when a planned level has no file', () => {
    const found = ruleOn('CS-581-01', { files: [plan, ...threeLevels.slice(0, 2)] });
    expect(found.result).toBe('fail');
    expect(found.grade).toBe('major');
    expect(found.text).toContain('system');
  });

  test('fails when the file of a planned level holds no case', () => {
    const files = [plan, ...threeLevels.slice(0, 2), results('tests/system.xml', [])];
    expect(ruleOn('CS-581-01', { files }).result).toBe('fail');
  });

  test('is undecidable, not failed, while a result file of unknown level is there', () => {
    const files = [plan, ...threeLevels.slice(0, 2), results('tests/third.xml', [testCase('x')])];
    const found = ruleOn('CS-581-01', { files });
    expect(found.result).toBe('undecidable');
    expect(found.missingTexts[0]).toContain('tests/third.xml');
  });

  test('is undecidable when a PDF without a role might be the missing report', () => {
    const files = [plan, ...threeLevels.slice(0, 2), opaque('reports/system.pdf')];
    expect(ruleOn('CS-581-01', { files }).result).toBe('undecidable');
  });

  test('leaves the question of what was planned to a person when there is no plan', () => {
    const found = ruleOn('CS-581-01', { files: threeLevels });
    expect(found.result).toBe('judge');
  });

  test('never passes on a file that was read in part', () => {
    const [unit, ...others] = threeLevels;
    if (unit === undefined) throw new Error('three levels');
    const part = { ...unit, reading: { ...unit.reading, state: 'partly-read' as const } };
    expect(ruleOn('CS-581-01', { files: [plan, part, ...others] }).result).toBe('undecidable');
  });

  test('never passes on a file whose bytes are not the recorded ones', () => {
    const mismatch = {
      path: 'tests/unit.xml',
      list: 'release.yaml',
      algorithm: 'sha256' as const,
      expected: 'a',
      actual: 'b',
    };
    const found = ruleOn('CS-581-01', { files: [plan, ...threeLevels], integrity: { mismatched: [mismatch] } });
    expect(found.result).toBe('undecidable');
    expect(found.missingTexts.join(' ')).toContain('differ');
  });

  test('is undecidable without plan and results', () => {
    expect(ruleOn('CS-581-01', {}).result).toBe('undecidable');
  });
});

describe('CS-581-02: every case that did not pass is dispositioned', () => {
  test('passes when every case passed', () => {
    expect(ruleOn('CS-581-02', { files: threeLevels }).result).toBe('pass');
  });

  test('passes when each deferred case cites an approved deviation', () => {
    const files = [
      results('tests/system.xml', [testCase('S-1'), testCase('S-2', 'skipped', { deviations: ['DEV-1'] })]),
      deviations([deviation('DEV-1')]),
    ];
    const found = ruleOn('CS-581-02', { files });
    expect(found.result).toBe('pass');
    expect(found.evidence.some((reference) => reference.path === 'deviations.yaml')).toBe(true);
  });

  test('takes a deviation that names the test for the case', () => {
    const files = [
      results('tests/system.xml', [testCase('S-2', 'failed')]),
      deviations([deviation('D', { tests: ['S-2'] })]),
    ];
    expect(ruleOn('CS-581-02', { files }).result).toBe('pass');
  });

  test('fails when a failed case has no deviation', () => {
    const found = ruleOn('CS-581-02', { files: [results('tests/system.xml', [testCase('S-2', 'failed')])] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('S-2');
    expect(found.evidence[0]?.locator).toEqual({ kind: 'case', id: 'S-2', line: 3 });
  });

  test('fails when the cited deviation does not exist', () => {
    const files = [
      results('tests/system.xml', [testCase('S-2', 'blocked', { deviations: ['DEV-9'] })]),
      deviations([deviation('DEV-1')]),
    ];
    expect(ruleOn('CS-581-02', { files }).result).toBe('fail');
  });

  test.each([
    ['rationale', { rationale: null }],
    ['approver', { approvedBy: null }],
    ['date', { approvedOn: null }],
  ])('shows a deviation without %s to a person', (_what, changes) => {
    const files = [
      results('tests/system.xml', [testCase('S-2', 'skipped', { deviations: ['D'] })]),
      deviations([deviation('D', changes)]),
    ];
    expect(ruleOn('CS-581-02', { files }).result).toBe('judge');
  });

  test('shows a case that another run passed to a person', () => {
    const files = [results('tests/unit.xml', [testCase('U-1', 'failed'), testCase('U-1')])];
    expect(ruleOn('CS-581-02', { files }).result).toBe('judge');
  });

  test('is undecidable without results, and while the deviations cannot be read', () => {
    expect(ruleOn('CS-581-02', {}).result).toBe('undecidable');
    const unread = opaque('deviations.pdf', 'deviations', 'not-understood');
    const files = [results('tests/system.xml', [testCase('S-2', 'failed')]), unread];
    expect(ruleOn('CS-581-02', { files }).result).toBe('undecidable');
  });
});

describe('CS-581-03: planned, executed and reported agree', () => {
  const stated = (total: string): ReturnType<typeof record> =>
    record('record.md', 'release_record', { fields: { 'tests.system.total': total, 'tests.system.passed': '1' } });
  const cases = [testCase('S-1'), testCase('S-2', 'skipped')];
  const idPlan = record('plan.md', 'verification_plan', {
    headings: [{ text: 'System tests', line: 20 }],
    tables: [
      {
        header: ['Test id', 'Title'],
        rows: [
          { cells: ['S-1', 'a'], line: 31 },
          { cells: ['S-2', 'b'], line: 32 },
        ],
      },
    ],
  });

  test('passes when ids and totals agree', () => {
    const files = [results('tests/system.xml', cases), stated('2'), idPlan];
    expect(ruleOn('CS-581-03', { files }).result).toBe('pass');
  });

  test('fails when a stated total differs from the recomputed one', () => {
    const found = ruleOn('CS-581-03', { files: [results('tests/system.xml', cases), stated('96')] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('96');
  });

  test('never passes in silence where a result file states other totals of itself than its cases give', () => {
    const own = results('tests/system.xml', [testCase('S-1'), testCase('S-2')]);
    const lying = (tests: number, failures: number): EvidenceFile =>
      own.facts.kind === 'test-results'
        ? { ...own, facts: { ...own.facts, stated: { tests, failures, errors: 0, skipped: 0 } } }
        : own;
    const total = record('record.md', 'release_record', { fields: { 'tests.system.total': '2' } });
    const list = anomalies([anomaly('A-1')]);
    for (const rule of ['CS-581-02', 'CS-581-03', 'CS-582-03']) {
      expect(ruleOn(rule, { files: [lying(2, 0), total, idPlan, list] }).result, rule).toBe('pass');
      for (const of of [lying(96, 0), lying(2, 1)]) {
        const found = ruleOn(rule, { files: [of, total, idPlan, list] });
        expect(found.result, rule).toBe('judge');
        expect(found.text, rule).toContain('and holds 2 / 0 / 0');
        expect(found.evidence[0]?.path, rule).toBe('tests/system.xml');
      }
    }
    const bare = ruleOn('CS-581-03', { files: [lying(96, 0)] });
    expect(bare.missingTexts.join(' ')).toContain('it states 96 / 0 / 0 and holds 2 / 0 / 0');
    expect(ruleOn('CS-582-01', { files: [anomalies([])] }).result).toBe('pass');
    expect(ruleOn('CS-582-01', { files: [lying(96, 4), anomalies([])] }).result).toBe('undecidable');
    expect(ruleOn('CS-581-03', { files: [lying(2, 1), stated('96'), idPlan] }).result).toBe('fail');
  });

  test('fails when a planned case was not executed', () => {
    const found = ruleOn('CS-581-03', { files: [results('tests/system.xml', [testCase('S-1')]), idPlan] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('S-2');
  });

  test('compares totals only, and says so, where no plan lists ids', () => {
    expect(ruleOn('CS-581-03', { files: [results('tests/system.xml', cases), stated('2')] }).result).toBe('judge');
  });

  test('does not take a failed case for a deferred one', () => {
    const ran = [testCase('S-1'), testCase('S-2', 'failed'), testCase('S-3', 'skipped')];
    const fields = { 'tests.system.total': '3', 'tests.system.passed': '1', 'tests.system.deferred': '2' };
    const found = ruleOn('CS-581-03', {
      files: [results('tests/system.xml', ran), record('record.md', 'release_record', { fields })],
    });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('system deferred 2 (record.md:4)');
    expect(found.text).toContain('system deferred 1, system failed 1');
  });

  test('compares failed and deferred cases where the record states both', () => {
    const ran = [testCase('S-1'), testCase('S-2', 'error'), testCase('S-3', 'blocked')];
    const fields = { 'tests.system.total': '3', 'tests.system.failed': '1', 'tests.system.deferred': '1' };
    const files = [results('tests/system.xml', ran), record('record.md', 'release_record', { fields })];
    expect(ruleOn('CS-581-03', { files }).result).toBe('judge');
  });

  test('does not call cases that were counted planned ones', () => {
    const planned = record('plan.md', 'verification_plan', { fields: { 'tests.system.planned': '3' } });
    const found = ruleOn('CS-581-03', { files: [results('tests/system.xml', cases), planned] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('stated system planned 3');
    expect(found.text).toContain('counted system cases 2');
  });

  const tabled = (clause: string | null, rows: readonly (readonly string[])[]): ReturnType<typeof record> =>
    record('record.md', 'release_record', {
      fields: { 'tests.system.total': '2', 'tests.system.passed': '1' },
      headings: [{ text: 'Verification', clause, line: 20 }],
      tables: [
        {
          header: ['Level', 'Cases', 'Passed', 'Deferred'],
          rows: rows.map((cells, index) => ({ cells, line: 32 + index })),
        },
      ],
    });

  test('fails when the table of section 5.8.1 contradicts the front matter and the results', () => {
    const files = [results('tests/system.xml', cases), idPlan, tabled('5.8.1', [['system', '3', '2', '1']])];
    const found = ruleOn('CS-581-03', { files });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('system total 3 (record.md:32)');
    expect(found.evidence.map((reference) => reference.locator)).toContainEqual({ kind: 'line', line: 32 });
  });

  test('passes when the table of section 5.8.1 agrees', () => {
    const files = [results('tests/system.xml', cases), idPlan, tabled('5.8.1', [['System tests', '2', '1', '1']])];
    expect(ruleOn('CS-581-03', { files }).result).toBe('pass');
  });

  test('counts executed cases without deferred ones, and failures together with errors', () => {
    const table = {
      header: ['Level', 'Planned', 'Executed', 'Passed', 'Failed', 'Errors', 'Skipped', 'Blocked'],
      rows: [{ cells: ['system', '5', '3', '1', '1', '1', '1', '1'], line: 32 }],
    };
    const ran = [
      testCase('S-1'),
      testCase('S-2', 'failed'),
      testCase('S-3', 'error'),
      testCase('S-4', 'skipped'),
      testCase('S-5', 'blocked'),
    ];
    const headings = [{ text: 'Verification', clause: '5.8.1', line: 20 }];
    const stating = record('record.md', 'release_record', { headings, tables: [table] });
    const found = ruleOn('CS-581-03', { files: [results('tests/system.xml', ran), stating] });
    expect(found.text).toContain('Only totals could be compared');
  });

  test('shows a table of another section, or several rows for one level, to a person', () => {
    const elsewhere = tabled(null, [['system', '3', '2', '1']]);
    const divided = tabled('5.8.1', [
      ['system, smoke', '2', '1', '1'],
      ['system, protocol', '1', '1', '0'],
    ]);
    for (const stating of [elsewhere, divided]) {
      const found = ruleOn('CS-581-03', { files: [results('tests/system.xml', cases), idPlan, stating] });
      expect(found.result).toBe('judge');
      expect(found.text).toContain('record.md:32');
    }
  });

  test('is undecidable where nothing is stated', () => {
    expect(ruleOn('CS-581-03', { files: [results('tests/system.xml', cases)] }).result).toBe('undecidable');
  });
});

describe('CS-581-04: the tested build is the released build', () => {
  test('passes when every report names the commit', () => {
    expect(ruleOn('CS-581-04', { files: threeLevels }).result).toBe('pass');
  });

  test('passes on a build id written without its version', () => {
    const files = [results('tests/unit.xml', [testCase('U')], { version: 'v2.4.0', build: '8842' })];
    expect(ruleOn('CS-581-04', { files }).result).toBe('pass');
  });

  test('fails when a report names another commit', () => {
    const files = [results('tests/unit.xml', [testCase('U')], { version: '2.4.0', commit: `f${COMMIT.slice(1)}` })];
    const found = ruleOn('CS-581-04', { files });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('tests/unit.xml');
  });

  test('fails when a report names another version', () => {
    expect(ruleOn('CS-581-04', { files: [results('t/unit.xml', [testCase('U')], { version: '2.3.1' })] }).result).toBe(
      'fail',
    );
  });

  test('leaves reports without any identifier, or with the version alone, to a person', () => {
    expect(ruleOn('CS-581-04', { files: [results('t/unit.xml', [testCase('U')], {})] }).result).toBe('judge');
    const version = results('t/unit.xml', [testCase('U')], { version: '2.4.0' });
    expect(ruleOn('CS-581-04', { files: [version] }).result).toBe('judge');
  });

  test('is undecidable without an identity of the release', () => {
    const found = ruleOn('CS-581-04', {
      manifest: { version: null, gitCommit: null, build: null },
      files: threeLevels,
    });
    expect(found.result).toBe('undecidable');
  });
});

test('figures are recomputed from the files', async () => {
  const { assess, resolveProfile } = await import('../../../src/clauses/index.ts');
  const subject = release({
    files: [
      results('tests/unit.xml', [testCase('1'), testCase('2', 'failed')]),
      results('tests/odd.xml', [testCase('3')]),
      anomalies([anomaly('A-1'), anomaly('A-2')]),
      file('sbom.json', 'sbom', { kind: 'opaque' }),
    ],
  });
  const { figures } = assess(subject, resolveProfile(subject.manifest, {}), null);
  expect(figures.tests).toEqual([
    { level: 'unit', total: 2, passed: 1, notPassed: 1, files: 1 },
    { level: 'unknown', total: 1, passed: 1, notPassed: 0, files: 1 },
  ]);
  expect(figures.anomalies).toBe(2);
  expect(figures.soup).toBeNull();
});

import { describe, expect, test } from 'vitest';
import {
  anomalies,
  anomaly,
  approval,
  deviation,
  deviations,
  located,
  opaque,
  record,
  release,
  results,
  riskFile,
  testCase,
  time,
} from '../../support/release-builder.ts';
import { ruleOn } from '../../support/rule-check.ts';

const gate = [approval('qa_lead'), approval('release_manager', { date: '2024-10-17T16:00:00+02:00' })];

describe('CS-582-01: a list of residual anomalies exists', () => {
  test('passes on a list that names this version', () => {
    expect(ruleOn('CS-582-01', { files: [anomalies([anomaly('A-1')])] }).result).toBe('pass');
  });

  test('passes on a statement that none are known when nothing speaks against it', () => {
    const files = [
      record('r.md', 'release_record', { headings: [{ clause: '5.8.2', body: 'No known residual anomalies.' }] }),
    ];
    expect(ruleOn('CS-582-01', { files }).result).toBe('pass');
  });

  test('fails when there is neither list nor statement', () => {
    const found = ruleOn('CS-582-01', { files: [] });
    expect(found.result).toBe('fail');
    expect(found.grade).toBe('major');
  });

  test('fails when the list is for another version', () => {
    const found = ruleOn('CS-582-01', { files: [anomalies([anomaly('A-1')], { version: located('2.3.1') })] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('2.3.1');
  });

  test('leaves a list without a version to a person', () => {
    expect(ruleOn('CS-582-01', { files: [anomalies([anomaly('A-1')], { version: null })] }).result).toBe('judge');
  });

  test('leaves "none known" to a person although a test failed', () => {
    const files = [anomalies([]), results('t/unit.xml', [testCase('U', 'failed')])];
    expect(ruleOn('CS-582-01', { files }).result).toBe('judge');
  });

  test('leaves "none known" to a person although the previous release had open anomalies', () => {
    const previous = release({
      manifest: { version: '2.3.1' },
      files: [anomalies([anomaly('A-0')])],
      archive: 'previous',
    });
    expect(ruleOn('CS-582-01', { files: [anomalies([])] }, { previous }).result).toBe('judge');
  });

  test('is undecidable, not failed, when the list is a form that is not read', () => {
    expect(ruleOn('CS-582-01', { files: [opaque('known.xlsx', 'anomalies')] }).result).toBe('undecidable');
    expect(ruleOn('CS-582-01', { files: [opaque('known-anomalies.xlsx')] }).result).toBe('undecidable');
  });
});

describe('CS-582-02: entries are complete', () => {
  test('passes on complete entries', () => {
    expect(ruleOn('CS-582-02', { files: [anomalies([anomaly('A-1'), anomaly('A-2')])] }).result).toBe('pass');
  });

  test('fails on duplicate ids and on entries that say nothing', () => {
    expect(ruleOn('CS-582-02', { files: [anomalies([anomaly('A-1'), anomaly('A-1')])] }).result).toBe('fail');
    const empty = anomaly('A-2', { description: null, title: ' ' });
    expect(ruleOn('CS-582-02', { files: [anomalies([empty])] }).result).toBe('fail');
  });

  test('counts other empty fields for a person', () => {
    const found = ruleOn('CS-582-02', { files: [anomalies([anomaly('A-1', { severity: null, foundOn: null })])] });
    expect(found.result).toBe('judge');
    expect(found.text).toContain('severity');
  });

  test('does not apply to an empty list, and is undecidable without one', () => {
    expect(ruleOn('CS-582-02', { files: [anomalies([])] }).result).toBe('not-applicable');
    expect(ruleOn('CS-582-02', {}).result).toBe('undecidable');
  });
});

describe('CS-582-03: results and anomalies agree both ways', () => {
  test('passes when the failed case is cited by its anomaly', () => {
    const files = [
      results('t/system.xml', [testCase('S-1', 'failed')]),
      anomalies([anomaly('A-1', { tests: ['S-1'] })]),
    ];
    expect(ruleOn('CS-582-03', { files }).result).toBe('pass');
  });

  test('passes when the case cites its anomaly, or its deviation does', () => {
    const cites = testCase('S-1', 'failed', { anomalies: ['A-1'] });
    const through = testCase('S-2', 'skipped', { deviations: ['D'] });
    const files = [
      results('t/system.xml', [cites, through]),
      anomalies([anomaly('A-1')]),
      deviations([deviation('D', { anomalies: ['A-1'] })]),
    ];
    expect(ruleOn('CS-582-03', { files }).result).toBe('pass');
  });

  test('fails when a failed case has no anomaly', () => {
    const files = [results('t/system.xml', [testCase('S-1', 'failed')]), anomalies([anomaly('A-1')])];
    expect(ruleOn('CS-582-03', { files }).result).toBe('fail');
  });

  test('fails when an anomaly cites a test that no report holds', () => {
    const files = [results('t/system.xml', [testCase('S-1')]), anomalies([anomaly('A-1', { tests: ['S-9'] })])];
    const found = ruleOn('CS-582-03', { files });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('A-1 → S-9');
  });

  test('leaves a match by name, and a deferred case without anomaly, to a person', () => {
    const named = testCase('x', 'passed', { name: 'ST-041 result screen' });
    const fuzzy = [results('t/system.xml', [named]), anomalies([anomaly('A-1', { tests: ['ST-041'] })])];
    expect(ruleOn('CS-582-03', { files: fuzzy }).result).toBe('judge');
    const deferred = [
      results('t/system.xml', [testCase('S-2', 'skipped', { deviations: ['D'] })]),
      anomalies([]),
      deviations([deviation('D')]),
    ];
    expect(ruleOn('CS-582-03', { files: deferred }).result).toBe('judge');
  });

  test('is undecidable without list or without results', () => {
    expect(ruleOn('CS-582-03', { files: [results('t/unit.xml', [testCase('U')])] }).result).toBe('undecidable');
    expect(ruleOn('CS-582-03', { files: [anomalies([])] }).result).toBe('undecidable');
  });
});

describe('CS-582-04: the list is a dated snapshot', () => {
  test('fails when the release record states another number of anomalies', () => {
    const stating = record('record.md', 'release_record', { fields: { anomalies: '10' } });
    const found = ruleOn('CS-582-04', { files: [anomalies([anomaly('A-1')]), stating], approvals: gate });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('record.md:2 states 10, anomalies/known.json holds 1, of which 1 is open');
  });

  test('takes a number of the release record for the open anomalies or for all entries', () => {
    const list = anomalies([anomaly('A-1'), anomaly('A-2', { status: 'closed' })]);
    for (const stated of ['1', '2']) {
      const stating = record('record.md', 'release_record', { fields: { anomalies: stated } });
      expect(ruleOn('CS-582-04', { files: [list, stating], approvals: gate }).result).not.toBe('fail');
    }
  });

  const run = results('t/unit.xml', [testCase('U')]);

  test('passes when exported between last run and approval, with query and rows', () => {
    expect(ruleOn('CS-582-04', { files: [run, anomalies([anomaly('A')])], approvals: gate }).result).toBe('pass');
  });

  test('fails when exported after the approval', () => {
    const files = [run, anomalies([anomaly('A')], { exported: time('2024-10-18T09:00:00+02:00') })];
    expect(ruleOn('CS-582-04', { files, approvals: gate }).result).toBe('fail');
  });

  test('fails when the declared number of rows is not there', () => {
    const files = [run, anomalies([anomaly('A')], { statedRows: located(11) })];
    expect(ruleOn('CS-582-04', { files, approvals: gate }).result).toBe('fail');
  });

  test('leaves a hand-made list, and an export before the last run, to a person', () => {
    const bare = anomalies([anomaly('A')], { query: null, exported: null });
    expect(ruleOn('CS-582-04', { files: [run, bare], approvals: gate }).result).toBe('judge');
    const early = anomalies([anomaly('A')], { exported: time('2024-10-16T09:00:00+02:00') });
    expect(ruleOn('CS-582-04', { files: [run, early], approvals: gate }).result).toBe('judge');
  });

  test('concludes nothing within one day without a zone', () => {
    const list = anomalies([anomaly('A')], { exported: time('2024-10-17T23:00:00') });
    expect(ruleOn('CS-582-04', { files: [run, list], approvals: gate }).result).toBe('judge');
  });

  test('compares with every approval, not with the last one alone', () => {
    const files = [run, anomalies([anomaly('A')])];
    const early = [approval('qa_lead', { date: '2024-10-17T00:00:00+02:00' }), ...gate];
    const found = ruleOn('CS-582-04', { files, approvals: early });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('the approval by QA lead is dated 2024-10-17T00:00:00+02:00');
    const byDay = [approval('qa_lead', { date: '2024-10-16' }), ...gate];
    expect(ruleOn('CS-582-04', { files, approvals: byDay }).result).toBe('fail');
    const undated = ruleOn('CS-582-04', { files, approvals: [approval('qa_lead', { date: 'soon' }), ...gate] });
    expect(undated.result).toBe('undecidable');
    expect(undated.missingTexts.join(' ')).toContain('by QA lead');
    const failed = approval('qa_lead', { date: '2024-10-16', indication: 'TOTAL_FAILED', state: 'invalid' });
    expect(ruleOn('CS-582-04', { files, approvals: [failed, ...gate] }).result).toBe('pass');
  });

  test('is undecidable without an approval date', () => {
    expect(ruleOn('CS-582-04', { files: [run, anomalies([anomaly('A')])] }).result).toBe('undecidable');
  });
});

describe('CS-582-05: nothing disappeared', () => {
  const listed = [anomalies([anomaly('A-1'), anomaly('A-2')])];
  const previous = release({ manifest: { version: '2.3.1' }, files: listed, archive: 'previous' });

  test('passes when earlier anomalies are listed, or closed with a test', () => {
    const files = [anomalies([anomaly('A-1'), anomaly('A-2', { status: 'closed', tests: ['S-1'] })])];
    expect(ruleOn('CS-582-05', { files }, { previous }).result).toBe('pass');
  });

  test('fails when one vanished', () => {
    const found = ruleOn('CS-582-05', { files: [anomalies([anomaly('A-1')])] }, { previous });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('A-2');
  });

  test('leaves one that only a record mentions, or that is closed without a test, to a person', () => {
    const notes = record('notes.md', 'release_notes', { headings: [{ body: 'A-2 was removed.' }] });
    expect(ruleOn('CS-582-05', { files: [anomalies([anomaly('A-1')]), notes] }, { previous }).result).toBe('judge');
    const closed = [anomalies([anomaly('A-1'), anomaly('A-2', { status: 'Closed' })])];
    expect(ruleOn('CS-582-05', { files: closed }, { previous }).result).toBe('judge');
  });

  test('does not apply without a previous release, and is undecidable without its list', () => {
    expect(ruleOn('CS-582-05', { files: [anomalies([])] }).result).toBe('not-applicable');
    const bare = release({ manifest: { version: '2.3.1' }, archive: 'previous' });
    expect(ruleOn('CS-582-05', { files: [anomalies([])] }, { previous: bare }).result).toBe('undecidable');
  });
});

describe('CS-583-01: each open anomaly is evaluated', () => {
  test('passes on evaluations of their own before the approval', () => {
    const found = ruleOn('CS-583-01', { files: [anomalies([anomaly('A-1'), anomaly('A-2')])], approvals: gate });
    expect(found.result).toBe('pass');
    expect(found.evidence[0]?.quote).toContain('A-1');
  });

  test('fails on an empty evaluation', () => {
    const files = [anomalies([anomaly('A-1', { evaluation: '  ' })])];
    expect(ruleOn('CS-583-01', { files, approvals: gate }).result).toBe('fail');
  });

  test('fails on an evaluation after the approval', () => {
    const files = [anomalies([anomaly('A-1', { evaluatedOn: time('2024-10-18') })])];
    expect(ruleOn('CS-583-01', { files, approvals: gate }).result).toBe('fail');
  });

  test.each([
    [
      'three identical texts',
      ['A', 'B', 'C'].map((id) => anomaly(id, { evaluation: 'Cosmetic only, no effect on the output at all.' })),
    ],
    ['a very short text', [anomaly('A', { evaluation: 'cosmetic' })]],
    ['no evaluator', [anomaly('A', { evaluator: null })]],
    ['no date', [anomaly('A', { evaluatedOn: null })]],
    ['the day of the approval without an hour', [anomaly('A', { evaluatedOn: time('2024-10-17') })]],
  ])('leaves %s to a person', (_what, entries) => {
    expect(ruleOn('CS-583-01', { files: [anomalies(entries)], approvals: gate }).result).toBe('judge');
  });

  test('compares with every approval, not with the last one alone', () => {
    const files = [anomalies([anomaly('A-1')])];
    const early = [approval('qa_lead', { date: '2024-10-01' }), ...gate];
    const found = ruleOn('CS-583-01', { files, approvals: early });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('after the approval of 2024-10-01');
    const undated = [approval('qa_lead', { date: null }), ...gate];
    expect(ruleOn('CS-583-01', { files, approvals: undated }).result).toBe('undecidable');
  });

  test('does not look at closed anomalies, and is undecidable without list or approval', () => {
    const closed = [anomalies([anomaly('A', { status: 'resolved', evaluation: null })])];
    expect(ruleOn('CS-583-01', { files: closed, approvals: gate }).result).toBe('not-applicable');
    expect(ruleOn('CS-583-01', {}).result).toBe('undecidable');
    expect(ruleOn('CS-583-01', { files: [anomalies([anomaly('A')])] }).result).toBe('undecidable');
  });
});

describe('CS-583-02: cited hazards and risk controls exist', () => {
  test('passes when all resolve', () => {
    expect(ruleOn('CS-583-02', { files: [anomalies([anomaly('A')]), riskFile()] }).result).toBe('pass');
  });

  test('fails on a dangling id', () => {
    const found = ruleOn('CS-583-02', { files: [anomalies([anomaly('A', { hazards: ['H-99'] })]), riskFile()] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('A → H-99');
  });

  test('leaves an anomaly without any id to a person', () => {
    const files = [anomalies([anomaly('A', { hazards: [], riskControls: [] })]), riskFile()];
    expect(ruleOn('CS-583-02', { files }).result).toBe('judge');
  });

  test('is undecidable without risk file, without its revision, or when it was read in part', () => {
    const list = anomalies([anomaly('A')]);
    expect(ruleOn('CS-583-02', { files: [list] }).result).toBe('undecidable');
    expect(ruleOn('CS-583-02', { files: [list, riskFile({ revision: null })] }).result).toBe('undecidable');
    const whole = riskFile({ items: [] });
    const part = { ...whole, reading: { ...whole.reading, state: 'partly-read' as const } };
    expect(ruleOn('CS-583-02', { files: [list, part] }).result).toBe('undecidable');
  });
});

describe('CS-583-03: residual risk by the manufacturer’s own matrix', () => {
  test('passes when the recomputed level is acceptable and equal', () => {
    expect(ruleOn('CS-583-03', { files: [anomalies([anomaly('A')]), riskFile()] }).result).toBe('pass');
  });

  test('fails when the stated level is not the matrix’s', () => {
    const found = ruleOn('CS-583-03', { files: [anomalies([anomaly('A', { riskLevel: 'none' })]), riskFile()] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain('low');
  });

  test('fails when the level is not acceptable, unless a benefit-risk analysis is cited', () => {
    const high = { riskSeverity: 'S3', riskProbability: 'P3', riskLevel: 'high' };
    expect(ruleOn('CS-583-03', { files: [anomalies([anomaly('A', high)]), riskFile()] }).result).toBe('fail');
    const weighed = anomaly('A', {
      ...high,
      evaluation: 'Accepted by the benefit-risk analysis BRA-4 of this release.',
    });
    expect(ruleOn('CS-583-03', { files: [anomalies([weighed]), riskFile()] }).result).toBe('judge');
  });

  test('leaves it to a person without a matrix, and is undecidable without an estimate', () => {
    expect(ruleOn('CS-583-03', { files: [anomalies([anomaly('A')]), riskFile({ matrix: [] })] }).result).toBe('judge');
    const files = [anomalies([anomaly('A', { riskSeverity: null })]), riskFile()];
    expect(ruleOn('CS-583-03', { files }).result).toBe('undecidable');
    expect(ruleOn('CS-583-03', { files: [anomalies([anomaly('A')])] }).result).toBe('undecidable');
  });
});

describe('CS-583-04: no open anomaly is unacceptable or undecided', () => {
  test('passes when all are acceptable', () => {
    expect(ruleOn('CS-583-04', { files: [anomalies([anomaly('A')])] }).result).toBe('pass');
  });

  test.each(['unacceptable', 'not acceptable', 'TBD', 'in triage', 'pending'])('fails on the verdict %s', (verdict) => {
    const found = ruleOn('CS-583-04', { files: [anomalies([anomaly('A', { verdict })])] });
    expect(found.result).toBe('fail');
    expect(found.text).toContain(verdict);
  });

  test('leaves unknown words and a safety-critical severity to a person', () => {
    expect(ruleOn('CS-583-04', { files: [anomalies([anomaly('A', { verdict: 'grade 2' })])] }).result).toBe('judge');
    const critical = anomaly('A', { severity: 'safety-critical' });
    expect(ruleOn('CS-583-04', { files: [anomalies([critical])] }).result).toBe('judge');
  });

  test('is undecidable without a verdict', () => {
    expect(ruleOn('CS-583-04', { files: [anomalies([anomaly('A', { verdict: null })])] }).result).toBe('undecidable');
  });
});

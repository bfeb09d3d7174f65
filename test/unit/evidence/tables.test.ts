import { describe, expect, it } from 'vitest';
import { readWrittenTime } from '../../../src/domain/written-time.ts';
import { resultOfWord } from '../../../src/evidence/lists/test-table.ts';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;

describe('tables of test management', () => {
  const results = (path: string, text: string) => factsAs(evidenceOf(path, text, 'tests'), 'test-results');

  it('of TestRail are read, the steps of a case joined to it', () => {
    const facts = results(
      'testrail.csv',
      lines(
        'ID,Case ID,Title,Status,Tested By,Tested On,Version,Defects,Steps (Step),Steps (Expected Result),Steps (Actual Result),Steps (Status)',
        'T1,C1,Dose,Passed,QA,10/17/2024 3:05 PM,2.4.0,TRI-1;TRI-2,open,shown,shown,Passed',
        ',,,,,,,,close,hidden,still shown,Failed',
        'T2,C2,Alarm,Retest,QA,10/18/2024,2.4.0,,wait,rings,,',
        'T3,C3,Export,Untested,,,2.4.0,,,,,',
      ),
    );
    expect(facts.cases).toMatchObject([
      {
        id: 'C1',
        name: 'Dose',
        status: 'failed',
        anomalies: ['TRI-1', 'TRI-2'],
        hasOutput: true,
        detail: 'shown\nstill shown',
      },
      { id: 'C2', status: 'not-run', hasOutput: false },
      { id: 'C3', status: 'not-run' },
    ]);
    expect(facts.cases[0]!.recorded).toEqual(
      expect.arrayContaining(['version', 'tester', 'executed_on', 'steps', 'expected']),
    );
    expect(facts.cases[0]!.at).toEqual({ kind: 'row', row: 1, column: null, line: 2 });
    expect(facts.properties['version']?.value).toBe('2.4.0');
    expect([facts.started?.instant, facts.ended?.instant]).toEqual([
      Date.parse('2024-10-17T15:05:00Z'),
      Date.parse('2024-10-18T00:00:00Z'),
    ]);
  });

  it('of Xray, Zephyr and Azure DevOps are read by their own columns', () => {
    const xray = results(
      'xray.csv',
      lines('Issue Key,Test Summary,Test Status,Executed By', 'CALC-1,Add,PASS,ann', 'CALC-2,Sub,TODO,'),
    );
    expect(xray.cases.map(({ id, status }) => [id, status])).toEqual([
      ['CALC-1', 'passed'],
      ['CALC-2', 'not-run'],
    ]);
    const zephyr = results(
      'zephyr.csv',
      lines(
        'Key,Name,Status,Execution Status,Executed By',
        'T1,Add,Approved,Pass,ann',
        'T2,Sub,Approved,In Progress,ann',
      ),
    );
    expect(zephyr.cases.map(({ id, status }) => [id, status])).toEqual([
      ['T1', 'passed'],
      ['T2', 'not-run'],
    ]);
    const azure = results(
      'azure.csv',
      lines('Test Case Id;Title;Outcome;Run By', '11;Add;Passed;ann', '12;Sub;Blocked;ann'),
    );
    expect(azure.cases.map(({ id, status }) => [id, status])).toEqual([
      ['11', 'passed'],
      ['12', 'blocked'],
    ]);
  });

  it('in German and French are read by their columns and words', () => {
    const german = results(
      'a.csv',
      lines(
        'Nr.;Testfall;Ergebnis;Prüfer;Prüfdatum;Abweichung',
        'T1;Dosis;i. O.;ann;17.10.2024;',
        'T2;Alarm;n. i. O.;ann;18.10.2024;DEV-1',
        'T3;Export;nicht durchgeführt;;;',
      ),
    );
    expect(german.cases).toMatchObject([
      { id: 'T1', name: 'Dosis', status: 'passed' },
      { id: 'T2', status: 'failed', deviations: ['DEV-1'] },
      { id: 'T3', status: 'not-run' },
    ]);
    expect(german.ended?.instant).toBe(Date.parse('2024-10-18'));
    const french = results(
      'b.csv',
      lines(
        'Identifiant,Intitulé,Résultat,Testeur',
        'T1,Dose,Conforme,ann',
        'T2,Alarme,Non conforme,ann',
        'T3,Export,À faire,',
      ),
    );
    expect(french.cases.map(({ status }) => status)).toEqual(['passed', 'failed', 'not-run']);
  });

  it('never take an unknown word for passed, and name it', () => {
    const file = evidenceOf('t.csv', lines('id,title,status', 'T1,a,Completed', 'T2,b,Passt schon', 'T3,c,'), 'tests');
    expect(factsAs(file, 'test-results').cases.map(({ status }) => status)).toEqual(['not-run', 'not-run', 'not-run']);
    expect(file.reading.state).toBe('partly-read');
    expect(noteKeys(file)).toEqual(['evidence.junit.unknown-status', 'evidence.junit.unknown-status']);
    expect([resultOfWord('RUN'), resultOfWord('bestanden'), resultOfWord('NICHT bestanden')]).toEqual([
      null,
      'passed',
      'failed',
    ]);
  });

  it('name rows that lie about their columns, and versions that differ', () => {
    const file = evidenceOf(
      't.csv',
      lines('id,status,version', 'T1,passed,1', 'T2,passed', 'T3,passed,2', ',passed,1'),
      'tests',
    );
    expect(factsAs(file, 'test-results').cases.map(({ id }) => id)).toEqual(['T1', 'T3']);
    expect(noteKeys(file)).toEqual(['evidence.dropped.uneven', 'evidence.dropped.row', 'evidence.table.versions']);
    expect(factsAs(file, 'test-results').properties).toEqual({});
  });
});

describe('other tables', () => {
  it('of SOUP and trace are read by the names that teams give their columns', () => {
    const soup = evidenceOf(
      'soup.csv',
      lines('Package Name;Hersteller;Versionsnummer', 'zlib;Gailly;1.3.1'),
      'soup_list',
    );
    expect(factsAs(soup, 'soup-list').items).toMatchObject([
      { title: 'zlib', version: '1.3.1', manufacturer: 'Gailly' },
    ]);
    const trace = evidenceOf('trace.csv', lines('Exigence,Cas de test', 'REQ-1,"TC-1, TC-2"'), 'trace_matrix');
    expect(factsAs(trace, 'trace-matrix').rows).toMatchObject([{ requirement: 'REQ-1', tests: ['TC-1', 'TC-2'] }]);
  });

  it('of risks are read as hazards and risk controls, rows of one id together', () => {
    const file = evidenceOf(
      'fmea.csv',
      lines(
        'Risk ID,Hazardous Situation,Risk Control Measure,Requirement,Verification,Severity',
        'H-1,Overdose,RC-1: limit the dose,REQ-1,TC-1,3',
        'H-1,Overdose,RC-2 alarm,REQ-2,TC-2,3',
        'H-2,Delay,,,,1',
        ',,,,,5',
      ),
      'risk_file',
    );
    expect(factsAs(file, 'risk-file').items).toMatchObject([
      { type: 'hazard', id: 'H-1', text: 'Overdose', at: { line: 2 } },
      { type: 'risk-control', id: 'RC-1', requirements: ['REQ-1'], verifications: ['TC-1'] },
      { type: 'risk-control', id: 'RC-2', requirements: ['REQ-2'], verifications: ['TC-2'] },
      { type: 'hazard', id: 'H-2', text: 'Delay' },
    ]);
    expect(noteKeys(file)).toEqual(['evidence.dropped.row', 'evidence.unknown-keys']);
  });

  it('that cross requirements with tests are read in either direction, and not where nothing tells which', () => {
    const rows = (text: string) => factsAs(evidenceOf('x.csv', text, 'trace_matrix'), 'trace-matrix').rows;
    const down = rows(lines(',TC-1,TC-2', 'REQ-1,x,', 'REQ-2,X,✓', 'REQ-3,,'));
    expect(down.map(({ requirement, tests }) => [requirement, tests])).toEqual([
      ['REQ-1', ['TC-1']],
      ['REQ-2', ['TC-1', 'TC-2']],
      ['REQ-3', []],
    ]);
    const across = rows(lines('Test,A1,A2', 'B1,x,', 'B2,x,x'));
    expect(across.map(({ requirement, tests }) => [requirement, tests])).toEqual([
      ['A1', ['B1', 'B2']],
      ['A2', ['B2']],
    ]);
    const unclear = evidenceOf('x.csv', lines(',A1,A2', 'B1,x,', 'B2,x,x'), 'trace_matrix');
    expect(unclear.reading.state).toBe('not-understood');
    expect(noteKeys(unclear)).toContain('evidence.trace.orientation');
    const contradiction = evidenceOf('x.csv', lines(',TC-1,REQ-2', 'TC-3,x,', 'TC-4,x,x'), 'trace_matrix');
    expect(contradiction.reading.state).toBe('read');
    expect(evidenceOf('x.csv', lines(',REQ-1', 'REQ-3,x'), 'trace_matrix').reading.state).toBe('not-understood');
  });

  it('in a Markdown document fill its role, with their lines', () => {
    const text = lines(
      '# Known anomalies',
      '',
      'Words.',
      '',
      '| ID | Title | Severity |',
      '|---|---|---|',
      '| A-1 | Late | minor |',
    );
    const file = evidenceOf('known.md', text, 'anomalies');
    expect(factsAs(file, 'anomalies').anomalies).toMatchObject([{ id: 'A-1', at: { kind: 'row', row: 1, line: 7 } }]);
    expect(evidenceOf('known.md', '# Nothing\n', 'anomalies').reading.state).toBe('not-understood');
  });
});

describe('issues of other trackers', () => {
  it('GitLab as JSON and as table gives severity by its scoped labels', () => {
    const json = evidenceOf(
      'gitlab.json',
      JSON.stringify([
        {
          iid: 4,
          title: 'Late',
          description: 'd',
          state: 'opened',
          labels: ['severity::2', 'bug'],
          created_at: '2024-10-01T08:00:00.000Z',
        },
      ]),
      'anomalies',
    );
    expect(factsAs(json, 'anomalies')).toMatchObject({
      tool: 'GitLab',
      anomalies: [{ id: '#4', severity: '2', status: 'opened' }],
    });
    const csv = evidenceOf(
      'gitlab.csv',
      lines('Title,Issue ID,State,Created At (UTC),Labels', 'Late,4,Open,2024-10-01 08:00:00,"severity::2;bug"'),
      'anomalies',
    );
    expect(factsAs(csv, 'anomalies').anomalies).toMatchObject([{ id: '4', severity: '2', status: 'Open' }]);
  });

  it('Linear is read as list and as answer of its interface', () => {
    const issue = {
      identifier: 'TRI-1',
      title: 'Late',
      state: { name: 'Todo' },
      priorityLabel: 'High',
      labels: { nodes: [{ name: 'component: ui' }] },
    };
    for (const [value, pointer] of [
      [[issue], '/0'],
      [{ data: { issues: { nodes: [issue] } } }, '/data/issues/nodes/0'],
    ] as const) {
      const facts = factsAs(evidenceOf('linear.json', JSON.stringify(value), 'anomalies'), 'anomalies');
      expect(facts).toMatchObject({
        tool: 'Linear',
        anomalies: [{ id: 'TRI-1', status: 'Todo', severity: 'High', affectedFunction: 'ui', at: { pointer } }],
      });
    }
  });
});

describe('written times of people and tools', () => {
  it.each([
    ['17.10.2024', '2024-10-17T00:00:00Z'],
    ['17.10.24 15:05', '2024-10-17T15:05:00Z'],
    ['17. Oktober 2024', '2024-10-17T00:00:00Z'],
    ['17. März 2024, 15:05 Uhr', '2024-03-17T15:05:00Z'],
    ['17 octobre 2024 à 15 h 05', '2024-10-17T15:05:00Z'],
    ['17 octobre 2024 à 15h05', '2024-10-17T15:05:00Z'],
    ['1er août 2024', '2024-08-01T00:00:00Z'],
    ['17/10/2024 15:05:06', '2024-10-17T15:05:06Z'],
    ['10/17/2024 12:05 AM', '2024-10-17T00:05:00Z'],
    ['17/Oct/24 3:05 PM', '2024-10-17T15:05:00Z'],
    ['17-Déc-2024', '2024-12-17T00:00:00Z'],
    ['Oct 17, 2024', '2024-10-17T00:00:00Z'],
    ['Thu, 17 Oct 2024 15:05:00 +0200', '2024-10-17T13:05:00Z'],
    ['2024/10/17', '2024-10-17T00:00:00Z'],
    ['05/05/2024', '2024-05-05T00:00:00Z'],
    ['03/04/2024', null],
    ['31.02.2024', null],
    ['17 Foo 2024', null],
    ['10/17/2024 13:05 PM', null],
    ['17.10.2024 25:00', null],
    ['yesterday', null],
  ])('%s', (text, instant) => {
    const time = readWrittenTime(text);
    expect(time.text).toBe(text);
    expect(time.instant === null ? null : new Date(time.instant).toISOString()).toBe(
      instant === null ? null : new Date(instant).toISOString(),
    );
    expect(time.zoned).toBe(text.includes('+0200'));
  });
});

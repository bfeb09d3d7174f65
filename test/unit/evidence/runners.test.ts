import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const read = (path: string, text: string, role: 'tests' | null = 'tests') => evidenceOf(path, text, role);
const results = (path: string, text: string) => factsAs(read(path, text), 'test-results');
const told = (path: string, text: string) => results(path, text).cases.map(({ id, status }) => `${id} ${status}`);

const trx = (body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><TestRun id="1" name="ci" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
<Times creation="2024-10-16T10:00:00.0000000+02:00" start="2024-10-16T10:00:01.0000000+02:00" finish="2024-10-16T10:05:00.0000000+02:00"/>${body}</TestRun>`;

describe('TRX', () => {
  it('joins results with their definitions, wherever these stand, and takes output as an actual result', () => {
    const facts = results(
      'unit.trx',
      trx(`<Results>
<UnitTestResult testId="a" testName="Limits" outcome="Failed"><Output><StdOut>measured 3</StdOut><ErrorInfo><Message>expected 2</Message><StackTrace>at X</StackTrace></ErrorInfo></Output></UnitTestResult>
<UnitTestResult testId="b" testName="Dose.Zero" outcome="Passed"/></Results>
<TestDefinitions><UnitTest id="a" name="Limits"><Properties><Property><Key>test_id</Key><Value>T-17</Value></Property><Property><Key>Deviation</Key><Value>DEV-1</Value></Property></Properties><TestMethod className="Dose, App"/></UnitTest>
<UnitTest id="b" name="Dose.Zero"><TestMethod className="Dose"/></UnitTest></TestDefinitions>
<ResultSummary outcome="Failed"><Counters total="2" executed="2" passed="1" failed="1"/></ResultSummary>`),
    );
    expect(facts.cases[0]).toEqual({
      id: 'T-17',
      name: 'Limits',
      recorded: ['timestamp', 'test_id', 'deviation'],
      suite: 'Dose',
      status: 'failed',
      detail: 'expected 2\nat X',
      deviations: ['DEV-1'],
      anomalies: [],
      hasOutput: true,
      at: { kind: 'case', id: 'T-17', line: 3 },
    });
    expect(facts.cases[1]).toMatchObject({ id: 'Dose.Zero', status: 'passed', hasOutput: false });
    expect(facts.started?.text).toContain('10:00:01');
    expect(facts.stated?.tests).toBe(2);
  });

  it('counts nothing as passed but a pass, and of data-driven tests the rows', () => {
    const outcomes = [
      'Passed',
      'NotExecuted',
      'Inconclusive',
      'Timeout',
      'Aborted',
      'Error',
      'Warning',
      'Completed',
      'Odd',
    ];
    const rows = outcomes.map((word) => `<UnitTestResult testName="${word}" outcome="${word}"/>`).join('');
    const driven =
      '<UnitTestResult testName="All" outcome="Passed"><InnerResults><UnitTestResult testName="Row 1" outcome="Passed"/><UnitTestResult testName="Row 2" outcome="Failed"/></InnerResults></UnitTestResult>';
    const text = trx(`<Results>${rows}${driven}<UnitTestResult testName="Silent"/></Results>`);
    expect(told('a.trx', text)).toEqual([
      'Passed passed',
      'NotExecuted not-run',
      'Inconclusive not-run',
      'Timeout error',
      'Aborted error',
      'Error error',
      'Warning not-run',
      'Completed not-run',
      'Odd not-run',
      'Row 1 passed',
      'Row 2 failed',
      'Silent not-run',
    ]);
    expect(noteKeys(read('a.trx', text))).toContain('evidence.junit.unknown-status');
  });

  it('names totals that the results do not bear out, and is refused when it is cut off', () => {
    const text = trx(
      '<Results><UnitTestResult testName="a" outcome="Passed"/></Results><ResultSummary><Counters total="5"/></ResultSummary>',
    );
    expect(noteKeys(read('a.trx', text))).toContain('evidence.junit.totals-differ');
    expect(read('a.trx', text.slice(0, -20)).reading.state).toBe('not-understood');
  });
});

describe('NUnit', () => {
  it('reads version 3 with suites, labels, properties and output', () => {
    const text = `<test-run id="2" testcasecount="6" total="6" start-time="2024-10-16 10:00:00Z" end-time="2024-10-16 10:01:00Z">
<test-suite type="Assembly" name="App.dll"><properties><property name="Version" value="2.4.0"/></properties><test-suite type="TestFixture" name="Dose">
<test-case name="A" fullname="App.Dose.A" result="Passed"><properties><property name="test_id" value="T-1"/></properties><output><![CDATA[ok]]></output></test-case>
<test-case name="B" fullname="App.Dose.B" result="Failed"><failure><message>too high</message><stack-trace>at B</stack-trace></failure></test-case>
<test-case name="C" fullname="App.Dose.C" result="Failed" label="Error"/>
<test-case name="D" fullname="App.Dose.D" result="Skipped" label="Ignored"><reason><message>later</message></reason></test-case>
<test-case name="E" fullname="App.Dose.E" result="Skipped" label="Explicit"/>
<test-case name="F" fullname="App.Dose.F" result="Inconclusive"/></test-suite></test-suite></test-run>`;
    expect(told('nunit.xml', text)).toEqual([
      'T-1 passed',
      'App.Dose.B failed',
      'App.Dose.C error',
      'App.Dose.D skipped',
      'App.Dose.E not-run',
      'App.Dose.F not-run',
    ]);
    const facts = results('nunit.xml', text);
    expect(facts.cases[1]).toMatchObject({ suite: 'Dose', detail: 'too high\nat B', hasOutput: true });
    expect(facts.properties['version']).toMatchObject({ value: '2.4.0' });
    expect(read('nunit.xml', text).reading.state).toBe('read');
  });

  it('reads version 2', () => {
    const text =
      '<test-results name="App" total="2" date="2024-10-16" time="10:00:00"><test-suite name="S"><results><test-case name="N.A" executed="True" result="Success"/><test-case name="N.B" executed="False" result="Ignored"/></results></test-suite></test-results>';
    expect(told('r.xml', text)).toEqual(['N.A passed', 'N.B skipped']);
  });
});

describe('xUnit.net', () => {
  it('reads tests with traits, and names errors outside of them', () => {
    const text = `<assemblies><assembly name="App.dll" run-date="2024-10-16" run-time="10:00:00" total="3" passed="1" failed="1" skipped="1"><errors><error type="assembly-cleanup" name="Fixture"><failure><message>gone</message></failure></error></errors>
<collection name="c"><test name="Dose.A" type="Dose" method="A" result="Pass"><traits><trait name="Anomaly" value="A-3; A-4"/></traits><output>x</output></test>
<test name="Dose.B(n: 1)" type="Dose" method="B" result="Fail"><failure><message>no</message><stack-trace>at</stack-trace></failure></test>
<test name="Dose.C" type="Dose" method="C" result="Skip"><reason>later</reason></test></collection></assembly></assemblies>`;
    expect(told('x.xml', text)).toEqual(['Dose.A passed', 'Dose.B(n: 1) failed', 'Dose.C skipped']);
    const file = read('x.xml', text);
    expect(factsAs(file, 'test-results').cases[0]).toMatchObject({
      anomalies: ['A-3', 'A-4'],
      suite: 'Dose',
      hasOutput: true,
    });
    expect(noteKeys(file)).toEqual(['evidence.runner.error']);
    expect(file.reading.state).toBe('partly-read');
  });
});

describe('TAP', () => {
  it('reads results, directives, and subtests by their own results', () => {
    const text = `TAP version 14
1..6
ok 1 - limits
not ok 2 - zero
  ---
  message: 'no'
  ...
ok 3 # SKIP no device
not ok 4 - later # TODO
# Subtest: inner
    ok 1 - a
    not ok 2 - b
    1..2
not ok 5 - inner
ok 6
`;
    expect(told('unit.tap', text)).toEqual([
      'limits passed',
      'zero failed',
      '3 skipped',
      'later not-run',
      'a passed',
      'b failed',
      '6 passed',
    ]);
    expect(read('unit.tap', text, null).facts.kind).toBe('test-results');
    expect(read('unit.tap', text).reading.state).toBe('read');
  });

  it('counts a sum that fails where none of its parts does, and names what was planned and not told', () => {
    expect(told('a.tap', 'TAP version 13\n    ok 1 - a\nnot ok 1 - sum\n1..1\n')).toEqual(['a passed', 'sum failed']);
    expect(noteKeys(read('a.tap', '1..3\nok 1 - a\nBail out! no power\n'))).toEqual([
      'evidence.tap.bail',
      'evidence.tap.plan',
    ]);
  });

  it('is not seen in other texts', () => {
    expect(read('notes.txt', 'ok 1\nok 2\n', null).facts.kind).toBe('text');
    expect(read('notes.txt', '1..2\nand more\n', null).facts.kind).toBe('text');
  });
});

describe('Cucumber', () => {
  const step = (status: string, more: object = {}): object => ({
    keyword: 'Given ',
    name: 's',
    result: { status, ...more },
  });
  const feature = (elements: readonly object[]): string =>
    JSON.stringify([
      { uri: 'dose.feature', keyword: 'Feature', name: 'Dose', elements, tags: [{ name: '@level:system' }] },
    ]);

  it('takes a scenario as the worst of its steps, hooks and background', () => {
    const text = feature([
      { type: 'background', name: '', steps: [step('passed')] },
      {
        type: 'scenario',
        name: 'a',
        start_timestamp: '2024-10-16T10:00:00.000Z',
        tags: [{ name: '@test_id:T-1' }],
        steps: [step('passed')],
      },
      {
        type: 'scenario',
        name: 'b',
        steps: [step('passed'), step('failed', { error_message: 'no' }), step('skipped')],
      },
      { type: 'scenario', name: 'c', steps: [step('undefined')] },
      { type: 'scenario', name: 'd', steps: [step('ambiguous')] },
      { type: 'scenario', name: 'e', steps: [] },
      { type: 'scenario', name: 'f', steps: [step('passed')], after: [{ result: { status: 'failed' } }] },
      { type: 'scenario', name: 'g', steps: [{ keyword: 'Given ', name: 's' }] },
    ]);
    expect(told('cucumber.json', text)).toEqual([
      'T-1 passed',
      'Dose.b failed',
      'Dose.c not-run',
      'Dose.d error',
      'Dose.e not-run',
      'Dose.f failed',
      'Dose.g not-run',
    ]);
    expect(results('cucumber.json', text).cases[1]).toMatchObject({ suite: 'Dose', detail: 'no' });
  });

  it('lets a background that fails reach every scenario after it', () => {
    const text = feature([
      { type: 'background', name: '', steps: [step('failed')] },
      { type: 'scenario', name: 'a', steps: [step('skipped')] },
    ]);
    expect(told('cucumber.json', text)).toEqual(['Dose.a failed']);
  });

  it('is found by its content alone, and other lists are not it', () => {
    expect(read('x.json', feature([{ type: 'scenario', name: 'a', steps: [step('passed')] }]), null).facts.kind).toBe(
      'test-results',
    );
    expect(read('x.json', '[{"elements":1}]', null).facts.kind).toBe('tree');
    expect(read('x.json', '[]', null).facts.kind).toBe('tree');
  });
});

import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../../support/evidence-file.ts';

const results = (xml: string) => factsAs(evidenceOf('tests/unit.xml', xml, 'tests'), 'test-results');
const statuses = (xml: string) => results(xml).cases.map((test) => test.status);

describe('JUnit results', () => {
  it('reads suites in suites with properties, ids, deviations, anomalies and places', () => {
    const facts = results(
      `<?xml version="1.0"?>
<testsuites tests="2" failures="1">
 <testsuite name="outer" timestamp="2024-10-16T10:00:00Z">
  <properties><property name="Version" value="2.4.0"/><property name="commit">abc</property></properties>
  <testsuite name="inner" timestamp="2024-10-16T12:00:00Z">
   <testcase classname="Dose" name="limits">
    <properties><property name="test_id" value="T-17"/><property name="deviation" value="DEV-1"/><property name="anomaly" value="A-3; A-4"/></properties>
    <failure message="too high">at line 3</failure>
   </testcase>
   <testcase classname="Dose" name="zero"><system-out>ok</system-out></testcase>
  </testsuite>
 </testsuite>
</testsuites>`,
    );
    expect(facts.cases[0]).toEqual({
      id: 'T-17',
      name: 'limits',
      recorded: ['timestamp', 'version', 'commit', 'timestamp'],
      suite: 'outer / inner',
      status: 'failed',
      detail: 'too high\nat line 3',
      deviations: ['DEV-1'],
      anomalies: ['A-3', 'A-4'],
      hasOutput: true,
      at: { kind: 'case', id: 'T-17', line: 6 },
    });
    expect(facts.cases[1]).toMatchObject({ id: 'Dose.zero', status: 'passed', hasOutput: true });
    expect(facts.properties['version']).toMatchObject({ value: '2.4.0', at: { line: 4 } });
    expect(facts.properties['commit']?.value).toBe('abc');
    expect(facts.started?.text).toBe('2024-10-16T10:00:00Z');
    expect(facts.ended?.text).toBe('2024-10-16T12:00:00Z');
  });

  it('takes the worst of what elements and attributes say', () => {
    expect(
      statuses(
        '<testsuite><testcase name="a" status="passed"><failure/></testcase><testcase name="b" status="disabled"/>' +
          '<testcase name="c" status="run" result="skipped"/><testcase name="d"><skipped/><error/></testcase>' +
          '<testcase name="e" status="blocked"/><testcase name="f" status="Nicht ausgeführt"/><testcase name="g" status="échec"/></testsuite>',
      ),
    ).toEqual(['failed', 'not-run', 'skipped', 'error', 'blocked', 'not-run', 'failed']);
  });

  it('never counts a case with an unknown status as passed, and says so', () => {
    const file = evidenceOf('t.xml', '<testsuite><testcase name="a" status="inconclusive"/></testsuite>', 'tests');
    expect(factsAs(file, 'test-results').cases[0]?.status).toBe('not-run');
    expect(file.reading.state).toBe('partly-read');
    expect(noteKeys(file)).toContain('evidence.junit.unknown-status');
  });

  it('counts a case that passed at last as passed, and notes the earlier attempts', () => {
    const file = evidenceOf(
      't.xml',
      '<testsuite><testcase name="a"><flakyFailure message="once"/></testcase></testsuite>',
    );
    expect(factsAs(file, 'test-results').cases[0]).toMatchObject({ status: 'passed', detail: 'once' });
    expect(noteKeys(file)).toEqual(['evidence.junit.flaky']);
  });

  it('keeps stated totals that lie, and notes that the cases say otherwise', () => {
    const file = evidenceOf(
      't.xml',
      '<testsuite tests="96" failures="0"><testcase name="a"><failure/></testcase></testsuite>',
      'tests',
    );
    expect(factsAs(file, 'test-results').stated).toEqual({ tests: 96, failures: 0, errors: 0, skipped: 0 });
    expect(noteKeys(file)).toEqual(['evidence.junit.totals-differ']);
    expect(results('<testsuite><testcase name="a"/></testsuite>').stated).toBeNull();
    expect(results('<testsuite tests="many"><testcase name="a"/></testsuite>').stated).toBeNull();
  });

  it('does not let one suite speak for another build', () => {
    const suite = (version: string) =>
      `<testsuite><properties><property name="version" value="${version}"/></properties></testsuite>`;
    const file = evidenceOf('t.xml', `<testsuites>${suite('2.4.0')}${suite('2.3.9')}</testsuites>`, 'tests');
    expect(file.reading.state).toBe('partly-read');
    expect(noteKeys(file)).toEqual(['evidence.junit.property-differs']);
  });

  it('keeps properties named __proto__ as data', () => {
    const facts = results('<testsuite><properties><property name="__proto__" value="x"/></properties></testsuite>');
    expect(Object.entries(facts.properties)).toHaveLength(1);
    expect(({} as Record<string, unknown>)['value']).toBeUndefined();
  });

  it('knows times without a zone for what they are', () => {
    const facts = results('<testsuite timestamp="2024-10-16T10:00:00"><testcase name="a"/></testsuite>');
    expect(facts.started).toMatchObject({ zoned: false, instant: Date.UTC(2024, 9, 16, 10) });
    expect(results('<testsuite timestamp="yesterday"/>').started).toMatchObject({ text: 'yesterday', instant: null });
  });

  it('leaves out a case inside a case, and says so', () => {
    const file = evidenceOf(
      't.xml',
      '<testsuite><testcase name="a"><testcase name="b"/></testcase></testsuite>',
      'tests',
    );
    expect(factsAs(file, 'test-results').cases).toHaveLength(1);
    expect(file.reading.state).toBe('partly-read');
  });

  it('understands nothing of a truncated file, and names the line', () => {
    const file = evidenceOf('t.xml', '<testsuite>\n<testcase name="a"/>\n<testca', 'tests');
    expect(file.facts.kind).toBe('text');
    expect(file.reading).toMatchObject({
      state: 'not-understood',
      notes: [{ key: 'evidence.parse.SYNTAX', values: { line: 3 } }],
    });
  });

  it('refuses a document type, reads UTF-16, and calls other XML no test results', () => {
    const laughs = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">]><testsuite name="&a;"/>';
    expect(noteKeys(evidenceOf('t.xml', laughs, 'tests'))).toEqual(['evidence.parse.DOCTYPE']);
    const wide = Buffer.from(
      '\ufeff<?xml version="1.0" encoding="UTF-16"?><testsuite><testcase name="ü"/></testsuite>',
      'utf16le',
    );
    expect(factsAs(evidenceOf('t.xml', new Uint8Array(wide), 'tests'), 'test-results').cases[0]?.name).toBe('ü');
    const other = evidenceOf('c.xml', '<checkstyle version="1"/>', 'tests');
    expect(other.reading.state).toBe('not-understood');
    expect(noteKeys(other)).toEqual(['evidence.xml.other', 'evidence.other-form']);
  });
});

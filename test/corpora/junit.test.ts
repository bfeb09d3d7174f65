import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceOf, factsAs, noteKeys } from '../support/evidence-file.ts';

const folder = join(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'junit/test_results');

/** Files that are not well-formed XML, each with the line where reading stops. */
const NOT_WELL_FORMED: Readonly<Record<string, number>> = {
  // The text ends inside a CDATA section.
  'corrupt-junit/e2e-tests/corrupt/target/sf-reports/TEST-test.CorruptTest.xml': 18,
  // Templates of a reporter's own tests: `time="<<computed>>"`.
  'junit-web-test/expected.xml': 9,
  'junit-web-test/expectedRetries.xml': 9,
};

/** Files whose stated number of tests is not the number of cases in them: parts of larger results. Each with what it holds. */
const OTHER_TOTALS: Readonly<Record<string, number>> = {
  'container-structure/test.xml': 3,
  'junit-server-test/report.xml': 4,
  'mocha/mocha.xml': 1,
  'multiple/test_10.xml': 3,
  'multiple/test_11.xml': 3,
  'multiple/test_12.xml': 3,
  'nested/junit.xml': 5,
  'nested/multi-level.xml': 3,
  'python/report_flaky.xml': 4,
};

describe.skipIf(!existsSync(folder))('JUnit results of real runners', () => {
  const files = (existsSync(folder) ? globSync('**/*.xml', { cwd: folder }).sort() : []).map((path) => ({
    path,
    bytes: readFileSync(join(folder, path)),
    read: evidenceOf(path, readFileSync(join(folder, path)), 'tests'),
  }));

  it('reads every well-formed file in full, and names the place where the others break', () => {
    const broken = files.filter(({ read }) => read.reading.state !== 'read');
    const places = broken.map(({ path, read }) => [path, read.reading.notes[0]?.values['line']]);
    expect(Object.fromEntries(places)).toEqual(NOT_WELL_FORMED);
    expect(broken.every(({ read }) => noteKeys(read)[0] === 'evidence.parse.SYNTAX')).toBe(true);
  });

  it('counts as many cases as there are test case elements', () => {
    for (const { path, bytes, read } of files) {
      if (read.reading.state !== 'read') continue;
      const elements =
        bytes
          .toString('utf8')
          .replace(/<!\[CDATA\[[\s\S]*?\]\]>/gu, '')
          .match(/<testcase[\s>/]/gu) ?? [];
      expect({ path, cases: factsAs(read, 'test-results').cases.length }).toEqual({ path, cases: elements.length });
    }
  });

  it('agrees with the stated number of tests, but for the files that state another one, which are noted', () => {
    const readable = files.filter(({ read }) => read.reading.state === 'read');
    const other = readable.filter(({ read }) => {
      const facts = factsAs(read, 'test-results');
      return facts.stated !== null && facts.stated.tests !== facts.cases.length;
    });
    const held = other.map(({ path, read }) => [path, factsAs(read, 'test-results').cases.length]);
    expect(Object.fromEntries(held)).toEqual(OTHER_TOTALS);
    expect(other.every(({ read }) => noteKeys(read).includes('evidence.junit.totals-differ'))).toBe(true);
    const cases = readable.reduce((sum, { read }) => sum + factsAs(read, 'test-results').cases.length, 0);
    console.log(
      `JUnit: ${files.length} files, ${readable.length} read with ${cases} cases (${other.length} state other totals), ` +
        `${files.length - readable.length} not well-formed, refused with their line`,
    );
    expect(files.length).toBe(37);
  });
});

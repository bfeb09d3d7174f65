import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  assess,
  DECIDED_RULES,
  DEFAULT_THRESHOLDS,
  editionCatalogue,
  resolveProfile,
  RULE_SET,
  type ProfileOverrides,
} from '../../../src/clauses/index.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import {
  CLAUSES,
  EDITIONS,
  SAFETY_CLASSES,
  SECTIONS,
  type Edition,
  type SafetyClass,
} from '../../../src/domain/clause.ts';
import { english } from '../../support/archives.ts';
import { anomalies, anomaly, manifest, release, results, testCase } from '../../support/release-builder.ts';
import { ruleOn } from '../../support/rule-check.ts';

function assessed(overrides: ProfileOverrides = {}, parts: Parameters<typeof release>[0] = {}): Assessment {
  const subject = release(parts);
  return assess(subject, resolveProfile(subject.manifest, overrides), null);
}

describe('the catalogue', () => {
  test('holds 80 rules with ids of their own, each in its section, with texts and grades', () => {
    expect(RULE_SET.rules).toHaveLength(80);
    expect(new Set(RULE_SET.rules.map((rule) => rule.id)).size).toBe(80);
    for (const rule of RULE_SET.rules) {
      expect(rule.id).toMatch(/^CS-(?:58[1-8]|VER|BRA|VFY|APR|ART|PST|RBK|TRC|ANT)-\d\d$/u);
      expect(SECTIONS).toContain(rule.section);
      if (rule.id.startsWith('CS-58')) expect(rule.section).toBe(`5.8.${rule.id.charAt(5)}`);
      for (const grade of Object.values(rule.grades)) expect(['M', 'm', 'O', '-', 'T']).toContain(grade);
      expect(rule.basis).toMatch(/^[NLPST]\b(?!.*\bseed\b)/u);
      for (const text of [rule.title, rule.inputs, rule.pass, rule.fail, rule.judge, rule.finding])
        expect(text).not.toBe('');
    }
  });

  test('decides only rules that it holds', () => {
    const ids = new Set(RULE_SET.rules.map((rule) => rule.id));
    expect(DECIDED_RULES.filter((rule) => !ids.has(rule))).toEqual([]);
  });

  test.each([
    [
      'a1-2015',
      {
        '5.8.1': 'ABC',
        '5.8.2': 'ABC',
        '5.8.3': 'BC',
        '5.8.4': 'ABC',
        '5.8.5': 'BC',
        '5.8.6': 'BC',
        '5.8.7': 'ABC',
        '5.8.8': 'ABC',
      },
    ],
    [
      '2006',
      {
        '5.8.1': 'BC',
        '5.8.2': 'BC',
        '5.8.3': 'BC',
        '5.8.4': 'ABC',
        '5.8.5': 'BC',
        '5.8.6': 'BC',
        '5.8.7': 'BC',
        '5.8.8': 'BC',
      },
    ],
  ] as const)('holds the matrix of edition %s', (edition, matrix) => {
    const clauses = editionCatalogue(edition).clauses;
    expect(Object.fromEntries(clauses.map((clause) => [clause.number, clause.classes.join('')]))).toEqual(matrix);
  });

  test('names 5.8.8 as each edition does', () => {
    const title = (edition: Edition): string => editionCatalogue(edition).clauses[7]?.title ?? '';
    expect(title('a1-2015')).toContain('reliable delivery');
    expect(title('2006')).toContain('repeatability');
  });
});

describe('applicability', () => {
  const combinations = EDITIONS.flatMap((edition) => SAFETY_CLASSES.map((safetyClass) => ({ edition, safetyClass })));

  test.each(combinations)('sections of $edition, class $safetyClass, follow the matrix', ({ edition, safetyClass }) => {
    const assessment = assessed({ edition, safetyClass });
    for (const clause of editionCatalogue(edition).clauses) {
      const section = assessment.sections.find((found) => found.section === clause.number);
      const applies = clause.classes.includes(safetyClass);
      expect(section?.applicable, clause.number).toBe(applies);
      expect(section?.result === 'not-applicable', clause.number).toBe(!applies);
      for (const result of assessment.results.filter((found) => found.section === clause.number)) {
        expect(result.informative, result.rule).toBe(!applies);
      }
    }
  });

  const gradesOf = (edition: Edition, safetyClass: SafetyClass): Record<string, string | null> =>
    Object.fromEntries(assessed({ edition, safetyClass }).results.map((result) => [result.rule, result.grade]));

  test('grades follow the class', () => {
    expect(gradesOf('a1-2015', 'A')['CS-581-02']).toBe('minor');
    expect(gradesOf('a1-2015', 'B')['CS-581-02']).toBe('major');
    expect(gradesOf('a1-2015', 'B')['CS-581-03']).toBe('minor');
    expect(gradesOf('a1-2015', 'C')['CS-581-03']).toBe('major');
    expect(gradesOf('a1-2015', 'B')['CS-ART-01']).toBe('stops-assessment');
  });

  test('a rule without a grade for the class does not apply and says why', () => {
    const found = ruleOn('CS-583-01', {}, { overrides: { safetyClass: 'A' } });
    expect(found).toMatchObject({ result: 'not-applicable', grade: null, informative: true });
    expect(found.text).toContain('5.8.3');
    expect(ruleOn('CS-TRC-02', {}, { overrides: { safetyClass: 'A' } }).result).toBe('not-applicable');
  });

  test('under the edition of 2006 class A keeps of clause 5.8 what belongs to 5.8.4', () => {
    const grades = gradesOf('2006', 'A');
    const kept = RULE_SET.rules.filter((rule) => rule.id.startsWith('CS-58') && grades[rule.id] !== null);
    expect(kept.every((rule) => rule.section === '5.8.4')).toBe(true);
    expect(kept.map((rule) => rule.id)).toContain('CS-584-01');
  });

  test('own procedure and state of the art give an observation at most', () => {
    const grades = gradesOf('a1-2015', 'C');
    for (const rule of RULE_SET.rules.filter((entry) => /^[PS]/u.test(entry.basis))) {
      expect([null, 'observation'], rule.id).toContain(grades[rule.id]);
    }
  });

  test('an unknown class is judged as C, and every section says so', () => {
    const unknown = assessed({}, { manifest: manifest({ product: { ...manifest().product, safetyClass: null } }) });
    expect(unknown.profile.safetyClass).toBeNull();
    expect(unknown.results.find((result) => result.rule === 'CS-581-03')?.grade).toBe('major');
    for (const section of unknown.sections.filter((found) => CLAUSES.some((clause) => clause === found.section))) {
      expect(section.why.key).toBe('rules.why.class-unknown');
    }
  });
});

describe('composition', () => {
  test('every section is as bad as its worst rule: fail, undecidable, judge, pass', () => {
    const assessment = assessed({}, { files: [anomalies([anomaly('A-1')])] });
    const rank = ['fail', 'undecidable', 'judge', 'pass', 'not-applicable'];
    for (const section of assessment.sections.filter((found) => found.applicable)) {
      const own = assessment.results.filter((result) => result.section === section.section);
      const worst = Math.min(...own.map((result) => rank.indexOf(result.result)));
      expect(section.result, section.section).toBe(rank[worst]);
      expect(Object.values(section.counts).reduce((sum, count) => sum + count, 0)).toBe(own.length);
    }
    expect(Object.values(assessment.summary).reduce((sum, count) => sum + count, 0)).toBe(80);
  });

  test('a release of which nothing is known passes nothing', () => {
    const assessment = assess(release({ manifest: null }), resolveProfile(null, {}), null);
    expect(assessment.summary.pass).toBe(0);
    expect(assessment.sections.some((section) => section.result === 'pass')).toBe(false);
  });

  test('a rule that this version does not decide never passes and says what to look at', () => {
    for (const rule of RULE_SET.rules.filter((entry) => !DECIDED_RULES.includes(entry.id))) {
      const found = ruleOn(rule.id, {});
      expect(found.result, rule.id).toBe('undecidable');
      expect(found.missingTexts[0]).toContain(rule.inputs);
    }
  });

  test('the same values give the same assessment', () => {
    const parts = { files: [results('t/unit.xml', [testCase('U')])] };
    expect(assessed({}, parts)).toEqual(assessed({}, parts));
  });

  test('the digest of the rule set changes with a threshold and with nothing else', () => {
    const subject = release();
    const profile = resolveProfile(subject.manifest, {});
    const digest = (changes: object): string =>
      assess(subject, { ...profile, thresholds: { ...DEFAULT_THRESHOLDS, ...changes } }, null).ruleSet.sha256;
    expect(digest({})).toMatch(/^[0-9a-f]{64}$/u);
    expect(digest({})).toBe(digest({ retentionYears: 10 }));
    expect(digest({ retentionYears: 11 })).not.toBe(digest({}));
  });
});

describe('the profile', () => {
  test('prefers the auditor’s word, then the manifest’s, then A1:2015', () => {
    const own = manifest({ product: { ...manifest().product, edition: '2006', safetyClass: 'C' } });
    expect(resolveProfile(own, {})).toMatchObject({
      edition: '2006',
      editionFrom: 'manifest',
      safetyClass: 'C',
      mode: 'third-party',
    });
    expect(resolveProfile(own, { edition: 'a1-2015', safetyClass: 'A', mode: 'mock' })).toMatchObject({
      edition: 'a1-2015',
      editionFrom: 'auditor',
      safetyClass: 'A',
      safetyClassFrom: 'auditor',
      mode: 'mock',
    });
    expect(resolveProfile(null, {})).toMatchObject({
      edition: 'a1-2015',
      editionFrom: 'default',
      safetyClass: null,
      safetyClassFrom: 'default',
    });
  });
});

test('every text that the rules use exists, and every text of rules.json is used', () => {
  const folder = new URL('../../../src/clauses/', import.meta.url);
  const used = new Set(
    readdirSync(folder).flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/message\(\s*'([^']+)'/gu)].map(
        (match) => match[1] ?? '',
      ),
    ),
  );
  expect([...used].filter((key) => english.texts[key] === undefined)).toEqual([]);
  expect(Object.keys(english.texts).filter((key) => key.startsWith('rules.') && !used.has(key))).toEqual([]);
});

describe('evidence that is absent', () => {
  const rules = ['CS-582-01', 'CS-585-01', 'CS-587-01', 'CS-588-01'];
  const channels = { product: { ...manifest().product, deliveryChannels: ['download'] } };

  test.each(rules)(
    '%s fails where the manifest names the evidence of the release, and this is not among it',
    (rule) => {
      expect(ruleOn(rule, { files: [], manifest: manifest(channels) }).result).toBe('fail');
    },
  );

  test.each(rules)('%s is undecidable where the manifest had no place to name it', (rule) => {
    const found = ruleOn(rule, { files: [], manifest: manifest({ ...channels, schema: null }) });
    expect(found.result).toBe('undecidable');
    expect(found.missingTexts.join()).toContain('evidence role');
  });
});

import { describe, expect, test } from 'vitest';
import cli from '../../../assets/messages/en/cli.json' with { type: 'json' };
import common from '../../../assets/messages/en/common.json' with { type: 'json' };
import release from '../../../assets/messages/en/release.json' with { type: 'json' };
import rules from '../../../assets/messages/en/rules.json' with { type: 'json' };
import { RULE_SET } from '../../../src/clauses/index.ts';
import { refAt } from '../../../src/clauses/references.ts';
import { basesOf } from '../../../src/domain/clause.ts';
import type { MessageValue } from '../../../src/domain/message.ts';
import { render, roleLabel } from '../../../src/domain/render.ts';
import { results, testCase } from '../../support/release-builder.ts';

const ENGLISH = { language: 'en', texts: { ...cli, ...common, ...rules, ...release } };

describe('texts of the rules', () => {
  test('are sentences without notation', () => {
    const wrong = RULE_SET.rules.flatMap((rule) =>
      [rule.inputs, rule.pass, rule.fail, rule.judge]
        .filter((text) => !/^[A-Z“]/u.test(text) || !text.endsWith('.'))
        .concat(
          [rule.title, rule.inputs, rule.pass, rule.fail, rule.judge].filter((text) => /[`<>=]|->|n\/a/u.test(text)),
        )
        .map((text) => `${rule.id}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  test('name bases that the legend explains', () => {
    expect(basesOf('P, S; L 17.2')).toEqual(['L', 'P', 'S']);
    expect(basesOf('N 5.1.1 c, 5.7.4')).toEqual(['N']);
    expect(RULE_SET.rules.filter((rule) => basesOf(rule.basis).length === 0).map((rule) => rule.id)).toEqual([]);
  });
});

test('a quotation is one line; other control characters stay', () => {
  const file = results('t/unit.xml', [testCase('U')]);
  expect(refAt(file, { kind: 'line', line: 1 }, ' a\r\n\t b\u0007 \n').quote).toBe('a b\u0007');
});

describe('roles', () => {
  const said = (roles: readonly string[]): string =>
    render(ENGLISH, { key: 'rules.APR-01.fail', values: { version: '1.0', roles, k: roles.length } });

  test('are named in words, an unknown one as it is written', () => {
    expect(said(['software_lead', 'prrc', 'Chief_Officer', '…'])).toMatch(
      /: software lead, PRRC, “Chief_Officer”, …\.$/u,
    );
    expect(said(['__proto__', 'word-unknown'])).toContain('“__proto__”, “word-unknown”');
  });

  test('are labels of their own beside names', () => {
    expect(['qa_lead', 'Chief_Officer'].map((role) => roleLabel(ENGLISH, role))).toEqual(['QA lead', 'Chief_Officer']);
  });
});

describe('numbers', () => {
  const said = (key: string, values: Readonly<Record<string, MessageValue>>): string =>
    render(ENGLISH, { key, values });
  const one = {
    k: 1,
    n: 1,
    paths: 'a',
    names: 'a',
    levels: 'unit',
    roles: 'qa',
    version: '1.0',
    path: 'p',
    commit: 'c',
  };
  const two = { ...one, k: 2, n: 2, paths: 'a, b', names: 'a, b', levels: 'unit, hil', roles: ['qa', 'ra'] };

  test.each([
    [
      '581-01.judge',
      'The level usual for the class (unit) has results',
      'The levels usual for the class (unit, hil) have results',
    ],
    ['581-01.judge-absent', 'unit has no results', 'unit, hil have no results'],
    ['582-04.judge-handmade', 'a does not record', 'a, b do not record'],
    ['583-02.fail', 'A cited hazard or risk control is not', 'Cited hazards or risk controls are not'],
    ['584-01.judge-name', 'the name of a carries', 'the names of a, b carry'],
    ['584-01.judge-only-name', 'in a file name only', 'in file names only'],
    ['585-01.judge-other', 'a describes', 'a, b describe the'],
    ['585-04.judge-bundle', 'a holds that', 'a, b hold that'],
    ['585-06.fail', 'the digest of a differs', 'the digests of a, b differ'],
    ['588-01.fail', '(channel: ', '(channels: '],
    ['APR-01.fail', 'A required approval of 1.0 is missing', 'Required approvals of 1.0 are missing'],
    ['APR-01.fail-none', 'required is QA', 'required are QA, RA'],
  ])('agree with their verbs in %s', (key, single, several) => {
    const more = { cited: 'x', revision: '1', channels: 'shop' };
    expect(said(`rules.${key}`, { ...one, ...more })).toContain(single);
    expect(said(`rules.${key}`, { ...two, ...more })).toContain(several);
  });

  test('of none, one and several anomalies that were open before', () => {
    const open = (n: number): string => said('rules.582-05.pass', { n, previous: '2.3.1' });
    expect(open(0)).toBe('Nothing disappeared: no anomaly was open in 2.3.1.');
    expect(open(1)).toContain('the one anomaly open in 2.3.1 is still listed');
    expect(open(3)).toContain('each of 3 anomalies open in 2.3.1 is still listed');
  });

  test('of rules that need judgement', () => {
    const values = { pass: 1, fail: 0, undecidable: 0, notApplicable: 0 };
    expect(said('cli.summary', { ...values, judge: 1 })).toContain('1 needs judgement');
    expect(said('cli.summary', { ...values, judge: 2 })).toContain('2 need judgement');
  });
});

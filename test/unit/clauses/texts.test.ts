import { describe, expect, test } from 'vitest';
import common from '../../../assets/messages/en/common.json' with { type: 'json' };
import release from '../../../assets/messages/en/release.json' with { type: 'json' };
import rules from '../../../assets/messages/en/rules.json' with { type: 'json' };
import { RULE_SET } from '../../../src/clauses/index.ts';
import { refAt } from '../../../src/clauses/references.ts';
import { basesOf } from '../../../src/domain/clause.ts';
import { render, roleLabel } from '../../../src/domain/render.ts';
import { results, testCase } from '../../support/release-builder.ts';

const ENGLISH = { language: 'en', texts: { ...common, ...rules, ...release } };

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
    render(ENGLISH, { key: 'rules.APR-01.fail', values: { version: '1.0', roles } });

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

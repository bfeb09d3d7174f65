import { expect, it } from 'vitest';
import type { ProfileOverrides } from '../../src/clauses/index.ts';
import type { RuleOutcome } from '../../src/domain/clause.ts';
import type { Release } from '../../src/domain/release.ts';
import { release, type ReleaseParts } from './release-builder.ts';
import { ruleOn } from './rule-check.ts';

/** One case of a rule: what it is given, the outcome, and a part of what it says. */
export interface RuleRow {
  readonly rule: string;
  readonly result: RuleOutcome;
  readonly says: string;
  readonly parts: ReleaseParts;
  readonly options: { readonly previous?: Release; readonly overrides?: ProfileOverrides };
}

export function row(
  rule: string,
  result: RuleOutcome,
  says: string,
  parts: ReleaseParts,
  options: RuleRow['options'] = {},
): RuleRow {
  return { rule: `CS-${rule}`, result, says, parts, options };
}

/** Runs the cases: the outcome must be the one expected, and sentence or missing inputs must say it. */
export function testRows(rows: readonly RuleRow[]): void {
  it.each(rows)('$rule is $result: $says', ({ rule, result, says, parts, options }) => {
    const found = ruleOn(rule, release(parts), options);
    expect([found.result, `${found.text} ${found.missingTexts.join(' ')}`]).toEqual([
      result,
      expect.stringContaining(says),
    ]);
  });
}

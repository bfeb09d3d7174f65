import { expect } from 'vitest';
import { assess, resolveProfile, type ProfileOverrides } from '../../src/clauses/index.ts';
import type { RefusedPrevious, RuleResult } from '../../src/domain/assessment.ts';
import { render } from '../../src/domain/render.ts';
import type { Release } from '../../src/domain/release.ts';
import { english } from './archives.ts';
import { release, type ReleaseParts } from './release-builder.ts';

export interface Checked extends RuleResult {
  /** The sentence in English. */
  readonly text: string;
  readonly missingTexts: readonly string[];
}

/**
 * Returns the result of one rule on a release with its sentences rendered, after checking what holds of every result: texts
 * exist and are filled in, undecidable says what is missing, quotations are short, evidence is bound to a digest.
 */
export function ruleOn(
  rule: string,
  parts: ReleaseParts | Release,
  options: { readonly previous?: Release | RefusedPrevious; readonly overrides?: ProfileOverrides } = {},
): Checked {
  const subject = 'verification' in parts ? parts : release(parts);
  const profile = resolveProfile(subject.manifest, options.overrides ?? {});
  const assessment = assess(subject, profile, options.previous ?? null);
  const found = assessment.results.find((result) => result.rule === rule);
  if (found === undefined) throw new Error(`no rule ${rule}`);
  for (const result of assessment.results) checkShape(result);
  return {
    ...found,
    text: render(english, found.sentence),
    missingTexts: found.missing.map((said) => render(english, said)),
  };
}

function checkShape(result: RuleResult): void {
  for (const said of [result.sentence, ...result.missing]) {
    expect(english.texts, said.key).toHaveProperty([said.key]);
    const text = render(english, said);
    expect(text, said.key).not.toMatch(/undefined|\{\w+\}|\[object/u);
  }
  expect(result.missing.length > 0, result.rule).toBe(result.result === 'undecidable');
  for (const reference of result.evidence) {
    expect(reference.sha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(reference.quote.length).toBeLessThanOrEqual(200);
  }
  expect(result.evidence.length).toBeLessThanOrEqual(100);
}

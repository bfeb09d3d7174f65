import type { Figures, RuleResult, SectionResult } from '../../src/domain/assessment.ts';
import type { RuleOutcome, SectionId } from '../../src/domain/clause.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import { FILES, refTo } from './session-files.ts';
import { pretendDigest, RULES, ruleResult } from './session-parts.ts';
import { approvalsOf } from './session-signing.ts';
import { HOSTILE_PATH, type Variant } from './session-variants.ts';

/** Returns the counts of the files that the fixture's release holds, and of the approvals. */
export function figuresOf(variant: Variant, members: number): Figures {
  const level = (name: 'unit' | 'integration' | 'system' | 'unknown', total: number, notPassed = 0, files = 1) => ({
    level: name,
    total,
    passed: total - notPassed,
    notPassed,
    files,
  });
  const shared = { anomalies: 12, soup: 87, members };
  if (variant === 'no-manifest') {
    const none = { signed: 0, unproven: 0, failed: 0, recorded: 0, required: 0 };
    return { ...shared, tests: [level('unknown', 5_994, 0, 3)], approvals: none };
  }
  const given = approvalsOf(variant).filter(({ state }) => state === 'signed');
  const count = (indication: string): number => given.filter((one) => one.indication === indication).length;
  return {
    ...shared,
    tests: [level('unit', 4_812), level('integration', 968, variant === 'failed' ? 7 : 0), level('system', 214)],
    approvals: {
      signed: count('TOTAL_PASSED'),
      unproven: count('INDETERMINATE'),
      failed: count('TOTAL_FAILED'),
      recorded: 1,
      required: 5,
    },
  };
}

/** Returns a result for every rule of the catalogue. */
export function ruleResults(variant: Variant): readonly RuleResult[] {
  return RULES.map((rule, place) => {
    const outcome = outcomeOf(variant, place);
    return ruleResult(rule, outcome, evidenceFor(variant, place, outcome));
  });
}

function outcomeOf(variant: Variant, place: number): RuleOutcome {
  if (variant === 'no-manifest') return 'undecidable';
  if (place % 11 === 7) return 'judge';
  if (place % 13 === 9) return 'not-applicable';
  if (variant === 'failed' && (place === 1 || place % 9 === 5)) return 'fail';
  if (variant !== 'passed' && place % 7 === 3) return 'undecidable';
  return 'pass';
}

function evidenceFor(variant: Variant, place: number, outcome: RuleOutcome): readonly EvidenceRef[] {
  if (outcome === 'undecidable') return [];
  if (variant === 'hostile') {
    return [
      {
        path: HOSTILE_PATH,
        sha256: pretendDigest(HOSTILE_PATH),
        locator: { kind: 'pointer', pointer: `/${'a/'.repeat(60)}`, line: 3 },
        quote: `\u202Equoted <b>text</b> ${'x'.repeat(190)}`,
      },
    ];
  }
  const many = place % 5 === 0 ? 12 : 1 + (place % 3);
  return Array.from({ length: many }, (_, step) =>
    refTo(FILES[(place + step) % FILES.length]?.path ?? 'release.yaml', step === 0 ? 120 + place : 40 + step),
  );
}

/** Returns how a section stands by the results of its rules. */
export function sectionOf(section: SectionId, results: readonly RuleResult[]): SectionResult {
  const own = results.filter((result) => result.section === section);
  const counts = countsOf(own);
  const worst = (['fail', 'undecidable', 'judge', 'pass'] as const).find((outcome) => counts[outcome] > 0);
  const applicable = section !== 'rollback';
  return {
    section,
    applicable,
    why: { key: 'window.header.class-from.manifest', values: { class: 'B' } },
    result: applicable ? (worst ?? 'undecidable') : 'not-applicable',
    counts,
  };
}

/** Returns how many rules came out how. */
export function countsOf(results: readonly RuleResult[]): Record<RuleOutcome, number> {
  const counts = { pass: 0, fail: 0, judge: 0, 'not-applicable': 0, undecidable: 0 };
  for (const { result } of results) counts[result] += 1;
  return counts;
}

import { describe, expect, it } from 'vitest';
import { judgedCount, neighbour } from '../../../renderer/store/judging.ts';
import { missingReason } from '../../../src/domain/judgement.ts';
import type { SectionResult } from '../../../src/domain/assessment.ts';
import type { RuleOutcome } from '../../../src/domain/clause.ts';
import { sessionView } from '../../support/session-fixture.ts';

function found(result: RuleOutcome, applicable = true): SectionResult {
  const counts = { pass: 0, fail: 0, judge: 0, 'not-applicable': 0, undecidable: 0 };
  return { section: '5.8.1', applicable, why: { key: 'x', values: {} }, result, counts };
}

describe('a judgement beside the tool’s result', () => {
  it('asks for the reason until something other than blanks is written', () => {
    expect(missingReason(found('fail'), 'conforms', '  \n')?.key).toBe('audit.reason-missing.fail');
    expect(missingReason(found('fail'), 'conforms', 'Seen on site')).toBeNull();
    expect(missingReason(found('fail'), 'major', '')).toBeNull();
  });

  it('counts only sections that were judged', () => {
    expect(judgedCount(sessionView('passed').workspace)).toEqual({ judged: 1, total: 17 });
  });

  it('steps through the sections and stops at both ends', () => {
    expect(neighbour('5.8.8', 1)).toBe('versioning');
    expect(neighbour('5.8.1', -1)).toBe('5.8.1');
    expect(neighbour('anti-patterns', 1)).toBe('anti-patterns');
  });
});

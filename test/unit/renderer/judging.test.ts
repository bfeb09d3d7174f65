import { describe, expect, it } from 'vitest';
import { judgedCount, missingReason, neighbour, overrules } from '../../../renderer/store/judging.ts';
import { overrules as overrulesInAudit } from '../../../src/audit/judgement.ts';
import type { SectionResult } from '../../../src/domain/assessment.ts';
import type { RuleOutcome } from '../../../src/domain/clause.ts';
import { JUDGEMENTS } from '../../../src/domain/workspace.ts';
import { sessionView } from '../../support/session-fixture.ts';

const OUTCOMES: readonly RuleOutcome[] = ['pass', 'fail', 'judge', 'not-applicable', 'undecidable'];

function found(result: RuleOutcome, applicable = true): SectionResult {
  const counts = { pass: 0, fail: 0, judge: 0, 'not-applicable': 0, undecidable: 0 };
  return { section: '5.8.1', applicable, why: { key: 'x', values: {} }, result, counts };
}

describe('a judgement beside the tool’s result', () => {
  it('needs a reason in exactly the cases in which the audit room asks for one', () => {
    for (const applicable of [true, false]) {
      for (const outcome of OUTCOMES) {
        for (const judgement of JUDGEMENTS) {
          const section = found(outcome, applicable);
          expect(overrules(judgement, section), `${judgement} over ${outcome}`).toBe(
            overrulesInAudit(judgement, section),
          );
        }
      }
    }
  });

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

import { describe, expect, it } from 'vitest';
import { coverageRows, isCovered } from '../../../renderer/features/verdict/coverage-rows.ts';
import { integrityCounts } from '../../../renderer/features/verdict/integrity-counts.ts';
import { markOfIndication, markOfOutcome } from '../../../renderer/ui/badge.tsx';
import { sessionView } from '../../support/session-fixture.ts';

describe('the coverage table', () => {
  const { coverage } = sessionView('failed').verification;

  it('has failed files first, then files that nothing covers, then the others by path', () => {
    const paths = coverageRows(coverage, 'all', '').map((row) => row.path);
    expect(paths.slice(0, 3)).toEqual(['tests/system.xml', 'notes/extra.txt', 'anomalies/known.json']);
    expect(paths).toHaveLength(coverage.length);
  });

  it('never counts an indeterminate file as covered', () => {
    const open = sessionView('indeterminate').verification.coverage;
    expect(open.filter(isCovered)).toEqual([]);
    expect(coverageRows(open, 'covered', '')).toEqual([]);
  });

  it('finds by any part of the path and by the beginning of the digest', () => {
    expect(coverageRows(coverage, 'all', 'SYSTEM').map((row) => row.path)).toEqual(['tests/system.xml']);
    const digest = coverage[0]?.sha256 ?? '';
    expect(coverageRows(coverage, 'all', digest.slice(0, 12))).toHaveLength(1);
  });
});

describe('the integrity counts', () => {
  it('add up to the members and colour only what is wrong', () => {
    const report = sessionView('failed').verification.integrity;
    const counts = Object.fromEntries(integrityCounts(report).map(({ kind, count }) => [kind, count]));
    expect(counts).toMatchObject({ mismatched: 1, missing: 2, unlisted: 1, weak: 0 });
    expect(integrityCounts(report).find(({ kind }) => kind === 'verified')?.bad).toBeNull();
  });
});

describe('the marks of results', () => {
  it('are green for a pass only', () => {
    expect(markOfIndication('TOTAL_PASSED').tone).toBe('pass');
    expect(markOfIndication('INDETERMINATE').tone).toBe('open');
    expect(markOfIndication('TOTAL_FAILED').tone).toBe('fail');
    for (const outcome of ['fail', 'judge', 'undecidable', 'not-applicable'] as const) {
      expect(markOfOutcome(outcome).tone).not.toBe('pass');
    }
  });

  it('have a word of their own each', () => {
    const words = (['pass', 'fail', 'judge', 'undecidable', 'not-applicable'] as const).map(
      (outcome) => markOfOutcome(outcome).word,
    );
    expect(new Set(words).size).toBe(5);
  });
});

import { describe, expect, it } from 'vitest';
import { coverageRows, isCovered } from '../../../renderer/features/verdict/coverage-rows.ts';
import { integrityCounts } from '../../../renderer/features/verdict/integrity-counts.ts';
import { signatureOrder } from '../../../renderer/features/verdict/signature-order.ts';
import { coveredBy, coveredByBehind, mismatchesByPath } from '../../../renderer/text/covered-by.ts';
import { markOfIndication, markOfOutcome } from '../../../renderer/ui/badge.tsx';
import { sessionView } from '../../support/session-fixture.ts';
import { signature } from '../../support/session-parts.ts';

describe('the coverage table', () => {
  const { coverage } = sessionView('failed').verification;

  it('has failed files first, then files that nothing covers, then the others by path', () => {
    const paths = coverageRows(coverage, 'all', '').map((row) => row.path);
    expect(paths.slice(0, 5)).toEqual([
      'approvals/qa_lead.yaml',
      'tests/system.xml',
      'approvals/qa_lead.yaml.p7s',
      'notes/extra.txt',
      'anomalies/known.json',
    ]);
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

describe('what covers a file', () => {
  const { coverage, integrity } = sessionView('failed').verification;
  const mismatches = mismatchesByPath(integrity);
  const rowOf = (path: string) => coverage.find((row) => row.path === path) ?? expect.fail(path);

  it('is named by the list that names it where the checksum differs, as no cover', () => {
    const row = rowOf('tests/system.xml');
    const own = mismatches.get(row.path) ?? [];
    expect(coveredBy(row, own)).toBe('Listed in release.yaml, does not match');
    expect(coveredByBehind(row, own)).toBe('(listed in release.yaml, does not match)');
    expect(isCovered(row)).toBe(false);
  });

  it('is nothing where no list names it', () => {
    const row = rowOf('notes/extra.txt');
    expect(mismatches.get(row.path)).toBeUndefined();
    expect(coveredBy(row, [])).toBe('Nothing');
  });
});

describe('the signatures', () => {
  const passed = signature('a.yaml.p7s', 'a.yaml', 'TOTAL_PASSED', 'A');
  const open = signature('b.yaml.p7s', 'b.yaml', 'INDETERMINATE', 'B');
  const failed = signature('c.yaml.p7s', 'c.yaml', 'TOTAL_FAILED', 'C');
  const own = signature('release.yaml.p7s', 'release.yaml', 'TOTAL_PASSED', 'M');

  it('begin with those over the release manifest, then the worst come first', () => {
    expect(signatureOrder([passed, open, failed, own], 'release.yaml')).toEqual([own, failed, open, passed]);
    const unreadable = { ...own, covers: [], indication: 'INDETERMINATE' as const };
    expect(signatureOrder([failed, unreadable], 'release.yaml')).toEqual([unreadable, failed]);
    expect(signatureOrder([passed, failed], null)).toEqual([failed, passed]);
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

import type { Coverage } from '../../../src/domain/release.ts';

export type CoverageFilter = 'all' | 'uncovered' | 'covered';

const ORDER = { TOTAL_FAILED: 0, INDETERMINATE: 1, TOTAL_PASSED: 2 } as const;

/** Returns whether something that passes covers the member. Signatures themselves cover and are not covered. */
export function isCovered(row: Coverage): boolean {
  return row.by !== 'none' && row.indication === 'TOTAL_PASSED';
}

/** Returns the rows that match, failed first, then uncovered, then by path. `text` is compared without regard to case. */
export function coverageRows(coverage: readonly Coverage[], filter: CoverageFilter, text: string): readonly Coverage[] {
  const wanted = text.trim().toLowerCase();
  return coverage
    .filter((row) => filter === 'all' || isCovered(row) === (filter === 'covered'))
    .filter(
      (row) => wanted === '' || row.path.toLowerCase().includes(wanted) || (row.sha256?.startsWith(wanted) ?? false),
    )
    .map((row) => ({ row, rank: ORDER[row.indication] * 2 + (row.by === 'none' ? 0 : 1) }))
    .sort((a, b) => a.rank - b.rank || (a.row.path < b.row.path ? -1 : a.row.path > b.row.path ? 1 : 0))
    .map(({ row }) => row);
}

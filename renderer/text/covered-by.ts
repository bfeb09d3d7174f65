import type { IntegrityReport, Mismatch } from '../../src/domain/integrity.ts';
import type { Coverage } from '../../src/domain/release.ts';
import { t } from './text.ts';

/** Returns the recorded checksums that differ from the archive's bytes, by the path of the file. */
export function mismatchesByPath(integrity: IntegrityReport): ReadonlyMap<string, readonly Mismatch[]> {
  return Map.groupBy(integrity.mismatched, (mismatch) => mismatch.path);
}

/** Returns what covers a file, for a column; where a checksum differs, the lists that name the file and do not match. */
export function coveredBy(row: Coverage, mismatches: readonly Mismatch[]): string {
  if (mismatches.length === 0) return t(`window.coverage.by.${row.by}`);
  return t('window.coverage.differs', { lists: listsOf(mismatches) });
}

/** Returns the same in brackets, to stand behind a verdict. */
export function coveredByBehind(row: Coverage, mismatches: readonly Mismatch[]): string {
  if (mismatches.length === 0) return t(`window.covered.${row.by}`);
  return t('window.covered.differs', { lists: listsOf(mismatches) });
}

function listsOf(mismatches: readonly Mismatch[]): readonly string[] {
  return [...new Set(mismatches.map((mismatch) => mismatch.list))];
}

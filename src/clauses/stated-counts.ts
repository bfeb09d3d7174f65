import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Release } from '../domain/release.ts';
import { field, filesOf } from './files.ts';
import { refValue } from './references.ts';

/** A count that a release record states in its front matter. */
export interface StatedCount {
  readonly file: EvidenceFile;
  readonly stated: number;
  readonly where: EvidenceRef;
}

/** Returns the counts that the release records state under `key` and that are none of `counts`, the ones that the files give. */
export function contradictedCounts(
  release: Release,
  key: 'anomalies' | 'soup',
  counts: readonly number[],
): readonly StatedCount[] {
  return filesOf(release, 'release_record').flatMap((file) => {
    const located = field(file, key);
    const written = located?.value.trim() ?? '';
    if (located === null || !/^\d{1,9}$/u.test(written) || counts.includes(Number(written))) return [];
    return [{ file, stated: Number(written), where: refValue(file, located) }];
  });
}

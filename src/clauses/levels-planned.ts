import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { TestLevel } from '../domain/manifest.ts';
import type { Release } from '../domain/release.ts';
import { fieldsOf, filesOf, listField } from './files.ts';
import { refValue } from './references.ts';
import { readLevel } from './tests.ts';

/** One planned level with the place where the plan names it; `level` is `null` for a word that names no known level. */
export interface PlannedLevel {
  readonly level: TestLevel | null;
  readonly written: string;
  readonly file: EvidenceFile;
  readonly where: EvidenceRef;
}

/** Returns the levels that the verification plans list under `levels`. */
export function plannedLevels(release: Release): readonly PlannedLevel[] {
  return filesOf(release, 'verification_plan').flatMap((file) =>
    listField(fieldsOf(file), 'levels').map((item) => ({
      level: readLevel(item.value),
      written: item.value,
      file,
      where: refValue(file, item),
    })),
  );
}

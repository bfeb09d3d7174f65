import { expect, it } from 'vitest';
import { exitCode } from '../../../main/cli/audit.ts';
import { assess, refusedPrevious, resolveProfile } from '../../../src/clauses/index.ts';
import { release } from '../../support/release-builder.ts';

it('is never 0 where the archive to compare with was refused or cannot be used', () => {
  const subject = release();
  const refused = refusedPrevious('old.zip', { code: 'CONTAINER_UNKNOWN', values: {} });
  const ends = (previous: Parameters<typeof assess>[2]): number => {
    const assessment = { ...assess(subject, resolveProfile(subject.manifest, {}), previous), results: [] };
    return exitCode({ verification: subject.verification, assessment }, 'major');
  };
  expect(subject.verification.verdict).toBe('TOTAL_PASSED');
  expect([ends(null), ends(refused), ends(subject)]).toEqual([0, 2, 2]);
});

import { assess, resolveProfile, RULE_SET } from '../../src/clauses/index.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { render } from '../../src/domain/render.ts';
import type { Release } from '../../src/domain/release.ts';
import { readRelease, verifyArchive } from '../../src/release/index.ts';
import { readAnchors } from '../../src/signature/index.ts';
import { english, openBytes } from './archives.ts';
import { AT } from './pki.ts';

/** Returns the release in an archive of the sample, verified with the anchor that its keys belong to. */
export async function readSample(archive: Uint8Array, anchorPem: string): Promise<Release> {
  const anchors = readAnchors(Buffer.from(anchorPem), {
    by: 'auditor',
    at: '2025-01-01T00:00:00Z',
    channel: 'telephone',
  });
  const opened = await openBytes(archive);
  return readRelease(opened, await verifyArchive(opened, { anchors, at: AT }));
}

/** Returns the rows of `docs/sample-results.md`: rule, result alone, result with the release before, and what is said then. */
export function resultRows(
  release: Release,
  previous: Release,
): readonly (readonly [string, string, string, string])[] {
  const profile = resolveProfile(release.manifest, {});
  const of = (assessment: Assessment, rule: string): string =>
    assessment.results.find((one) => one.rule === rule)?.result ?? '';
  const [alone, compared] = [assess(release, profile, null), assess(release, profile, previous)];
  return RULE_SET.rules.map(({ id }) => {
    const result = compared.results.find((one) => one.rule === id);
    const said =
      result === undefined ? '' : [result.sentence, ...result.missing].map((one) => render(english, one)).join(' ');
    return [id, of(alone, id), of(compared, id), plain(said)];
  });
}

/** Keys are made anew with each sample, so that what depends on them is left out. */
function plain(said: string): string {
  return said
    .replace(/\b[0-9a-f]{64}\b/gu, '…')
    .replaceAll('|', '\\|')
    .replaceAll('*', '\\*');
}

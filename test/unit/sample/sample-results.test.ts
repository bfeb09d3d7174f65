import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSample, resultRows } from '../../support/sample-results.ts';
import { sharedSample } from '../../support/sample.ts';

it('docs/sample-results.md states what the rules say of the sample release, word for word', async () => {
  const sample = sharedSample();
  const release = await readSample(sample.archive, sample.anchorPem);
  const previous = await readSample(sample.previous, sample.anchorPem);
  const page = readFileSync(new URL('../../../docs/sample-results.md', import.meta.url), 'utf8');
  const stated = page
    .split('\n')
    .filter((line) => line.startsWith('| CS-'))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/u)
        .map((cell) => cell.trim()),
    );
  expect(stated).toHaveLength(80);
  expect(stated).toEqual(resultRows(release, previous));
});

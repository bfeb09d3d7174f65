import { expect, test } from 'vitest';
import { tableColumns } from '../../../main/inspector/table-columns.ts';
import type { Inspection } from '../../../main/inspection/index.ts';
import { contract } from '../../../src/contract/contract.ts';
import { readRelease } from '../../../src/release/index.ts';
import { signedFiles, verified } from '../../support/signed-release.ts';

const PRODUCT = 'product: { name: fw, manufacturer: Example GmbH }\n';
const CSV = `Fall;Ergebnis;${'long'.repeat(300)};;Notiz\n1;i.O.;x;;\n2;naja;y;;\n`;

async function inspectionOf(manifest: string, csv = CSV): Promise<Inspection> {
  const { archive, verification } = await verified(signedFiles({ 'tests/run.csv': csv }, manifest));
  const release = await readRelease(archive, verification);
  return { archive, verification, release } as Inspection;
}

test('the columns of a table that nothing was concluded from are offered, with what is known of their words', async () => {
  const offer = tableColumns(await inspectionOf(`tests: tests/run.csv\n${PRODUCT}`), 'tests/run.csv');
  expect(offer).toMatchObject({
    role: 'tests',
    manufacturer: 'Example GmbH',
    columns: [
      { written: 'Fall', readAs: null, examples: ['1', '2'] },
      {
        written: 'Ergebnis',
        readAs: 'result',
        words: [
          { word: 'i.O.', result: 'passed' },
          { word: 'naja', result: null },
        ],
      },
      { written: 'Notiz', examples: [] },
    ],
  });
  expect(contract.columns.offer.output.safeParse(offer).success).toBe(true);
});

test.each([
  ['a release that names no manufacturer', 'tests: tests/run.csv\n', CSV],
  ['a file without a role', PRODUCT, CSV],
  ['a table that is understood', `tests: tests/run.csv\n${PRODUCT}`, 'id;result\n1;passed\n'],
])('nothing is offered for %s', async (_, manifest, csv) => {
  const inspection = await inspectionOf(manifest, csv);
  expect(() => tableColumns(inspection, 'tests/run.csv')).toThrow('CALL_REFUSED');
  expect(() => tableColumns(inspection, 'nowhere')).toThrow('CALL_REFUSED');
});

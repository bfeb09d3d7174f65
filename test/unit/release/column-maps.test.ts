import { describe, expect, it } from 'vitest';
import type { ColumnMap } from '../../../src/domain/column-map.ts';
import type { EvidenceFile } from '../../../src/domain/evidence.ts';
import { readRelease } from '../../../src/release/index.ts';
import { workbook } from '../../support/workbook.ts';
import { signedFiles, verified } from '../../support/signed-release.ts';

const ROWS = [
  ['Fall', 'Was', 'Ausgang', 'Notiz'],
  ['1', 'Dosis', 'i.O.', 'x'],
  ['2', 'Alarm', 'n.i.O.', 'y'],
  ['3', 'Export', 'naja', 'z'],
];
const CSV = ROWS.map((row) => row.join(';')).join('\n');
const MANIFEST = 'tests: [tests/run.csv, tests/run.xlsx]\nproduct: { name: fw, manufacturer: Example GmbH }\n';
const MAP: ColumnMap = {
  manufacturer: 'Example GmbH',
  role: 'tests',
  columns: { Fall: 'test_id', Was: 'title', Ausgang: 'result', Notiz: null },
  results: { 'i.O.': 'passed', 'N.I.O.': 'failed' },
  confirmedBy: 'auditor',
  confirmedAt: '2026-01-02T03:04:05Z',
};

async function tablesWith(columns: readonly ColumnMap[], csv = CSV): Promise<readonly EvidenceFile[]> {
  const files = { 'tests/run.csv': csv, 'tests/run.xlsx': workbook([{ name: 'Lauf', rows: ROWS }]) };
  const { archive, verification } = await verified(signedFiles(files, MANIFEST));
  const { evidence } = await readRelease(archive, verification, { columns });
  return evidence.filter(({ role }) => role === 'tests');
}

describe('a column map', () => {
  it('says what the columns and words of a table mean, in a text and a workbook alike, and is named in the reading report', async () => {
    for (const { facts, reading } of await tablesWith([MAP])) {
      expect(facts).toMatchObject({
        kind: 'test-results',
        cases: [
          { id: '1', name: 'Dosis', status: 'passed' },
          { id: '2', status: 'failed' },
          { id: '3', status: 'not-run' },
        ],
      });
      const keys = reading.notes.map(({ key }) => key);
      expect(keys).toContain('evidence.column-map');
      expect(keys).toContain('evidence.column-map.results');
      expect(reading.state).toBe('partly-read');
    }
  });

  it.each([
    ['nobody confirmed one', []],
    ['it is of another manufacturer', [{ ...MAP, manufacturer: 'Other GmbH' }]],
    ['it is for another role', [{ ...MAP, role: 'anomalies' as const }]],
    ['the table lacks one of its columns', [{ ...MAP, columns: { ...MAP.columns, Prüfer: 'tester' } }]],
  ])('is not used where %s', async (_, maps) => {
    for (const { facts, reading } of await tablesWith(maps)) {
      expect([facts.kind, reading.state]).toEqual(['table', 'not-understood']);
    }
  });

  it('is not used for a table that has a column of its twice', async () => {
    const [csv] = await tablesWith([MAP], CSV.replace('Notiz', 'fall'));
    expect(csv?.reading.state).toBe('not-understood');
  });
});

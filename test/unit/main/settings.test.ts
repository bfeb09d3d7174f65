import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepColumns } from '../../../main/files/columns-file.ts';
import { readSettings, USUAL_SETTINGS } from '../../../main/files/settings.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/clauses/index.ts';
import type { ColumnMap } from '../../../src/domain/column-map.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
const MAP: ColumnMap = {
  manufacturer: 'Example GmbH',
  role: 'tests',
  columns: { Fall: 'test_id', Ausgang: 'result', Notiz: null },
  results: { 'i.O.': 'passed', offen: 'not-run' },
  confirmedBy: 'auditor',
  confirmedAt: '2026-01-02T03:04:05.000Z',
};

describe('settings', () => {
  it('are the usual ones where the data folder holds none', async () => {
    expect(await readSettings(folder)).toEqual(USUAL_SETTINGS);
    expect(await readSettings(join(folder, 'nowhere'))).toEqual(USUAL_SETTINGS);
  });

  it('take thresholds by name; the others stay as they are', async () => {
    write('thresholds.json', { scanAgeDays: 7, analysisLevel: 'warning' });
    const { thresholds } = await readSettings(folder);
    expect(thresholds).toEqual({ ...DEFAULT_THRESHOLDS, scanAgeDays: 7, analysisLevel: 'warning' });
  });

  it.each([
    [{ scanAgeDays: 0 }, 'scanAgeDays'],
    [{ scanAgeDays: '7' }, 'scanAgeDays'],
    // Less than Article 10(8) of Regulation (EU) 2017/745 asks for.
    [{ retentionYears: 9 }, 'retentionYears'],
    [{ retentionYearsImplantable: 10 }, 'retentionYearsImplantable'],
    [{ vulnerabilitySeverity: 'none' }, 'vulnerabilitySeverity'],
    [{ identicalEvaluations: 1 }, 'identicalEvaluations'],
    [{ more: 1 }, 'more'],
    [[], 'none'],
  ])('are refused for thresholds that nobody could mean: %j', async (value, field) => {
    write('thresholds.json', value);
    await expect(readSettings(folder)).rejects.toMatchObject({
      code: 'THRESHOLDS_NOT_READABLE',
      values: { name: 'thresholds.json', reason: 'FIELD', field },
    });
  });

  it('keep a column map, and one for the same columns in its place', async () => {
    await keepColumns(folder, MAP);
    const corrected = { ...MAP, columns: { Notiz: 'comment', Fall: 'test_id', Ausgang: 'result' } };
    await keepColumns(folder, { ...MAP, manufacturer: 'Other GmbH' });
    await keepColumns(folder, corrected);
    expect((await readSettings(folder)).columns).toEqual([corrected, { ...MAP, manufacturer: 'Other GmbH' }]);
  });

  it.each([
    [{ columns: {} }, 'maps.0.columns'],
    [{ columns: { Fall: 'testid' } }, 'maps.0.columns.Fall'],
    [{ columns: { Fall: 'test_id', Nr: 'test_id' } }, 'maps.0.columns.Fall'],
    [{ columns: { Fall: 'hazard_id' } }, 'maps.0.columns.Fall'],
    [{ results: { gut: 'good' } }, 'maps.0.results.gut'],
    [{ role: 'sbom' }, 'maps.0.role'],
    [{ confirmedBy: '' }, 'maps.0.confirmedBy'],
    [{ confirmedAt: 'yesterday' }, 'maps.0.confirmedAt'],
    [{ more: 1 }, 'maps.0.more'],
  ])('are refused for column maps that say nothing, or two things: %j', async (change, field) => {
    write('columns.json', { schema: 'countersign/columns@1', maps: [{ ...MAP, ...change }] });
    const problem = { code: 'COLUMNS_NOT_READABLE', values: { name: 'columns.json', reason: 'FIELD', field } };
    await expect(readSettings(folder)).rejects.toMatchObject(problem);
    const before = readFileSync(join(folder, 'columns.json'));
    await expect(keepColumns(folder, MAP)).rejects.toMatchObject(problem);
    expect(readFileSync(join(folder, 'columns.json'))).toEqual(before);
  });

  it('never keep a map that could not be read again', async () => {
    await expect(keepColumns(folder, { ...MAP, columns: { Fall: 'nothing' } })).rejects.toThrow();
    expect(existsSync(join(folder, 'columns.json'))).toBe(false);
  });
});

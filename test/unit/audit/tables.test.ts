import { beforeAll, describe, expect, it } from 'vitest';
import { deskTable, fileTable, isTabular, queryable, type Table } from '../../../src/audit/index.ts';
import { assess, resolveProfile } from '../../../src/clauses/index.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { DeskRow, TableQuery } from '../../../src/domain/desk.ts';
import type { Release } from '../../../src/domain/release.ts';
import { DESK_TABLES, type DeskTable } from '../../../src/domain/sample.ts';
import { readSample } from '../../support/sample-results.ts';
import { sharedSample } from '../../support/sample.ts';

const ALL: TableQuery = { text: '', facets: [], sort: null, from: 0, count: 500 };

let release: Release;
let assessment: Assessment;
const table = (name: DeskTable): Table => deskTable(name, release, assessment);
const column = (of: Table, id: string): number => of.columns.findIndex((one) => one.id === id);
const values = (of: Table, id: string): readonly string[] => of.rows.map(({ cells }) => cells[column(of, id)] ?? '');

beforeAll(async () => {
  const { archive, previous, anchorPem } = sharedSample();
  release = await readSample(archive, anchorPem);
  assessment = assess(release, resolveProfile(release.manifest, {}), await readSample(previous, anchorPem));
}, 60_000);

describe('the tables of the desk', () => {
  it.each(DESK_TABLES)('%s: every row has a key of its own and a cell for each column', (name) => {
    const { columns, rows } = table(name);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    for (const row of rows) expect(row.cells).toHaveLength(columns.length);
  });

  it('hold anomalies against risk file, tests, sign-offs and the release before', () => {
    const anomalies = table('anomalies');
    expect(values(anomalies, 'open').filter((word) => word === 'yes')).toHaveLength(assessment.figures.anomalies ?? -1);
    expect(new Set(values(anomalies, 'hazard-known'))).toEqual(new Set(['known']));
    expect(values(anomalies, 'tests-say')).not.toContain('unknown');
    expect(values(anomalies, 'sign-off')).not.toContain('missing');
    expect(values(anomalies, 'since-previous')).toContain('new');
  });

  it('say of every test that did not pass what answers for it', () => {
    const tests = table('tests');
    expect(tests.rows).toHaveLength(assessment.figures.tests.reduce((sum, { total }) => sum + total, 0));
    const open = tests.rows.filter(({ cells }) => cells[column(tests, 'test-status')] !== 'passed');
    expect(open.length).toBeGreaterThan(0);
    expect(open.map(({ cells }) => cells[column(tests, 'reconciled')])).not.toContain('none');
  });

  it('compare SOUP with the release before, and say nothing where none was given', () => {
    expect(values(table('soup'), 'since-previous')).toContain('changed');
    const alone = assess(release, resolveProfile(release.manifest, {}), null);
    expect(new Set(values(deskTable('soup', release, alone), 'since-previous'))).toEqual(new Set(['not-checked']));
    expect(deskTable('comparison', release, alone).rows).toEqual([]);
  });
});

describe('tables of files', () => {
  it('exist for exactly the kinds that say so, and lead to their places', () => {
    for (const file of release.evidence) {
      const of = fileTable(file);
      expect(of !== null, file.path).toBe(isTabular(file.facts));
      for (const { at, cells } of of?.rows ?? []) {
        expect(at).toMatchObject({ path: file.path, sha256: file.sha256 });
        expect(cells).toHaveLength(of?.columns.length ?? -1);
      }
    }
  });
});

describe('a query', () => {
  const row = (n: number, status: string, kind: string): DeskRow => ({
    key: String(n),
    cells: [`AN-${String(n)}`, status, kind],
    at: null,
  });
  const small: Table = {
    columns: ['id', 'status', 'kind'].map((id) => ({ id, kind: 'text', label: null, facet: id !== 'id' })),
    rows: [row(1, 'open', 'a'), row(2, 'closed', 'a'), row(10, 'open', 'b'), row(3, '', 'b')],
  };
  const keys = (query: Partial<TableQuery>): readonly string[] =>
    queryable(small)({ ...ALL, ...query }).rows.map(({ key }) => key);

  it('finds rows that hold every word, in any case', () => {
    expect(keys({ text: 'OPEN an-1' })).toEqual(['1', '10']);
    expect(keys({ text: 'open nothing' })).toEqual([]);
  });

  it('sorts numbers as numbers, both ways', () => {
    expect(keys({ sort: { column: 'id', descending: false } })).toEqual(['1', '2', '3', '10']);
    expect(keys({ sort: { column: 'id', descending: true } })).toEqual(['10', '3', '2', '1']);
    expect(keys({ sort: { column: 'no such column', descending: true } })).toEqual(['1', '2', '10', '3']);
  });

  it('chooses by facets, the empty cell among their values, and counts what the other facets leave', () => {
    expect(keys({ facets: [{ column: 'status', value: '' }] })).toEqual(['3']);
    const page = queryable(small)({ ...ALL, facets: [{ column: 'status', value: 'open' }] });
    const counts = (id: string) => page.facets.find((facet) => facet.column === id)?.values;
    expect(counts('kind')).toEqual([
      { value: 'a', count: 1 },
      { value: 'b', count: 1 },
    ]);
    expect(counts('status')).toEqual([
      { value: 'open', count: 2 },
      { value: '', count: 1 },
      { value: 'closed', count: 1 },
    ]);
  });

  it('gives pages, and none beyond the end', () => {
    const ask = queryable(small);
    expect(ask({ ...ALL, from: 2, count: 1 })).toMatchObject({ total: 4, matched: 4, from: 2, rows: [{ key: '10' }] });
    expect(ask({ ...ALL, from: 99 }).rows).toEqual([]);
  });
});

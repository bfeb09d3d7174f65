import {
  deskTable,
  drawRandom,
  drawStratified,
  fileTable,
  isTabular,
  populationDigest,
  queryable,
  type Table,
} from '../../../src/audit/index.ts';
import type { TablePage, TableQuery } from '../../../src/domain/desk.ts';
import type { DeskTable, SampleItem } from '../../../src/domain/sample.ts';
import { Problem } from '../../files/problem.ts';
import type { Inspection } from '../../inspection/index.ts';
import type { Given, Question } from '../protocol.ts';

const MOST_LABEL = 200;

interface Shown {
  readonly table: Table;
  readonly ask: (query: TableQuery) => TablePage;
}

const shown = new WeakMap<Inspection, Map<string, Shown>>();

/** Returns a part of one of the desk's tables. */
export function deskRows(inspection: Inspection, name: DeskTable, query: TableQuery): TablePage {
  return once(inspection, `desk ${name}`, () => deskTable(name, inspection.release, inspection.assessment)).ask(query);
}

/** Returns whether a file was read as a table. */
export function hasTable({ release }: Inspection, path: string): boolean {
  const file = release.evidence.find((one) => one.path === path);
  return file !== undefined && isTabular(file.facts);
}

/** Returns a part of what was read from a file as a table. Throws `CALL_REFUSED` for a file that is none. */
export function fileRows(inspection: Inspection, path: string, query: TableQuery): TablePage {
  const of = once(inspection, `file ${path}`, () => {
    const file = inspection.release.evidence.find((one) => one.path === path);
    const table = file === undefined ? null : fileTable(file);
    if (table === null) throw new Problem('CALL_REFUSED');
    return table;
  });
  return of.ask(query);
}

/**
 * Returns the sample that is wanted of a population, which is named by its size and the digest of its keys. What was drawn `before` comes
 * first and is not drawn again.
 */
export function drawSample(
  inspection: Inspection,
  { wanted, before }: Extract<Question, { readonly kind: 'draw' }>,
): Given['draw'] {
  const { table, text, facets, method, size, seed, strata, keys } = wanted;
  const { ask, table: whole } = once(inspection, `desk ${table}`, () =>
    deskTable(table, inspection.release, inspection.assessment),
  );
  const place = whole.columns.findIndex(({ id }) => id === strata);
  const population = ask({ text, facets, sort: null, from: 0, count: Number.MAX_SAFE_INTEGER }).rows.map(
    ({ key, cells }): SampleItem => ({
      key: key.slice(0, 1_000),
      label: (cells[1] === undefined || cells[1] === '' ? key : `${cells[0] ?? ''} ${cells[1]}`).slice(0, MOST_LABEL),
      stratum: place === -1 ? '' : (cells[place] ?? '').slice(0, MOST_LABEL),
    }),
  );
  const chosen = new Set(keys);
  const pick = (): readonly SampleItem[] => {
    switch (method) {
      case 'all':
        return population;
      case 'judgement':
        return population.filter(({ key }) => chosen.has(key));
      case 'stratified':
        return drawStratified(population, size, seed, before);
      case 'random':
      case 'qsit':
        return drawRandom(population, size, seed);
    }
  };
  return { size: population.length, sha256: populationDigest(population), items: [...pick()] };
}

function once(inspection: Inspection, name: string, make: () => Table): Shown {
  const tables = shown.get(inspection) ?? new Map<string, Shown>();
  shown.set(inspection, tables);
  const known = tables.get(name);
  if (known !== undefined) return known;
  const table = make();
  const made = { table, ask: queryable(table) };
  tables.set(name, made);
  return made;
}

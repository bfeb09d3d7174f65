import type { CaseStatus } from '../../domain/facts.ts';
import { message } from '../../domain/message.ts';
import type { Csv } from '../../parse/index.ts';
import { statusOfWord, worstStatus } from '../junit/status.ts';
import { collector, type Collector } from '../runners/collect.ts';
import type { Outcome } from '../reading.ts';
import { TEST_ALIASES } from './aliases.ts';
import { columnsOf, rowPlace, rowTexts, unevenRows, type TableRow } from './columns.ts';

/** The columns of a table of test results, by the names of `docs/release-format.md`. */
const KNOWN: ReadonlySet<string> = new Set(TEST_ALIASES.map(([, own]) => own));

/** Words of test management for a result, without spaces, hyphens and underscores, where runners have others or none. */
const WORDS: ReadonlyMap<string, CaseStatus | null> = new Map<string, CaseStatus | null>([
  // Runners write these of a case that ran to its end; in a list kept by people they are states of work.
  ...words(null, 'run completed final'),
  ...words('passed', 'i.o. i.o io inordnung bestanden. réussie passé passée conforme satisfaisant'),
  ...words('failed', 'n.i.o. n.i.o nio nok nichtinordnung nichterfolgreich échouée nonconforme ko nonsatisfaisant'),
  ...words('error', 'abgebrochen interrompu interrupted'),
  ...words('blocked', 'bloquée'),
  ...words('skipped', 'n/a na notapplicable nichtanwendbar nichtzutreffend nonapplicable sansobjet'),
  ...words(
    'not-run',
    'todo open unexecuted norun active executing inprogress wip pending retest inconclusive none unspecified offen inarbeit ausstehend nichtdurchgeführt nichtgetestet àfaire encours nontesté nonréalisé enattente',
  ),
]);

function words(status: CaseStatus | null, list: string): readonly (readonly [string, CaseStatus | null])[] {
  return list.split(' ').map((word) => [word, status] as const);
}

/** Returns the status that a word of test management names in English, German or French, `null` for one that is not known. */
export function resultOfWord(word: string): CaseStatus | null {
  const key = word
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\s_-]+/gu, '');
  const own = WORDS.get(key);
  return own === undefined ? statusOfWord(word) : own;
}

interface Gathered {
  readonly first: TableRow;
  readonly id: string;
  readonly rows: TableRow[];
}

/**
 * Returns the results of an export of test management, one case for each id, and the steps of a case, in rows of their own, joined to
 * it. A case is passed when its result says so and no step says otherwise. Words that are not known are named, and never passed.
 */
export function readTestTable(csv: Csv): Outcome {
  const columns = columnsOf(csv, KNOWN, TEST_ALIASES);
  const gather = collector();
  for (const note of [...columns.problems, ...unevenRows(csv)]) gather.drop(note);
  const hasSteps = columns.index.has('steps') || columns.index.has('step_result');
  const cases: Gathered[] = [];
  for (const [index, row] of csv.rows.entries()) {
    const table: TableRow = { row, number: index + 1, columns };
    const id = said(table, 'test_id') ?? said(table, 'title');
    const last = cases.at(-1);
    const isStep = hasSteps && last !== undefined && (id === null || id === last.id);
    if (isStep) last.rows.push(table);
    else if (id !== null) cases.push({ first: table, id, rows: [table] });
    else if (row.cells.some((cell) => cell.trim() !== ''))
      gather.drop(message('evidence.dropped.row', { row: table.number, line: row.line, column: 'test_id' }));
  }
  for (const one of cases) addCase(one, gather);
  addVersion(cases, gather);
  const outcome = gather.outcome();
  return { ...outcome, notes: [...outcome.notes, ...columns.notes] };
}

function said(table: TableRow, name: string): string | null {
  return rowTexts(table, name)[0] ?? null;
}

const RECORDED = ['version', 'environment', 'tool', 'executed_on', 'tester', 'steps', 'expected'] as const;

function addCase({ first, id, rows }: Gathered, gather: Collector): void {
  const { line } = first.row;
  const every = (name: string): readonly string[] => [...new Set(rows.flatMap((row) => said(row, name) ?? []))];
  const results = [...every('result'), ...every('step_result')];
  const statuses = results.map((word) => resultOfWord(word) ?? gather.unknown(word, id, line));
  if (every('result').length === 0) statuses.push('not-run');
  const lists = (name: string): string => rows.flatMap((row) => rowTexts(row, name, true)).join(';');
  for (const time of every('executed_on')) gather.time(time);
  gather.add({
    id,
    name: said(first, 'title') ?? id,
    suite: said(first, 'suite') ?? '',
    status: worstStatus(statuses),
    detail: [...every('actual'), ...every('comment')].join('\n'),
    hasOutput: every('actual').length > 0,
    properties: [
      ...RECORDED.flatMap((name) => every(name).map((value) => ({ name, value }))).slice(0, 40),
      { name: 'anomalies', value: lists('anomalies') },
      { name: 'deviations', value: lists('deviations') },
    ].filter(({ value }) => value !== ''),
    line,
    at: rowPlace(first.row, first.number),
  });
}

/** The version that all rows name is that of the run; of several, none is. */
function addVersion(cases: readonly Gathered[], gather: Collector): void {
  const stated = cases.flatMap(({ first }) => {
    const version = said(first, 'version');
    return version === null ? [] : [{ version, first }];
  });
  const [one] = stated;
  const versions = [...new Set(stated.map(({ version }) => version))];
  if (one === undefined) return;
  if (versions.length === 1) gather.property('version', one.version, rowPlace(one.first.row, one.first.number));
  else gather.drop(message('evidence.table.versions', { n: versions.length, versions: versions.slice(0, 10) }));
}

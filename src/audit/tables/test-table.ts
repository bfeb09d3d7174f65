import { listedAnomalies } from '../../clauses/anomalies.ts';
import { readOf } from '../../clauses/files.ts';
import { refAt } from '../../clauses/references.ts';
import { allCases, testRuns, type RunCase } from '../../clauses/tests.ts';
import type { Release } from '../../domain/release.ts';
import { ids, keyed, text, word, type Table } from './table.ts';

const COLUMNS = [
  text('id'),
  text('name'),
  word('test-status'),
  word('level'),
  text('suite', true),
  word('reconciled'),
  text('anomalies'),
  text('deviations'),
  word('output'),
  text('detail'),
  text('file', true),
];

/** Returns every test case of the release, and of those that did not pass whether an anomaly or a deviation answers for them. */
export function testTable(release: Release): Table {
  const anomalies = listedAnomalies(release).map(({ anomaly }) => anomaly);
  const known = new Set(anomalies.map(({ id }) => id));
  const cited = new Set(anomalies.flatMap(({ tests }) => tests));
  const deviations = readOf(release, 'deviations', 'deviations').flatMap(({ facts }) => facts.deviations);
  const deviationIds = new Set(deviations.map(({ id }) => id));
  const deviating = new Set(deviations.flatMap(({ tests }) => tests));

  const reconciled = ({ test }: RunCase): string => {
    if (test.status === 'passed') return 'not-needed';
    if (cited.has(test.id) || cited.has(test.name) || test.anomalies.some((id) => known.has(id))) return 'anomaly';
    return deviating.has(test.id) || test.deviations.some((id) => deviationIds.has(id)) ? 'deviation' : 'none';
  };

  const rows = allCases(testRuns(release)).map((found) => {
    const { test, run } = found;
    return {
      key: `${run.file.path} ${test.id}`,
      cells: [
        test.id,
        test.name,
        test.status,
        run.level ?? 'unknown',
        test.suite,
        reconciled(found),
        ids(test.anomalies),
        ids(test.deviations),
        test.hasOutput ? 'yes' : 'no',
        test.detail,
        run.file.path,
      ],
      at: refAt(run.file, test.at, test.detail === '' ? test.name : test.detail),
    };
  });
  return { columns: COLUMNS, rows: keyed(rows) };
}

import { isOpen, listedAnomalies, type ListedAnomaly } from '../../clauses/anomalies.ts';
import { signOffsOf } from '../../clauses/anomaly-sign-offs.ts';
import { filesOf, readOf } from '../../clauses/files.ts';
import { refAt } from '../../clauses/references.ts';
import { allCases, casesOf, indexCases, testRuns } from '../../clauses/tests.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Release } from '../../domain/release.ts';
import { ids, keyed, text, word, type Table } from './table.ts';

const COLUMNS = [
  text('id'),
  text('title'),
  word('open'),
  text('status', true),
  text('severity', true),
  text('verdict', true),
  text('risk-level', true),
  text('hazards'),
  word('hazard-known'),
  text('tests'),
  word('tests-say'),
  word('sign-off'),
  word('since-previous'),
  text('evaluated-by', true),
  text('file', true),
];

/**
 * Returns every anomaly of the release, held against what else the release says: whether its hazards are in the risk file, how the tests
 * that it cites ended, whether it was signed off, and whether the release before had it.
 */
export function anomalyTable(release: Release, assessment: Assessment): Table {
  const hazards = new Set(
    readOf(release, 'risk_file', 'risk-file').flatMap(({ facts }) => facts.items.map((item) => item.id)),
  );
  const hasRiskFile = filesOf(release, 'risk_file').length > 0;
  const index = indexCases(allCases(testRuns(release)));
  const missing = new Set(signOffsOf({ release, profile: assessment.profile }).missing.map(({ anomaly }) => anomaly));
  const signed = new Set(
    release.verification.approvals.flatMap(({ anomaly, state }) =>
      anomaly !== null && state === 'signed' ? [anomaly] : [],
    ),
  );
  const added = new Set(assessment.comparison?.anomalies.added);

  const hazardKnown = ({ anomaly }: ListedAnomaly): string => {
    if (anomaly.hazards.length === 0) return 'none';
    if (!hasRiskFile) return 'not-checked';
    return anomaly.hazards.every((id) => hazards.has(id)) ? 'known' : 'unknown';
  };
  const testsSay = ({ anomaly }: ListedAnomaly): string => {
    if (anomaly.tests.length === 0) return 'none';
    const cases = anomaly.tests.map((id) => casesOf(index, id));
    if (cases.some((found) => found.length === 0)) return 'unknown';
    return cases.flat().every(({ test }) => test.status === 'passed') ? 'passed' : 'not-passed';
  };
  const signOff = ({ anomaly }: ListedAnomaly): string => {
    if (missing.has(anomaly)) return 'missing';
    return signed.has(anomaly.id) ? 'signed' : 'none';
  };
  const since = (id: string): string => {
    if (assessment.comparison === null) return 'not-checked';
    return added.has(id) ? 'new' : 'known';
  };

  const rows = listedAnomalies(release).map((listed) => {
    const { anomaly, file } = listed;
    return {
      key: anomaly.id,
      cells: [
        anomaly.id,
        anomaly.title ?? '',
        isOpen(anomaly) ? 'yes' : 'no',
        anomaly.status ?? '',
        anomaly.severity ?? '',
        anomaly.verdict ?? '',
        anomaly.riskLevel ?? '',
        ids(anomaly.hazards),
        hazardKnown(listed),
        ids(anomaly.tests),
        testsSay(listed),
        signOff(listed),
        since(anomaly.id),
        anomaly.evaluator ?? '',
        file.path,
      ],
      at: refAt(file, anomaly.at, anomaly.title ?? anomaly.id),
    };
  });
  return { columns: COLUMNS, rows: keyed(rows) };
}

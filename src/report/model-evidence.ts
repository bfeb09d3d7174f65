import { isOpenStatus } from '../domain/anomaly-status.ts';
import { locatorText, type EvidenceFile } from '../domain/evidence.ts';
import type { Anomaly, AnomalyList, Sbom, SoupList } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import { evidencePart } from './documents.ts';
import type { ReportAnomaly, ReportCase, ReportSoupFile, ReportSoupItem, ReportTestFile } from './model-types.ts';

/** Returns one entry a test-result file, counted from its cases. */
export function tests(evidence: readonly EvidenceFile[]): readonly ReportTestFile[] {
  return evidence.flatMap(({ path, facts }) =>
    facts.kind === 'test-results'
      ? [{ path, cases: facts.cases.length, passed: facts.cases.filter((one) => one.status === 'passed').length }]
      : [],
  );
}

/** Returns every test case that did not pass. */
export function notPassed(evidence: readonly EvidenceFile[]): readonly ReportCase[] {
  return evidence.flatMap(({ path, facts }) =>
    facts.kind === 'test-results'
      ? facts.cases
          .filter((one) => one.status !== 'passed')
          .map((one) => ({
            id: one.id,
            status: one.status,
            detail: one.detail,
            references: [...one.deviations, ...one.anomalies],
            place: `${path}, ${locatorText(one.at)}`,
          }))
      : [],
  );
}

/** Returns the residual anomalies of every anomaly export, those that are still open, each with its sign-offs. */
export function anomalies(release: Release): readonly ReportAnomaly[] {
  return release.evidence.flatMap((file) =>
    file.facts.kind === 'anomalies' ? anomaliesOf(file, file.facts, release) : [],
  );
}

function anomaliesOf(file: EvidenceFile, list: AnomalyList, release: Release): readonly ReportAnomaly[] {
  return list.anomalies
    .filter(({ status }) => isOpenStatus(status))
    .map((anomaly) => ({
      id: anomaly.id,
      title: anomaly.title,
      status: anomaly.status,
      severity: anomaly.severity,
      verdict: anomaly.verdict,
      evaluation: anomaly.evaluation,
      evaluator: anomaly.evaluator,
      evaluatedOn: anomaly.evaluatedOn?.text ?? null,
      residualRisk: residualRisk(anomaly),
      links: [...anomaly.hazards, ...anomaly.riskControls, ...anomaly.requirements, ...anomaly.tests],
      signOffs: signOffsOf(anomaly, release),
      place: evidencePart({ path: file.path, sha256: file.sha256, locator: anomaly.at, quote: '' }),
    }));
}

/** A sign-off that holds is of the entry exactly as exported; another entry of the same id, in another export, is not signed off by it. */
function signOffsOf(anomaly: Anomaly, { verification }: Release): ReportAnomaly['signOffs'] {
  return verification.approvals
    .filter((approval) => approval.anomaly === anomaly.id)
    .filter(({ indication, subject }) => indication !== 'TOTAL_PASSED' || subject?.sha256 === anomaly.entrySha256)
    .map(({ role, name, indication }) => ({ role, name, indication }));
}

function residualRisk(anomaly: Anomaly): readonly string[] {
  return [anomaly.riskSeverity, anomaly.riskProbability, anomaly.riskLevel].filter((part) => part !== null);
}

/** Returns the SOUP lists and software bills of materials with their items. */
export function soup(evidence: readonly EvidenceFile[]): readonly ReportSoupFile[] {
  return evidence.flatMap((file) => {
    if (file.facts.kind === 'sbom') return [soupFile(file, file.facts.format, sbomRows(file.facts))];
    if (file.facts.kind === 'soup-list') return [soupFile(file, 'CSV', listRows(file.facts))];
    return [];
  });
}

function soupFile(file: EvidenceFile, format: string, rows: readonly ReportSoupItem[]): ReportSoupFile {
  return {
    path: file.path,
    sha256: file.sha256,
    format,
    items: rows.length,
    withoutVersion: rows.filter((row) => row.version === null).length,
    withoutSupplier: rows.filter((row) => row.supplier === null).length,
    rows,
  };
}

function sbomRows(sbom: Sbom): readonly ReportSoupItem[] {
  return sbom.components.map(({ name, version, supplier, purl }) => ({ title: name, version, supplier, purl }));
}

function listRows(list: SoupList): readonly ReportSoupItem[] {
  return list.items.map(({ title, version, manufacturer, purl }) => ({ title, version, supplier: manufacturer, purl }));
}

import { sha256Hex } from '../../src/packer/index.ts';
import { ANOMALIES, type AnomalyEntry } from './anomaly-data.ts';
import type { ReleaseFacts } from './facts.ts';
import { PEOPLE } from './people.ts';
import { riskLevel } from './risk.ts';
import { deferredCaseOf, passedTestsOf } from './test-cases.ts';
import { utf8 } from './text.ts';

/** One object of an export. */
export type Entry = Readonly<Record<string, unknown>>;

/** An anomaly export with the digest of each entry exactly as it stands in the file. */
export interface AnomalyExport {
  readonly text: string;
  readonly entries: readonly { readonly id: string; readonly sha256: string }[];
}

/** Returns the anomalies that are open at a release, in the order of their ids. */
export function openAnomalies(version: string): readonly AnomalyEntry[] {
  return ANOMALIES.filter(({ since, closed }) => since <= version && (closed === null || closed.version > version));
}

/** Returns the anomalies that a release closed, with the test that verified it. */
export function closedAnomalies(facts: ReleaseFacts): readonly {
  readonly entry: AnomalyEntry;
  readonly change: string;
  readonly test: string;
}[] {
  return ANOMALIES.flatMap((entry) => {
    if (entry.closed?.version !== facts.version) return [];
    const [test = ''] = passedTestsOf(facts, entry.closed.requirement);
    return [{ entry, change: entry.closed.change, test }];
  });
}

/** Returns the export of the known residual anomalies: metadata of the query, then one object an anomaly. */
export function anomalyExport(facts: ReleaseFacts): AnomalyExport {
  const filter = `status = "Open" AND affectedVersion <= ${facts.version}`;
  return exportOf(
    facts,
    filter,
    openAnomalies(facts.version).map((entry) => openEntry(facts, entry)),
  );
}

/** Returns the export of the anomalies that were open in the release before and that this one closed. */
export function closedAnomalyExport(facts: ReleaseFacts): AnomalyExport {
  const filter = `status = "Closed" AND fixVersion = ${facts.version}`;
  return exportOf(
    facts,
    filter,
    closedAnomalies(facts).map(({ entry, change, test }) => closedEntry(facts, entry, change, test)),
  );
}

/** Returns an export from its metadata and its entries. */
export function renderExport(metadata: Entry, entries: readonly Entry[]): AnomalyExport {
  const texts = entries.map((entry) => indented(entry, 4));
  return {
    text: `{\n  "export": ${indented(metadata, 2)},\n  "anomalies": [\n${texts.map((text) => `    ${text}`).join(',\n')}\n  ]\n}\n`,
    entries: entries.map((entry, index) => ({ id: String(entry['id']), sha256: sha256Hex(utf8(texts[index] ?? '')) })),
  };
}

function exportOf(facts: ReleaseFacts, filter: string, entries: readonly Entry[]): AnomalyExport {
  const metadata = {
    tool: 'Jira Software 9.12.13',
    query: `project = TRI AND labels = "Known Anomaly" AND ${filter} ORDER BY key`,
    exported_at: facts.times.exported,
    exported_by: PEOPLE.qaLead.name,
    rows: entries.length,
    version: facts.version,
  };
  return renderExport(metadata, entries);
}

function openEntry(facts: ReleaseFacts, entry: AnomalyEntry): Entry {
  const [severity, probability] = entry.residual;
  return {
    ...described(facts, entry),
    status: 'open',
    evaluation: entry.evaluation,
    evaluator: PEOPLE.riskOwner.name,
    evaluated_on: facts.times.evaluated,
    verdict: 'acceptable',
    residual_severity: severity,
    residual_probability: probability,
    residual_level: riskLevel(severity, probability),
    hazards: entry.hazards,
    risk_controls: entry.riskControls,
    requirements: entry.requirements,
    tests: deferredCaseOf(facts, entry.id),
  };
}

function closedEntry(facts: ReleaseFacts, entry: AnomalyEntry, change: string, test: string): Entry {
  return {
    ...described(facts, entry),
    affected_version: facts.previous,
    status: 'closed',
    resolution: `corrected by ${change}`,
    verified_by: PEOPLE.qaLead.name,
    verified_on: facts.times.review.slice(0, 10),
    hazards: entry.hazards,
    risk_controls: entry.riskControls,
    requirements: entry.requirements,
    tests: [test],
  };
}

function described(facts: ReleaseFacts, entry: AnomalyEntry): Entry {
  return {
    id: entry.id,
    title: entry.title,
    description: entry.description,
    affected_function: entry.affectedFunction,
    affected_version: facts.version,
    reproduction: entry.reproduction,
    severity: entry.severity,
    found_in: entry.foundIn,
    found_on: entry.foundOn,
  };
}

/** The object from `{` to `}` as it stands in a file, its inner lines further in. */
function indented(fields: Entry, by: number): string {
  return JSON.stringify(fields, null, 2).replaceAll('\n', `\n${' '.repeat(by)}`);
}

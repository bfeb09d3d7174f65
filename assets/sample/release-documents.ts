import { closedAnomalies, openAnomalies } from './anomalies.ts';
import { componentsOf } from './components.ts';
import { documentOf, type SampleDocument } from './documents.ts';
import { PRODUCT, type BuiltFacts } from './facts.ts';
import { GATE, MANUFACTURER, PEOPLE } from './people.ts';
import { riskLevel } from './risk.ts';
import { NODE_IMAGE, NODE_IMAGE_DIGEST } from './source-files.ts';
import { casesOf, type Level } from './test-cases.ts';
import { markdown, table } from './text.ts';

const LEVELS: readonly Level[] = ['unit', 'integration', 'system'];

interface Totals {
  readonly total: number;
  readonly passed: number;
  readonly deferred: number;
}

/** Returns the release record: one section for each sub-clause of EN 62304:2006+A1:2015, 5.8, each with links to its evidence. */
export function releaseRecord(
  facts: BuiltFacts,
  documents: readonly SampleDocument[],
  artifacts: readonly { readonly path: string; readonly sha256: string }[],
): string {
  const totals = Object.fromEntries(LEVELS.map((level) => [level, totalsOf(facts, level)]));
  const open = openAnomalies(facts.version);
  const soup = componentsOf(facts.version).length;
  const cite = (id: string): string => {
    const { title, revision, path } = documentOf(documents, id);
    return `[${id} rev. ${revision}, ${title}](../${path})`;
  };
  return markdown(
    {
      id: `RR-${facts.version}`,
      title: `Release record ${facts.version}`,
      revision: '1',
      template: 'TPL-031 rev. 4',
      version: facts.version,
      build: facts.build,
      tag: facts.tag,
      commit: facts.commit,
      version_scheme: 'Semantic Versioning 2.0.0',
      date: facts.date,
      delivery_date: facts.delivery,
      status: 'approved',
      approved_by: PEOPLE.releaseManager.name,
      approved_on: facts.date,
      required_approvals: GATE.map(({ role }) => role),
      tests: totals,
      anomalies: open.length,
      soup,
    },
    `# Release record: ${PRODUCT.name} ${facts.version}

${MANUFACTURER} · class ${PRODUCT.deviceClass} · software safety class ${PRODUCT.safetyClass} · EN 62304:2006+A1:2015

## 5.8.1 Ensure software verification is complete

All levels of [VP-${facts.version} rev. 2](../verification/verification-plan.md) were executed on build ${facts.build} and the results evaluated in
[VR-${facts.version} rev. 1](../verification/result-review.md).

${table(
  ['Level', 'Cases', 'Passed', 'Deferred', 'Report'],
  LEVELS.map((level) => {
    const { total, passed, deferred } = totalsOf(facts, level);
    return [level, String(total), String(passed), String(deferred), `[tests/${level}.xml](../tests/${level}.xml)`];
  }),
)}

${totalsOf(facts, 'system').deferred === 0 ? 'No case was deferred.' : 'Deferred cases have approved [deviations](../verification/deviations.yaml), each linked to a known anomaly.'} Coverage: [coverage.xml](../verification/coverage.xml).
Static analysis: [sast.sarif](../security/sast.sarif). Dynamic test: [zap.json](../security/zap.json).

## 5.8.2 Document known residual anomalies

${open.length} anomalies are known, exported from the tracker on ${facts.times.exported}: [known.json](../anomalies/known.json).
${closedAnomalies(facts).length === 0 ? '' : 'Anomalies closed since the release before, with their verification: [closed.json](../anomalies/closed.json).\n'}
## 5.8.3 Evaluate known residual anomalies

Each anomaly was evaluated against [the risk file RMF-001, rev. ${facts.riskRevision}](../risk/risk-file-extract.yaml) by ${PEOPLE.riskOwner.name}; ${PEOPLE.prrc.name} signed each
one (approvals/anomalies). Report: ${cite('RMR-001')}.

${table(
  ['Anomaly', 'Hazards', 'Risk controls', 'Residual risk'],
  open.map(({ id, hazards, riskControls, residual: [severity, probability] }) => [
    id,
    hazards.join(', '),
    riskControls.join(', '),
    `${severity}/${probability}: ${riskLevel(severity, probability)}, acceptable`,
  ]),
)}

## 5.8.4 Document released versions

Version ${facts.version}, build ${facts.build}, tag ${facts.tag}, commit ${facts.commit}, date ${facts.date}. ${soup} SOUP components:
[SBOM](../sbom/sbom.cdx.json), [SOUP list](../sbom/soup-list.csv). Notes for users: [RN-${facts.version} rev. 1](release-notes.md).

${table(
  ['Artefact', 'SHA-256'],
  artifacts.map(({ path, sha256 }) => [`[${path}](../${path})`, sha256]),
)}

## 5.8.5 Document how released software was created

Built by BP-003 in ${NODE_IMAGE}@${NODE_IMAGE_DIGEST} on the runner vesalto-build-2: [build manifest](../build/build-manifest.yaml),
[Dockerfile](../build/Dockerfile), [pipeline](../build/release.yml), [lock file](../build/package-lock.json),
[provenance](../build/provenance.json). The rebuild from archived inputs is due two weeks after the release and is recorded in
reproducibility/rebuild.yaml with its own signature.

## 5.8.6 Ensure activities and tasks are complete

The activities of ${cite('SDP-001')} are complete: [CL-${facts.version} rev. 1](release-checklist.md).

${table(
  ['Document', 'Title', 'Revision'],
  documents.map(({ id, title, revision, path }) => [`[${id}](../${path})`, title, revision]),
)}

## 5.8.7 Archive software

Archived on the day of release by ${PEOPLE.releaseManager.name}, with object lock, for the longer of the lifetime of the device and
${PRODUCT.retentionYears} years after the last device covered by the declaration of conformity: [AR-${facts.version} rev. 1](../archive/archive-record.md).

## 5.8.8 Assure reliable delivery of released software

First step of the delivery on ${facts.delivery} by App Store and Google Play according to [DP-002 rev. 3](../delivery/delivery-procedure.md); keys according to
[KC-001 rev. 2](../delivery/key-custody.md). Recovery: [RB-001 rev. ${facts.revisions['RB-001']}](../post-release/rollback-plan.md),
tried in [RBT-${facts.version} rev. 1](../post-release/rollback-test.md).

## Gate

Five approvals are required over the signed manifest: ${GATE.map(({ role, person }) => `${person.name} (${role})`).join(', ')}.`,
  );
}

/** Returns the ticked release checklist. */
export function checklist(facts: BuiltFacts): string {
  const items: readonly (readonly [string, string])[] = [
    ['Tests and coverage meet the thresholds of the verification plan', '../verification/result-review.md'],
    ['Static and dynamic analysis clean, or issues accepted with rationale', '../security/sast.sarif'],
    ['Vulnerability scan of the SBOM evaluated', '../security/vulnerability-scan.json'],
    ['SBOM generated by the build and stored', '../sbom/sbom.cdx.json'],
    ['SOUP list agrees with the SBOM; anomaly lists of SOUP reviewed', '../sbom/soup-list.csv'],
    ['Known anomalies exported, evaluated and signed one by one', '../anomalies/known.json'],
    ['Risk file updated', '../risk/risk-file-extract.yaml'],
    ['User manual updated', '../documents/user-manual.md'],
    ['Instructions for use updated', '../documents/ifu.md'],
    ['PMS plan references updated', '../documents/pms-plan.md'],
    ['Clinical evaluation updated', '../documents/clinical-evaluation-summary.md'],
    ['Change requests closed and verified', '../changes/change-requests.json'],
    ['Trace matrix complete', '../verification/trace-matrix.csv'],
    ['Rollback plan documented and tried', '../post-release/rollback-test.md'],
    ['Release archived on the day of release', '../archive/archive-record.md'],
  ];
  return markdown(
    {
      id: `CL-${facts.version}`,
      title: `Release checklist ${facts.version}`,
      revision: '1',
      template: 'TPL-032 rev. 2',
      status: 'approved',
      approved_by: PEOPLE.releaseManager.name,
      approved_on: facts.date,
    },
    `# Release checklist ${facts.version}\n\n${items.map(([text, target]) => `- [x] ${text} ([evidence](${target}))`).join('\n')}
- [ ] Translation into further languages: not applicable, no language was added`,
  );
}

/** Returns the release notes: what is new, what was corrected, what is known. */
export function releaseNotes(
  facts: BuiltFacts,
  requests: readonly { readonly id: string; readonly title: string }[],
): string {
  const closed = closedAnomalies(facts);
  return markdown(
    {
      id: `RN-${facts.version}`,
      title: `Release notes ${facts.version}`,
      revision: '1',
      version: facts.version,
      date: facts.date,
      status: 'approved',
      approved_by: PEOPLE.prrc.name,
      approved_on: facts.date,
    },
    `# Release notes: ${PRODUCT.name} ${facts.version}

${table(
  ['Product', 'Version', 'Build', 'Date', 'Basic UDI-DI'],
  [[PRODUCT.name, facts.version, facts.build, facts.date, PRODUCT.basicUdiDi]],
)}

## Changes

${requests.map(({ id, title }) => `- ${id}: ${title}`).join('\n')}

## Corrected anomalies

${
  closed.length === 0
    ? 'None.'
    : table(
        ['Anomaly', 'Title', 'Status', 'Change', 'Verified by'],
        closed.map(({ entry, change, test }) => [entry.id, entry.title, 'closed', change, test]),
      )
}

## Known anomalies

${table(
  ['Anomaly', 'Title', 'What users can do'],
  openAnomalies(facts.version).map(({ id, title }) => [id, title, WORKAROUNDS[id] ?? 'Nothing needs to be done.']),
)}`,
  );
}

const WORKAROUNDS: Readonly<Record<string, string>> = {
  'A-2023-041': 'Enter the simple word, or choose the symptom on the body picture.',
  'A-2023-049': 'Check the age before continuing after a change of language.',
  'A-2024-009': 'Show the summary on the screen.',
  'A-2024-044': 'Free some storage.',
  'A-2024-079': 'Answer the question for the child.',
  'A-2024-083': 'Call 112, which is shown beside the national number.',
  'A-2024-087': 'Use a supported system (Android 10 or later) or a text size up to 150 %.',
  'A-2024-091': 'Restart the app.',
  'A-2024-094': 'Create the summary anew after switching the language.',
};

function totalsOf(facts: BuiltFacts, level: Level): Totals {
  const cases = casesOf(facts, level);
  const deferred = cases.filter((each) => each.deferred !== null).length;
  return { total: cases.length, passed: cases.length - deferred, deferred };
}

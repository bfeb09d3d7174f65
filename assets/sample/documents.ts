import { later, PRODUCT, STANDING_DOCUMENTS, type ReleaseFacts } from './facts.ts';
import { ADDRESS, MANUFACTURER, PEOPLE, type Person } from './people.ts';
import { requirementsOf } from './requirements.ts';
import { hazardsOf } from './risk.ts';
import { markdown, table } from './text.ts';

/** A controlled document of a release. */
export interface SampleDocument {
  readonly path: string;
  readonly id: string;
  readonly title: string;
  readonly revision: string;
  readonly text: string;
}

interface Controlled {
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly revision: string;
  readonly approver: Person;
  /** Where it was not approved together with the other documents of the release. */
  readonly approvedOn?: string;
  readonly body: string;
}

/** Returns the controlled documents that the release is accompanied by: approved, and dated before the release. */
export function documentsOf(facts: ReleaseFacts): readonly SampleDocument[] {
  const { revision } = facts;
  const documents: readonly Controlled[] = [
    {
      file: 'user-manual',
      id: 'UM-001',
      title: 'User manual',
      revision,
      approver: PEOPLE.qaLead,
      body: userManual(facts),
    },
    { file: 'ifu', id: 'IFU-001', title: 'Instructions for use', revision, approver: PEOPLE.prrc, body: ifu(facts) },
    {
      file: 'pms-plan',
      id: 'PMS-001',
      title: 'Post-market surveillance plan',
      revision: facts.revisions['PMS-001'],
      approver: PEOPLE.prrc,
      body: PMS_PLAN,
    },
    {
      file: 'risk-management-report',
      id: 'RMR-001',
      title: 'Risk management report',
      revision: facts.riskRevision,
      approver: PEOPLE.riskOwner,
      approvedOn: facts.times.evaluated,
      body: riskReport(facts),
    },
    {
      file: 'clinical-evaluation-summary',
      id: 'CER-001',
      title: 'Clinical evaluation report, summary',
      revision: facts.revisions['CER-001'],
      approver: PEOPLE.prrc,
      body: clinicalEvaluation(facts),
    },
    {
      file: 'software-development-plan',
      id: 'SDP-001',
      title: 'Software development plan',
      revision: facts.revisions['SDP-001'],
      approver: PEOPLE.softwareLead,
      approvedOn: later(facts.times.signOff, 3600),
      body: DEVELOPMENT_PLAN,
    },
    {
      file: 'configuration-management-plan',
      id: 'CMP-001',
      title: 'Configuration management plan',
      revision: '4',
      approver: PEOPLE.softwareLead,
      approvedOn: STANDING_DOCUMENTS,
      body: CONFIGURATION_PLAN,
    },
    {
      file: 'software-requirements',
      id: 'SRS-001',
      title: 'Software requirements specification',
      revision,
      approver: PEOPLE.softwareLead,
      body: requirements(facts),
    },
    {
      file: 'release-procedure',
      id: 'SOP-007',
      title: 'Software release procedure',
      revision: '4',
      approver: PEOPLE.qaLead,
      approvedOn: STANDING_DOCUMENTS,
      body: RELEASE_PROCEDURE,
    },
  ];
  return documents.map(({ file, id, title, revision: own, approver, approvedOn = facts.times.documents, body }) => ({
    path: `documents/${file}.md`,
    id,
    title,
    revision: own,
    text: markdown(
      { id, title, revision: own, status: 'approved', approved_by: approver.name, approved_on: approvedOn },
      `# ${title}\n\n${body}`,
    ),
  }));
}

/** Returns the place of a document by its id, for links from records. */
export function documentOf(documents: readonly SampleDocument[], id: string): SampleDocument {
  const found = documents.find((document) => document.id === id);
  if (found === undefined) throw new RangeError(`no document ${id}`);
  return found;
}

function userManual(facts: ReleaseFacts): string {
  return `${PRODUCT.name} asks questions about symptoms and recommends one of four levels: emergency, today, within days, self-care.
It does not name a disease and does not replace a physician.

## Starting an assessment

Choose the person concerned, confirm the age, enter the main complaint. Answer each question; "I do not know" is a valid
answer and leads to the more careful recommendation.

## Reading the result

The recommended action stands at the top. Below it are the answers that led to it. A result is outdated after six hours.

## Supported systems

Android 10 or later, iOS 16 or later. On other systems the app shows a warning; text sizes above 150 % may overlap there.
${facts.version >= '2.4.0' ? '\n## Children\n\nFor a child under 12 years the questions address the caregiver. For an infant under three months with fever the app never\nrecommends less than care today.\n' : ''}
## Contact

${ADDRESS}`;
}

function ifu(facts: ReleaseFacts): string {
  const users =
    facts.version >= '2.4.0'
      ? 'Lay users from 16 years of age, for themselves or for a child in their care'
      : 'Lay users from 16 years of age, for adults';
  return `## Intended purpose

Recommendation of the urgency of medical care from symptoms that a lay user states.

## Intended users and patients

${users}. Not for persons who are unconscious or in acute distress: call the emergency number.

## Identification

${table(
  ['Field', 'Value'],
  [
    ['Product', PRODUCT.name],
    ['Software version', facts.version],
    ['Basic UDI-DI', PRODUCT.basicUdiDi],
    ['Class', `${PRODUCT.deviceClass} (MDR Annex VIII, Rule 11)`],
    ['Manufacturer', MANUFACTURER],
  ],
)}

## Warnings

Chest pain, signs of a stroke, severe bleeding or unconsciousness: call 112 at once, do not use the app.

## Requirements on the device

Android 10 or later, iOS 16 or later, 150 MB of free storage. Text size up to 200 % on supported systems.

## Integrity

The stores deliver the app with the manufacturer's signature. The app refuses to start if it was changed (RC-11.1). The
version is shown under "About".`;
}

const PMS_PLAN = `## Sources

Complaints, store reviews, support tickets, incident reports, literature (quarterly), vulnerability notices for the components
of the current SBOM (weekly).

## Indicators

Rate of complaints on recommendations per 10,000 assessments (alarm at 2), share of emergency recommendations (alarm outside
4 to 9 %), crash-free sessions (alarm below 99.5 %).

## Flow of data

Findings go to problem resolution (SOP-009), to the risk management file (RMF-001) and into the periodic safety update report.
Owner: person responsible for regulatory compliance. Reviewed every quarter.`;

function riskReport(facts: ReleaseFacts): string {
  const hazards = hazardsOf(facts.version);
  return `The risk management file RMF-001 rev. ${facts.riskRevision} was reviewed for version ${facts.version}. All ${hazards.length} hazards have been estimated, their
controls implemented and verified. The known residual anomalies were evaluated one by one and together; no combination
raises the level of a single hazard.

${table(
  ['Hazard', 'Text', 'Risk controls'],
  hazards.map(({ id, text, controls }) => [id, text, controls.map(([control]) => control).join(', ')]),
)}

The overall residual risk is acceptable in view of the benefit stated in CER-001.`;
}

function clinicalEvaluation(facts: ReleaseFacts): string {
  const pediatric =
    facts.version >= '2.4.0'
      ? ' For the pediatric pathway a panel of five pediatricians judged 240 vignettes; none was under-triaged by two levels, 3.8 % by one.'
      : '';
  return `Agreement of the recommendation with the panel of physicians in 600 adult vignettes was 87.2 %; under-triage by two levels did not
occur.${pediatric} The evaluation supports the intended purpose of version ${facts.version}.`;
}

const DEVELOPMENT_PLAN = `## Activities of a release

| Activity | Output | Status |
| --- | --- | --- |
| Requirements updated | SRS-001 | complete |
| Architecture and detailed design reviewed | design review record | complete |
| Units implemented and verified | tests/unit.xml | complete |
| Integration verified | tests/integration.xml | complete |
| System verified | tests/system.xml | complete |
| Risk file updated | RMF-001 | complete |
| User documentation updated | UM-001, IFU-001 | complete |
| Release according to SOP-007 | release record | complete |

Software safety class B. Life cycle according to EN 62304:2006+A1:2015.`;

const CONFIGURATION_PLAN = `## Identification

Versions follow Semantic Versioning 2.0.0; the tag is the version with a leading \`v\`; the build identifier is the version, \`+b.\` and
the number of the pipeline run. A version is never used again.

## Branches

\`release/x.y\` is protected: one review by another person, all checks green, no forced pushes. A release is tagged on it.

## Configuration items

Sources, knowledge base, build files, third-party components (SBOM and SOUP list), controlled documents. Each release archive
holds them with their digests.`;

function requirements(facts: ReleaseFacts): string {
  return table(
    ['Requirement', 'Title', 'Text'],
    requirementsOf(facts.version).map(({ id, title, text }) => [id, title, text]),
  );
}

const RELEASE_PROCEDURE = `## Gate

A release needs five approvals over the signed manifest: software lead (verification complete), QA lead (reports complete), risk
owner (anomalies evaluated), person responsible for regulatory compliance (regulatory sign-off), release manager (build and
archive verified). The person responsible for regulatory compliance signs each known residual anomaly.

## Archive

The release is archived on the day of release in storage with object lock. Retention is the longer of the lifetime of the device
and ten years after the last device covered by the declaration of conformity was placed on the market.

## Rebuild

Two weeks after the release another person rebuilds it on another machine from the archived inputs alone. Each quarter a former
release is drawn and rebuilt.

## Hotfixes

A hotfix is a release. It needs the same record and the same gate.`;

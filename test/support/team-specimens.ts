import { workbook } from './workbook.ts';
import type { Specimen } from './specimen.ts';

const json = (value: unknown): string => JSON.stringify(value, null, 1);
const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
const COMMIT = 'b3e654c070a7f84eb88c5bd869361821f95a7af3';

const CREATION = { type: 'CreationInfo', '@id': '_:c', specVersion: '3.0.1', created: '2024-10-14T16:20:55Z' };
const joined = (id: string, from: string, type: string, to: string, more: object = {}): object => ({
  type: 'Relationship',
  spdxId: id,
  creationInfo: '_:c',
  from,
  relationshipType: type,
  to: [to],
  ...more,
});

/** A document of SPDX 3: an application, a library that it needs, and one that only its tests need. */
export const SPDX3 = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    CREATION,
    { type: 'Organization', spdxId: 'urn:o', name: 'Example GmbH', creationInfo: '_:c' },
    { type: 'SpdxDocument', spdxId: 'urn:d', creationInfo: '_:c', rootElement: ['urn:s'] },
    { type: 'software_Sbom', spdxId: 'urn:s', creationInfo: '_:c', rootElement: ['urn:app'] },
    { type: 'software_Package', spdxId: 'urn:app', name: 'app', software_packageVersion: '2.4.0', creationInfo: '_:c' },
    {
      type: 'software_Package',
      spdxId: 'urn:a',
      name: 'a',
      software_packageVersion: '1.0.0',
      software_packageUrl: 'pkg:npm/a@1.0.0',
      suppliedBy: 'urn:o',
      creationInfo: '_:c',
    },
    { type: 'software_Package', spdxId: 'urn:t', name: 't', software_packageVersion: '3.0.0', creationInfo: '_:c' },
    { type: 'simplelicensing_LicenseExpression', spdxId: 'urn:l', simplelicensing_licenseExpression: 'MIT' },
    joined('urn:r1', 'urn:app', 'dependsOn', 'urn:a'),
    joined('urn:r2', 'urn:app', 'dependsOn', 'urn:t', { type: 'LifecycleScopedRelationship', scope: 'test' }),
    joined('urn:r3', 'urn:a', 'hasDeclaredLicense', 'urn:l'),
  ],
};

const GITHUB_ACTIONS = lines(
  'on: [push]',
  'jobs:',
  '  build:',
  '    runs-on: ubuntu-latest',
  `    container: node:22@sha256:${'a'.repeat(64)}`,
  '    services:',
  '      db: { image: "postgres:16" }',
  '    steps:',
  `      - uses: actions/checkout@${COMMIT}`,
  '      - uses: actions/setup-node@v4',
  '      - uses: ./.github/actions/own',
  '      - uses: docker://alpine:3',
  '      - run: pip install requests',
  '  reuse:',
  '    uses: org/repo/.github/workflows/x.yml@main',
);

const GITLAB_CI = lines(
  'stages: [build]',
  'variables: { NODE: "22" }',
  'include:',
  '  - local: /ci/build.yml',
  '  - project: org/ci',
  '    ref: main',
  '    file: x.yml',
  '  - remote: https://example.org/ci.yml',
  'default:',
  '  image: node:$NODE',
  'build:',
  '  stage: build',
  `  image: { name: "node@sha256:${'a'.repeat(64)}" }`,
  '  script: [npm ci]',
);

const objectOf = (id: string, type: string, definition: string, value: string): string =>
  `<SPEC-OBJECT IDENTIFIER="${id}"><VALUES><ATTRIBUTE-VALUE-STRING THE-VALUE="${value}"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>${definition}</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING></VALUES><TYPE><SPEC-OBJECT-TYPE-REF>${type}</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>`;
const typeOf = (id: string, name: string, definition: string): string =>
  `<SPEC-OBJECT-TYPE IDENTIFIER="${id}" LONG-NAME="${name}"><SPEC-ATTRIBUTES><ATTRIBUTE-DEFINITION-STRING IDENTIFIER="${definition}" LONG-NAME="ReqIF.ForeignID"/></SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>`;
const relation = (from: string, to: string): string =>
  `<SPEC-RELATION><SOURCE><SPEC-OBJECT-REF>${from}</SPEC-OBJECT-REF></SOURCE><TARGET><SPEC-OBJECT-REF>${to}</SPEC-OBJECT-REF></TARGET></SPEC-RELATION>`;

/** A document of ReqIF: two requirements, of which one has a test. */
export const REQIF = `<?xml version="1.0" encoding="UTF-8"?>
<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd"><CORE-CONTENT><REQ-IF-CONTENT><SPEC-TYPES>${typeOf('t-r', 'Requirement', 'd-r')}${typeOf('t-t', 'Test Case', 'd-t')}</SPEC-TYPES><SPEC-OBJECTS>${objectOf('o-1', 't-r', 'd-r', 'SRS-1')}
${objectOf('o-2', 't-r', 'd-r', 'SRS-2')}
${objectOf('o-3', 't-t', 'd-t', 'TC-1')}</SPEC-OBJECTS><SPEC-RELATIONS>${relation('o-3', 'o-1')}</SPEC-RELATIONS></REQ-IF-CONTENT></CORE-CONTENT></REQ-IF>`;

/** Specimens of what teams keep in tables, test management, trackers and pipelines. */
export const TEAM_SPECIMENS: readonly Specimen[] = [
  {
    name: 'test workbook',
    path: 'tests.xlsx',
    role: 'tests',
    kind: 'test-results',
    content: workbook([
      {
        name: 'Lauf 1',
        rows: [
          ['Testfall', 'Titel', 'Ergebnis', 'Tester'],
          ['TC-1', 'Dosis', 'Bestanden', 'Ann'],
          ['TC-2', 'Alarm', 'Nicht bestanden', 'Ann'],
        ],
      },
    ]),
  },
  {
    name: 'test table',
    path: 'tests.csv',
    role: 'tests',
    kind: 'test-results',
    content: lines('Case ID,Title,Status,Tested By,Defects', 'C1,Dose,Passed,QA,TRI-1', 'C2,Alarm,Retest,QA,'),
  },
  {
    name: 'risk table',
    path: 'risks.csv',
    role: 'risk_file',
    kind: 'risk-file',
    content: lines('Hazard ID,Hazard,Severity,Risk control,Verification', 'H-1,Overdose,Serious,RC-1,TC-1'),
  },
  {
    name: 'SPDX 3',
    path: 'sbom.spdx.json',
    role: null,
    kind: 'sbom',
    content: json(SPDX3),
  },
  {
    name: 'Xray',
    path: 'xray.json',
    role: 'tests',
    kind: 'test-results',
    content: json({
      testExecutionKey: 'EX-1',
      info: { version: '2.4.0', user: 'ann', startDate: '2024-10-14T18:00:00+02:00', testEnvironments: ['staging'] },
      tests: [
        { testKey: 'TC-1', status: 'PASSED', evidence: [{ filename: 'a.png' }] },
        {
          testKey: 'TC-2',
          status: 'PASSED',
          defects: ['TRI-1'],
          steps: [{ status: 'PASSED' }, { status: 'FAILED', actualResult: 'no' }],
        },
        { testInfo: { summary: 'Alarm' }, status: 'TODO' },
      ],
    }),
  },
  { name: 'GitHub Actions', path: 'build.yml', role: null, kind: 'pipeline', content: GITHUB_ACTIONS },
  { name: 'GitLab CI', path: '.gitlab-ci.yml', role: 'ci_pipeline', kind: 'pipeline', content: GITLAB_CI },
  { name: 'ReqIF', path: 'trace.reqif', role: 'trace_matrix', kind: 'trace-matrix', content: REQIF },
  {
    name: 'GitLab issues',
    path: 'issues.json',
    role: 'anomalies',
    kind: 'anomalies',
    content: json([
      {
        iid: 4,
        title: 'Dose wrong',
        state: 'opened',
        labels: ['bug', 'severity::high'],
        created_at: '2024-10-01T10:00:00Z',
        references: { full: 'org/app#4' },
      },
    ]),
  },
  {
    name: 'Linear issues',
    path: 'linear.json',
    role: 'anomalies',
    kind: 'anomalies',
    content: json({
      data: {
        issues: {
          nodes: [
            {
              identifier: 'APP-4',
              title: 'Dose wrong',
              state: { name: 'In Progress', type: 'started' },
              labels: { nodes: [{ name: 'bug' }] },
              createdAt: '2024-10-01T10:00:00Z',
            },
          ],
        },
      },
    }),
  },
];

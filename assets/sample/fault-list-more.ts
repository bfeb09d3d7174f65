import { changeAnomaly, editText, removeLines, replace, type Files } from './fault-edits.ts';
import type { PlantedFault } from './fault-list.ts';
import { utf8 } from './text.ts';

const RECORD = 'record/release-record.md';
const CHANGES = 'changes/change-requests.json';

/** Faults in what surrounds the release: reviews, changes, scans, delivery and the way back. */
export const MORE_FAULTS: readonly PlantedFault[] = [
  fault('F-33', 'A change was merged after the last test runs', 'changes/merges.json', ['CS-581-05'], (text) =>
    text.replace(/("mergedAt": ")[^"]+(",(?:(?!"mergedAt")[\s\S])*$)/u, '$12024-10-16T20:11:00Z$2'),
  ),
  fault(
    'F-34',
    'A suite of system tests does not say which tools were used',
    'tests/system.xml',
    ['CS-581-06'],
    (text) => text.replace(/ *<property name="tools"[^>]*>\n/u, ''),
  ),
  fault(
    'F-35',
    'A known vulnerability of high severity is answered by no reason',
    'sbom/vex.openvex.json',
    ['CS-583-05'],
    (text) =>
      text
        .replace('"status": "not_affected"', '"status": "affected"')
        .replace(/,\n *"justification": "[^"]*"/u, '')
        .replace(/,\n *"impact_statement": "[^"]*"/u, ''),
  ),
  fault('F-36', 'The provenance names another digest of the bundle', 'build/provenance.json', ['CS-585-05'], (text) =>
    text.replace(/(triage-2\.4\.0\.bundle",\s+"digest": \{\s+"sha256": ")[0-9a-f]{64}/u, `$1${'5e'.repeat(32)}`),
  ),
  fault(
    'F-37',
    'An activity of the development plan is open',
    'documents/software-development-plan.md',
    ['CS-586-01'],
    (text) => text.replace('| UM-001, IFU-001 | complete |', '| UM-001, IFU-001 | in progress |'),
  ),
  fault(
    'F-38',
    'Change request CR-2024-030 was approved by nobody',
    CHANGES,
    ['CS-586-04', 'CS-BRA-04', 'CS-TRC-03'],
    (text) => text.replace(/("id": "CR-2024-030"(?:(?!"id":)[\s\S])*?"approved_by": )"[^"]*"/u, '$1null'),
  ),
  {
    id: 'F-39',
    what: 'The package that came back from the Play Store is not the released one',
    where: ['delivery/store-receipts.md'],
    rules: ['CS-588-04'],
    stage: 'content',
    edit: (files: Files): void => {
      const rows = [
        '| Channel | SHA-256 | Released SHA-256 |',
        '| --- | --- | --- |',
        `| play-store | ${'3c'.repeat(32)} | ${'9a'.repeat(32)} |`,
      ];
      files.set('delivery/store-receipts.md', utf8(`# Receipts of the stores\n\n${rows.join('\n')}\n`));
    },
  },
  fault(
    'F-40',
    'The build manifest names a commit that is not the one of the tag',
    'build/build-manifest.yaml',
    ['CS-585-04', 'CS-VER-03', 'CS-ANT-01'],
    (text) => text.replace(/commit: [0-9a-f]{40}/u, `commit: ${'71c4'.repeat(10)}`),
  ),
  {
    id: 'F-41',
    what: 'The release notes leave out anomaly A-2024-087, whose evaluation speaks of users',
    where: ['record/release-notes.md'],
    rules: ['CS-VER-04'],
    stage: 'content',
    edit: (files: Files): void => {
      removeLines(files, 'record/release-notes.md', 'A-2024-087');
    },
  },
  fault(
    'F-42',
    'Forced pushes to the release branch were allowed',
    'changes/branch-protection.json',
    ['CS-BRA-02'],
    (text) => text.replace(/("allow_force_pushes": \{\s+"enabled": )false/u, '$1true'),
  ),
  fault('F-43', 'Request 399 was approved by its own author alone', 'changes/merges.json', ['CS-BRA-03'], (text) =>
    text.replace(
      /("number": 399,(?:(?!"number":)[\s\S])*?"login": ")([^"]+)("(?:(?!"number":)[\s\S])*?"reviews": \[\s+\{\s+"author": \{\s+"login": ")[^"]+/u,
      '$1$2$3$2',
    ),
  ),
  fault(
    'F-44',
    'An error of static analysis was set aside and the reason rejected',
    'security/sast.sarif',
    ['CS-VFY-01'],
    (text) =>
      text
        .replace(/"level": "warning",(\s+"message")/u, '"level": "error",$1')
        .replace('"status": "accepted"', '"status": "rejected"'),
  ),
  fault('F-45', 'A high alert of the dynamic test is answered nowhere', 'security/zap.json', ['CS-VFY-02'], (text) =>
    text.replace('"riskcode": "1"', '"riskcode": "3"').replace(/"otherinfo": "[^"]*"/u, '"otherinfo": ""'),
  ),
  {
    id: 'F-46',
    what: 'The plan asks for coverage of every line, and one was never reached',
    where: ['verification/coverage.xml', 'verification/verification-plan.md'],
    rules: ['CS-VFY-03'],
    stage: 'content',
    edit: (files: Files): void => {
      replace(files, 'verification/verification-plan.md', 'coverage_threshold: 80', 'coverage_threshold: 100');
      editText(files, 'verification/coverage.xml', (text) => text.replace(/hits="\d+"/u, 'hits="0"'));
    },
  },
  fault('F-47', 'The scan examined 98 of 147 components', 'security/vulnerability-scan.json', ['CS-VFY-04'], (text) =>
    text.replace('"components": 147', '"components": 98'),
  ),
  fault(
    'F-48',
    'The rollback plan names a digest that the release before does not hold',
    'post-release/rollback-plan.md',
    ['CS-RBK-02'],
    (text) => text.replace(/\| [0-9a-f]{64} \|/u, `| ${'e2'.repeat(32)} |`),
  ),
  fault('F-49', 'The rollback was tried from another version', 'post-release/rollback-test.md', ['CS-RBK-04'], (text) =>
    text.replace('from: 2.4.0', 'from: 2.3.1').replace('to: 2.3.1', 'to: 2.3.0'),
  ),
  {
    id: 'F-50',
    what: 'Anomaly A-2024-009 names neither the function that it affects nor a requirement',
    where: ['anomalies/known.json'],
    rules: ['CS-TRC-04'],
    stage: 'content',
    edit: (files: Files): void => {
      changeAnomaly(files, 'A-2024-009', { affected_function: '', requirements: [] });
    },
  },
  fault('F-51', 'The release record calls reliable delivery not applicable', RECORD, ['CS-ANT-04'], (text) =>
    text.replace(/(## 5\.8\.8 [^\n]+\n\n)/u, '$1Not applicable: the stores deliver.\n\n'),
  ),
  {
    ...fault(
      'F-52',
      'The release was archived four days after it, against the own procedure',
      'archive/archive-record.md',
      ['CS-587-05'],
      (text) => text.replace('archived_on: 2024-10-17', 'archived_on: 2024-10-21'),
    ),
    stage: 'archived',
  },
];

function fault(
  id: string,
  what: string,
  path: string,
  rules: readonly string[],
  edit: (text: string) => string,
): PlantedFault {
  const plant = (files: Files): void => {
    editText(files, path, edit);
  };
  return { id, what, where: [path], rules, stage: 'content', edit: plant };
}

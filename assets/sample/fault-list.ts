import { changeAnomaly, flipBit, removeAnomaly, removeLines, replace, type Files } from './fault-edits.ts';
import { NODE_IMAGE, NODE_IMAGE_DIGEST } from './source-files.ts';
import { utf8 } from './text.ts';

/** One planted fault: what it is, the members that hold it, the rules that should fail for it. */
export interface Fault {
  readonly id: string;
  readonly what: string;
  readonly where: readonly string[];
  readonly rules: readonly string[];
}

/** When a fault is planted: before archiving, after it, or after everything was signed. `signing` ones happen while signing. */
export type Stage = 'content' | 'archived' | 'signing' | 'signed';

/** A fault with the edit that plants it. */
export interface PlantedFault extends Fault {
  readonly stage: Stage;
  readonly edit: (files: Files) => void;
}

const RECORD = 'record/release-record.md';
const KNOWN = 'anomalies/known.json';
const VANISHED = 'A-2024-022';

/** The role whose approval is missing, stands over another manifest, or was signed with an expired certificate. */
export const SIGNING_FAULTS = { missing: 'prrc', otherManifest: 'risk_owner', expired: 'qa_lead' } as const;

export const PLANTED: readonly PlantedFault[] = [
  content(
    'F-01',
    'The verification plan names a hardware-in-the-loop level without results',
    ['verification/verification-plan.md'],
    ['CS-581-01'],
    (files) => {
      replace(files, 'verification/verification-plan.md', '  - system\n', '  - system\n  - hil\n');
    },
  ),
  content(
    'F-02',
    'Unit test UT-0200 failed and has neither deviation nor anomaly',
    ['tests/unit.xml'],
    ['CS-581-02', 'CS-582-03', 'CS-ANT-03'],
    (files) => {
      replace(
        files,
        'tests/unit.xml',
        '<testsuites name="Vesalto Triage unit tests" tests="412" failures="0"',
        '<testsuites name="Vesalto Triage unit tests" tests="412" failures="1"',
      );
      failCase(files, 'UT-0200');
    },
  ),
  content(
    'F-03',
    'The release record states 96 of 96 system cases passed, the report shows 94',
    [RECORD],
    ['CS-581-03'],
    (files) => {
      replace(files, RECORD, 'passed: 94\n    deferred: 2', 'passed: 96\n    deferred: 0');
    },
  ),
  content(
    'F-04',
    'The integration report is of an earlier build',
    ['tests/integration.xml'],
    ['CS-581-04', 'CS-584-01'],
    (files) => {
      replaceAll(files, 'tests/integration.xml', '2.4.0+b.8842', '2.4.0+b.8790');
    },
  ),
  content('F-05', 'Anomaly A-2024-052 has neither title nor description', [KNOWN], ['CS-582-02'], (files) => {
    changeAnomaly(files, 'A-2024-052', { title: '', description: '' });
  }),
  content(
    'F-06',
    'The anomaly export holds one entry less than its metadata state',
    [KNOWN, `approvals/anomalies/${VANISHED}.yaml`],
    ['CS-582-04'],
    (files) => {
      removeAnomaly(files, VANISHED);
    },
  ),
  content(
    'F-07',
    `Anomaly ${VANISHED}, open in 2.3.1, has vanished without a word`,
    [RECORD, 'record/release-notes.md'],
    ['CS-582-05'],
    (files) => {
      removeLines(files, RECORD, VANISHED);
      removeLines(files, 'record/release-notes.md', VANISHED);
    },
  ),
  content('F-08', 'Anomaly A-2024-079 has no evaluation', [KNOWN], ['CS-583-01'], (files) => {
    changeAnomaly(files, 'A-2024-079', { evaluation: '' });
  }),
  content(
    'F-09',
    'Anomaly A-2024-083 cites hazard H-19, which the risk file does not hold',
    [KNOWN],
    ['CS-583-02'],
    (files) => {
      changeAnomaly(files, 'A-2024-083', { hazards: ['H-19'] });
    },
  ),
  content(
    'F-10',
    'Anomaly A-2024-036 states level low for S3/P4, for which the matrix gives medium',
    [KNOWN],
    ['CS-583-03'],
    (files) => {
      changeAnomaly(files, 'A-2024-036', { residual_severity: 'S3', residual_probability: 'P4' });
    },
  ),
  content('F-11', 'The evaluation of anomaly A-2024-094 is undecided', [KNOWN], ['CS-583-04'], (files) => {
    changeAnomaly(files, 'A-2024-094', { verdict: 'TBD' });
  }),
  content('F-12', 'The release notes name version 2.4.1', ['record/release-notes.md'], ['CS-584-01'], (files) => {
    replace(files, 'record/release-notes.md', 'version: 2.4.0', 'version: 2.4.1');
  }),
  content(
    'F-13',
    'The SOUP list lacks jose 5.2.3, which the SBOM holds',
    ['sbom/soup-list.csv'],
    ['CS-584-03'],
    (files) => {
      removeLines(files, 'sbom/soup-list.csv', 'pkg:npm/jose@');
    },
  ),
  content(
    'F-14',
    'The release record cites revision 2 of the delivery procedure, the archive holds revision 3',
    [RECORD],
    ['CS-584-04'],
    (files) => {
      replace(files, RECORD, 'DP-002 rev. 3', 'DP-002 rev. 2');
    },
  ),
  content(
    'F-15',
    'The Dockerfile builds on a floating tag',
    ['build/Dockerfile'],
    ['CS-585-02', 'CS-587-04'],
    (files) => {
      replace(files, 'build/Dockerfile', `${NODE_IMAGE}@${NODE_IMAGE_DIGEST}`, 'node:20-alpine');
    },
  ),
  content(
    'F-16',
    'The build manifest records another digest of the bundle',
    ['build/build-manifest.yaml'],
    ['CS-585-03'],
    (files) => {
      replaceMatch(
        files,
        'build/build-manifest.yaml',
        /(triage-2\.4\.0\.bundle\n +sha256: )[0-9a-f]{64}/u,
        `$1${'4d'.repeat(32)}`,
      );
    },
  ),
  content(
    'F-17',
    'The build manifest says that the source tree was not clean',
    ['build/build-manifest.yaml'],
    ['CS-585-04'],
    (files) => {
      replace(files, 'build/build-manifest.yaml', 'clean: true', 'clean: false');
    },
  ),
  content('F-18', 'A box of the release checklist is open', ['record/release-checklist.md'], ['CS-586-02'], (files) => {
    replace(
      files,
      'record/release-checklist.md',
      '- [x] Instructions for use updated',
      '- [ ] Instructions for use updated',
    );
  }),
  content('F-19', 'The instructions for use are a draft', ['documents/ifu.md'], ['CS-586-03'], (files) => {
    replace(files, 'documents/ifu.md', 'status: approved', 'status: draft');
  }),
  content(
    'F-20',
    'The delivery procedure does not cover the channel play-store',
    ['delivery/delivery-procedure.md'],
    ['CS-588-01'],
    (files) => {
      replace(files, 'delivery/delivery-procedure.md', '  - play-store\n', '');
    },
  ),
  content('F-21', 'A private key lies among the build files', ['build/upload-key.pem'], ['CS-588-05'], (files) => {
    files.set('build/upload-key.pem', utf8(privateKey()));
  }),
  content(
    'F-22',
    'Requirement SRS-PED-02 has no test in the trace matrix',
    ['verification/trace-matrix.csv'],
    ['CS-TRC-01'],
    (files) => {
      replaceMatch(files, 'verification/trace-matrix.csv', /(SRS-PED-02,[^,\n]+,).*/u, '$1');
    },
  ),
  content(
    'F-23',
    'Risk control RC-9.1 has neither requirement nor verification',
    ['risk/risk-file-extract.yaml'],
    ['CS-TRC-02'],
    (files) => {
      replaceMatch(
        files,
        'risk/risk-file-extract.yaml',
        /(id: RC-9\.1\n[\s\S]*?)requirements:\n(?: +- SRS.*\n)+( +)verifications:\n(?: +- .*\n)+?(?= +- id:)/u,
        '$1requirements: []\n$2verifications: []\n',
      );
    },
  ),
  archivedStage(
    'F-24',
    'Retention is five years from the release, less than the legal minimum',
    ['CS-587-03'],
    (files) => {
      replace(files, ARCHIVE, 'retention_years: 10', 'retention_years: 5');
      replace(
        files,
        ARCHIVE,
        'placing on the market of the last device covered by the declaration of conformity',
        'date of release',
      );
    },
  ),
  archivedStage('F-25', 'The inventory of the archive record lacks the trace matrix', ['CS-587-02'], (files) => {
    removeLines(files, ARCHIVE, '| verification/trace-matrix.csv |');
  }),
  signing(
    'F-26',
    'The approval of the person responsible for regulatory compliance is missing',
    ['approvals/prrc.yaml', 'approvals/prrc.yaml.p7s'],
    ['CS-APR-01', 'CS-ANT-02'],
  ),
  signing(
    'F-27',
    'The approval of the risk owner stands over another manifest',
    ['approvals/risk_owner.yaml'],
    ['CS-APR-03', 'CS-APR-05'],
  ),
  signing(
    'F-28',
    'The certificate of the QA lead had expired when the approval was signed',
    ['approvals/qa_lead.yaml.p7s'],
    ['CS-APR-03'],
  ),
  signedStage(
    'F-29',
    'One bit of the user manual was turned after signing',
    ['documents/user-manual.md'],
    ['CS-ART-04'],
    (files) => {
      flipBit(files, 'documents/user-manual.md');
    },
  ),
  signedStage(
    'F-30',
    'A file was added that no list names',
    ['notes/hand-over.txt'],
    ['CS-ART-03', 'CS-584-02'],
    (files) => {
      files.set('notes/hand-over.txt', utf8('Store screenshots follow by mail.\n'));
    },
  ),
  signedStage(
    'F-31',
    'A file that the manifest lists was taken out',
    ['regulatory/regulatory-plan.md'],
    ['CS-ART-03'],
    (files) => {
      files.delete('regulatory/regulatory-plan.md');
    },
  ),
  signedStage(
    'F-32',
    'The rebuild record claims identity although its digests differ; it was signed so',
    ['reproducibility/rebuild.yaml', 'reproducibility/rebuild.yaml.p7s'],
    ['CS-585-06'],
    (files) => {
      replaceMatch(files, 'reproducibility/rebuild.yaml', /(rebuilt_sha256: )[0-9a-f]{64}/u, `$1${'b7'.repeat(32)}`);
    },
  ),
];

const ARCHIVE = 'archive/archive-record.md';

function content(
  id: string,
  what: string,
  where: readonly string[],
  rules: readonly string[],
  edit: (files: Files) => void,
): PlantedFault {
  return { id, what, where, rules, stage: 'content', edit };
}

function archivedStage(id: string, what: string, rules: readonly string[], edit: (files: Files) => void): PlantedFault {
  return { id, what, where: ['archive/archive-record.md'], rules, stage: 'archived', edit };
}

/** Planted by how the release is signed; nothing is edited. */
function signing(id: string, what: string, where: readonly string[], rules: readonly string[]): PlantedFault {
  return { id, what, where, rules, stage: 'signing', edit: () => undefined };
}

function signedStage(
  id: string,
  what: string,
  where: readonly string[],
  rules: readonly string[],
  edit: (files: Files) => void,
): PlantedFault {
  return { id, what, where, rules, stage: 'signed', edit };
}

function replaceAll(files: Files, path: string, from: string, to: string): void {
  const text = new TextDecoder().decode(files.get(path));
  if (!text.includes(from)) throw new RangeError(`${path} does not hold: ${from}`);
  files.set(path, utf8(text.replaceAll(from, to)));
}

function replaceMatch(files: Files, path: string, from: RegExp, to: string): void {
  const text = new TextDecoder().decode(files.get(path));
  if (!from.test(text)) throw new RangeError(`${path} does not hold: ${from.source}`);
  files.set(path, utf8(text.replace(from, to)));
}

/** Puts a failure into a case that passed, and counts it in its suite. */
function failCase(files: Files, id: string): void {
  const text = new TextDecoder().decode(files.get('tests/unit.xml'));
  const at = text.indexOf(`value="${id}"`);
  const suite = text.lastIndexOf('failures="0"', text.lastIndexOf('<testsuite ', at) + 200);
  const output = text.indexOf('<system-out>', at);
  const end = text.indexOf('</system-out>', output) + '</system-out>'.length;
  const failure =
    '<failure message="expected level today, got within-days">AssertionError at urgency.test.ts:88</failure>';
  const changed = `${text.slice(0, suite)}failures="1"${text.slice(suite + 'failures="0"'.length, output)}${failure}${text.slice(end)}`;
  files.set('tests/unit.xml', utf8(changed));
}

/** Looks like a key to a scanner and is none: its body is the same letters over and over. */
function privateKey(): string {
  const label = ['PRIVATE', 'KEY'].join(' ');
  const lines = Array.from({ length: 3 }, () => 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg'.padEnd(64, 'A'));
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

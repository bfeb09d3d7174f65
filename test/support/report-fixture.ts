import { foldWorkspace } from '../../src/audit/index.ts';
import { CRYPTO_POLICY } from '../../src/signature/index.ts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Assessment, Comparison, RuleResult, SectionResult } from '../../src/domain/assessment.ts';
import { parseSha256, type Sha256 } from '../../src/domain/brand.ts';
import { CLAUSES, SECTIONS, type RuleOutcome, type SectionId } from '../../src/domain/clause.ts';
import type { EvidenceFile } from '../../src/domain/evidence.ts';
import type { Anomaly, CaseStatus, Component, Facts, TestCase } from '../../src/domain/facts.ts';
import type { ReleaseManifest } from '../../src/domain/manifest.ts';
import { message } from '../../src/domain/message.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Coverage, Release, Verification } from '../../src/domain/release.ts';
import type { ApprovalResult, SignatureResult, TrustAnchor } from '../../src/domain/signature.ts';
import type { Indication } from '../../src/domain/verdict.ts';
import { UNTOUCHED_SECTION, type WorkspaceEvent, type WorkspaceState } from '../../src/domain/workspace.ts';
import type { ReportFonts, ReportInput } from '../../src/report/index.ts';
import { english } from './archives.ts';

/** Returns the SHA-256 of a text. */
export function sha(text: string): Sha256 {
  return parseSha256(createHash('sha256').update(text).digest('hex'))!;
}

/** Returns the fonts that the product hands to the report. */
export function reportFonts(): ReportFonts {
  const { resolve } = createRequire(import.meta.url);
  return {
    sans: readFileSync(resolve('@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf')),
    bold: readFileSync(resolve('@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf')),
    mono: readFileSync(resolve('@expo-google-fonts/noto-sans-mono/400Regular/NotoSansMono_400Regular.ttf')),
    fallback: readFileSync(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  };
}

const NO_COUNTS: Record<RuleOutcome, number> = { pass: 0, fail: 0, judge: 0, 'not-applicable': 0, undecidable: 0 };
const FILE = { kind: 'file' } as const;

/** Returns one evidence file. */
export function evidenceFile(path: string, facts: Facts, role: EvidenceFile['role'] = null): EvidenceFile {
  const reading = { path, state: 'read', notes: [] } as const;
  return { path, sha256: sha(path), size: 1_234, role, facts, privateKeys: [], reading };
}

/** Returns one member's coverage. */
export function covered(path: string, indication: Indication = 'TOTAL_PASSED'): Coverage {
  return {
    path,
    size: 1_234,
    sha256: sha(path),
    by: 'checksum',
    lists: ['release.yaml'],
    signatures: ['release.yaml.p7s'],
    indication,
    reason: reason('ARCHIVE_PASSED'),
  };
}

function testFile(path: string, total: number, passed: number): EvidenceFile {
  const statuses: CaseStatus[] = ['failed', 'skipped'];
  const cases = Array.from({ length: total }, (_, index): TestCase => {
    const status = index < passed ? 'passed' : statuses[index % 2]!;
    const at = { kind: 'case', id: `TC-${String(index)}`, line: index + 3 } as const;
    const detail = status === 'passed' ? '' : 'sensor timeout after 3 s';
    return {
      id: `TC-${String(index)}`,
      name: 'x',
      suite: 's',
      status,
      detail,
      deviations: status === 'passed' ? [] : ['DEV-7'],
      anomalies: [],
      hasOutput: true,
      recorded: [],
      at,
    };
  });
  const facts: Facts = { kind: 'test-results', cases, stated: null, properties: {}, started: null, ended: null };
  return evidenceFile(path, facts, 'tests');
}

/** Returns one anomaly as exported. */
export function anomaly(id: string, evaluation: string | null): Anomaly {
  return {
    id,
    title: `The alarm tone of ${id} is late`,
    description: null,
    affectedFunction: null,
    affectedVersion: null,
    reproduction: null,
    status: 'open',
    severity: 'minor',
    foundIn: null,
    foundOn: null,
    evaluation,
    evaluator: 'risk team',
    evaluatedOn: { text: '2024-10-11', instant: 0, zoned: false, dayOnly: true },
    verdict: 'acceptable',
    riskSeverity: 'S2',
    riskProbability: 'P1',
    riskLevel: 'low',
    hazards: ['H-4'],
    riskControls: ['RC-9'],
    requirements: [],
    tests: ['TC-1'],
    entrySha256: sha(id),
    at: { kind: 'pointer', pointer: `/anomalies/${id}`, line: 12 },
  };
}

function anomalyFile(count: number): EvidenceFile {
  const anomalies = Array.from({ length: count }, (_, index) =>
    anomaly(
      `AN-${String(100 + index)}`,
      'No effect on diagnosis: the value is shown beside the tone, and the tone follows within one second.',
    ),
  );
  const facts: Facts = {
    kind: 'anomalies',
    version: null,
    tool: 'tracker',
    query: null,
    exported: null,
    exportedAt: null,
    statedRows: null,
    anomalies,
  };
  return evidenceFile('anomalies/known.json', facts, 'anomalies');
}

function sbomFile(count: number): EvidenceFile {
  const components = Array.from({ length: count }, (_, index): Component => {
    const name = `library-${String(index)}`;
    return {
      name,
      version: index === 3 ? null : '1.2.3',
      purl: `pkg:npm/${name}@1.2.3`,
      supplier: index % 2 === 0 ? 'A supplier' : null,
      scope: 'required',
      licences: [],
      at: FILE,
    };
  });
  return evidenceFile(
    'sbom.json',
    { kind: 'sbom', format: 'CycloneDX 1.6', root: null, components, created: null, serial: null, vulnerabilities: [] },
    'sbom',
  );
}

function signature(path: string, indication: Indication): SignatureResult {
  const passed = indication === 'TOTAL_PASSED';
  const link = (name: string, anchor: boolean) => ({
    subject: `CN=${name}`,
    issuer: 'CN=Release CA',
    serial: '0a1b2c',
    notBefore: '2024-01-01T00:00:00Z',
    notAfter: '2026-01-01T00:00:00Z',
    fingerprint: sha(name),
    key: 'EC P-256',
    anchor,
    revocation: { state: 'not-needed', at: null, by: null } as const,
  });
  return {
    path: `${path}.p7s`,
    format: 'cms',
    covers: [path],
    indication,
    subIndication: passed ? null : 'NO_CERTIFICATE_CHAIN_FOUND',
    reason: reason(passed ? 'SIGNATURE_PASSED' : 'CHAIN_NOT_FOUND', {
      signer: 'Release Signer',
      path,
      anchor: 'Release CA',
      self: 'no',
      issuer: 'Release CA',
    }),
    signer: {
      name: 'Release Signer',
      subject: 'CN=Release Signer,O=Maker',
      fingerprint: sha('Release Signer'),
      keyFingerprint: sha('Key of Release Signer'),
    },
    times: { claimed: '2024-10-17T13:00:00Z', trusted: null, evaluated: '2024-11-05T09:00:00Z' },
    checks: [
      { question: 'content-unchanged', answer: 'yes' },
      { question: 'anchor-reached', answer: passed ? 'yes' : 'no' },
      { question: 'revocation-settled', answer: 'not-checked' },
    ],
    chain: [link('Release Signer', false), link('Release CA', true)],
    anchor: passed ? sha('Release CA') : null,
    comment: null,
  };
}

function approval(role: string, state: ApprovalResult['state']): ApprovalResult {
  const signed = state === 'signed';
  return {
    role,
    name: `Holder of ${role}`,
    date: '2024-10-17',
    meaning: signed ? 'Reviewed and released' : null,
    anomaly: null,
    statement: signed ? `approvals/${role}.yaml` : null,
    signature: signed ? `approvals/${role}.yaml.p7s` : null,
    state,
    indication: signed ? 'TOTAL_PASSED' : 'INDETERMINATE',
    reason: reason(signed ? 'APPROVAL_SIGNED' : 'APPROVAL_RECORDED_ONLY', {
      role,
      name: `Holder of ${role}`,
      path: `approvals/${role}.yaml`,
      about: 'release',
      claimed: 'none',
    }),
    subject: signed ? { path: 'release.yaml', sha256: sha('release.yaml') } : null,
  };
}

/** Returns a manifest of a product. */
export function manifest(): ReleaseManifest {
  return {
    path: 'release.yaml',
    root: '',
    schema: 'countersign/release@1',
    version: '2.4.0',
    gitTag: 'v2.4.0',
    gitCommit: 'c0ffee'.repeat(6) + 'c0ff',
    build: '2.4.0+b.8842',
    date: '2024-10-17',
    branch: 'release/2.4',
    previous: '2.3.1',
    kind: 'release',
    product: {
      name: 'Triage & <Watch>',
      manufacturer: 'A Manufacturer',
      basicUdiDi: null,
      deviceClass: 'IIa',
      safetyClass: 'B',
      edition: 'a1-2015',
      implantable: false,
      networked: true,
      lifetimeYears: 5,
      deliveryChannels: [],
    },
    artifacts: ['artifacts/app.bundle'],
    checksums: {},
    approvals: [],
    tests: [],
    evidence: {},
    unknownKeys: [],
  };
}

function ruleResult(section: SectionId, number: number): RuleResult {
  const result = (['pass', 'fail', 'judge', 'undecidable', 'pass'] as const)[number % 5]!;
  const code = section.startsWith('5') ? section.replaceAll('.', '') : section.slice(0, 3).toUpperCase();
  return {
    rule: `CS-${code}-0${String(number)}`,
    section,
    result,
    grade: result === 'fail' ? 'major' : null,
    basis: `N ${section}`,
    informative: false,
    sentence: message('cli.none'),
    missing: result === 'undecidable' ? [message('outcome.undecidable')] : [],
    evidence:
      result === 'undecidable'
        ? []
        : [
            {
              path: 'tests/unit.xml',
              sha256: sha('tests/unit.xml'),
              locator: { kind: 'case', id: `TC-${String(number)}`, line: 7 },
              quote: 'a quotation',
            },
          ],
  };
}

function assessmentOf(results: readonly RuleResult[]): Assessment {
  const tally = (of: readonly RuleResult[]) =>
    of.reduce((sum, one) => ({ ...sum, [one.result]: sum[one.result] + 1 }), NO_COUNTS);
  const sections = SECTIONS.map((section): SectionResult => ({
    section,
    applicable: true,
    why: message('outcome.pass'),
    result: 'undecidable',
    counts: tally(results.filter((one) => one.section === section)),
  }));
  return {
    ruleSet: { version: '1.0.0', sha256: sha('rules') },
    profile: {
      edition: 'a1-2015',
      editionFrom: 'manifest',
      safetyClass: 'B',
      safetyClassFrom: 'auditor',
      mode: 'third-party',
      overruled: [{ fact: 'lifetime_years', stated: '5', value: '12' }],
      reason: 'The technical documentation says twelve years.',
      thresholds: {
        evaluationLength: 40,
        identicalEvaluations: 3,
        retentionYears: 10,
        vulnerabilitySeverity: 'high',
        scanAgeDays: 30,
        analysisLevel: 'error',
        retentionYearsImplantable: 15,
      },
    },
    results,
    sections,
    summary: tally(results),
    answers: [{ question: message('rules.question.reproduce'), rules: ['CS-585-06'], result: 'judge' }],
    crossReferences: [
      {
        reference: message('rules.mdr.article-10-8'),
        rules: ['CS-587-03'],
        result: 'pass',
        said: message('rules.mdr.retention', { years: 12, lifetime: 12, legal: 10 }),
      },
    ],
    comparison: COMPARISON,
    figures: {
      tests: [
        { level: 'unit', total: 412, passed: 412, notPassed: 0, files: 1 },
        { level: 'integration', total: 68, passed: 68, notPassed: 0, files: 1 },
        { level: 'system', total: 96, passed: 94, notPassed: 2, files: 1 },
      ],
      anomalies: 11,
      soup: 147,
      approvals: { signed: 4, unproven: 0, failed: 0, recorded: 1, required: 5 },
      members: 10,
    },
    previous: null,
    previousRefused: null,
  };
}

function verificationOf(evidence: readonly EvidenceFile[]): Verification {
  return {
    archive: {
      name: "triage-2.4.0 (it's final).zip",
      container: 'zip',
      size: 1_234_567,
      sha256: sha('archive'),
      members: evidence.length + 2,
    },
    verdict: 'TOTAL_FAILED',
    reasons: [
      reason('MEMBER_MISMATCHED', { first: 'sbom.json', count: 1 }),
      reason('MANIFEST_SIGNATURE_NOT_PASSED', {
        path: 'release.yaml',
        signature: 'release.yaml.p7s',
        code: 'CHAIN_NOT_FOUND',
      }),
    ],
    manifest: { path: 'release.yaml', sha256: sha('release.yaml') },
    integrity: {
      verdict: 'TOTAL_FAILED',
      reasons: [reason('MEMBER_MISMATCHED', { first: 'sbom.json', count: 1 })],
      lists: [{ path: 'release.yaml', format: 'release-manifest', entries: 9 }],
      members: evidence.map(({ path, size, sha256 }) => ({
        path,
        size,
        sha256,
        state: path === 'sbom.json' ? 'mismatched' : 'verified',
        lists: ['release.yaml'],
      })),
      mismatched: [
        {
          path: 'sbom.json',
          list: 'release.yaml',
          algorithm: 'sha256',
          expected: sha('expected'),
          actual: sha('actual'),
        },
      ],
      missing: [{ path: 'docs/ifu.md', list: 'release.yaml' }],
      unlisted: ['notes/forgotten.txt'],
      weak: ['old/md5.bin'],
      unsafe: [{ path: '../outside', code: 'NAME_PARENT' }],
      bags: [
        {
          folder: 'bag/',
          version: '0.97',
          state: 'warned',
          findings: [{ code: 'DOT_PATH', paths: ['bag/manifest-md5.txt'] }],
        },
        {
          folder: '',
          version: '1.0',
          state: 'invalid',
          findings: [{ code: 'FILE_UNLISTED', paths: ['data/a', 'data/b'] }],
        },
      ],
    },
    signatures: [signature('release.yaml', 'INDETERMINATE'), signature('approvals/qa_lead.yaml', 'TOTAL_PASSED')],
    embedded: [{ path: 'artifacts/setup.exe', kind: 'authenticode' }],
    approvals: [
      ...['software_lead', 'qa_lead', 'risk_owner', 'prrc'].map((role) => approval(role, 'signed')),
      approval('release_manager', 'recorded'),
    ],
    coverage: evidence.map(({ path }) => covered(path, path === 'sbom.json' ? 'TOTAL_FAILED' : 'TOTAL_PASSED')),
    evaluatedAt: '2024-11-05T09:00:00.000Z',
  };
}

const ANCHOR: TrustAnchor = {
  fingerprint: sha('Release CA'),
  kind: 'certificate',
  subject: 'CN=Release CA,O=Maker',
  label: '',
  notBefore: '2020-01-01T00:00:00Z',
  notAfter: '2030-01-01T00:00:00Z',
  material: 'MIIB',
  addedBy: 'auditor',
  addedAt: '2024-11-04T08:00:00Z',
  channel: 'read over the telephone',
  note: 'Renewed in 2024.',
  roles: ['release', 'qa_lead'],
  manufacturer: 'Maker',
  expires: '2031-01-01T00:00:00.000Z',
};

const EVENTS: readonly WorkspaceEvent[] = [
  {
    sequence: 1,
    at: '2024-11-05T09:00:00Z',
    author: 'auditor',
    previous: '0'.repeat(64),
    action: { kind: 'opened', archiveSha256: sha('archive'), archiveName: 'triage.zip', tool: 'Countersign 0.1.0' },
  },
  {
    sequence: 2,
    at: '2024-11-05T09:10:00Z',
    author: 'auditor',
    previous: sha('1'),
    action: { kind: 'judged', section: '5.8.1', judgement: 'conforms', reason: 'saw the missing logs on site' },
  },
  {
    sequence: 3,
    at: '2024-11-05T09:11:00Z',
    author: 'auditor',
    previous: sha('2'),
    action: { kind: 'noted', section: '5.8.1', text: 'Ask again next year.' },
  },
];

const WORKSPACE: WorkspaceState = {
  ...foldWorkspace([], { head: sha('head'), lines: 3, unknownActions: 0, fault: null }),
  archiveSha256: sha('archive'),
  archiveName: 'triage.zip',
  sections: {
    '5.8.1': {
      ...UNTOUCHED_SECTION,
      judgement: 'conforms',
      reason: 'saw the missing logs on site',
      judgedAt: '2024-11-05T09:10:00Z',
      judgedBy: 'auditor',
      note: 'Ask again next year.',
      evidence: [],
    },
  },
};

/** Returns a release of a product with faults in it, as `reportModel` takes it. */
export function reportInput(changes: Partial<ReportInput> = {}): ReportInput {
  const evidence = [
    testFile('tests/unit.xml', 412, 412),
    testFile('tests/integration.xml', 68, 68),
    testFile('tests/system.xml', 96, 94),
    anomalyFile(11),
    sbomFile(147),
    evidenceFile('docs/ifu.md', { kind: 'text' }, 'documents'),
  ];
  const release: Release = {
    verification: verificationOf(evidence),
    manifest: manifest(),
    manifestRef: null,
    evidence,
    identity: [
      {
        key: 'version',
        value: '2.4.0',
        where: {
          path: 'tests/unit.xml',
          sha256: sha('tests/unit.xml'),
          locator: { kind: 'element', path: '/testsuites', line: 2 },
          quote: '2.4.0',
        },
        agrees: true,
      },
      {
        key: 'commit',
        value: 'deadbeef',
        where: {
          path: 'sbom.json',
          sha256: sha('sbom.json'),
          locator: { kind: 'pointer', pointer: '/metadata/commit', line: 9 },
          quote: '',
        },
        agrees: false,
      },
    ],
  };
  const rules = SECTIONS.flatMap((section) => [1, 2, 3, 4, 5].map((number) => ruleResult(section, number)));
  return {
    release,
    assessment: assessmentOf(rules),
    edition: {
      edition: 'a1-2015',
      name: 'EN 62304:2006 + A1:2015',
      heading: '5.8 Software release',
      clauses: CLAUSES.map((number) => ({
        number,
        title: `Title of ${number}`,
        classes: ['A', 'B', 'C'],
        asks: `What ${number} asks.`,
      })),
    },
    ruleSet: { version: '1.0.0', rules: [] },
    workspace: WORKSPACE,
    events: EVENTS,
    anchors: [ANCHOR],
    tool: { name: 'Countersign', version: '0.1.0' },
    selftest: { vectors: 52, asExpected: 52, failed: [], unsupported: [], crypto: 'OpenSSL 3.5.4' },
    cryptoPolicy: CRYPTO_POLICY,
    createdAt: '2024-11-05T10:00:00.000Z',
    catalogue: english,
    ...changes,
  };
}

/** Returns an archive of which nothing could be read: no manifest, no member, no rule. */
export function emptyInput(): ReportInput {
  const full = reportInput();
  return {
    ...full,
    release: {
      verification: {
        archive: { name: 'empty', container: 'folder', size: 0, sha256: sha(''), members: 0 },
        verdict: 'INDETERMINATE',
        reasons: [reason('NO_MANIFEST')],
        manifest: null,
        integrity: {
          verdict: 'INDETERMINATE',
          reasons: [],
          lists: [],
          members: [],
          mismatched: [],
          missing: [],
          unlisted: [],
          weak: [],
          unsafe: [],
          bags: [],
        },
        signatures: [],
        embedded: [],
        approvals: [],
        coverage: [],
        evaluatedAt: '2024-11-05T09:00:00.000Z',
      },
      manifest: null,
      manifestRef: null,
      evidence: [],
      identity: [],
    },
    assessment: {
      ...full.assessment,
      profile: { ...full.assessment.profile, safetyClass: null, safetyClassFrom: 'default' },
      results: [],
      sections: [],
      summary: NO_COUNTS,
      figures: {
        tests: [],
        anomalies: null,
        soup: null,
        approvals: { signed: 0, unproven: 0, failed: 0, recorded: 0, required: 5 },
        members: 0,
      },
      previous: null,
      previousRefused: null,
    },
    workspace: null,
    events: [],
    anchors: [],
  };
}

/** Returns `input` with members of these paths, all of them passed, in place of its own. */
export function withMembers(input: ReportInput, paths: readonly string[]): ReportInput {
  const verification = { ...input.release.verification, coverage: paths.map((path) => covered(path)) };
  return { ...input, release: { ...input.release, verification } };
}

const COMPARISON: Comparison = {
  anomalies: { vanished: ['A-3'], closed: [], added: ['A-9'] },
  soup: { added: ['left-pad 1.0.0'], removed: [], changed: [{ name: 'axios', before: '1.6.7', after: '1.6.8' }] },
  testsGone: Array.from({ length: 60 }, (_, index) => `TC-GONE-${String(index)}`),
  approvers: { added: [], removed: ['A. Person (qa_lead)'] },
  toolchain: [{ name: 'toolchain.node', before: '18', after: '20' }],
  results: [{ rule: 'CS-581-01', before: 'fail', after: 'pass' }],
};

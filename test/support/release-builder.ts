import { createHash } from 'node:crypto';
import type { Sha256 } from '../../src/domain/brand.ts';
import type { EvidenceFile } from '../../src/domain/evidence.ts';
import type {
  AnalysisResult,
  AnalysisRun,
  ChangeRequest,
  CoverageReport,
  DynamicAlert,
  DynamicTest,
  GitRef,
  Merge,
  PersonNames,
  ProtectedBranch,
  Provenance,
  VexStatement,
  VulnerabilityFinding,
  VulnerabilityScan,
  Anomaly,
  AnomalyList,
  CaseStatus,
  CheckBox,
  Component,
  Deviation,
  Facts,
  Heading,
  Located,
  MarkdownLink,
  MarkdownTable,
  RiskFile,
  SoupItem,
  TestCase,
  WrittenTime,
} from '../../src/domain/facts.ts';
import type { IntegrityReport, MemberState } from '../../src/domain/integrity.ts';
import type { EvidenceRole, ReleaseManifest } from '../../src/domain/manifest.ts';
import { reason, type ReasonCode } from '../../src/domain/reasons.ts';
import type { Coverage, Release } from '../../src/domain/release.ts';
import type { ApprovalResult, SignatureResult } from '../../src/domain/signature.ts';
import type { Indication } from '../../src/domain/verdict.ts';
import { readWrittenTime } from '../../src/domain/written-time.ts';
import { identityOf } from '../../src/release/identity.ts';

/** Builds releases by hand for tests of rules: whatever a test does not say is as in a release with nothing wrong. */

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';
export const RELEASED = '2024-10-17T15:00:00+02:00';

/** A SHA-256 that depends on `seed` alone. */
export function sha(seed: string): Sha256 {
  return createHash('sha256').update(seed).digest('hex') as Sha256;
}

export function time(text: string): WrittenTime {
  return readWrittenTime(text);
}

export function located<T>(value: T, line = 1): Located<T> {
  return { value, at: { kind: 'line', line } };
}

type Role = EvidenceRole | 'tests' | null;

export function file(
  path: string,
  role: Role,
  facts: Facts,
  state: EvidenceFile['reading']['state'] = 'read',
): EvidenceFile {
  return {
    path,
    sha256: sha(path),
    size: 100,
    role,
    facts,
    privateKeys: [],
    reading: { path, state, notes: [] },
  };
}

export function opaque(
  path: string,
  role: Role = null,
  state: EvidenceFile['reading']['state'] = 'read',
): EvidenceFile {
  return file(path, role, { kind: 'opaque' }, state);
}

export function testCase(id: string, status: CaseStatus = 'passed', changes: Partial<TestCase> = {}): TestCase {
  return {
    id,
    name: `case ${id}`,
    suite: 'suite',
    status,
    detail: status === 'passed' ? '' : `${id} ${status}`,
    deviations: [],
    anomalies: [],
    hasOutput: true,
    recorded: [],
    at: { kind: 'case', id, line: 3 },
    ...changes,
  };
}

export function results(
  path: string,
  cases: readonly TestCase[],
  properties: Readonly<Record<string, string>> = { version: '2.4.0', commit: COMMIT },
  ended: string | null = '2024-10-16T12:00:00+02:00',
): EvidenceFile {
  return file(path, 'tests', {
    kind: 'test-results',
    cases,
    stated: null,
    properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, located(value, 2)])),
    started: ended === null ? null : time(ended),
    ended: ended === null ? null : time(ended),
  });
}

export interface RecordParts {
  readonly fields?: Readonly<Record<string, string>>;
  readonly preamble?: readonly { readonly text: string; readonly line: number }[];
  readonly headings?: readonly Partial<Heading>[];
  readonly checkBoxes?: readonly Partial<CheckBox>[];
  readonly tables?: readonly Partial<MarkdownTable>[];
  readonly links?: readonly Partial<MarkdownLink>[];
}

export function record(path: string, role: Role, parts: RecordParts = {}): EvidenceFile {
  return file(path, role, {
    kind: 'record',
    fields: Object.fromEntries(
      Object.entries(parts.fields ?? {}).map(([key, value], index) => [key, located(value, index + 2)]),
    ),
    preamble: parts.preamble ?? [],
    headings: (parts.headings ?? []).map((heading, index) => ({
      level: 2,
      text: 'Heading',
      clause: null,
      line: 20 + index * 10,
      body: 'Text.',
      ...heading,
    })),
    checkBoxes: (parts.checkBoxes ?? []).map((box, index) => ({
      text: 'Item',
      ticked: true,
      notApplicable: null,
      line: 100 + index,
      ...box,
    })),
    tables: (parts.tables ?? []).map((table) => ({ header: [], rows: [], line: 30, ...table })),
    links: (parts.links ?? []).map((link, index) => ({ text: 'link', target: 'x.md', line: 100 + index, ...link })),
  });
}

export function tree(path: string, role: Role, fields: Readonly<Record<string, string>>): EvidenceFile {
  const scalars = Object.entries(fields).map(
    ([key, value], index) => [`/${key.replaceAll('.', '/')}`, located(value, index + 1)] as const,
  );
  return file(path, role, { kind: 'tree', format: 'yaml', scalars: Object.fromEntries(scalars) });
}

export function anomaly(id: string, changes: Partial<Anomaly> = {}): Anomaly {
  return {
    id,
    title: `Title of ${id}`,
    description: `Description of ${id}`,
    affectedFunction: 'Result screen',
    affectedVersion: '2.4.0',
    reproduction: 'Steps',
    status: 'open',
    severity: 'minor',
    foundIn: 'system test',
    foundOn: time('2024-10-01'),
    evaluation: `The evaluation of ${id} says that the output of the triage does not change and why that is so.`,
    evaluator: 'Risk owner',
    evaluatedOn: time('2024-10-15T10:00:00+02:00'),
    verdict: 'acceptable',
    riskSeverity: 'S1',
    riskProbability: 'P1',
    riskLevel: 'low',
    hazards: ['H-1'],
    riskControls: ['RC-1'],
    requirements: [],
    tests: [],
    entrySha256: sha(id),
    at: { kind: 'pointer', pointer: `/anomalies/${id}`, line: 10 },
    ...changes,
  };
}

export function anomalies(
  entries: readonly Anomaly[],
  changes: Partial<AnomalyList> = {},
  path = 'anomalies/known.json',
): EvidenceFile {
  return file(path, 'anomalies', {
    kind: 'anomalies',
    version: located('2.4.0', 2),
    tool: 'tracker',
    query: located('status = open', 3),
    exported: time('2024-10-17T09:00:00+02:00'),
    exportedAt: { kind: 'line', line: 4 },
    statedRows: located(entries.length, 5),
    anomalies: entries,
    ...changes,
  });
}

export function deviation(id: string, changes: Partial<Deviation> = {}): Deviation {
  return {
    id,
    tests: [],
    anomalies: [],
    rationale: 'Deferred, because the device is not sold there.',
    approvedBy: 'QA lead',
    approvedOn: time('2024-10-16'),
    at: { kind: 'line', line: 2 },
    ...changes,
  };
}

export function deviations(entries: readonly Deviation[]): EvidenceFile {
  return file('deviations.yaml', 'deviations', { kind: 'deviations', deviations: entries });
}

export function riskFile(changes: Partial<RiskFile> = {}): EvidenceFile {
  const at = { kind: 'line', line: 1 } as const;
  return file('risk/risk.yaml', 'risk_file', {
    kind: 'risk-file',
    revision: '7',
    items: [
      { id: 'H-1', type: 'hazard', text: 'Wrong result', requirements: [], verifications: [], at },
      { id: 'RC-1', type: 'risk-control', text: 'Check', requirements: ['R-1'], verifications: ['S-1'], at },
    ],
    matrix: [
      { severity: 'S1', probability: 'P1', level: 'low', acceptable: true, at },
      { severity: 'S3', probability: 'P3', level: 'high', acceptable: false, at },
    ],
    ...changes,
  });
}

export function component(name: string, version: string, changes: Partial<Component> = {}): Component {
  return {
    name,
    version,
    purl: `pkg:npm/${name}@${version}`,
    supplier: 'maker',
    scope: 'required',
    licences: [],
    at: { kind: 'pointer', pointer: '/components/0', line: 4 },
    ...changes,
  };
}

export function sbom(components: readonly Component[], rootVersion: string | null = '2.4.0'): EvidenceFile {
  return file('sbom.json', 'sbom', {
    kind: 'sbom',
    format: 'CycloneDX 1.5',
    root: { name: 'triage', version: rootVersion === null ? null : located(rootVersion, 3), purl: null },
    components,
    created: null,
    serial: null,
    vulnerabilities: [],
  });
}

export function soupList(items: readonly Partial<SoupItem>[]): EvidenceFile {
  return file('soup.csv', 'soup_list', {
    kind: 'soup-list',
    items: items.map((item, index) => ({
      title: 'x',
      version: '1.0.0',
      manufacturer: 'maker',
      purl: null,
      at: { kind: 'row', row: index + 1, column: null, line: index + 2 },
      ...item,
    })),
  });
}

export function traceMatrix(rows: Readonly<Record<string, readonly string[]>>): EvidenceFile {
  return file('trace.csv', 'trace_matrix', {
    kind: 'trace-matrix',
    rows: Object.entries(rows).map(([requirement, tests], index) => ({
      requirement,
      tests,
      at: { kind: 'row', row: index + 1, column: null, line: index + 2 },
    })),
  });
}

export function dockerfile(
  images: readonly { reference: string; stage?: string; fromStage?: boolean }[],
  floating: readonly { reference: string; line: number }[] = [],
): EvidenceFile {
  return file('Dockerfile', 'dockerfile', {
    kind: 'dockerfile',
    images: images.map((image, index) => ({
      reference: image.reference,
      digest: /@(sha256:[0-9a-f]{64})/u.exec(image.reference)?.[1] ?? null,
      stage: image.stage ?? null,
      fromStage: image.fromStage ?? false,
      at: { kind: 'line', line: 1 + index * 10 },
    })),
    floating: floating.map(({ reference, line }) => ({ reference, at: { kind: 'line', line } })),
  });
}

export function approval(role: string, changes: Partial<ApprovalResult> = {}): ApprovalResult {
  return {
    role,
    name: `Person of ${role}`,
    date: RELEASED,
    meaning: 'Approved for release',
    anomaly: null,
    statement: `approvals/${role}.yaml`,
    signature: `approvals/${role}.yaml.p7s`,
    state: 'signed',
    indication: 'TOTAL_PASSED',
    reason: reason('APPROVAL_SIGNED'),
    subject: { path: 'release.yaml', sha256: sha('release.yaml') },
    ...changes,
  };
}

/** An approval of which the manifest holds a name and no more. */
export function recorded(role: string, changes: Partial<ApprovalResult> = {}): ApprovalResult {
  return approval(role, {
    date: null,
    meaning: null,
    statement: null,
    signature: null,
    state: 'recorded',
    indication: 'INDETERMINATE',
    reason: reason('APPROVAL_RECORDED_ONLY'),
    subject: null,
    ...changes,
  });
}

export function signature(
  path: string,
  covers: string,
  indication: Indication = 'TOTAL_PASSED',
  code: ReasonCode = 'SIGNATURE_PASSED',
): SignatureResult {
  return {
    path,
    format: 'cms',
    covers: [covers],
    indication,
    subIndication: null,
    reason: reason(code, { path, signer: 'Signer' }),
    signer: { name: 'Signer', subject: 'CN=Signer', fingerprint: sha('signer'), keyFingerprint: sha('key of signer') },
    times: { claimed: '2024-10-17T13:00:00.000Z', trusted: null, evaluated: '2025-06-01T00:00:00.000Z' },
    checks: [],
    chain: [],
    anchor: sha('anchor'),
    comment: null,
  };
}

export const NO_PRODUCT: ReleaseManifest['product'] = {
  name: null,
  manufacturer: null,
  basicUdiDi: null,
  deviceClass: null,
  safetyClass: null,
  edition: null,
  implantable: null,
  networked: null,
  lifetimeYears: null,
  deliveryChannels: [],
};

export function manifest(changes: Partial<ReleaseManifest> = {}): ReleaseManifest {
  return {
    path: 'release.yaml',
    root: '',
    schema: 'countersign/release@1',
    version: '2.4.0',
    gitTag: 'v2.4.0',
    gitCommit: COMMIT,
    build: '2.4.0+b.8842',
    date: RELEASED,
    branch: 'release/2.4',
    previous: '2.3.1',
    kind: 'release',
    product: {
      ...NO_PRODUCT,
      name: 'Product',
      safetyClass: 'B',
      edition: 'a1-2015',
      implantable: false,
      lifetimeYears: 5,
    },
    artifacts: [],
    checksums: { 'x.bin': [`sha256:${sha('x.bin')}`] },
    approvals: [],
    tests: [],
    evidence: {},
    unknownKeys: [],
    ...changes,
  };
}

export interface ReleaseParts {
  readonly manifest?: Partial<ReleaseManifest> | null;
  readonly files?: readonly EvidenceFile[];
  readonly approvals?: readonly ApprovalResult[];
  readonly signatures?: readonly SignatureResult[];
  readonly integrity?: Partial<IntegrityReport>;
  /** States of single members; all others are `verified`. */
  readonly states?: Readonly<Record<string, MemberState>>;
  readonly coverage?: Readonly<Record<string, Partial<Coverage>>>;
  /** Tells archives with the same content apart. */
  readonly archive?: string;
  readonly manifestFields?: Readonly<Record<string, string>>;
}

/** Returns a release whose members are `files` and the manifest, all verified and covered unless `parts` say otherwise. */
export function release(parts: ReleaseParts = {}): Release {
  const own = parts.manifest === null ? null : manifest(parts.manifest ?? {});
  const evidence = [...(own === null ? [] : [manifestFile(own, parts.manifestFields ?? {})]), ...(parts.files ?? [])];
  const unlisted = Object.entries(parts.states ?? {})
    .filter(([, state]) => state === 'unlisted')
    .map(([path]) => path);
  const integrity: IntegrityReport = {
    verdict: 'TOTAL_PASSED',
    reasons: [],
    lists: own === null ? [] : [{ path: own.path, format: 'release-manifest', entries: evidence.length }],
    members: evidence.map(({ path, size, sha256 }) => ({
      path,
      size,
      sha256,
      state: parts.states?.[path] ?? (path === own?.path ? 'list' : 'verified'),
      lists: own === null ? [] : [own.path],
    })),
    mismatched: [],
    missing: [],
    unlisted,
    weak: [],
    unsafe: [],
    bags: [],
    ...parts.integrity,
  };
  const coverage: readonly Coverage[] = integrity.members.map((member) => ({
    path: member.path,
    size: member.size,
    sha256: member.sha256,
    by: member.state === 'unlisted' ? 'none' : 'checksum',
    lists: member.lists,
    signatures: [],
    indication: member.state === 'unlisted' ? 'INDETERMINATE' : 'TOTAL_PASSED',
    reason: reason('SIGNATURE_PASSED'),
    ...parts.coverage?.[member.path],
  }));
  return {
    verification: {
      archive: {
        name: 'release.zip',
        container: 'zip',
        size: 1,
        sha256: sha(parts.archive ?? 'archive'),
        members: evidence.length,
      },
      verdict: 'TOTAL_PASSED',
      reasons: [reason('ARCHIVE_PASSED')],
      manifest: own === null ? null : { path: own.path, sha256: sha(`${own.path}${parts.archive ?? ''}`) },
      integrity,
      signatures: parts.signatures ?? [],
      embedded: [],
      approvals: parts.approvals ?? [],
      coverage,
      evaluatedAt: '2025-06-01T00:00:00.000Z',
    },
    manifest: own,
    manifestRef: own === null ? null : { path: own.path, sha256: sha(own.path), locator: { kind: 'file' }, quote: '' },
    evidence,
    identity: identityOf(own, evidence),
  };
}

function manifestFile(own: ReleaseManifest, more: Readonly<Record<string, string>>): EvidenceFile {
  const fields = {
    version: own.version,
    git_tag: own.gitTag,
    git_commit: own.gitCommit,
    build: own.build,
    date: own.date,
    branch: own.branch,
  };
  const stated = Object.entries(fields).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]));
  return tree(own.path, null, { ...Object.fromEntries(stated), ...more });
}

const AT = { kind: 'line', line: 7 } as const;

/** Static analysis: one run of the released commit unless `run` says otherwise. */
export function analysis(found: readonly Partial<AnalysisResult>[] = [], run: Partial<AnalysisRun> = {}): EvidenceFile {
  const all = found.map((one): AnalysisResult => ({
    rule: 'rule-1',
    level: 'error',
    text: 'Bad',
    place: 'src/a.ts:1',
    baseline: null,
    suppression: 'none',
    justification: null,
    at: AT,
    ...one,
  }));
  const own: AnalysisRun = {
    tool: 'Linter',
    version: '1',
    commits: [located(COMMIT)],
    successful: true,
    ended: null,
    results: all,
    at: AT,
    ...run,
  };
  return file('sast.sarif', 'sast', { kind: 'static-analysis', runs: [own] });
}

export function dynamicTest(
  alerts: readonly Partial<DynamicAlert>[] = [],
  changes: Partial<DynamicTest> = {},
): EvidenceFile {
  return file('zap.json', 'dast', {
    kind: 'dynamic-test',
    tool: 'ZAP',
    generated: null,
    version: located('2.4.0'),
    build: null,
    sites: [],
    alerts: alerts.map((one) => ({
      name: 'Injection',
      risk: 'high',
      falsePositive: false,
      count: 1,
      note: null,
      at: AT,
      ...one,
    })),
    ...changes,
  });
}

export function coverageReport(covered: number, total: number, changes: Partial<CoverageReport> = {}): EvidenceFile {
  return file('coverage.xml', 'coverage', {
    kind: 'coverage',
    tool: 'c8',
    lines: { covered, total },
    branches: null,
    stated: null,
    files: 1,
    measured: null,
    commit: located(COMMIT),
    version: null,
    ...changes,
  });
}

export function scan(
  found: readonly Partial<VulnerabilityFinding>[] = [],
  changes: Partial<VulnerabilityScan> = {},
): EvidenceFile {
  return file('scan.json', 'vulnerability_scan', {
    kind: 'vulnerability-scan',
    tool: 'Grype',
    scanned: null,
    database: located('2024-10-15T00:00:00Z'),
    target: null,
    components: located(1),
    findings: found.map((one) => ({
      id: 'CVE-2024-1',
      aliases: [],
      severity: 'high',
      component: 'a',
      version: '1.0.0',
      purl: 'pkg:npm/a@1.0.0',
      fixedIn: [],
      at: AT,
      ...one,
    })),
    ...changes,
  });
}

export function vex(statements: readonly Partial<VexStatement>[]): EvidenceFile {
  return file('vex.json', 'vex', {
    kind: 'vex',
    format: 'OpenVEX',
    created: null,
    statements: statements.map((one) => ({
      id: 'CVE-2024-1',
      aliases: [],
      products: [],
      status: 'not-affected',
      justification: 'code is not present',
      impact: null,
      severity: 'unknown',
      at: AT,
      ...one,
    })),
  });
}

export function provenance(changes: Partial<Provenance> = {}): EvidenceFile {
  return file('provenance.json', 'provenance', {
    kind: 'provenance',
    predicateType: 'https://slsa.dev/provenance/v1',
    known: true,
    builder: located('https://ci.example/runner'),
    buildType: 'release',
    parameters: 2,
    subjects: [{ name: 'app.bin', digests: { sha256: sha('app.bin') }, at: AT }],
    materials: [],
    started: time('2024-10-14T10:00:00+02:00'),
    ended: null,
    envelope: 'none',
    ...changes,
  });
}

export function change(id: string, changes: Partial<ChangeRequest> = {}): ChangeRequest {
  return {
    id,
    title: `Title of ${id}`,
    version: '2.4.0',
    status: 'closed',
    approvedBy: 'QA lead',
    approvedOn: time('2024-09-01'),
    commits: [COMMIT],
    merges: [],
    requirements: [],
    verifiedBy: ['S-1'],
    verifiedOn: time('2024-10-16'),
    documents: [],
    riskReviewed: true,
    at: AT,
    ...changes,
  };
}

export function changeRequests(items: readonly ChangeRequest[], statedRows: number | null = null): EvidenceFile {
  return file('changes.json', 'change_requests', {
    kind: 'change-requests',
    tool: 'Jira',
    exported: null,
    statedRows: statedRows === null ? null : located(statedRows),
    items,
  });
}

export function person(name: string): PersonNames {
  return { login: null, name, mail: null };
}

export function merge(id: string, changes: Partial<Merge> = {}): Merge {
  return {
    id,
    title: `Merge ${id}`,
    author: person('Author'),
    mergedBy: person('Merger'),
    mergedOn: time('2024-10-01T10:00:00Z'),
    commit: null,
    target: 'release/2.4',
    approvedBy: [person('Reviewer')],
    checks: [{ name: 'build', passed: true }],
    words: '',
    bot: false,
    at: AT,
    ...changes,
  };
}

export function merges(items: readonly Merge[]): EvidenceFile {
  return file('merges.json', 'merges', { kind: 'merges', tool: 'GitHub', items });
}

export function protection(
  changes: Partial<ProtectedBranch> = {},
  exported: string | null = '2024-10-16T08:00:00Z',
): EvidenceFile {
  const branch: ProtectedBranch = {
    name: 'release/*',
    approvals: 1,
    checks: ['build'],
    forcePushes: false,
    at: AT,
    ...changes,
  };
  return file('protection.json', 'branch_protection', {
    kind: 'branch-protection',
    tool: 'GitHub',
    exported: exported === null ? null : located(exported),
    branches: [branch],
  });
}

/** A history of commits by id with their parents, the first one the released. */
export function history(
  commits: Readonly<Record<string, { parents?: readonly string[]; message?: string; author?: string }>>,
  refs: readonly Partial<GitRef>[],
  prerequisites: readonly string[] = [],
): EvidenceFile {
  return file('source.bundle', 'source', {
    kind: 'git-history',
    prerequisites,
    refs: refs.map((ref) => ({ name: 'refs/tags/v2.4.0', commit: COMMIT, annotated: true, signed: false, ...ref })),
    commits: Object.entries(commits).map(([id, { parents = [], message = 'work', author = 'Author' }]) => ({
      id,
      parents,
      author: person(author),
      committer: person(author),
      time: time('2024-10-01T10:00:00Z'),
      message,
    })),
  });
}

export function lockfile(names: readonly string[]): EvidenceFile {
  return file('package-lock.json', 'lockfile', {
    kind: 'lockfile',
    format: 'npm',
    packages: names.map((name) => ({ name, version: '1.0.0', hashed: true, source: null, at: AT })),
  });
}

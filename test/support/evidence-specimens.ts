import { Buffer } from 'node:buffer';
import { makeGitBundle } from '../../src/packer/index.ts';
import type { Specimen } from './specimen.ts';
import { TEAM_SPECIMENS } from './team-specimens.ts';

const COMMIT = 'b3e654c070a7f84eb88c5bd869361821f95a7af3';
const json = (value: unknown): string => JSON.stringify(value, null, 1);

export const SARIF = {
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'Scanner',
          semanticVersion: '1.2.3',
          rules: [{ id: 'R1', defaultConfiguration: { level: 'error' } }, { id: 'R2' }],
        },
      },
      invocations: [{ executionSuccessful: true, endTimeUtc: '2024-10-14T16:20:55Z' }],
      versionControlProvenance: [{ revisionId: COMMIT }],
      results: [
        {
          ruleId: 'R1',
          ruleIndex: 0,
          message: { text: 'own level of the rule' },
          locations: [{ physicalLocation: { artifactLocation: { uri: 'src/a.ts' }, region: { startLine: 4 } } }],
        },
        { ruleId: 'R1/sub', message: { text: 'level of the parent rule' } },
        { ruleId: 'R2', message: { text: 'level of the standard' } },
        { ruleId: 'R1', kind: 'pass', message: { text: 'no result' } },
        {
          ruleId: 'R1',
          level: 'note',
          message: { text: 'own level' },
          suppressions: [{ kind: 'external', justification: 'known' }],
        },
        {
          ruleId: 'R1',
          message: { text: 'rejected' },
          suppressions: [{ kind: 'external', status: 'rejected', justification: 'known' }],
          baselineState: 'absent',
        },
      ],
    },
  ],
};

export const PULLS = [
  {
    number: 7,
    title: 'CR-1: dose',
    state: 'MERGED',
    author: { login: 'jane-doe', name: 'Jane Doe' },
    mergedAt: '2024-10-01T10:00:00Z',
    mergedBy: { login: 'max' },
    mergeCommit: { oid: COMMIT },
    baseRefName: 'main',
    reviews: [
      { author: { login: 'max' }, state: 'APPROVED' },
      { author: { login: 'eve' }, state: 'APPROVED' },
      { author: { login: 'eve' }, state: 'CHANGES_REQUESTED' },
    ],
    statusCheckRollup: [
      { name: 'build', conclusion: 'SUCCESS' },
      { name: 'lint', conclusion: 'FAILURE' },
      { name: 'slow', status: 'IN_PROGRESS' },
    ],
    labels: [{ name: 'bug' }],
  },
  { number: 8, title: 'open', state: 'OPEN', mergedAt: null },
];

const JACOCO = `<?xml version="1.0"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="a"><sessioninfo id="x" start="1728922300000" dump="1728922323000"/><package name="p"><class name="p/A" sourcefilename="A.java"><method name="m"><counter type="LINE" missed="1" covered="1"/></method></class><sourcefile name="A.java"><line nr="3" mi="0" ci="4" mb="1" cb="1"/><line nr="4" mi="3" ci="0" mb="0" cb="0"/></sourcefile></package><counter type="LINE" missed="9" covered="9"/></report>`;
const COBERTURA = `<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage line-rate="0.9" timestamp="1728922323" version="7.4"><packages><package name="p"><classes><class name="A" filename="a.py"><methods><method name="m"><lines><line number="1" hits="5"/></lines></method></methods><lines><line number="1" hits="5"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines></class><class name="A.Inner" filename="a.py"><lines><line number="2" hits="3"/></lines></class></classes></package></packages></coverage>`;

const WHO = { name: 'Jane Doe', email: 'jane@example.org', at: '2024-10-14T12:00:00+02:00' };
export const BUNDLE = makeGitBundle({
  commits: [
    {
      key: 'a',
      parents: [],
      files: [{ path: 'a.txt', bytes: Buffer.from('one') }],
      author: WHO,
      committer: WHO,
      message: 'first',
    },
    {
      key: 'b',
      parents: ['a'],
      files: [{ path: 'a.txt', bytes: Buffer.from('two') }],
      author: WHO,
      committer: WHO,
      message: 'CR-1: second',
    },
  ],
  branches: [{ name: 'main', commit: 'b' }],
  tags: [{ name: 'v1', commit: 'b', tagger: WHO, message: 'release' }],
});

const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app.bin', digest: { sha256: 'ab'.repeat(32) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: 'b',
      externalParameters: { ref: 'v1' },
      resolvedDependencies: [{ uri: 'git+x', digest: { gitCommit: COMMIT } }],
    },
    runDetails: { builder: { id: 'https://ci' }, metadata: { startedOn: '2024-10-14T18:02:09+02:00' } },
  },
};

/** One specimen a format, each told by its content. */
export const SPECIMENS: readonly Specimen[] = [
  { name: 'SARIF', path: 'a.sarif', role: null, kind: 'static-analysis', content: json(SARIF) },
  {
    name: 'ZAP JSON',
    path: 'zap.json',
    role: null,
    kind: 'dynamic-test',
    content: json({
      '@programName': 'ZAP',
      '@version': '2.15',
      '@generated': '2024-10-15T22:10:18+02:00',
      site: [
        {
          '@name': 'https://x',
          alerts: [
            { alert: 'Injection', riskcode: '3', confidence: '2', count: '4' },
            { name: 'Noise', riskcode: '0', confidence: '0', instances: [{}, {}] },
          ],
        },
      ],
    }),
  },
  {
    name: 'ZAP XML',
    path: 'zap.xml',
    role: null,
    kind: 'dynamic-test',
    content:
      '<?xml version="1.0"?><OWASPZAPReport version="2.15" generated="2024-10-15T22:10:18Z"><site name="https://x"><alerts><alertitem><alert>Injection</alert><riskcode>3</riskcode><confidence>2</confidence><instances><instance><uri>u</uri></instance></instances><count>4</count><otherinfo>looked at</otherinfo></alertitem></alerts></site></OWASPZAPReport>',
  },
  { name: 'Cobertura', path: 'c.xml', role: null, kind: 'coverage', content: COBERTURA },
  { name: 'JaCoCo', path: 'j.xml', role: null, kind: 'coverage', content: JACOCO },
  {
    name: 'LCOV',
    path: 'lcov.info',
    role: null,
    kind: 'coverage',
    content:
      'TN:\nSF:src/a.ts\nFN:1,a\nFNDA:3,a\nDA:1,3\nDA:2,0\nBRDA:1,0,0,3\nBRDA:1,0,1,-\nLF:2\nLH:1\nend_of_record\nTN:b\nSF:src/a.ts\nDA:2,1\nend_of_record\n',
  },
  {
    name: 'Istanbul',
    path: 'coverage-final.json',
    role: null,
    kind: 'coverage',
    content: json({
      'a.ts': {
        statementMap: { 0: { start: { line: 1 } }, 1: { start: { line: 1 } }, 2: { start: { line: 2 } } },
        s: { 0: 0, 1: 2, 2: 0 },
        b: { 0: [1, 0] },
      },
    }),
  },
  {
    name: 'Istanbul summary',
    path: 'coverage-summary.json',
    role: null,
    kind: 'coverage',
    content: json({
      total: { lines: { total: 99, covered: 99 } },
      'a.ts': { lines: { total: 10, covered: 7 }, branches: { total: 4, covered: 1 } },
    }),
  },
  {
    name: 'Grype',
    path: 'grype.json',
    role: null,
    kind: 'vulnerability-scan',
    content: json({
      matches: [
        {
          vulnerability: { id: 'CVE-1', severity: 'High', fix: { versions: ['2'] } },
          relatedVulnerabilities: [{ id: 'GHSA-1' }],
          artifact: { name: 'a', version: '1', purl: 'pkg:npm/a@1' },
        },
      ],
      source: { target: 'sbom.json' },
      descriptor: { name: 'grype', version: '0.82', db: { status: { built: '2024-10-15T01:30:00Z' } } },
    }),
  },
  {
    name: 'Trivy',
    path: 'trivy.json',
    role: null,
    kind: 'vulnerability-scan',
    content: json({
      SchemaVersion: 2,
      CreatedAt: '2024-10-15T01:30:00Z',
      ArtifactName: 'app',
      Results: [
        {
          Target: 'a',
          Packages: [{ Name: 'a' }, { Name: 'b' }],
          Vulnerabilities: [
            {
              VulnerabilityID: 'CVE-1',
              PkgName: 'a',
              InstalledVersion: '1',
              FixedVersion: '2, 3',
              Severity: 'CRITICAL',
              PkgIdentifier: { PURL: 'pkg:npm/a@1' },
            },
          ],
        },
      ],
    }),
  },
  {
    name: 'osv-scanner',
    path: 'osv.json',
    role: null,
    kind: 'vulnerability-scan',
    content: json({
      results: [
        {
          source: { path: 'package-lock.json' },
          packages: [
            {
              package: { name: 'a', version: '1' },
              vulnerabilities: [
                {
                  id: 'GHSA-1',
                  aliases: ['CVE-1'],
                  affected: [{ ranges: [{ events: [{ introduced: '0' }, { fixed: '2' }] }] }],
                },
              ],
              groups: [{ ids: ['GHSA-1'], max_severity: '9.8' }],
            },
          ],
        },
      ],
    }),
  },
  {
    name: 'OpenVEX',
    path: 'vex.json',
    role: null,
    kind: 'vex',
    content: json({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      timestamp: '2024-10-15T01:30:00Z',
      statements: [
        {
          vulnerability: { name: 'CVE-1', aliases: ['GHSA-1'] },
          products: [{ '@id': 'pkg:generic/app@1', subcomponents: [{ '@id': 'pkg:npm/a@1' }] }],
          status: 'not_affected',
          justification: 'component_not_present',
        },
      ],
    }),
  },
  {
    name: 'CSAF',
    path: 'csaf.json',
    role: null,
    kind: 'vex',
    content: json({
      document: {
        csaf_version: '2.0',
        category: 'csaf_vex',
        tracking: { current_release_date: '2024-10-15T01:30:00Z' },
      },
      product_tree: {
        branches: [
          {
            category: 'vendor',
            branches: [
              { product: { product_id: 'P1', name: 'App 1', product_identification_helper: { purl: 'pkg:npm/a@1' } } },
            ],
          },
        ],
      },
      vulnerabilities: [
        {
          cve: 'CVE-1',
          product_status: { known_not_affected: ['P1'] },
          flags: [{ label: 'component_not_present', product_ids: ['P1'] }],
          scores: [{ cvss_v3: { baseScore: 7.5 } }],
        },
      ],
    }),
  },
  { name: 'in-toto statement', path: 'provenance.json', role: null, kind: 'provenance', content: json(STATEMENT) },
  {
    name: 'DSSE',
    path: 'provenance.dsse',
    role: 'provenance',
    kind: 'provenance',
    content: json({
      payloadType: 'application/vnd.in-toto+json',
      payload: Buffer.from(json(STATEMENT)).toString('base64'),
      signatures: [],
    }),
  },
  {
    name: 'package-lock.json',
    path: 'package-lock.json',
    role: null,
    kind: 'lockfile',
    content: json({
      lockfileVersion: 3,
      packages: {
        '': { name: 'app' },
        'node_modules/@s/a': { version: '1.0.0', resolved: 'https://r/a.tgz', integrity: 'sha512-x' },
        'node_modules/b': { version: '2.0.0' },
      },
    }),
  },
  {
    name: 'pnpm-lock.yaml',
    path: 'pnpm-lock.yaml',
    role: null,
    kind: 'lockfile',
    content:
      "lockfileVersion: '9.0'\nimporters:\n  .: {}\npackages:\n  '@s/a@1.0.0':\n    resolution: {integrity: sha512-x}\n  b@2.0.0:\n    resolution: {tarball: https://r/b.tgz}\n",
  },
  {
    name: 'yarn.lock 1',
    path: 'yarn.lock',
    role: null,
    kind: 'lockfile',
    content:
      '# THIS IS AN AUTOGENERATED FILE.\n# yarn lockfile v1\n\n\n"@s/a@^1.0.0", "@s/a@^1.1.0":\n  version "1.1.0"\n  resolved "https://r/a.tgz#0123456789012345678901234567890123456789"\n  integrity sha512-x\n\nb@^2.0.0:\n  version "2.0.0"\n  dependencies:\n    c "^1.0.0"\n',
  },
  {
    name: 'yarn.lock berry',
    path: 'yarn.lock',
    role: 'lockfile',
    kind: 'lockfile',
    content:
      '__metadata:\n  version: 8\n  cacheKey: 10\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  checksum: 10/abc\n  languageName: node\n  linkType: hard\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "app@workspace:."\n',
  },
  {
    name: 'requirements.txt',
    path: 'requirements.txt',
    role: null,
    kind: 'lockfile',
    content: `a==1.0.0 \\\n    --hash=sha256:${'a'.repeat(64)}\nb[x]==2.0.0 ; python_version > "3" # note\nc>=3\n--index-url https://r\n-e ./local\n`,
  },
  {
    name: 'poetry.lock',
    path: 'poetry.lock',
    role: null,
    kind: 'lockfile',
    content:
      '# This file is automatically @generated by Poetry\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nfiles = [\n    {file = "a.whl", hash = "sha256:x"},\n]\n\n[metadata]\nlock-version = "2.0"\n',
  },
  {
    name: 'Cargo.lock',
    path: 'Cargo.lock',
    role: null,
    kind: 'lockfile',
    content:
      'version = 3\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n\n[[package]]\nname = "a"\nversion = "1.0.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "abc"\n',
  },
  {
    name: 'gradle.lockfile',
    path: 'gradle.lockfile',
    role: null,
    kind: 'lockfile',
    content:
      '# This is a Gradle generated file for dependency locking.\ncom.example:a:1.0.0=runtimeClasspath\nempty=annotationProcessor\n',
  },
  {
    name: 'packages.lock.json',
    path: 'packages.lock.json',
    role: null,
    kind: 'lockfile',
    content: json({
      version: 1,
      dependencies: {
        'net8.0': { A: { type: 'Direct', resolved: '1.0.0', contentHash: 'x' }, Own: { type: 'Project' } },
      },
    }),
  },
  {
    name: 'change requests',
    path: 'changes.json',
    role: null,
    kind: 'change-requests',
    content: json({
      export: { tool: 'Jira', rows: 2, exported_at: '2024-10-17T08:55:10+02:00' },
      change_requests: [
        {
          id: 'CR-1',
          title: 'Dose',
          fix_version: '2.4.0',
          status: 'closed',
          approved_by: 'QA',
          approved_on: '2024-09-01',
          implemented_in: [COMMIT],
          pull_requests: [7],
          verified_by: ['S-1', 'S-2'],
          verified_on: '2024-10-16',
          risk_file_reviewed: true,
        },
        { title: 'without id' },
      ],
    }),
  },
  {
    name: 'change table',
    path: 'changes.csv',
    role: 'change_requests',
    kind: 'change-requests',
    content:
      'Key,Summary,Fix Version/s,Status,Approved by,Verified by,Risk file reviewed\nCR-1,Dose,2.4.0,Done,QA,S-1;S-2,yes\n',
  },
  { name: 'GitHub merges', path: 'merges.json', role: null, kind: 'merges', content: json(PULLS) },
  {
    name: 'GitLab merges',
    path: 'mrs.json',
    role: null,
    kind: 'merges',
    content: json([
      {
        iid: 3,
        title: 'CR-1',
        state: 'merged',
        merged_at: '2024-10-01T10:00:00Z',
        merge_commit_sha: COMMIT,
        target_branch: 'main',
        author: { username: 'jane', name: 'Jane' },
        approved_by: [{ user: { username: 'max' } }],
        head_pipeline: { status: 'success' },
      },
    ]),
  },
  {
    name: 'Azure merges',
    path: 'prs.json',
    role: null,
    kind: 'merges',
    content: json({
      value: [
        {
          pullRequestId: 5,
          title: 'CR-1',
          status: 'completed',
          closedDate: '2024-10-01T10:00:00Z',
          createdBy: { displayName: 'Jane' },
          reviewers: [
            { displayName: 'Max', vote: 10 },
            { displayName: 'Eve', vote: -5 },
          ],
          lastMergeCommit: { commitId: COMMIT },
          targetRefName: 'refs/heads/main',
        },
      ],
    }),
  },
  {
    name: 'GitHub protection',
    path: 'protection.json',
    role: null,
    kind: 'branch-protection',
    content: json({
      branch: 'main',
      exported_at: '2024-10-17T08:55:10+02:00',
      protection: {
        required_pull_request_reviews: { required_approving_review_count: 2 },
        required_status_checks: { contexts: ['build'] },
        allow_force_pushes: { enabled: false },
      },
    }),
  },
  {
    name: 'GitHub ruleset',
    path: 'ruleset.json',
    role: null,
    kind: 'branch-protection',
    content: json([
      {
        name: 'main rules',
        target: 'branch',
        enforcement: 'active',
        conditions: { ref_name: { include: ['refs/heads/main', 'refs/heads/release/*'] } },
        rules: [
          { type: 'non_fast_forward' },
          { type: 'pull_request', parameters: { required_approving_review_count: 1 } },
          { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'build' }] } },
        ],
      },
    ]),
  },
  {
    name: 'GitLab protection',
    path: 'protected.json',
    role: null,
    kind: 'branch-protection',
    content: json([{ name: 'main', push_access_levels: [], merge_access_levels: [], allow_force_push: false }]),
  },
  { name: 'git bundle', path: 'source.bundle', role: null, kind: 'git-history', content: BUNDLE.bytes },
  ...TEAM_SPECIMENS,
];

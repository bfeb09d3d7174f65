import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../../src/domain/render.ts';
import { damaged, damages } from '../../fuzz/damage.ts';
import { english } from '../../support/archives.ts';
import { evidenceOf, noteKeys } from '../../support/evidence-file.ts';
import { BUNDLE, PULLS, SARIF, SPECIMENS } from '../../support/evidence-specimens.ts';
import type { Specimen } from '../../support/specimen.ts';

function specimen(name: string): Specimen {
  const found = SPECIMENS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no specimen ${name}`);
  return found;
}

function readOf(name: string, change: (text: string) => string = (text) => text): ReturnType<typeof evidenceOf> {
  const { path, content, role } = specimen(name);
  return evidenceOf(path, typeof content === 'string' ? change(content) : content, role);
}

/** What each specimen must give, beside its kind. */
const FACTS: Readonly<Record<string, object>> = {
  SARIF: {
    runs: [
      {
        tool: 'Scanner',
        version: '1.2.3',
        successful: true,
        results: [
          { level: 'error', place: 'src/a.ts:4', suppression: 'none' },
          { level: 'error' },
          { level: 'warning' },
          { level: 'none' },
          { level: 'note', suppression: 'accepted', justification: 'known' },
          { level: 'error', suppression: 'open', baseline: 'absent' },
        ],
      },
    ],
  },
  'ZAP JSON': {
    tool: 'ZAP 2.15',
    alerts: [
      { name: 'Injection', risk: 'high', falsePositive: false, count: 4 },
      { name: 'Noise', risk: 'informational', falsePositive: true, count: 2 },
    ],
  },
  'ZAP XML': { tool: 'ZAP 2.15', alerts: [{ name: 'Injection', risk: 'high', count: 4, note: 'looked at' }] },
  Cobertura: {
    lines: { covered: 2, total: 2 },
    branches: { covered: 1, total: 2 },
    stated: { value: 0.9 },
    files: 1,
    tool: '7.4',
  },
  JaCoCo: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 }, files: 1 },
  LCOV: { lines: { covered: 2, total: 2 }, branches: { covered: 1, total: 2 }, files: 1 },
  Istanbul: { lines: { covered: 1, total: 2 }, branches: { covered: 1, total: 2 } },
  'Istanbul summary': { lines: { covered: 7, total: 10 }, branches: { covered: 1, total: 4 } },
  Grype: {
    tool: 'Grype 0.82',
    database: { value: '2024-10-15T01:30:00Z' },
    components: null,
    findings: [{ id: 'CVE-1', aliases: ['GHSA-1'], severity: 'high', fixedIn: ['2'], purl: 'pkg:npm/a@1' }],
  },
  Trivy: { components: { value: 2 }, database: null, findings: [{ severity: 'critical', fixedIn: ['2', '3'] }] },
  'osv-scanner': {
    components: null,
    findings: [{ id: 'GHSA-1', aliases: ['CVE-1'], severity: 'critical', fixedIn: ['2'] }],
  },
  OpenVEX: {
    format: 'OpenVEX',
    statements: [
      {
        id: 'CVE-1',
        status: 'not-affected',
        products: ['pkg:generic/app@1', 'pkg:npm/a@1'],
        justification: 'component_not_present',
      },
    ],
  },
  CSAF: {
    format: 'CSAF 2.0',
    statements: [
      {
        id: 'CVE-1',
        status: 'not-affected',
        products: ['App 1', 'pkg:npm/a@1'],
        severity: 'high',
        justification: 'component_not_present',
      },
    ],
  },
  'in-toto statement': {
    known: true,
    builder: { value: 'https://ci' },
    parameters: 1,
    envelope: 'none',
    subjects: [{ name: 'app.bin' }],
  },
  DSSE: { known: true, envelope: 'dsse', subjects: [{ name: 'app.bin', digests: { sha256: 'ab'.repeat(32) } }] },
  'package-lock.json': {
    format: 'npm',
    packages: [
      { name: '@s/a', version: '1.0.0', hashed: true },
      { name: 'b', hashed: false },
    ],
  },
  'pnpm-lock.yaml': {
    format: 'pnpm',
    packages: [
      { name: '@s/a', version: '1.0.0', hashed: true },
      { name: 'b', version: '2.0.0', hashed: false, source: 'https://r/b.tgz' },
    ],
  },
  'yarn.lock 1': {
    packages: [
      { name: '@s/a', version: '1.1.0', hashed: true, at: { line: 5 } },
      { name: 'b', version: '2.0.0', hashed: false },
    ],
  },
  'yarn.lock berry': { packages: [{ name: 'a', version: '1.0.0', hashed: true }] },
  'requirements.txt': {
    packages: [
      { name: 'a', version: '1.0.0', hashed: true },
      { name: 'b', version: '2.0.0', hashed: false },
      { name: 'c', version: null },
    ],
  },
  'poetry.lock': { packages: [{ name: 'a', hashed: true, at: { line: 3 } }] },
  'Cargo.lock': { packages: [{ name: 'a', hashed: true, at: { line: 7 } }] },
  'gradle.lockfile': { packages: [{ name: 'com.example:a', version: '1.0.0' }] },
  'packages.lock.json': { packages: [{ name: 'A', version: '1.0.0', hashed: true }] },
  'change requests': {
    tool: 'Jira',
    statedRows: { value: 2 },
    items: [{ id: 'CR-1', merges: ['7'], verifiedBy: ['S-1', 'S-2'], riskReviewed: true }],
  },
  'change table': {
    items: [
      {
        id: 'CR-1',
        title: 'Dose',
        version: '2.4.0',
        status: 'Done',
        approvedBy: 'QA',
        verifiedBy: ['S-1', 'S-2'],
        riskReviewed: true,
        at: { kind: 'row', row: 1, line: 2 },
      },
    ],
  },
  'GitHub merges': {
    items: [
      {
        id: '7',
        approvedBy: [{ login: 'max' }],
        checks: [{ passed: true }, { passed: false }, { passed: null }],
        target: 'main',
      },
    ],
  },
  'GitLab merges': { tool: 'GitLab', items: [{ id: '3', approvedBy: [{ login: 'max' }], checks: [{ passed: true }] }] },
  'Azure merges': {
    tool: 'Azure DevOps',
    items: [{ id: '5', approvedBy: [{ name: 'Max' }], checks: null, target: 'main' }],
  },
  'GitHub protection': { branches: [{ name: 'main', approvals: 2, checks: ['build'], forcePushes: false }] },
  'GitHub ruleset': {
    branches: [{ name: 'main', approvals: 1, checks: ['build'], forcePushes: false }, { name: 'release/*' }],
  },
  'GitLab protection': {
    tool: 'GitLab',
    branches: [{ name: 'main', approvals: null, checks: null, forcePushes: false }],
  },
  'test workbook': {
    cases: [
      { id: 'TC-1', name: 'Dosis', status: 'passed', at: { kind: 'cell', sheet: 'Lauf 1', cell: 'A2' } },
      { id: 'TC-2', status: 'failed', recorded: ['tester'] },
    ],
  },
  'test table': {
    cases: [
      { id: 'C1', status: 'passed', anomalies: ['TRI-1'], at: { row: 1 } },
      { id: 'C2', status: 'not-run' },
    ],
  },
  'risk table': {
    items: [
      { id: 'H-1', type: 'hazard' },
      { id: 'RC-1', type: 'risk-control', verifications: ['TC-1'] },
    ],
  },
  'SPDX 3': {
    format: 'SPDX 3.0.1',
    root: { name: 'app', version: { value: '2.4.0' } },
    created: { text: '2024-10-14T16:20:55Z' },
    components: [
      { name: 'a', scope: 'required', supplier: 'Example GmbH', licences: ['MIT'], at: { pointer: '/@graph/5' } },
      { name: 't', scope: 'excluded', purl: null, licences: [] },
    ],
  },
  Xray: {
    cases: [
      { id: 'TC-1', status: 'passed', hasOutput: true },
      { id: 'TC-2', status: 'failed', anomalies: ['TRI-1'] },
      { id: 'Alarm', status: 'not-run', hasOutput: false },
    ],
    properties: {
      version: { value: '2.4.0', at: { pointer: '/info/version', line: 4 } },
      environment: { value: 'staging', at: { pointer: '/info/testEnvironments' } },
    },
    started: { text: '2024-10-14T18:00:00+02:00' },
  },
  'GitHub Actions': {
    system: 'GitHub Actions',
    inputs: [
      { what: 'runner', reference: 'ubuntu-latest', exact: false },
      { what: 'image', exact: true },
      {
        what: 'image',
        reference: 'postgres:16',
        exact: false,
        at: { pointer: '/jobs/build/services/db/image', line: 7 },
      },
      { what: 'action', exact: true },
      { what: 'action', reference: 'actions/setup-node@v4', exact: false },
      { what: 'action', reference: './.github/actions/own', exact: true },
      { what: 'image', reference: 'docker://alpine:3', exact: false },
      { what: 'install', exact: false },
      { what: 'workflow', exact: false },
    ],
  },
  'GitLab CI': {
    system: 'GitLab CI',
    inputs: [
      { what: 'include', reference: '/ci/build.yml', exact: true },
      { what: 'include', reference: 'org/ci@main', exact: false },
      { what: 'include', exact: false },
      { what: 'image', reference: 'node:22', exact: false },
      { what: 'image', exact: true, at: { pointer: '/build/image/name' } },
    ],
  },
  ReqIF: {
    rows: [
      { requirement: 'SRS-1', tests: ['TC-1'], at: { kind: 'element', line: 2 } },
      { requirement: 'SRS-2', tests: [], at: { line: 3 } },
    ],
  },
  'GitLab issues': { tool: 'GitLab', anomalies: [{ id: '#4', severity: 'high', status: 'opened' }] },
  'Linear issues': { tool: 'Linear', anomalies: [{ id: 'APP-4', status: 'In Progress' }] },
  'git bundle': {
    refs: [
      { name: 'refs/heads/main', annotated: false },
      { name: 'refs/tags/v1', annotated: true, signed: false },
      { name: 'HEAD' },
    ],
    commits: [
      { message: 'first\n' },
      {
        message: 'CR-1: second\n',
        author: { name: 'Jane Doe', mail: 'jane@example.org' },
        time: { text: '2024-10-14T12:00:00+02:00', zoned: true },
      },
    ],
  },
};

/** Specimens of which a part is left out on purpose, and is named. */
const PARTLY: ReadonlySet<string> = new Set(['change requests', 'requirements.txt']);

describe('every format', () => {
  it.each(SPECIMENS)('$name is told by its content and read', ({ name, kind }) => {
    const file = readOf(name);
    expect([file.facts.kind, file.reading.state], JSON.stringify(file.reading.notes)).toEqual([
      kind,
      PARTLY.has(name) ? 'partly-read' : 'read',
    ]);
    expect(FACTS).toHaveProperty([name]);
    expect(file.facts).toMatchObject(FACTS[name] ?? {});
  });

  it.each(SPECIMENS)('$name that is cut off, damaged or lies is never an error of ours', ({ path, role, content }) => {
    const whole = Buffer.from(content);
    fc.assert(
      fc.property(damages, (done) => {
        const file = evidenceOf(path, damaged(whole, done), role);
        for (const note of file.reading.notes) expect(render(english, note)).not.toMatch(/undefined|\{\w+\}/u);
        expect(['read', 'partly-read', 'not-understood', 'not-read']).toContain(file.reading.state);
      }),
      { numRuns: 60, seed: 7 },
    );
    for (let at = 0; at < whole.length; at += Math.ceil(whole.length / 12))
      expect(() => evidenceOf(path, whole.subarray(0, at), role)).not.toThrow();
  });

  it.each([
    'SARIF',
    'ZAP JSON',
    'OpenVEX',
    'CSAF',
    'GitHub merges',
    'change requests',
    'in-toto statement',
    'Grype',
    'Trivy',
    'package-lock.json',
  ])('%s with a repeated key or beyond 100 levels is not understood', (name) => {
    const twice = readOf(name, (text) => text.replace(/"(\w+)":/u, '"$1": 1, "$1":'));
    expect([twice.reading.state, noteKeys(twice)[0]]).toEqual(['not-understood', 'evidence.parse.DUPLICATE_KEY']);
    const deep = readOf(name, (text) => text.replace(/"[^"]*"(?=\s*[,}\]])/u, `${'['.repeat(200)}${']'.repeat(200)}`));
    expect([deep.reading.state, noteKeys(deep)[0]]).toEqual(['not-understood', 'evidence.parse.TOO_DEEP']);
  });
});

describe('what is not as it should be', () => {
  it('is named: other versions, external results, unknown predicates', () => {
    expect(noteKeys(evidenceOf('a.sarif', JSON.stringify({ ...SARIF, version: '2.0.0' }), 'sast'))).toEqual([
      'evidence.version',
    ]);
    const [run] = SARIF.runs;
    const external = {
      ...SARIF,
      runs: [{ ...run, externalPropertyFileReferences: { results: [{}] } }, { results: [] }],
    };
    expect(noteKeys(evidenceOf('a.sarif', JSON.stringify(external)))).toEqual([
      'evidence.sarif.external',
      'evidence.dropped.entry',
    ]);
    expect(
      noteKeys(readOf('in-toto statement', (text) => text.replace('slsa.dev/provenance', 'example.org/p'))),
    ).toEqual(['evidence.provenance.predicate']);
    expect(noteKeys(readOf('DSSE', (text) => text.replace(/"payload": "./u, '"payload": "!')))).toEqual([
      'evidence.provenance.payload',
    ]);
    expect(noteKeys(readOf('CSAF', (text) => text.replace('"2.0"', '"3.0"')))).toEqual(['evidence.version']);
    expect(noteKeys(readOf('GitHub merges'))).toEqual(['evidence.merges.open']);
    expect(noteKeys(readOf('requirements.txt'))).toEqual(['evidence.lock.line']);
    expect(noteKeys(readOf('LCOV', (text) => text.replace('DA:2,0', 'DA:x').replace(/end_of_record\n$/u, '')))).toEqual(
      ['evidence.coverage.lines', 'evidence.coverage.cut'],
    );
    expect(noteKeys(evidenceOf('p.toml', '[[package]]\nname = "a\n', 'lockfile'))).toEqual(['evidence.parse.SYNTAX']);
  });

  it('an SPDX 3 document of another context or with elements elsewhere is never taken as whole', () => {
    const context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
    for (const other of [context.replace('3.0.1', '4.0'), `${context}?x`]) {
      const file = readOf('SPDX 3', (text) => text.replace(context, other));
      expect([file.reading.state, noteKeys(file)]).toEqual(['not-understood', ['evidence.spdx.version']]);
    }
    const more = readOf('SPDX 3', (text) => text.replace(`"${context}"`, `["${context}", "https://example.org/own"]`));
    expect(more.reading.state).toBe('not-understood');
    const elsewhere = readOf('SPDX 3', (text) =>
      text.replace('"rootElement": [\n    "urn:s"', '"import": [{}],\n   "rootElement": [\n    "urn:s"'),
    );
    expect([elsewhere.reading.state, noteKeys(elsewhere)]).toEqual(['partly-read', ['evidence.spdx.imports']]);
  });

  it('a package that tests and the product need is a part of the product', () => {
    const both = readOf('SPDX 3', (text) =>
      text.replace('"to": [\n    "urn:a"\n   ]', '"to": [\n    "urn:a",\n    "urn:t"\n   ]'),
    );
    expect(both.facts).toMatchObject({ components: [{ name: 'a' }, { name: 't', scope: 'required' }] });
  });

  it('a ReqIF document without tests, or with relations that lead nowhere, says so', () => {
    expect(noteKeys(readOf('ReqIF', (text) => text.replace('Test Case', 'Note')))).toEqual(['evidence.reqif.no-tests']);
    const nowhere = readOf('ReqIF', (text) =>
      text.replace(
        '<SPEC-RELATION>',
        '<SPEC-RELATION><SOURCE><SPEC-OBJECT-REF>o-9</SPEC-OBJECT-REF></SOURCE><TARGET><SPEC-OBJECT-REF>o-1</SPEC-OBJECT-REF></TARGET></SPEC-RELATION><SPEC-RELATION>',
      ),
    );
    expect([nowhere.reading.state, noteKeys(nowhere)]).toEqual(['partly-read', ['evidence.reqif.dangling']]);
    const twice = readOf('ReqIF', (text) => text.replace('IDENTIFIER="o-2"', 'IDENTIFIER="o-1"'));
    expect(noteKeys(twice)).toEqual(['evidence.spdx.repeated']);
  });

  it('an Xray status that no meaning is known for is no result, and is named', () => {
    const file = readOf('Xray', (text) => text.replace('"TODO"', '"SHRUG"'));
    expect(file.facts).toMatchObject({ cases: [{}, {}, { status: 'not-run' }] });
    expect(noteKeys(file)).toHaveLength(1);
  });

  it('a document type is never fetched, and one that declares anything is refused', () => {
    expect(noteKeys(readOf('Cobertura'))).toEqual(['evidence.coverage.doctype']);
    const declaring = readOf('JaCoCo', (text) => text.replace('"report.dtd">', '"report.dtd" [<!ENTITY x "y">]>'));
    expect([declaring.facts.kind, noteKeys(declaring)]).toEqual(['text', ['evidence.parse.DOCTYPE']]);
  });

  it('a JaCoCo report without lines gives its own sums, and says so', () => {
    const file = readOf('JaCoCo', (text) => text.replace(/<line [^>]*>/gu, ''));
    expect(file.facts).toMatchObject({ lines: { covered: 9, total: 18 } });
    expect(noteKeys(file)).toContain('evidence.coverage.sums');
  });

  it('a table or a list under a role that wants something else is not understood; a document is read', () => {
    expect(evidenceOf('a.json', '{"x": 1}', 'sast').reading.state).toBe('not-understood');
    expect(evidenceOf('a.csv', 'a,b\n1,2\n', 'merges').reading.state).toBe('not-understood');
    expect(evidenceOf('pentest.md', '# Test\n', 'dast').reading.state).toBe('read');
  });
});

describe('people and checks of merges', () => {
  it('an export without reviews or checks says nothing about them', () => {
    const [first] = PULLS;
    const bare = evidenceOf(
      'm.json',
      JSON.stringify([{ ...first, reviews: undefined, statusCheckRollup: undefined }]),
      'merges',
    );
    expect(bare.facts).toMatchObject({ items: [{ approvedBy: null, checks: null }] });
    const bot = evidenceOf(
      'm.json',
      JSON.stringify([{ ...first, author: { login: 'app/renovate', is_bot: true } }]),
      'merges',
    );
    expect(bot.facts).toMatchObject({ items: [{ bot: true }] });
  });
});

describe('a git bundle', () => {
  const bytes = Buffer.from(BUNDLE.bytes);

  it('names commits by their own bytes, so that a reference to another one leads nowhere', () => {
    const [a, b] = [BUNDLE.commits.get('a') ?? '', BUNDLE.commits.get('b') ?? ''];
    expect(readOf('git bundle').facts).toMatchObject({
      commits: [
        { id: a, parents: [] },
        { id: b, parents: [a] },
      ],
    });
    const lying = Buffer.from(bytes.toString('latin1').replaceAll(b, 'c'.repeat(40)), 'latin1');
    expect(evidenceOf('x.bundle', lying).facts).toMatchObject({
      refs: [{ commit: null }, { commit: b }, { commit: null }],
    });
  });

  it('that is cut off, altered or of another version is not understood, in words', () => {
    expect(noteKeys(evidenceOf('x.bundle', bytes.subarray(0, bytes.length - 1)))).toEqual(['evidence.git.digest']);
    expect(noteKeys(evidenceOf('x.bundle', bytes.subarray(0, 100)))).toEqual(['evidence.git.cut']);
    const turned = Buffer.from(bytes);
    turned[turned.length - 40] = (turned[turned.length - 40] ?? 0) ^ 1;
    expect(noteKeys(evidenceOf('x.bundle', turned))).toEqual(['evidence.git.digest']);
    const other = Buffer.from(bytes.toString('latin1').replace('PACK\0\0\0\u0002', 'PACK\0\0\0\u0009'), 'latin1');
    expect(noteKeys(evidenceOf('x.bundle', other))).toEqual(['evidence.git.version']);
    expect(noteKeys(evidenceOf('x.bundle', '# v2 git bundle\nnot a head\n\nPACK'))).toEqual(['evidence.git.cut']);
  });
});

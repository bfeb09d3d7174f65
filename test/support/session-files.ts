import type { EvidenceItem } from '../../src/contract/contract.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import type { Locator } from '../../src/domain/locator.ts';
import { pretendDigest } from './session-parts.ts';

/** One member of the fixture's release. A binary has a size only; a text is its first lines and then `count` times `each`. */
interface FixtureFile {
  readonly path: string;
  readonly role: EvidenceItem['role'];
  readonly kind: EvidenceItem['kind'];
  readonly size?: number;
  readonly head?: readonly string[];
  readonly each?: (n: number) => string;
  readonly count?: number;
}

const four = (n: number): string => String(n).padStart(4, '0');
const testCase =
  (level: string) =>
  (n: number): string =>
    `    <testcase classname="triage.${level}" name="TC-${level.slice(0, 1).toUpperCase()}-${four(n)}" time="0.012"/>`;
const suite = (level: string): readonly string[] => [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<testsuites>',
  `  <testsuite name="${level}" timestamp="2024-10-16T08:00:00Z">`,
  '    <properties><property name="version" value="2.4.0"/></properties>',
];
const step = (n: number): string => `- [x] Step ${n} was carried out as planned; its evidence is part of the release.`;
const anomaly = (n: number): string =>
  [
    '  {',
    `    "id": "AN-${four(n)}",`,
    '    "status": "open",',
    '    "severity": "minor",',
    '    "affectedFunction": "list view",',
    '    "description": "The list keeps its place after a change of user",',
    '    "evaluation": "no contribution to an unacceptable risk",',
    '    "evaluator": "Example risk owner",',
    '    "evaluatedOn": "2024-10-15T09:00:00+02:00",',
    '    "verdict": "acceptable",',
    '    "hazards": ["H-02"],',
    '    "tests": ["TC-S-0107"]',
    '  },',
  ].join('\n');

const FIXTURE_FILES: readonly FixtureFile[] = [
  {
    path: 'release.yaml',
    role: null,
    kind: 'manifest',
    head: ['schema: countersign/release@1', 'version: 2.4.0', 'git_tag: v2.4.0', `git_commit: ${commit()}`, 'trace:'],
    each: (n) => `  REQ-${four(n)}: TC-S-${four(n)}`,
    count: 214,
  },
  { path: 'artifacts/triage-2.4.0.bundle', role: null, kind: 'artifact', size: 184_320_000 },
  junit('unit', 4_812),
  junit('integration', 968),
  junit('system', 214),
  {
    path: 'tests/manual.csv',
    role: 'tests',
    kind: 'table',
    head: ['Fall;Was;Ausgang;Notiz'],
    each: (n) => `M-${four(n)};Alarm ${n} tönt;${n % 9 === 0 ? 'n.i.O.' : 'i.O.'};`,
    count: 30,
  },
  { path: 'anomalies/known.json', role: 'anomalies', kind: 'anomalies', head: ['['], each: anomaly, count: 12 },
  {
    path: 'documents/release-record.md',
    role: 'release_record',
    kind: 'release-record',
    head: ['# Release record', '', 'version: 2.4.0', ''],
    each: step,
    count: 150,
  },
  {
    path: 'documents/verification-plan.md',
    role: 'verification_plan',
    kind: 'document',
    head: ['# Verification plan', ''],
    each: step,
    count: 140,
  },
  {
    path: 'sbom/triage.cdx.json',
    role: 'sbom',
    kind: 'cyclonedx',
    head: ['{ "bomFormat": "CycloneDX", "specVersion": "1.5", "components": ['],
    each: (n) => `  { "type": "library", "name": "component-${four(n)}", "version": "1.${n}.0" },`,
    count: 87,
  },
  {
    path: 'soup/soup.csv',
    role: 'soup_list',
    kind: 'soup',
    head: ['title,version,manufacturer'],
    each: (n) => `component-${four(n)},1.${n}.0,Example Supplier`,
    count: 87,
  },
  {
    path: 'build/build-manifest.yaml',
    role: 'build_manifest',
    kind: 'build-manifest',
    head: [
      'version: 2.4.0',
      `commit: ${commit()}`,
      'branch: release/2.4',
      'runner: build-07',
      '',
      '',
      'build: 2.4.0+b.8842',
    ],
    each: (n) => `input_${four(n)}: pinned by digest`,
    count: 40,
  },
  {
    path: 'build/Dockerfile',
    role: 'dockerfile',
    kind: 'dockerfile',
    head: [`FROM example/build@sha256:${pretendDigest('image')}`],
    each: (n) => `COPY step-${four(n)}.sh /build/`,
    count: 30,
  },
  {
    path: 'risk/risk-file.yaml',
    role: 'risk_file',
    kind: 'risk',
    head: ['revision: 12', 'items:'],
    each: (n) => `  - { id: H-${four(n)}, text: "A hazard that the risk file describes" }`,
    count: 60,
  },
  {
    path: 'archive/archive-record.md',
    role: 'archive_record',
    kind: 'document',
    head: ['# Archive record', ''],
    each: step,
    count: 20,
  },
];

const TEXTS = new Map(
  FIXTURE_FILES.flatMap(({ path, head = [], each, count = 0 }) =>
    each === undefined
      ? []
      : [[path, [...head, ...Array.from({ length: count }, (_, n) => each(n + 1)), ''].join('\n')]],
  ),
);

/** The members of the fixture's release that are neither approvals nor signatures. */
export const FILES: readonly Omit<EvidenceItem, 'sha256' | 'reading'>[] = FIXTURE_FILES.map(
  ({ path, role, kind, size }) => ({ path, role, kind, size: size ?? (TEXTS.get(path) ?? '').length }),
);

/** Returns the whole text of a member of the fixture's release, `null` where it is no text. */
export function textOf(path: string): string | null {
  return TEXTS.get(path) ?? null;
}

/** Returns a link to line `line` of a member, quoting what stands there; a later line wraps to one that the file has. */
export function refTo(path: string, line: number): EvidenceRef {
  const lines = (textOf(path) ?? '').split('\n').slice(0, -1);
  const at = ((line - 1) % Math.max(lines.length, 1)) + 1;
  const quote = (lines[at - 1] ?? '').trim();
  return { path, sha256: pretendDigest(path), locator: locatorAt(quote, at, lines.length), quote };
}

function locatorAt(quote: string, line: number, lines: number): Locator {
  if (lines === 0) return { kind: 'file' };
  const id = /<testcase [^>]*name="([^"]+)"/u.exec(quote)?.[1];
  return id === undefined ? { kind: 'line', line } : { kind: 'case', id, line };
}

function junit(level: string, count: number): FixtureFile {
  return { path: `tests/${level}.xml`, role: 'tests', kind: 'junit', head: suite(level), each: testCase(level), count };
}

function commit(): string {
  return pretendDigest('commit').slice(0, 40);
}

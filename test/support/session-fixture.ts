import type { EvidenceItem, SessionView } from '../../src/contract/contract.ts';
import type { RuleResult, SectionResult } from '../../src/domain/assessment.ts';
import { SECTIONS, type Mode, type RuleOutcome, type SectionId } from '../../src/domain/clause.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import { GATE_ROLES } from '../../src/domain/manifest.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import type { Coverage } from '../../src/domain/release.ts';
import type { ApprovalResult } from '../../src/domain/signature.ts';
import type { Indication } from '../../src/domain/verdict.ts';
import { EDITION, pretendDigest, RULES, ruleResult, signature } from './session-parts.ts';

export type Variant = 'passed' | 'failed' | 'indeterminate' | 'hostile' | 'huge' | 'no-manifest';

const INDICATION: Readonly<Record<Variant, Indication>> = {
  passed: 'TOTAL_PASSED',
  failed: 'TOTAL_FAILED',
  indeterminate: 'INDETERMINATE',
  hostile: 'INDETERMINATE',
  huge: 'TOTAL_PASSED',
  'no-manifest': 'INDETERMINATE',
};

const FILES: readonly (readonly [string, number, EvidenceItem['role'], EvidenceItem['kind']])[] = [
  ['release.yaml', 8_412, null, 'manifest'],
  ['artifacts/triage-2.4.0.bundle', 184_320_000, null, 'artifact'],
  ['tests/unit.xml', 1_204_118, 'tests', 'junit'],
  ['tests/integration.xml', 388_204, 'tests', 'junit'],
  ['tests/system.xml', 96_114, 'tests', 'junit'],
  ['anomalies/known.json', 41_080, 'anomalies', 'anomalies'],
  ['documents/release-record.md', 12_388, 'release_record', 'release-record'],
  ['documents/verification-plan.md', 6_240, 'verification_plan', 'document'],
  ['sbom/triage.cdx.json', 220_114, 'sbom', 'cyclonedx'],
  ['soup/soup.csv', 9_871, 'soup_list', 'soup'],
  ['build/build-manifest.yaml', 1_902, 'build_manifest', 'build-manifest'],
  ['build/Dockerfile', 1_411, 'dockerfile', 'dockerfile'],
  ['risk/risk-file.yaml', 30_215, 'risk_file', 'risk'],
  ['archive/archive-record.md', 2_114, 'archive_record', 'document'],
];

export const HOSTILE_PATH = `evidence/${'very-long-folder-name/'.repeat(12)}report\u202Efdp.exe`;
export const HOSTILE_NAME = `release\u202E\u0007 ${'W'.repeat(180)} <img src=x onerror=alert(1)>.zip`;

/** Returns what the window gets for a release in the state of `variant`. */
export function sessionView(variant: Variant, mode: Mode = 'third-party'): SessionView {
  const verdict = INDICATION[variant];
  const signer = variant === 'hostile' ? `Mallory\u202E ${'very long name '.repeat(20)}` : 'Example Release Manager';
  const signatures =
    variant === 'no-manifest'
      ? []
      : [
          signature('release.yaml.p7s', 'release.yaml', verdict === 'TOTAL_FAILED' ? 'TOTAL_PASSED' : verdict, signer),
          ...(variant === 'failed'
            ? [signature('approvals/qa_lead.yaml.p7s', 'approvals/qa_lead.yaml', 'TOTAL_FAILED', 'Example QA Lead')]
            : []),
        ];
  const results = ruleResults(variant);
  const coverage = coverageOf(variant);
  return {
    session: '0'.repeat(32),
    verification: {
      archive: {
        name: variant === 'hostile' ? HOSTILE_NAME : 'triage-2.4.0-release.zip',
        container: 'zip',
        size: 187_204_118,
        sha256: pretendDigest(`archive ${variant}`),
        members: coverage.length,
      },
      verdict,
      reasons: reasonsOf(variant),
      manifest: variant === 'no-manifest' ? null : { path: 'release.yaml', sha256: pretendDigest('release.yaml') },
      integrity: integrityOf(variant, coverage),
      signatures,
      approvals: variant === 'no-manifest' ? [] : approvalsOf(variant),
      coverage,
      evaluatedAt: '2024-11-05T09:30:00Z',
    },
    assessment: {
      ruleSet: { version: '1.0.0', sha256: pretendDigest('rules') },
      profile: {
        edition: 'a1-2015',
        editionFrom: 'manifest',
        safetyClass: variant === 'no-manifest' ? null : 'B',
        safetyClassFrom: variant === 'no-manifest' ? 'default' : 'manifest',
        mode,
        thresholds: {
          evaluationLength: 40,
          identicalEvaluations: 3,
          retentionYears: 10,
          retentionYearsImplantable: 15,
        },
      },
      results,
      sections: SECTIONS.map((section) => sectionOf(section, results)),
      summary: countsOf(results),
      figures: {
        tests:
          variant === 'no-manifest'
            ? []
            : [
                { level: 'unit', total: 4_812, passed: 4_812, notPassed: 0, files: 1 },
                {
                  level: 'integration',
                  total: 968,
                  passed: variant === 'failed' ? 961 : 968,
                  notPassed: variant === 'failed' ? 7 : 0,
                  files: 1,
                },
                { level: 'system', total: 214, passed: 214, notPassed: 0, files: 1 },
              ],
        anomalies: variant === 'no-manifest' ? null : 12,
        soup: variant === 'no-manifest' ? null : 87,
        approvals: { signed: 4, unproven: 0, failed: 0, recorded: 1, required: 5 },
        members: coverage.length,
      },
    },
    product:
      variant === 'no-manifest'
        ? { name: null, manufacturer: null, version: null, build: null, deviceClass: null }
        : {
            name: variant === 'hostile' ? `Triage\u200B\u202E${' long'.repeat(60)}` : 'Triage',
            manufacturer: 'Example Medical GmbH',
            version: '2.4.0',
            build: '2.4.0+b.8842',
            deviceClass: 'IIa',
          },
    identity:
      variant === 'no-manifest'
        ? []
        : [
            { key: 'version', value: '2.4.0', where: at('release.yaml', 2, 'version: 2.4.0'), agrees: true },
            {
              key: 'version',
              value: variant === 'failed' ? '2.3.9' : '2.4.0',
              where: at('tests/system.xml', 4, '<property name="version"'),
              agrees: variant !== 'failed',
            },
            {
              key: 'version',
              value: 'v2.4.0',
              where: at('documents/release-record.md', 3, 'version: 2.4.0'),
              agrees: true,
            },
            { key: 'tag', value: 'v2.4.0', where: at('release.yaml', 3, 'git_tag: v2.4.0'), agrees: true },
            {
              key: 'commit',
              value: pretendDigest('commit').slice(0, 40),
              where: at('release.yaml', 4, ''),
              agrees: true,
            },
            { key: 'build', value: '2.4.0+b.8842', where: at('build/build-manifest.yaml', 7, ''), agrees: true },
          ],
    evidence: FILES.map(([path, size, role, kind]) => ({
      path,
      size,
      sha256: pretendDigest(path),
      role,
      kind,
      reading: path.endsWith('system.xml')
        ? { state: 'partly-read' as const, notes: [{ key: 'window.evidence.line-beyond', values: { line: 99 } }] }
        : { state: path.startsWith('artifacts') ? ('not-read' as const) : ('read' as const), notes: [] },
    })),
    edition: EDITION as SessionView['edition'],
    rules: [...RULES] as SessionView['rules'],
    workspace: {
      archiveSha256: pretendDigest(`archive ${variant}`),
      archiveName: 'triage-2.4.0-release.zip',
      sections: {
        '5.8.4': {
          judgement: 'conforms',
          reason: '',
          judgedAt: '2024-11-05T09:41:00Z',
          judgedBy: 'auditor',
          note: 'Version, tag and commit compared with the repository export.',
          evidence: [at('release.yaml', 2, 'version: 2.4.0')],
        },
      },
      events: 4,
      head: pretendDigest('head'),
      fault: null,
      exports: 0,
    },
  } as unknown as SessionView;
}

function at(path: string, line: number, quote: string): EvidenceRef {
  return { path, sha256: pretendDigest(path), locator: { kind: 'line', line }, quote };
}

function ruleResults(variant: Variant): readonly RuleResult[] {
  return RULES.map((rule, place) => {
    const outcome = outcomeOf(variant, place);
    return ruleResult(rule, outcome, evidenceFor(variant, place, outcome));
  });
}

function outcomeOf(variant: Variant, place: number): RuleOutcome {
  if (variant === 'no-manifest') return 'undecidable';
  if (place % 11 === 7) return 'judge';
  if (place % 13 === 9) return 'not-applicable';
  if (variant === 'failed' && (place === 1 || place % 9 === 5)) return 'fail';
  if (variant !== 'passed' && place % 7 === 3) return 'undecidable';
  return 'pass';
}

function evidenceFor(variant: Variant, place: number, outcome: RuleOutcome): readonly EvidenceRef[] {
  if (outcome === 'undecidable') return [];
  if (variant === 'hostile') {
    return [
      {
        path: HOSTILE_PATH,
        sha256: pretendDigest(HOSTILE_PATH),
        locator: { kind: 'pointer', pointer: `/${'a/'.repeat(60)}`, line: 3 },
        quote: `\u202Equoted <b>text</b> ${'x'.repeat(190)}`,
      },
    ];
  }
  const many = place % 5 === 0 ? 12 : 1 + (place % 3);
  return Array.from({ length: many }, (_, step): EvidenceRef => {
    const path = FILES[(place + step) % FILES.length]?.[0] ?? 'release.yaml';
    return {
      path,
      sha256: pretendDigest(path),
      locator:
        step === 0 ? { kind: 'line', line: 120 + place } : { kind: 'case', id: `TC-${place}${step}`, line: 40 + step },
      quote: step === 0 ? 'evaluated: no contribution to an unacceptable risk' : '',
    };
  });
}

function sectionOf(section: SectionId, results: readonly RuleResult[]): SectionResult {
  const own = results.filter((result) => result.section === section);
  const counts = countsOf(own);
  const worst = (['fail', 'undecidable', 'judge', 'pass'] as const).find((outcome) => counts[outcome] > 0);
  const applicable = section !== 'rollback';
  return {
    section,
    applicable,
    why: { key: 'window.header.class-from.manifest', values: { class: 'B' } },
    result: applicable ? (worst ?? 'undecidable') : 'not-applicable',
    counts,
  };
}

function countsOf(results: readonly RuleResult[]): Record<RuleOutcome, number> {
  const counts = { pass: 0, fail: 0, judge: 0, 'not-applicable': 0, undecidable: 0 };
  for (const { result } of results) counts[result] += 1;
  return counts;
}

function reasonsOf(variant: Variant): readonly Reason[] {
  switch (variant) {
    case 'passed':
    case 'huge':
      return [{ code: 'ARCHIVE_PASSED', values: {} }];
    case 'failed':
      return [
        { code: 'MEMBER_MISMATCHED', values: { count: 1, first: 'tests/system.xml' } },
        { code: 'MEMBER_MISSING', values: { count: 2, first: 'dast/zap.sarif' } },
        { code: 'MEMBER_UNLISTED', values: { count: 1, first: 'notes/extra.txt' } },
      ];
    case 'no-manifest':
      return [
        { code: 'NO_MANIFEST', values: {} },
        { code: 'NO_CHECKSUMS', values: {} },
      ];
    case 'indeterminate':
    case 'hostile':
      return [
        { code: 'CHAIN_NO_ANCHOR_GIVEN', values: { signer: 'Example Release Manager', path: 'release.yaml.p7s' } },
        {
          code: 'MEMBER_UNLISTED',
          values: { count: 1, first: variant === 'hostile' ? HOSTILE_PATH : 'notes/extra.txt' },
        },
      ];
  }
}

function coverageOf(variant: Variant): readonly Coverage[] {
  const known = FILES.filter(([path]) => variant !== 'no-manifest' || path !== 'release.yaml').map(
    ([path, size]): Coverage => {
      if (variant === 'failed' && path === 'tests/system.xml') {
        return row(path, size, 'checksum', 'TOTAL_FAILED', {
          code: 'MEMBER_MISMATCHED',
          values: { count: 1, first: path },
        });
      }
      if (variant === 'no-manifest')
        return row(path, size, 'none', 'INDETERMINATE', { code: 'NO_CHECKSUMS', values: {} });
      const by = path === 'release.yaml' ? 'manifest' : 'checksum';
      if (INDICATION[variant] === 'INDETERMINATE')
        return row(path, size, by, 'INDETERMINATE', {
          code: 'CHAIN_NO_ANCHOR_GIVEN',
          values: { signer: 'Example Release Manager' },
        });
      return row(path, size, by, 'TOTAL_PASSED', { code: 'ARCHIVE_PASSED', values: {} });
    },
  );
  const extra = (path: string): Coverage =>
    row(path, 812, 'none', 'INDETERMINATE', { code: 'MEMBER_UNLISTED', values: { count: 1, first: path } });
  if (variant === 'failed' || variant === 'indeterminate') return [...known, extra('notes/extra.txt')];
  if (variant === 'hostile') return [...known, extra(HOSTILE_PATH)];
  if (variant !== 'huge') return known;
  const layers = Array.from({ length: 120_000 }, (_, place) =>
    row(`image/layers/${String(place).padStart(6, '0')}/file.bin`, place * 7, 'checksum', 'TOTAL_PASSED', {
      code: 'ARCHIVE_PASSED',
      values: {},
    }),
  );
  return [...known, ...layers];
}

function row(path: string, size: number, by: Coverage['by'], indication: Indication, reason: Reason): Coverage {
  const listed = by === 'checksum';
  return {
    path,
    size,
    sha256: pretendDigest(path),
    by,
    lists: listed ? ['release.yaml'] : [],
    signatures: listed || by === 'manifest' ? ['release.yaml.p7s'] : [],
    indication,
    reason,
  };
}

function integrityOf(variant: Variant, coverage: readonly Coverage[]): SessionView['verification']['integrity'] {
  const bad = variant === 'failed';
  return {
    verdict: INDICATION[variant],
    reasons: [],
    lists:
      variant === 'no-manifest'
        ? []
        : [
            { path: 'release.yaml', format: 'release-manifest', entries: coverage.length },
            { path: 'SHA256SUMS', format: 'sha256sums', entries: 9 },
          ],
    members: coverage.map(({ path, size, sha256, by, indication, lists }) => ({
      path,
      size,
      sha256,
      state:
        by === 'none'
          ? 'unlisted'
          : indication === 'TOTAL_FAILED'
            ? 'mismatched'
            : by === 'manifest'
              ? 'list'
              : 'verified',
      lists: [...lists],
    })),
    mismatched: bad
      ? [
          {
            path: 'tests/system.xml',
            list: 'release.yaml',
            algorithm: 'sha256',
            expected: pretendDigest('expected'),
            actual: pretendDigest('tests/system.xml'),
          },
        ]
      : [],
    missing: bad
      ? [
          { path: 'dast/zap.sarif', list: 'release.yaml' },
          { path: 'dast/report.html', list: 'release.yaml' },
        ]
      : [],
    unlisted: coverage.filter(({ by }) => by === 'none').map(({ path }) => path),
    weak: [],
    unsafe: [],
  };
}

function approvalsOf(variant: Variant): readonly ApprovalResult[] {
  return [
    ...GATE_ROLES.filter((role) => role !== 'prrc').map((role): ApprovalResult => {
      const failed = variant === 'failed' && role === 'qa_lead';
      const indication = failed
        ? 'TOTAL_FAILED'
        : INDICATION[variant] === 'INDETERMINATE'
          ? 'INDETERMINATE'
          : 'TOTAL_PASSED';
      return {
        role,
        name: `Example ${role.replace('_', ' ')}`,
        date: '2024-10-17T15:00:00+02:00',
        meaning: 'I reviewed the evidence of this role and release version 2.4.0',
        anomaly: null,
        statement: `approvals/${role}.yaml`,
        signature: `approvals/${role}.yaml.p7s`,
        state: 'signed',
        indication,
        reason: {
          code: failed ? 'APPROVAL_SIGNATURE_FAILED' : 'APPROVAL_SIGNED',
          values: {
            role,
            name: `Example ${role}`,
            path: `approvals/${role}.yaml`,
            statement: `approvals/${role}.yaml`,
          },
        },
        subject: { path: 'release.yaml', sha256: pretendDigest('release.yaml') },
      };
    }),
    {
      role: 'prrc',
      name: 'Example PRRC',
      date: null,
      meaning: null,
      anomaly: null,
      statement: null,
      signature: null,
      state: 'recorded',
      indication: 'INDETERMINATE',
      reason: { code: 'APPROVAL_RECORDED_ONLY', values: { role: 'prrc', name: 'Example PRRC' } },
      subject: null,
    },
  ];
}

import { foldWorkspace, JOURNAL_START } from '../../src/audit/index.ts';
import { UNTOUCHED_SECTION } from '../../src/domain/workspace.ts';
import type { SessionView } from '../../src/contract/contract.ts';
import { SECTIONS, type Mode } from '../../src/domain/clause.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import type { MemberState } from '../../src/domain/integrity.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import type { Coverage } from '../../src/domain/release.ts';
import { countsOf, figuresOf, ruleResults, sectionOf } from './session-assessment.ts';
import { FILES, refTo } from './session-files.ts';
import { EDITION, pretendDigest, RULES } from './session-parts.ts';
import { approvalsOf, coverageOf, signaturesOf } from './session-signing.ts';
import { HOSTILE_NAME, HOSTILE_PATH, INDICATION, type Variant } from './session-variants.ts';

const STATES: Readonly<Record<string, string>> = { artifact: 'not-read', table: 'not-understood' };

/** Returns what the window gets for a release in the state of `variant`. */
export function sessionView(variant: Variant, mode: Mode = 'third-party'): SessionView {
  const verdict = INDICATION[variant];
  const results = ruleResults(variant);
  const coverage = coverageOf(variant);
  return {
    session: '0'.repeat(32),
    verification: {
      archive: {
        name: variant === 'hostile' ? HOSTILE_NAME : 'triage-2.4.0-release.zip',
        container: 'zip',
        size: archiveSize(coverage),
        sha256: pretendDigest(`archive ${variant}`),
        members: coverage.length,
      },
      verdict,
      reasons: reasonsOf(variant),
      manifest: variant === 'no-manifest' ? null : { path: 'release.yaml', sha256: pretendDigest('release.yaml') },
      integrity: integrityOf(variant, coverage),
      signatures: signaturesOf(variant),
      embedded: [],
      approvals: approvalsOf(variant),
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
        overruled: [],
        reason: null,
        thresholds: {
          vulnerabilitySeverity: 'high',
          scanAgeDays: 30,
          analysisLevel: 'error',
          evaluationLength: 40,
          identicalEvaluations: 3,
          retentionYears: 10,
          retentionYearsImplantable: 15,
        },
      },
      results,
      sections: SECTIONS.map((section) => sectionOf(section, results)),
      summary: countsOf(results),
      figures: figuresOf(variant, coverage.length),
      answers: [{ question: { key: 'rules.question.reproduce', values: {} }, rules: ['CS-585-06'], result: 'judge' }],
      crossReferences: [
        { reference: { key: 'rules.mdr.annex-ii-6-1', values: {} }, rules: ['CS-581-01'], result: 'pass', said: null },
      ],
      comparison:
        variant === 'hostile'
          ? {
              anomalies: { vanished: ['A-1\u202E'], closed: [], added: [] },
              soup: { added: [], removed: [], changed: [{ name: 'axios', before: '1.6.7', after: '1.6.8' }] },
              testsGone: Array.from({ length: 60 }, (_, index) => `TC-${String(index)}`),
              approvers: { added: [], removed: [] },
              toolchain: [],
              results: [],
            }
          : null,
      previous: null,
      previousRefused: null,
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
    identity: variant === 'no-manifest' ? [] : identityOf(variant),
    evidence: FILES.filter(({ path }) => variant !== 'no-manifest' || path !== 'release.yaml').map((file) => ({
      ...file,
      sha256: pretendDigest(file.path),
      role: variant === 'no-manifest' ? null : file.role,
      reading: { state: STATES[file.kind] ?? 'read', notes: [] },
    })),
    edition: EDITION as SessionView['edition'],
    rules: [...RULES] as SessionView['rules'],
    desk: {
      name: 'triage-2.4.0-release 6f1d2c3b.countersign',
      author: 'auditor',
      sealed: false,
      readOnly: null,
      practice: false,
    },
    supplements: [],
    workspace: {
      ...EMPTY_WORKSPACE,
      archiveSha256: pretendDigest(`archive ${variant}`),
      archiveName: variant === 'hostile' ? HOSTILE_NAME : 'triage-2.4.0-release.zip',
      sections: variant === 'no-manifest' ? {} : { '5.8.4': JUDGED },
      events: variant === 'no-manifest' ? 1 : 4,
      head: pretendDigest('head'),
    },
  } as unknown as SessionView;
}

const EMPTY_WORKSPACE = foldWorkspace([], { head: JOURNAL_START, lines: 0, unknownActions: 0, fault: null });

const JUDGED = {
  ...UNTOUCHED_SECTION,
  judgement: 'conforms',
  reason: '',
  judgedAt: '2024-11-05T09:41:00Z',
  judgedBy: 'auditor',
  note: 'Version, tag and commit compared with the repository export.',
  evidence: [refTo('release.yaml', 2)],
};

/** A ZIP archive that stores its members as they are: their bytes and some for each header. */
function archiveSize(coverage: readonly Coverage[]): number {
  return coverage.reduce((sum, { size, path }) => sum + size + 2 * path.length + 146, 22);
}

function identityOf(variant: Variant): SessionView['identity'] {
  const said = (key: string, value: string, where: EvidenceRef, agrees = true): unknown => ({
    key,
    value,
    where,
    agrees,
  });
  return [
    said('version', '2.4.0', refTo('release.yaml', 2)),
    variant === 'failed'
      ? said(
          'version',
          '2.3.9',
          { ...refTo('tests/system.xml', 4), quote: '<property name="version" value="2.3.9"/>' },
          false,
        )
      : said('version', '2.4.0', refTo('tests/system.xml', 4)),
    said('version', '2.4.0', refTo('documents/release-record.md', 3)),
    said('tag', 'v2.4.0', refTo('release.yaml', 3)),
    said('commit', pretendDigest('commit').slice(0, 40), refTo('release.yaml', 4)),
    said('build', '2.4.0+b.8842', refTo('build/build-manifest.yaml', 7)),
  ] as unknown as SessionView['identity'];
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
        {
          code: 'MEMBER_SIGNATURE_FAILED',
          values: {
            count: 1,
            first: 'approvals/qa_lead.yaml',
            signature: 'approvals/qa_lead.yaml.p7s',
            code: 'SIGNATURE_DIGEST_MISMATCH',
          },
        },
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

const BAGS: Readonly<Partial<Record<Variant, SessionView['verification']['integrity']['bags']>>> = {
  failed: [
    { folder: 'bag/', version: '1.0', state: 'valid', findings: [] },
    {
      folder: 'delivery/',
      version: '0.97',
      state: 'invalid',
      findings: [
        {
          code: 'FILE_UNLISTED',
          paths: [1, 2, 3, 4, 5, 6, 7].map((index) => `delivery/data/part-${String(index)}.bin`),
        },
        { code: 'SYSTEM_FILE', paths: ['delivery/data/.DS_Store'] },
      ],
    },
  ],
  hostile: [
    {
      folder: `${HOSTILE_PATH}/`,
      version: null,
      state: 'unread',
      findings: [{ code: 'PATH_OUT_OF_SCOPE', paths: [HOSTILE_PATH] }],
    },
  ],
};

function integrityOf(variant: Variant, coverage: readonly Coverage[]): SessionView['verification']['integrity'] {
  const bad = variant === 'failed';
  return {
    verdict: INDICATION[variant],
    reasons: [],
    lists:
      variant === 'no-manifest'
        ? []
        : [
            {
              path: 'release.yaml',
              format: 'release-manifest',
              entries: coverage.filter(({ lists }) => lists.length > 0).length + (bad ? 2 : 0),
            },
          ],
    members: coverage.map(({ path, size, sha256, by, indication, lists }) => ({
      path,
      size,
      sha256,
      state: stateOf(by, indication, lists),
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
    unlisted: coverage.filter(({ by, signatures }) => by === 'none' && signatures.length === 0).map(({ path }) => path),
    weak: [],
    unsafe: [],
    bags: BAGS[variant] ?? [],
  };
}

function stateOf(by: Coverage['by'], indication: string, lists: readonly string[]): MemberState {
  if (by === 'is-signature') return 'signature';
  if (by === 'manifest') return 'list';
  if (lists.length === 0) return 'unlisted';
  return indication === 'TOTAL_FAILED' ? 'mismatched' : 'verified';
}

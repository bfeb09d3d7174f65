import { editionCatalogue } from '../../src/clauses/index.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { bagSentence, bagStateWord, type BagResult } from '../../src/domain/bag.ts';
import type { SectionId } from '../../src/domain/clause.ts';
import { GATE_ROLES } from '../../src/domain/manifest.ts';
import { message } from '../../src/domain/message.ts';
import { reasonRemedy, reasonSentence, type Reason } from '../../src/domain/reasons.ts';
import type { Verification } from '../../src/domain/release.ts';
import type { ApprovalResult } from '../../src/domain/signature.ts';
import type { Indication } from '../../src/domain/verdict.ts';
import { visible } from '../../src/domain/visible.ts';
import type { Say } from './say.ts';

const MARK: Readonly<Record<Indication, string>> = { TOTAL_PASSED: '✓', INDETERMINATE: '?', TOTAL_FAILED: '✗' };
const RESULT_MARK = { pass: '✓', fail: '✗', judge: '•', 'not-applicable': '–', undecidable: '?' } as const;
const LABEL_WIDTH = 14;
const PATHS_TOLD = 3;

/** Returns the summary of a verification as lines for a terminal, the verdict first. */
export function verificationLines(verification: Verification, say: Say): readonly string[] {
  const { archive, integrity, signatures } = verification;
  const count = (indication: Indication): number => signatures.filter((one) => one.indication === indication).length;
  const states = (state: string): number => integrity.members.filter((one) => one.state === state).length;
  return [
    `${MARK[verification.verdict]} ${say(message(`verdict.${verification.verdict}`))}  ${visible(archive.name)}`,
    '',
    fact(
      say,
      'archive',
      say(message('cli.archive', { container: archive.container, size: archive.size, members: archive.members })),
    ),
    fact(say, 'sha256', archive.sha256),
    fact(
      say,
      'manifest',
      verification.manifest === null ? say(message('cli.none')) : visible(verification.manifest.path),
    ),
    fact(
      say,
      'integrity',
      say(
        message('cli.integrity', {
          verified: states('verified'),
          mismatched: states('mismatched'),
          missing: integrity.missing.length,
          unlisted: integrity.unlisted.length,
          weak: integrity.weak.length,
        }),
      ),
    ),
    fact(
      say,
      'signatures',
      say(
        message('cli.signatures', {
          passed: count('TOTAL_PASSED'),
          indeterminate: count('INDETERMINATE'),
          failed: count('TOTAL_FAILED'),
        }),
      ),
    ),
    ...embeddedLine(verification, say),
    ...integrity.bags.flatMap((bag) => bagLines(bag, say)),
    ...gateLines(verification.approvals, say),
    '',
    ...verification.reasons.flatMap((one) => [
      `[${one.code}] ${visible(say(reasonSentence(one)))}`,
      ...(one.code === 'ARCHIVE_PASSED' ? [] : remedyLines(one, verification, say)),
    ]),
  ];
}

/** What artefacts hold of their own, which counts neither way. */
function embeddedLine({ embedded }: Verification, say: Say): readonly string[] {
  const [first] = embedded;
  if (first === undefined) return [];
  return [fact(say, 'embedded', say(message('cli.embedded', { count: embedded.length, first: visible(first.path) })))];
}

/** Where a signature is the cause, its own reason with its own remedy says what is wrong and what can be done. */
function remedyLines(of: Reason, { signatures, reasons }: Verification, say: Say): readonly string[] {
  const own = signatures.find(({ path, reason }) => path === of.values.signature && reason.code === of.values.code);
  if (own === undefined) return [`    ${visible(say(reasonRemedy(of)))}`];
  const told = reasons.some((one) => one !== of && JSON.stringify(one) === JSON.stringify(own.reason));
  if (told) return [`    ${visible(say(reasonRemedy(of)))}`];
  return [
    `    [${own.reason.code}] ${visible(say(reasonSentence(own.reason)))}`,
    `    ${visible(say(reasonRemedy(own.reason)))}`,
  ];
}

/** The archive that was loaded as the release before, with its own verdict and whether rules compare with it, or why it was refused. */
function previousLines({ previous, previousRefused }: Assessment, say: Say): readonly string[] {
  if (previousRefused !== null) {
    const { name, code, sentence, remedy } = previousRefused;
    return [
      fact(say, 'previous', `${visible(name)}  ✗ ${say(message('cli.previous-refused', { code }))}`),
      `    [${code}] ${visible(say(sentence))}`,
      `    ${visible(say(remedy))}`,
    ];
  }
  if (previous === null) return [];
  const verdict = `${MARK[previous.verdict]} ${say(message(`verdict.${previous.verdict}`))}`;
  return [
    fact(say, 'previous', `${visible(previous.name)}  ${verdict}`),
    fact(say, 'sha256', previous.sha256),
    `    ${visible(say(previous.said))}`,
  ];
}

/** Returns the summary of an assessment: the figures, then a line a section, then what failed. */
export function assessmentLines(assessment: Assessment, say: Say): readonly string[] {
  const { figures, profile, summary } = assessment;
  const failed = assessment.results.filter((one) => one.result === 'fail');
  return [
    '',
    say(
      message('cli.profile', {
        edition: profile.edition,
        safetyClass: profile.safetyClass ?? 'none',
        mode: profile.mode,
        version: assessment.ruleSet.version,
      }),
    ),
    ...previousLines(assessment, say),
    ...figures.tests.map((level) => fact(say, 'tests', say(message('cli.tests', { ...level })))),
    fact(say, 'anomalies', figures.anomalies === null ? say(message('cli.not-read')) : String(figures.anomalies)),
    fact(say, 'soup', figures.soup === null ? say(message('cli.not-read')) : String(figures.soup)),
    fact(say, 'approvals', say(message('cli.approvals', { ...figures.approvals }))),
    '',
    ...assessment.sections.map((section) => {
      const counts = (Object.keys(RESULT_MARK) as (keyof typeof RESULT_MARK)[])
        .filter((outcome) => section.counts[outcome] > 0)
        .map((outcome) => `${section.counts[outcome]} ${say(message(`outcome.${outcome}`))}`);
      return `${RESULT_MARK[section.result]} ${sectionTitle(assessment, section.section, say).padEnd(56)} ${counts.join(', ')}`;
    }),
    '',
    say(
      message('cli.summary', {
        pass: summary.pass,
        fail: summary.fail,
        judge: summary.judge,
        undecidable: summary.undecidable,
        notApplicable: summary['not-applicable'],
      }),
    ),
    ...failed.map(
      (one) =>
        `✗ ${one.rule} ${one.grade === null ? '' : `(${say(message(`grade.${one.grade}`))}) `}${visible(say(one.sentence))}`,
    ),
  ];
}

/** A sub-clause has the title of the edition that is applied. */
function sectionTitle({ profile }: Assessment, section: SectionId, say: Say): string {
  const clause = editionCatalogue(profile.edition).clauses.find(({ number }) => number === section);
  return clause === undefined ? say(message(`section.${section}`)) : `${clause.number} ${clause.title}`;
}

/** A bag and what is to be said of it, with the first of the paths that it is about. */
function bagLines({ folder, version, state, findings }: BagResult, say: Say): readonly string[] {
  const words = { folder: folder === '' ? './' : folder, version: version ?? 'none', state: say(bagStateWord(state)) };
  return [
    fact(say, 'bag', visible(say(message('cli.bag', words)))),
    ...findings.map(({ code, paths }) => {
      const values = {
        sentence: say(bagSentence(code)),
        paths: paths.slice(0, PATHS_TOLD).join(', '),
        more: Math.max(paths.length - PATHS_TOLD, 0),
      };
      return `    ${visible(say(message('cli.bag-finding', values)))}`;
    }),
  ];
}

function gateLines(approvals: readonly ApprovalResult[], say: Say): readonly string[] {
  const gate = approvals.filter((one) => one.anomaly === null);
  const known: readonly string[] = GATE_ROLES;
  const rank = (role: string): number => (known.includes(role) ? known.indexOf(role) : known.length);
  return [...gate]
    .sort((a, b) => rank(a.role) - rank(b.role))
    .map((one) =>
      fact(
        say,
        'approval',
        `${MARK[one.indication]} ${visible(say(message('cli.approval', { role: one.role, name: one.name })))}${hasRemark(one) ? ` – ${visible(say(reasonSentence(one.reason)))}` : ''}`,
      ),
    );
}

/** An approval that passes needs no sentence, unless its own times contradict each other. */
function hasRemark({ indication, reason }: ApprovalResult): boolean {
  return indication !== 'TOTAL_PASSED' || (reason.values['claimed'] ?? 'none') !== 'none';
}

function fact(say: Say, label: string, value: string): string {
  return `  ${say(message(`cli.label.${label}`)).padEnd(LABEL_WIDTH)} ${value}`;
}

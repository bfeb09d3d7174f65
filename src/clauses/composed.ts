import type { RuleResult } from '../domain/assessment.ts';
import { CLAUSES, EDITIONS, type ClauseNumber } from '../domain/clause.ts';
import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Heading } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { applies } from './applicability.ts';
import { asRead, field, filesOf } from './files.ts';
import { versionName } from './identity.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue } from './references.ts';
import { editionCatalogue } from './rule-set.ts';

/** Results of the rules that a composed rule is made of. */
export type Parts = (rule: string) => RuleResult;
export type Compose = (context: Context, parts: Parts) => Outcome;

const BASELINE = ['CS-VER-03', 'CS-BRA-01', 'CS-584-02'] as const;
const VERIFIED = ['CS-581-01', 'CS-581-02', 'CS-581-04', 'CS-VFY-01', 'CS-VFY-04'] as const;

interface Standing {
  readonly results: readonly RuleResult[];
  readonly failed: readonly string[];
  readonly unknown: readonly string[];
  readonly open: readonly string[];
  readonly evidence: readonly EvidenceRef[];
}

function standingOf(rules: readonly string[], parts: Parts): Standing {
  const results = rules.map(parts);
  const of = (wanted: RuleResult['result']): readonly string[] =>
    results.filter(({ result }) => result === wanted).map(({ rule }) => rule);
  const [failed, unknown, open] = [of('fail'), of('undecidable'), of('judge')];
  const evidence = capped(
    results.filter(({ rule }) => failed.includes(rule)).flatMap((result) => result.evidence.slice(0, 10)),
  );
  return { results, failed, unknown, open, evidence };
}

/** CS-ANT-01: an ad-hoc release, without a baseline: two or more of its marks are absent. */
export function noAdHocRelease(context: Context, parts: Parts): Outcome {
  const { failed, unknown, open, evidence } = standingOf(BASELINE, parts);
  if (failed.length >= 2)
    return fail(message('rules.ANT-01.fail', { version: versionName(context.release), rules: failed }), evidence);
  if (failed.length + unknown.length >= 2)
    return undecidable([message('rules.missing.parts', { rules: unknown })], evidence);
  if (failed.length + unknown.length + open.length >= 2)
    return judge(message('rules.ANT.judge', { rules: [...open, ...unknown, ...failed] }), evidence);
  return pass(message('rules.ANT-01.pass', { k: failed.length, rules: [...BASELINE] }), []);
}

/** CS-ANT-02: delivered without the approvals that the release needs. */
export function notDeliveredUnapproved(context: Context, parts: Parts): Outcome {
  const { failed, unknown, open, evidence } = standingOf(['CS-APR-01', 'CS-APR-05'], parts);
  const version = versionName(context.release);
  if (failed.length > 0) {
    const delivered = filesOf(context.release, 'release_record').flatMap((file) => {
      const date = field(file, 'delivered_on', 'delivery_date');
      return date === null ? [] : [refValue(file, date)];
    });
    const [first] = delivered;
    if (first === undefined) return judge(message('rules.ANT-02.judge', { version, rules: failed }), evidence);
    return fail(
      message('rules.ANT-02.fail', { version, date: first.quote, rules: failed }),
      capped([...delivered, ...evidence]),
    );
  }
  if (unknown.length > 0) return undecidable([message('rules.missing.parts', { rules: unknown })], evidence);
  if (open.length > 0) return judge(message('rules.ANT.judge', { rules: open }), evidence);
  return pass(message('rules.ANT-02.pass', { version }), []);
}

/** CS-ANT-03: shipped unverified: two or more of the results that show verification are missing. */
export function notShippedUnverified(context: Context, parts: Parts): Outcome {
  const { failed, unknown, open, evidence } = standingOf(VERIFIED, parts);
  if (failed.length >= 2)
    return fail(message('rules.ANT-03.fail', { version: versionName(context.release), rules: failed }), evidence);
  if (unknown.length > 0) return undecidable([message('rules.missing.parts', { rules: unknown })], evidence);
  if (failed.length + open.length > 0)
    return judge(message('rules.ANT.judge', { rules: [...failed, ...open] }), evidence);
  return pass(message('rules.ANT-03.pass', { n: VERIFIED.length }), []);
}

interface Section {
  readonly file: EvidenceFile;
  readonly heading: Heading;
}

const NOT_APPLICABLE =
  /^\W*(?:n\/?a\b|not applicable|nicht (?:anwendbar|zutreffend)|entfällt|sans objet|non applicable)/iu;

/** CS-ANT-04 (6.3.2): the release record leaves no applicable sub-clause out, and cites the edition that is claimed. */
export function noSilentGaps(context: Context): Outcome {
  const { release, profile } = context;
  const records = filesOf(release, 'release_record');
  const kind = release.manifest?.kind ?? 'release';
  const version = versionName(release);
  if (records.length === 0)
    return failByAbsence(
      message('rules.ANT-04.fail-record', { kind, version }),
      [],
      release.manifestRef === null ? [] : [release.manifestRef],
      ['release_record'],
    );
  const read = records.filter((file) => file.facts.kind === 'record');
  if (read.length === 0)
    return undecidable([message('rules.missing.other-form', { path: records[0]?.path ?? '' })], records.map(refFile));
  const sections = read.flatMap((file) =>
    (asRead(file, 'record')?.facts.headings ?? []).map((heading): Section => ({ file, heading })),
  );
  const due = CLAUSES.filter((clause) => applies(clause, profile));
  const found = due.map((clause) => ({ clause, section: sections.find(({ heading }) => heading.clause === clause) }));
  const absent = found
    .filter(({ section }) => section === undefined || section.heading.body.trim() === '')
    .map(({ clause }) => clause);
  const path = read[0]?.path ?? '';
  const edition = editionCatalogue(profile.edition).name;
  const ref = ({ file, heading }: Section): EvidenceRef =>
    refAt(file, { kind: 'line', line: heading.line }, `${heading.text}: ${heading.body.trim()}`);
  if (absent.length > 0)
    return failByAbsence(
      message('rules.ANT-04.fail', { path, clauses: absent, k: absent.length }),
      read,
      read.map(refFile),
    );
  const excused = found.flatMap(({ clause, section }) =>
    section !== undefined && NOT_APPLICABLE.test(section.heading.body) ? [{ clause, section }] : [],
  );
  const [first] = excused;
  if (first !== undefined)
    return fail(
      message('rules.ANT-04.fail-excused', {
        path,
        clause: first.clause,
        class: profile.safetyClass ?? 'C',
        edition,
        k: excused.length,
      }),
      capped(excused.map(({ section }) => ref(section))),
    );
  const foreign = found.flatMap(({ clause, section }) =>
    section !== undefined && isForeignTitle(clause, section.heading.text, context) ? [{ clause, section }] : [],
  );
  const [odd] = foreign;
  if (odd !== undefined)
    return judge(
      message('rules.ANT-04.judge', {
        path,
        clause: odd.clause,
        title: odd.section.heading.text,
        edition,
        k: foreign.length,
      }),
      capped(foreign.map(({ section }) => ref(section))),
    );
  return pass(
    message('rules.ANT-04.pass', { n: due.length, path }),
    read,
    capped(found.flatMap(({ section }) => (section === undefined ? [] : [ref(section)]))),
  );
}

/** Whether a heading carries the title that another edition gives its sub-clause, and not that of the edition claimed. */
function isForeignTitle(clause: ClauseNumber, heading: string, { profile }: Context): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}]+/gu, ' ')
      .trim();
  const titleIn = (edition: (typeof EDITIONS)[number]): string =>
    plain(editionCatalogue(edition).clauses.find(({ number }) => number === clause)?.title ?? '');
  const said = plain(heading);
  const own = titleIn(profile.edition);
  return (
    !said.includes(own) &&
    EDITIONS.some(
      (edition) =>
        edition !== profile.edition &&
        titleIn(edition) !== own &&
        titleIn(edition) !== '' &&
        said.includes(titleIn(edition)),
    )
  );
}

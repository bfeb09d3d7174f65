import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Located } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { sameVersion } from '../domain/version.ts';
import { plainDigest } from './build.ts';
import { field, filesOf, readOf } from './files.ts';
import { released, versionName } from './identity.ts';
import { fail, failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { cellText, passageWith, tablesOf } from './passages.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { wholeText } from './release-notes.ts';

/** Channels by which nothing is updated at the user's. */
const NOT_IN_FIELD = /^(?:factory|manufacturing|none|werk|usine)$/iu;

/** Whether the software is updated in the field, as its channels say; `null` where no channel is named. */
function isUpdated(context: Context): boolean | null {
  const channels = context.release.manifest?.product.deliveryChannels ?? [];
  return channels.length === 0 ? null : channels.some((channel) => !NOT_IN_FIELD.test(channel.trim()));
}

/** CS-RBK-01: there is a plan for the way back where the software is updated in the field. */
export function rollbackPlanned(context: Context): Outcome {
  const { release } = context;
  const plans = filesOf(release, 'rollback_plan');
  const updated = isUpdated(context);
  if (plans.length === 0) {
    if (updated === false) return notApplicable(message('rules.RBK-01.not-in-field'));
    if (updated === null) return undecidable([message('rules.missing.channels')]);
    const section = passageWith(
      [...filesOf(release, 'release_record'), ...filesOf(release, 'delivery_procedure')],
      /rollback|roll.back|recovery|zurückroll|rückfall|retour arrière/iu,
    );
    if (section !== null)
      return judge(message('rules.RBK-01.judge-section', { path: section.where.path }), [section.where]);
    return failByAbsence(message('rules.RBK-01.fail'), filesOf(release, 'release_record'), [], ['rollback_plan']);
  }
  const steps = passageWith(
    plans,
    /when|decision|decid|trigger|step|procedure|schritt|auslöser|entscheid|étape|décision/iu,
  );
  const target = plans.flatMap((file) => targetOf(file));
  if (steps === null || target.length === 0)
    return judge(message('rules.RBK-01.judge', { path: plans[0]?.path ?? '' }), plans.map(refFile));
  return pass(
    message('rules.RBK-01.pass', { path: plans[0]?.path ?? '' }),
    plans,
    capped([...target.map(({ where }) => where), steps.where]),
  );
}

interface Target {
  readonly version: string;
  readonly where: EvidenceRef;
}

function targetOf(file: EvidenceFile): readonly Target[] {
  const to: Located<string> | null = field(file, 'to', 'target', 'rollback_to', 'ziel', 'cible');
  return to === null ? [] : [{ version: to.value, where: refValue(file, to) }];
}

const WITHDRAWN = /withdrawn|recalled|revoked|zurückgezogen|zurückgerufen|retiré|rappelé/iu;

/** CS-RBK-02 (5.8.7): the target of a rollback is named by version, digest and place, and is still valid. */
export function targetAvailable(context: Context): Outcome {
  const { release, previous } = context;
  const plans = filesOf(release, 'rollback_plan');
  if (plans.length === 0)
    return isUpdated(context) === false
      ? notApplicable(message('rules.RBK-01.not-in-field'))
      : undecidable([message('rules.missing.rollback_plan')]);
  const targets = plans.flatMap(targetOf);
  const [target] = targets;
  if (target === undefined)
    return failByAbsence(message('rules.RBK-02.fail', { path: plans[0]?.path ?? '' }), plans, plans.map(refFile));
  const withdrawn = passageWith(
    plans,
    new RegExp(
      `(?:${target.version.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&')})[^.|]{0,80}(?:${WITHDRAWN.source})`,
      'iu',
    ),
  );
  if (withdrawn !== null)
    return fail(message('rules.RBK-02.fail-withdrawn', { target: target.version }), [target.where, withdrawn.where]);
  const rows = plans.flatMap((file) =>
    tablesOf(file).flatMap((table) =>
      table.rows
        .filter(({ cells }) => cells.some((cell) => sameVersion(cellText(cell), target.version)))
        .map((row) => ({ file, cells: row.cells.map(cellText), line: row.line })),
    ),
  );
  const digests = rows.flatMap(({ cells }) => cells.map(plainDigest).filter((cell) => /^[0-9a-f]{64}$/u.test(cell)));
  const places = rows.filter(({ cells }) => cells.some((cell) => /:\/\/|^[/\\]|^s3:/u.test(cell)));
  const evidence = capped([
    target.where,
    ...rows.map(({ file, cells, line }) => refAt(file, { kind: 'line', line }, cells.join(' | '))),
  ]);
  const gaps = [...(digests.length === 0 ? ['digest'] : []), ...(places.length === 0 ? ['location'] : [])];
  if (gaps.length > 0) return judge(message('rules.RBK-02.judge-gaps', { target: target.version, gaps }), evidence);
  const before = previous === null ? null : (released(previous, 'version')?.value ?? null);
  if (previous === null || before === null || !sameVersion(before, target.version))
    return judge(message('rules.RBK-02.judge', { target: target.version }), evidence);
  const members = new Set(previous.verification.coverage.flatMap(({ sha256 }) => sha256 ?? []).map(String));
  const astray = digests.filter((digest) => !members.has(digest));
  if (astray.length > 0)
    return fail(
      message('rules.RBK-02.fail-digest', {
        target: target.version,
        digest: astray[0] ?? '',
        archive: previous.verification.archive.name,
      }),
      evidence,
    );
  return pass(
    message('rules.RBK-02.pass', { target: target.version, archive: previous.verification.archive.name }),
    plans,
    evidence,
  );
}

const DATA = /\bdata\b|migration|schema|database|configuration|daten|konfiguration|données/iu;
const SCHEMA_CHANGE =
  /schema (?:change|migration|version)|database migration|migrat(?:es|ed|ion of)|format of stored|datenbankmigration|schemaänderung|migration de (?:la base|données)/iu;

/** CS-RBK-03 (7.4): data and configuration survive the way back. Whether the evaluation holds, a person decides. */
export function dataSurvives(context: Context): Outcome {
  const { release } = context;
  const plans = filesOf(release, 'rollback_plan');
  if (plans.length === 0)
    return isUpdated(context) === false
      ? notApplicable(message('rules.RBK-01.not-in-field'))
      : undecidable([message('rules.missing.rollback_plan')]);
  const about = passageWith(plans, DATA);
  const notes = [...filesOf(release, 'release_notes'), ...filesOf(release, 'change_requests')];
  const changed = notes.find(
    (file) =>
      SCHEMA_CHANGE.test(wholeText(file)) ||
      (file.facts.kind === 'change-requests' && file.facts.items.some((item) => SCHEMA_CHANGE.test(item.title ?? ''))),
  );
  if (about === null) {
    if (changed !== undefined)
      return failByAbsence(message('rules.RBK-03.fail', { path: changed.path, plan: plans[0]?.path ?? '' }), plans, [
        refFile(changed),
        ...plans.map(refFile),
      ]);
    return judge(message('rules.RBK-03.judge-silent', { path: plans[0]?.path ?? '' }), plans.map(refFile));
  }
  const risks = new Set(
    readOf(release, 'risk_file', 'risk-file').flatMap(({ facts }) => facts.items.map(({ id }) => id)),
  );
  const cited = [...about.text.matchAll(/\b[A-Z]{1,4}-\d[\w.-]*\b/gu)]
    .map((match) => match[0].replace(/[.-]+$/u, ''))
    .filter((id) => risks.has(id));
  const values = { path: about.where.path, ids: some(cited), n: cited.length };
  return judge(message('rules.RBK-03.judge', values), [about.where]);
}

/** CS-RBK-04: the rollback was tried, from this version to the target. */
export function rollbackTried(context: Context): Outcome {
  const { release } = context;
  const tests = filesOf(release, 'rollback_test');
  const plans = filesOf(release, 'rollback_plan');
  const version = versionName(release);
  if (tests.length === 0) {
    if (isUpdated(context) === false) return notApplicable(message('rules.RBK-01.not-in-field'));
    const reason = passageWith(
      plans,
      /not (?:been )?(?:tested|tried)|without (?:a )?test|no test|nicht (?:getestet|erprobt)|pas (?:été )?(?:testé|essayé)/iu,
    );
    if (reason !== null) return judge(message('rules.RBK-04.judge', { path: reason.where.path }), [reason.where]);
    return undecidable([message('rules.missing.rollback_test')], plans.map(refFile));
  }
  const pairs = tests.flatMap((file) => {
    const [from, to] = [
      field(file, 'from', 'from_version', 'von', 'de'),
      field(file, 'to', 'to_version', 'nach', 'vers'),
    ];
    return from === null || to === null
      ? []
      : [{ file, from: from.value, to: to.value, where: [refValue(file, from), refValue(file, to)] }];
  });
  if (pairs.length === 0)
    return undecidable([message('rules.missing.rollback-pair', { path: tests[0]?.path ?? '' })], tests.map(refFile));
  const target = plans.flatMap(targetOf)[0]?.version ?? release.manifest?.previous ?? null;
  const own = pairs.find(({ from, to }) => sameVersion(from, version) && (target === null || sameVersion(to, target)));
  const evidence = capped(pairs.flatMap(({ where }) => where));
  if (own === undefined)
    return fail(
      message('rules.RBK-04.fail', {
        path: pairs[0]?.file.path ?? '',
        from: pairs[0]?.from ?? '',
        to: pairs[0]?.to ?? '',
        version,
      }),
      evidence,
    );
  const failed = tablesOf(own.file).flatMap(({ rows, header }) =>
    header.some((cell) => /result|ergebnis|résultat/iu.test(cell))
      ? rows.filter(({ cells }) =>
          cells.some((cell) => /^(?:failed|fail|nicht bestanden|échec|échoué)$/iu.test(cellText(cell))),
        )
      : [],
  );
  if (failed.length > 0)
    return judge(
      message('rules.RBK-04.judge-failed', { path: own.file.path, k: failed.length }),
      capped([
        ...evidence,
        ...failed.map((row) => refAt(own.file, { kind: 'line', line: row.line }, row.cells.join(' | '))),
      ]),
    );
  const date = field(own.file, 'date', 'tested_on', 'approved_on');
  if (date === null) return judge(message('rules.RBK-04.judge-date', { path: own.file.path }), evidence);
  return pass(
    message('rules.RBK-04.pass', { path: own.file.path, from: own.from, to: own.to, date: date.value }),
    [own.file],
    [...evidence, refValue(own.file, date)],
  );
}

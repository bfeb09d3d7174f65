import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { anomalyRef, openAnomalies } from './anomalies.ts';
import { field, filesOf } from './files.ts';
import { versionName } from './identity.ts';
import { failByAbsence, judge, notApplicable, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { columnOf, passageWith, passagesOf, tablesOf, titleOf } from './passages.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';
import { isForUsers, namedIn, wholeText } from './release-notes.ts';

/** The plans as records, or the outcome where there is none or none in a form that is read. */
function plansOr(context: Context): readonly EvidenceFile[] | Outcome {
  const files = filesOf(context.release, 'monitoring_plan');
  const records = files.filter((file) => file.facts.kind === 'record');
  if (files.length > 0 && records.length === 0)
    return undecidable([message('rules.missing.other-form', { path: files[0]?.path ?? '' })], files.map(refFile));
  return records;
}

const PARTS: readonly (readonly [string, readonly string[], RegExp, RegExp])[] = [
  ['sources', ['sources', 'quellen'], /^(?:sources?|quellen?)$/iu, /\bsources?\b|quelle/iu],
  [
    'indicators',
    ['indicators', 'metrics', 'indikatoren'],
    /^(?:indicators?|metrics?|kpis?|indikator(?:en)?|kennzahl(?:en)?|indicateurs?)$/iu,
    /indicator|metric|\brate of\b|indikator|kennzahl|indicateur/iu,
  ],
  [
    'owner',
    ['owner', 'responsible', 'verantwortlich'],
    /^(?:owner|responsible|verantwortlich(?:e[rn]?)?|responsable)$/iu,
    /\bowner\b|responsible|verantwortlich|responsable/iu,
  ],
  [
    'interval',
    ['interval', 'frequency', 'intervall', 'turnus'],
    /^(?:interval|frequency|how often|intervall|turnus|fréquence)$/iu,
    /\b(?:daily|weekly|monthly|quarterly|every (?:day|week|month|quarter|year))\b|täglich|wöchentlich|monatlich|hebdomadaire|mensuel/iu,
  ],
];

/** CS-PST-01 (6.1 a and b, 6.2.1): a plan for monitoring after release covers this version. */
export function monitoringPlanned(context: Context): Outcome {
  const { release } = context;
  const plans = plansOr(context);
  const version = versionName(release);
  if ('result' in plans) return plans;
  if (plans.length === 0)
    return failByAbsence(
      message('rules.PST-01.fail', { version }),
      filesOf(release, 'release_record'),
      [],
      ['monitoring_plan'],
    );
  const found = PARTS.map(([name, keys, column, words]) => ({ name, where: partIn(plans, keys, column, words) }));
  const evidence = capped([...found.flatMap(({ where }) => where ?? []), ...plans.map(refFile)]);
  const gaps = found.filter(({ where }) => where === null).map(({ name }) => name);
  if (gaps.length > 0) return judge(message('rules.PST-01.judge', { gaps, path: plans[0]?.path ?? '' }), evidence);
  const family = version.split('.').slice(0, 2).join('.');
  const scoped =
    plans.some((file) => field(file, 'release', 'version', 'releases')?.value.includes(family) === true) ||
    namedIn(plans, version) ||
    namedIn(plans, `${family}.x`);
  if (!scoped) return judge(message('rules.PST-01.judge-scope', { version, path: plans[0]?.path ?? '' }), evidence);
  return pass(message('rules.PST-01.pass', { version, path: plans[0]?.path ?? '' }), plans, evidence);
}

function partIn(
  files: readonly EvidenceFile[],
  keys: readonly string[],
  column: RegExp,
  words: RegExp,
): EvidenceRef | null {
  for (const file of files) {
    const value = field(file, ...keys);
    if (value !== null) return refValue(file, value);
    const table = tablesOf(file).find((one) => columnOf(one, column) >= 0 && one.rows.length > 0);
    if (table !== undefined) return refAt(file, { kind: 'line', line: table.line }, table.header.join(' | '));
  }
  return passageWith(files, words)?.where ?? null;
}

const TARGETS: readonly (readonly [string, RegExp])[] = [
  [
    'post-market surveillance',
    /post.?market surveillance|\bpms\b|marktüberwachung|marktbeobachtung|surveillance après/iu,
  ],
  ['risk management', /risk (?:management )?file|risk management|risikomanagement|risikoakte|gestion des risques/iu],
  [
    'problem resolution',
    /problem resolution|problem reports?|complaint|corrective|capa\b|problemlösung|fehlermeldung|résolution de problème/iu,
  ],
];
const DOCUMENT_ID = /\b[A-Z][A-Z0-9]{1,9}-\d[\w.-]*/u;

/** CS-PST-02 (6.1 c and d, 9): findings go to surveillance, risk file and problem resolution. Whether the way is fit, a person decides. */
export function monitoringFeeds(context: Context): Outcome {
  const { release } = context;
  const plans = plansOr(context);
  if ('result' in plans) return plans;
  const files = [
    ...plans,
    ...filesOf(release, 'documents').filter((file) => /surveillance|pms\b|marktbeobachtung/iu.test(titleOf(file))),
  ];
  if (plans.length === 0) return undecidable([message('rules.missing.monitoring_plan')]);
  const passages = files.flatMap(passagesOf);
  const found = TARGETS.map(([name, words]) => {
    const own = passages.filter(({ text }) => words.test(text));
    // The place that names a document says more than one that only mentions the word.
    return { name, passage: own.find(({ text }) => DOCUMENT_ID.test(text)) ?? own[0] };
  });
  const absent = found.filter(({ passage }) => passage === undefined).map(({ name }) => name);
  const evidence = capped(found.flatMap(({ passage }) => passage?.where ?? []));
  const path = plans[0]?.path ?? '';
  if (absent.length === TARGETS.length)
    return failByAbsence(message('rules.PST-02.fail', { path }), plans, plans.map(refFile));
  if (absent.length > 0) return judge(message('rules.PST-02.judge-part', { path, absent }), evidence);
  const bare = found
    .filter(({ passage }) => passage !== undefined && !DOCUMENT_ID.test(passage.text))
    .map(({ name }) => name);
  if (bare.length > 0) return judge(message('rules.PST-02.judge-ids', { path, bare }), evidence);
  return judge(message('rules.PST-02.judge', { path }), evidence);
}

const LIMITS =
  /(?:critical|high|severe|kritisch|hoch|critique|élevé)[^.]{0,160}?\b(?:\d+|one|two|three|seven|fourteen|thirty)\s*(?:hours?|days?|weeks?|months?|stunden|tage[n]?|wochen|heures|jours|semaines)/iu;
const POLICY =
  /security (?:updates?|patch)|vulnerabilit|patch (?:policy|management)|sicherheitsupdate|schwachstelle|vulnérabilité|mises? à jour de sécurité/iu;

/** CS-PST-03 (6.1 f; IEC 81001-5-1): vulnerabilities of the components are watched, with limits of time by severity. */
export function patchPolicyStated(context: Context): Outcome {
  const { release } = context;
  const plans = plansOr(context);
  if ('result' in plans) return plans;
  const files = [...plans, ...filesOf(release, 'documents').filter((file) => POLICY.test(titleOf(file)))];
  const policy = passageWith(files, POLICY);
  if (policy === null)
    return failByAbsence(
      message('rules.PST-03.fail'),
      [...plans, ...filesOf(release, 'release_record')],
      plans.map(refFile),
      ['monitoring_plan'],
    );
  const limits = passageWith(files, LIMITS);
  const path = policy.where.path;
  if (limits === null) return judge(message('rules.PST-03.judge', { path }), [policy.where]);
  const sboms = filesOf(release, 'sbom').map((file) => file.path);
  const names = sboms.find((sbom) => files.some((file) => wholeText(file).includes(sbom)));
  if (names === undefined) return judge(message('rules.PST-03.judge-sbom', { path }), [policy.where, limits.where]);
  return pass(message('rules.PST-03.pass', { path, sbom: names }), plans, [policy.where, limits.where]);
}

/** CS-PST-04 (6.2.5; MDR Articles 87 to 89): users and authorities can be told. Whether a notice suffices, a person decides. */
export function usersCanBeTold(context: Context): Outcome {
  const { release } = context;
  const lists = filesOf(release, 'anomalies');
  if (lists.length === 0) return undecidable([message('rules.missing.anomalies')]);
  const forUsers = openAnomalies(release).filter(isForUsers);
  const told = [
    ...filesOf(release, 'release_notes'),
    ...filesOf(release, 'documents'),
    ...filesOf(release, 'monitoring_plan'),
  ].filter((file) => file.facts.kind === 'record');
  const silent = forUsers.filter(({ anomaly }) => !namedIn(told, anomaly.id));
  if (silent.length > 0) {
    const values = { k: silent.length, ids: some(silent.map(({ anomaly }) => anomaly.id)) };
    return failByAbsence(
      message('rules.PST-04.fail', values),
      [...told, ...lists],
      capped(silent.map((listed) => anomalyRef(listed, listed.anomaly.evaluation))),
      ['release_notes'],
    );
  }
  const procedure = passageWith(
    told,
    /authorit|field safety|vigilance|notice in the app|inform(?:ed|ing)? users|users are (?:told|informed)|behörde|sicherheitsinformation|anwender informier|autorités/iu,
  );
  if (forUsers.length === 0 && procedure === null) return notApplicable(message('rules.PST-04.none'), lists);
  const evidence = capped([
    ...(procedure === null ? [] : [procedure.where]),
    ...forUsers.map((listed) => anomalyRef(listed, listed.anomaly.evaluation)),
  ]);
  if (procedure === null) return judge(message('rules.PST-04.judge-procedure', { k: forUsers.length }), evidence);
  return judge(message('rules.PST-04.judge', { k: forUsers.length, path: procedure.where.path }), evidence);
}

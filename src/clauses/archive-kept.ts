import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { compareWritten, readWrittenTime } from '../domain/written-time.ts';
import { asRead, field, fieldsOf, filesOf, readOf } from './files.ts';
import { released } from './identity.ts';
import { editionCatalogue } from './rule-set.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { passageWith, passagesOf } from './passages.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

interface Input {
  readonly name: string;
  /** Words by which an archive record can name it. */
  readonly words: readonly string[];
  readonly where: EvidenceRef;
}

/** CS-587-04 (5.8.7 a, 5.1.10): images, tool chains and dependencies are stored, or held by a mirror of the manufacturer. */
export function environmentArchived(context: Context): Outcome {
  const { release } = context;
  const records = filesOf(release, 'archive_record');
  const builds = filesOf(release, 'build_manifest');
  const inputs = inputsOf(context);
  if (inputs.length === 0) return undecidable([message('rules.missing.build-inputs')], builds.map(refFile));
  if (records.length === 0)
    return undecidable(
      [message('rules.missing.archive_record')],
      inputs.map(({ where }) => where),
    );
  const places = [...records, ...builds].flatMap(placesIn);
  const kept = inputs.map((input) => ({
    input,
    place: places.find(({ text }) => input.words.some((word) => text.includes(word.toLowerCase()))),
  }));
  const open = kept.filter(({ place }) => place === undefined).map(({ input }) => input);
  const evidence = capped(
    kept.flatMap(({ input, place }) => (place === undefined ? [input.where] : [input.where, place.where])),
  );
  if (open.length > 0) {
    const values = { k: open.length, n: inputs.length, names: some(open.map(({ name }) => name)) };
    const licence = passageWith(records, /licen[cs]e|lizenz/iu);
    if (licence !== null) return judge(message('rules.587-04.judge', values), [licence.where, ...evidence]);
    return failByAbsence(message('rules.587-04.fail', values), [...records, ...builds], evidence);
  }
  return pass(message('rules.587-04.pass', { n: inputs.length }), [...records, ...builds], evidence);
}

function inputsOf({ release }: Context): readonly Input[] {
  const images = readOf(release, 'dockerfile', 'dockerfile').flatMap(({ file, facts }) =>
    facts.images
      .filter((image) => !image.fromStage && image.reference.toLowerCase() !== 'scratch')
      .map((image): Input => {
        const plain = image.reference.split('@')[0] ?? image.reference;
        return {
          name: plain,
          words: [plain, ...(image.digest === null ? [] : [image.digest, image.digest.replace(/^sha256:/u, '')])],
          where: refAt(file, image.at, image.reference),
        };
      }),
  );
  const stated = filesOf(release, 'build_manifest').flatMap((file) => {
    const image = field(file, 'environment.image');
    const digest = field(file, 'environment.image_digest');
    return image === null
      ? []
      : [
          {
            name: image.value,
            words: [image.value, ...(digest === null ? [] : [digest.value])],
            where: refValue(file, image),
          },
        ];
  });
  const locks = readOf(release, 'lockfile', 'lockfile').map(({ file, facts }): Input => ({
    name: file.path,
    words: [file.path, ...file.path.split('/').slice(-1), `${facts.format} packages`, `/${facts.format}/`],
    where: refFile(file),
  }));
  const all = [...images, ...stated, ...locks];
  return all.filter((input, index) => all.findIndex((other) => other.name === input.name) === index);
}

/** Public registries: what is only there is an external address, and may be gone tomorrow. */
const PUBLIC =
  /\b(?:registry\.npmjs\.org|hub\.docker\.com|docker\.io|registry-1\.docker\.io|pypi\.org|files\.pythonhosted\.org|crates\.io|repo1?\.maven\.org|repo\.maven\.apache\.org|nuget\.org|ghcr\.io|quay\.io|mcr\.microsoft\.com|github\.com)\b/iu;

/** Rows and fields that name a place where something is kept. */
function placesIn(file: EvidenceFile): readonly { readonly text: string; readonly where: EvidenceRef }[] {
  const rows = (asRead(file, 'record')?.facts.tables ?? []).flatMap((table) => {
    const isInventory = table.header.length <= 2 && table.header.some((cell) => /sha-?256|digest/iu.test(cell));
    const place = table.header.findIndex((cell) =>
      /^(?:place|location|stored (?:at|in)|archived? (?:at|in)|ort|ablage|lieu|emplacement)$/iu.test(cell.trim()),
    );
    if (isInventory || place < 0) return [];
    return table.rows
      .filter((row) => (row.cells[place] ?? '').trim() !== '' && !PUBLIC.test(row.cells[place] ?? ''))
      .map((row) => ({
        text: row.cells.join(' | ').toLowerCase(),
        where: refAt(file, { kind: 'line', line: row.line }, row.cells.join(' | ')),
      }));
  });
  const archived = [...fieldsOf(file)].filter(
    ([key, value]) =>
      /archived_at|mirror|stored_at/u.test(key) && value.value.trim() !== '' && !PUBLIC.test(value.value),
  );
  const fields = archived.map(([key, value]) => {
    const subject = field(file, key.replace(/_(?:archived_at|mirror|stored_at)$/u, ''));
    return { text: `${subject?.value ?? ''} ${value.value}`.toLowerCase(), where: refValue(file, value) };
  });
  return [...rows, ...fields];
}

const STATEMENTS: readonly (readonly [string, readonly string[], RegExp])[] = [
  [
    'write protection',
    ['write_protection', 'immutability', 'schreibschutz'],
    /object lock|immutab|write.?protect|worm\b|legal hold|schreibschutz|unveränder|verrouill/iu,
  ],
  ['access', ['access', 'access_rights', 'zugriff'], /\baccess\b|zugriff|accès|droits/iu],
  ['backup', ['backup', 'copy', 'copies', 'replica'], /\bcop(?:y|ies)\b|backup|replica|sicherung|kopie|sauvegarde/iu],
];

/** CS-587-05 (ISO 13485 4.2.5): the archive is protected, can be retrieved, and was made in time. */
export function archiveProtected(context: Context): Outcome {
  const { release } = context;
  const records = filesOf(release, 'archive_record');
  if (records.length === 0) return undecidable([message('rules.missing.archive_record')]);
  const archived = records.flatMap((file) => fieldRef(file, 'archived_on'));
  const date = released(release, 'date');
  const [first] = archived;
  const limit = limitOf(context);
  if (first !== undefined && date !== null && limit !== null) {
    const days = daysBetween(date.value, first.quote);
    if (days !== null && days > limit.days)
      return fail(
        message('rules.587-05.fail', {
          archived: first.quote,
          released: date.value,
          days,
          limit: limit.days,
          path: limit.where.path,
        }),
        [first, date.where, limit.where],
      );
  }
  const tested = records.flatMap((file) => fieldRef(file, 'restore_test_on', 'restore_test', 'retrieval_test_on'));
  const interval = intervalOf(context);
  const [test] = tested;
  if (interval !== null && test !== undefined) {
    const days = daysBetween(test.quote, release.verification.evaluatedAt);
    if (days !== null && days > interval.days)
      return fail(
        message('rules.587-05.fail-restore', {
          tested: test.quote,
          days,
          limit: interval.days,
          path: interval.where.path,
        }),
        [test, interval.where],
      );
  }
  const said = STATEMENTS.map(([name, keys, words]) => ({
    name,
    where:
      records.flatMap((file) => fieldRef(file, ...keys))[0] ??
      passageWith(records, words)?.where ??
      locationRef(records, words),
  }));
  const gaps = [
    ...said.filter(({ where }) => where === null).map(({ name }) => name),
    ...(first === undefined ? ['archived_on'] : []),
    ...(tested.length === 0 ? ['restore test'] : []),
  ];
  const evidence = capped([
    ...archived,
    ...tested,
    ...said.flatMap(({ where }) => where ?? []),
    ...(limit === null ? [] : [limit.where]),
  ]);
  if (gaps.length > 0) return judge(message('rules.587-05.judge', { gaps }), [...evidence, ...records.map(refFile)]);
  const proven = passageWith(records, /restor|retriev|wiederherstell|rückspiel|restaur/iu);
  if (proven === null) return judge(message('rules.587-05.judge-evidence', { path: records[0]?.path ?? '' }), evidence);
  if (date === null || first === undefined) return undecidable([message('rules.missing.identity')], evidence);
  const days = daysBetween(date.value, first.quote);
  if (days === null)
    return judge(message('rules.587-05.judge-date', { archived: first.quote, released: date.value }), evidence);
  if (limit === null && days > 0) return judge(message('rules.587-05.judge-limit', { days }), evidence);
  return pass(
    message('rules.587-05.pass', { archived: first.quote, days: Math.max(days, 0) }),
    records,
    capped([...evidence, proven.where]),
  );
}

function fieldRef(file: EvidenceFile, ...keys: readonly string[]): readonly EvidenceRef[] {
  const found = field(file, ...keys);
  return found === null ? [] : [refValue(file, found)];
}

function locationRef(records: readonly EvidenceFile[], words: RegExp): EvidenceRef | null {
  for (const file of records) {
    const place = field(file, 'location', 'write_protection');
    if (place !== null && words.test(place.value)) return refValue(file, place);
  }
  return null;
}

interface Limit {
  readonly days: number;
  readonly where: EvidenceRef;
}

const SAME_DAY =
  /archived? on (?:the )?(?:same day|day of (?:the )?release)|am tag der freigabe (?:archiviert|abgelegt)|archivé[e]? le jour (?:même|de la libération)/iu;

/** The manufacturer's own limit for archiving: a field, or the sentence that it is done on the day of release. */
function limitOf(context: Context): Limit | null {
  const { release } = context;
  const asked = editionCatalogue(context.profile.edition).asksFor?.archiveWithinDays;
  const date = released(release, 'date');
  if (asked !== undefined && date !== null) return { days: asked, where: date.where };
  const own = [...filesOf(release, 'documents'), ...filesOf(release, 'archive_record')];
  for (const file of own) {
    const days = field(file, 'archive_within_days');
    if (days !== null && /^\d{1,4}$/u.test(days.value))
      return { days: Number(days.value), where: refValue(file, days) };
  }
  for (const file of filesOf(release, 'documents')) {
    const said = passagesOf(file).find(({ text }) => SAME_DAY.test(text));
    if (said !== undefined) return { days: 0, where: said.where };
  }
  return null;
}

function intervalOf(context: Context): Limit | null {
  for (const file of [...filesOf(context.release, 'documents'), ...filesOf(context.release, 'archive_record')]) {
    const days = field(file, 'restore_test_interval_days');
    if (days !== null && /^\d{1,5}$/u.test(days.value))
      return { days: Number(days.value), where: refValue(file, days) };
  }
  return null;
}

/** Whole days from one written day to another; `null` where one cannot be read. Below zero where the second is the earlier one. */
function daysBetween(from: string, to: string): number | null {
  const [start, end] = [readWrittenTime(from), readWrittenTime(to)];
  if (start.instant === null || end.instant === null) return null;
  if (compareWritten(start, end) === 'unclear') return 0;
  const day = (text: string): number => Date.parse(`${text.trim().slice(0, 10)}T00:00:00Z`);
  return Math.round((day(to) - day(from)) / 86_400_000);
}

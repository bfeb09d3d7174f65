import type { EvidenceFile } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { openAnomalies, type ListedAnomaly } from './anomalies.ts';
import { anomalyRef } from './anomalies.ts';
import { changesOf } from './changes.ts';
import { asRead, field, filesOf } from './files.ts';
import { versionName } from './identity.ts';
import { failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { passagesOf } from './passages.ts';
import { capped, refFile, refValue, some } from './references.ts';

/** Words of an evaluation that says what users see or have to do. */
const FOR_USERS =
  /\buser|patient|label|instructions? for use|\bifu\b|work.?around|warn|avoid|anwender|nutzer|patient|gebrauchsanweisung|hinweis|utilisateur|notice d/iu;

/** Returns whether an anomaly matters to users, as far as its own evaluation says so. */
export function isForUsers({ anomaly }: ListedAnomaly): boolean {
  return FOR_USERS.test([anomaly.evaluation, anomaly.description].join('\n'));
}

const texts = new WeakMap<EvidenceFile, string>();

/** Returns the whole text of a record, fields and tables with it, for a search of ids. */
export function wholeText(file: EvidenceFile): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const record = asRead(file, 'record');
  const tables = (record?.facts.tables ?? []).flatMap(({ header, rows }) => [
    header.join(' | '),
    ...rows.map(({ cells }) => cells.join(' | ')),
  ]);
  const fields = Object.values(record?.facts.fields ?? {}).map(({ value }) => value);
  const text = [...fields, ...passagesOf(file).map((passage) => passage.text), ...tables].join('\n');
  texts.set(file, text);
  return text;
}

/** Returns whether one of `files` names the id, not as a part of a longer one. */
export function namedIn(files: readonly EvidenceFile[], id: string): boolean {
  return files.some((file) => {
    const text = wholeText(file);
    for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
      if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(text[at + id.length] ?? ' ')) return true;
    }
    return false;
  });
}

/** CS-VER-04 (6.2.5): release notes name version, date, changes, known anomalies and the device. */
export function notesComplete(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'release_notes');
  if (files.length === 0) return undecidable([message('rules.missing.release_notes')]);
  const records = files.filter((file) => file.facts.kind === 'record');
  if (records.length === 0)
    return undecidable([message('rules.missing.other-form', { path: files[0]?.path ?? '' })], files.map(refFile));
  const version = versionName(release);
  const dates = records.flatMap((file) => {
    const on = field(file, 'date', 'released_on', 'release_date', 'datum');
    return on === null ? [] : [refValue(file, on)];
  });
  const hasDate =
    dates.length > 0 ||
    records.some((file) => /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}\.\d{1,2}\.\d{4}\b/u.test(wholeText(file)));
  const lacks = [
    ...(version === '?' || !namedIn(records, version.replace(/^v/u, '')) ? ['version'] : []),
    ...(hasDate ? [] : ['date']),
  ];
  const [path] = records.map((file) => file.path);
  if (lacks.length > 0)
    return failByAbsence(message('rules.VER-04.fail', { path: path ?? '', lacks }), records, records.map(refFile));
  const open = openAnomalies(release);
  const unnamed = open.filter(({ anomaly }) => !namedIn(records, anomaly.id));
  const forUsers = unnamed.filter(isForUsers);
  if (forUsers.length > 0)
    return failByAbsence(
      message('rules.VER-04.fail-anomaly', {
        path: path ?? '',
        k: forUsers.length,
        ids: some(forUsers.map(({ anomaly }) => anomaly.id)),
      }),
      records,
      capped([...records.map(refFile), ...forUsers.map((listed) => anomalyRef(listed, listed.anomaly.evaluation))]),
    );
  if (unnamed.length > 0)
    return judge(
      message('rules.VER-04.judge-anomaly', {
        path: path ?? '',
        k: unnamed.length,
        ids: some(unnamed.map(({ anomaly }) => anomaly.id)),
      }),
      capped([...records.map(refFile), ...unnamed.map((listed) => anomalyRef(listed))]),
    );
  const changes = changesOf(release).filter(({ change }) => !namedIn(records, change.id));
  const device = [release.manifest?.product.basicUdiDi ?? null, release.manifest?.product.name ?? null].filter(
    (text) => text !== null,
  );
  const gaps = [
    ...(changes.length > 0 ? [some(changes.map(({ change }) => change.id)).join(', ')] : []),
    ...(device.some((text) => namedIn(records, text)) ? [] : ['device']),
  ];
  if (gaps.length > 0)
    return judge(
      message('rules.VER-04.judge', { path: path ?? '', gaps }),
      capped([...dates, ...records.map(refFile)]),
    );
  if (filesOf(release, 'anomalies').length === 0)
    return undecidable([message('rules.missing.anomalies')], records.map(refFile));
  return pass(
    message('rules.VER-04.pass', { version, n: open.length, k: changesOf(release).length }),
    [...records, ...filesOf(release, 'anomalies')],
    capped([...dates, ...records.map(refFile)]),
  );
}

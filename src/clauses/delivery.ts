import type { EvidenceFile } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { asRead, field, fieldsOf, filesOf, listField } from './files.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

/** CS-588-01: a delivery procedure covers this product's channels. */
export function deliveryCoversChannels(context: Context): Outcome {
  const { release } = context;
  const procedures = filesOf(release, 'delivery_procedure');
  const channels = release.manifest?.product.deliveryChannels ?? [];
  if (procedures.length === 0) {
    const records = filesOf(release, 'release_record');
    const heading = records.flatMap((file) => {
      const found = asRead(file, 'record')?.facts.headings.find(
        (candidate) => candidate.clause === '5.8.8' && candidate.body.trim() !== '',
      );
      return found === undefined ? [] : [refAt(file, { kind: 'line', line: found.line }, found.body.trim())];
    });
    if (heading.length > 0) return judge(message('rules.588-01.judge-section'), heading);
    return failByAbsence(
      message('rules.588-01.fail', { channels: some(channels), n: channels.length }),
      records,
      [],
      ['delivery_procedure'],
    );
  }
  const unread = procedures.filter((file) => fieldsOf(file).size === 0);
  const covered = procedures.flatMap((file) => listField(fieldsOf(file), 'channels').map((item) => ({ file, item })));
  if (covered.length === 0) {
    if (unread.length > 0)
      return undecidable([message('rules.missing.other-form', { path: unread[0]?.path ?? '' })], unread.map(refFile));
    return judge(message('rules.588-01.judge-generic', { path: procedures[0]?.path ?? '' }), procedures.map(refFile));
  }
  const evidence = capped(covered.map(({ file, item }) => refValue(file, item)));
  if (channels.length === 0) return undecidable([message('rules.missing.channels')], evidence);
  const names = new Set(covered.map(({ item }) => channelName(item.value)));
  const open = channels.filter((channel) => !names.has(channelName(channel)));
  if (open.length > 0) {
    return failByAbsence(
      message('rules.588-01.fail-channel', { channels: some(open), k: open.length }),
      procedures,
      evidence,
    );
  }
  return pass(message('rules.588-01.pass', { n: channels.length }), procedures, evidence);
}

function channelName(channel: string): string {
  return channel
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, '-');
}

const ASPECTS: readonly (readonly [string, RegExp])[] = [
  ['copying', /cop(?:y|ies|ied)|duplicat|replicat|kopier|vervielfält|copie/iu],
  ['labelling', /label|mark(?:ing|ed)|kennzeichn|étiquet/iu],
  ['packaging', /pack(?:ag|ing|ed)|bundl|verpack|emball|conditionnement/iu],
  ['protection', /protect|integrit|sign(?:ed|ing|ature)|schutz|protég/iu],
  ['storage', /stor(?:e|ed|age|ing)|lager|aufbewahr|stock/iu],
  ['delivery', /deliver|handover|hand.over|transfer|upload|publish|auslieferung|übergabe|livraison/iu],
];

/** CS-588-02: each handling aspect is addressed where it applies. Whether a passage suffices, a person decides. */
export function aspectsAddressed(context: Context): Outcome {
  const procedures = filesOf(context.release, 'delivery_procedure');
  if (procedures.length === 0) return undecidable([message('rules.missing.delivery_procedure')]);
  const records = procedures.flatMap((file) => asRead(file, 'record') ?? []);
  if (records.length < procedures.length) {
    const path = procedures.find((file) => file.facts.kind !== 'record')?.path ?? '';
    return undecidable([message('rules.missing.other-form', { path })], procedures.map(refFile));
  }
  const sections = records.flatMap(({ file, facts }) => facts.headings.map((heading) => ({ file, heading })));
  const found = ASPECTS.map(([aspect, words]) => ({
    aspect,
    titled: sections.find(({ heading }) => words.test(heading.text) && heading.body.trim() !== ''),
    spoken: sections.find(({ heading }) => words.test(heading.body)),
  }));
  const absent = found
    .filter((item) => item.titled === undefined && item.spoken === undefined)
    .map((item) => item.aspect);
  const evidence = found.flatMap((item) => {
    const section = item.titled ?? item.spoken;
    return section === undefined
      ? []
      : [
          refAt(
            section.file,
            { kind: 'line', line: section.heading.line },
            `${section.heading.text}: ${section.heading.body.trim()}`,
          ),
        ];
  });
  if (absent.length > 0) {
    return failByAbsence(
      message('rules.588-02.fail', { aspects: absent, k: absent.length }),
      procedures,
      capped([...evidence, ...procedures.map(refFile)]),
    );
  }
  return judge(message('rules.588-02.judge', { aspects: ASPECTS.map(([aspect]) => aspect) }), capped(evidence));
}

/** CS-588-05: protection against unauthorised change: no private key in the archive, and custody of the signing key described. */
export function noPrivateKeys(context: Context): Outcome {
  const { release } = context;
  const keys = release.evidence.flatMap((file) => file.privateKeys.map((at) => ({ file, at })));
  if (keys.length > 0) {
    const values = {
      paths: some(keys.map(({ file }) => file.path)),
      k: new Set(keys.map(({ file }) => file.path)).size,
    };
    // The key itself is never quoted.
    return fail(message('rules.588-05.fail', values), capped(keys.map(({ file, at }) => refAt(file, at, ''))));
  }
  const custody = filesOf(release, 'key_custody');
  const described = custody.filter((file) => field(file, 'custodian') !== null && field(file, 'storage') !== null);
  if (described.length === 0) return judge(message('rules.588-05.judge', { n: custody.length }), custody.map(refFile));
  const unsearched = release.evidence.filter((file) => file.reading.state === 'not-read');
  if (unsearched.length > 0) {
    const values = { paths: some(unsearched.map((file) => file.path)), k: unsearched.length };
    return undecidable([message('rules.missing.unsearched', values)], capped(unsearched.map(refFile)));
  }
  const evidence = described.flatMap((file) => fieldRefs(file, ['custodian', 'storage', 'key_fingerprint']));
  return pass(
    message('rules.588-05.pass', { path: described[0]?.path ?? '', n: release.evidence.length }),
    described,
    capped(evidence),
  );
}

function fieldRefs(file: EvidenceFile, keys: readonly string[]): readonly ReturnType<typeof refValue>[] {
  return keys.flatMap((key) => {
    const value = field(file, key);
    return value === null ? [] : [refValue(file, value)];
  });
}

import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { builtArtifacts, plainDigest, refMember } from './build.ts';
import { fieldsOf, fileAt, filesOf } from './files.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { cellText, columnOf, passageWith, tablesOf } from './passages.ts';
import { capped, refAt, refValue, some } from './references.ts';

const DESCRIBED =
  /signature|signed|code.?sign|checksum|sha-?256|digest|integrity|signatur|signiert|prüfsumme|integrität|signé|empreinte|intégrité/iu;
const CHECKED =
  /(?:check|verif|compare|refus|reject|validat)\w*[^.]{0,120}(?:signature|checksum|digest|sha-?256|integrity|install|start|package|changed)|(?:signature|checksum|digest|package|integrity)[^.]{0,120}(?:check|verif|compare|refus|reject|validat)|prüf\w*[^.]{0,120}(?:signatur|prüfsumme)|vérifi\w*[^.]{0,120}(?:signature|empreinte)/iu;

/** CS-588-03 (IEC 81001-5-1 5.8.3): corruption can be noticed where the software is used: a check is described and the artefact carries what it needs. */
export function corruptionDetectable(context: Context): Outcome {
  const { release } = context;
  const artefacts = builtArtifacts(context);
  if (artefacts.length === 0) return undecidable([message('rules.missing.artifacts')]);
  const documents = [
    ...filesOf(release, 'delivery_procedure'),
    ...filesOf(release, 'documents'),
    ...filesOf(release, 'release_notes'),
  ];
  const described = passageWith(documents, DESCRIBED);
  const checked = passageWith(documents, CHECKED);
  const protectedBy = artefacts.map((path) => ({ path, by: protection(context, path) }));
  const bare = protectedBy.filter(({ by }) => by === null).map(({ path }) => path);
  const evidence = capped([
    ...[checked ?? described].flatMap((found) => found?.where ?? []),
    ...protectedBy.flatMap(({ by }) => by ?? []),
    ...bare.flatMap((path) => refMember(context, path)),
  ]);
  if (described === null && bare.length === artefacts.length)
    return failByAbsence(message('rules.588-03.fail', { paths: some(bare), k: bare.length }), documents, evidence);
  if (described === null)
    return judge(message('rules.588-03.judge-undescribed', { n: artefacts.length - bare.length }), evidence);
  if (bare.length > 0)
    return judge(message('rules.588-03.judge-bare', { paths: some(bare), k: bare.length }), evidence);
  if (checked === null) return judge(message('rules.588-03.judge-unchecked', { path: described.where.path }), evidence);
  return pass(message('rules.588-03.pass', { n: artefacts.length, path: checked.where.path }), [], evidence);
}

/** What an artefact itself carries: a signature beside it, or one of a platform inside it. */
function protection({ release }: Context, path: string): readonly EvidenceRef[] | null {
  const own = release.verification.signatures.filter(
    (one) => one.covers.includes(path) && one.indication !== 'TOTAL_FAILED',
  );
  const inside = release.verification.embedded.some((one) => one.path === path);
  const file = fileAt(release, path);
  const refs = own.flatMap((one) => {
    const member = fileAt(release, one.path);
    return member === null ? [] : [refAt(member, { kind: 'file' }, `${one.signer?.name ?? ''} ${one.reason.code}`)];
  });
  if (own.length > 0)
    return file === null || refs.length > 0 ? refs : [refAt(file, { kind: 'file' }, own[0]?.path ?? '')];
  return inside ? (file === null ? [] : [refAt(file, { kind: 'file' }, 'embedded signature')]) : null;
}

interface Receipt {
  readonly channel: string;
  readonly delivered: string;
  /** The released digest that the receipt leads back to, where it states one. */
  readonly mapped: string | null;
  readonly where: EvidenceRef;
}

/** CS-588-04: what was delivered is what was released, by the digests that come back from the channel. */
export function deliveredIsReleased(context: Context): Outcome {
  const { release } = context;
  const artefacts = builtArtifacts(context);
  if (artefacts.length === 0) return undecidable([message('rules.missing.artifacts')]);
  const receipts = release.evidence.flatMap(receiptsIn);
  const channels = release.manifest?.product.deliveryChannels ?? [];
  if (receipts.length === 0)
    return judge(message('rules.588-04.judge', { channels: some(channels), n: channels.length }));
  const digests = new Set(
    release.verification.coverage.filter(({ path }) => artefacts.includes(path)).flatMap(({ sha256 }) => sha256 ?? []),
  );
  const astray = receipts.filter(
    ({ delivered, mapped }) => !digests.has(delivered as never) && (mapped === null || !digests.has(mapped as never)),
  );
  const evidence = capped(receipts.map(({ where }) => where));
  const [first] = astray;
  if (first !== undefined)
    return fail(
      message('rules.588-04.fail', { channel: first.channel, digest: first.delivered, k: astray.length }),
      capped(astray.map(({ where }) => where)),
    );
  const covered = new Set(receipts.map(({ channel }) => channelName(channel)));
  const open = channels.filter((channel) => !covered.has(channelName(channel)));
  if (open.length > 0) return judge(message('rules.588-04.judge', { channels: some(open), n: open.length }), evidence);
  return pass(message('rules.588-04.pass', { n: receipts.length }), [], evidence);
}

function channelName(channel: string): string {
  return channel
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, '-');
}

/** Receipts in fields (`deliveries.0.channel`) and in tables with a channel and a digest. */
function receiptsIn(file: EvidenceFile): readonly Receipt[] {
  const fields = fieldsOf(file);
  const listed = [...fields].flatMap(([key, channel]): readonly Receipt[] => {
    const prefix = /^((?:deliveries|delivered|store_receipts)\.\d+\.)channel$/u.exec(key)?.[1];
    const digest =
      prefix === undefined ? undefined : (fields.get(`${prefix}delivered_sha256`) ?? fields.get(`${prefix}sha256`));
    if (prefix === undefined || digest === undefined) return [];
    const mapped = fields.get(`${prefix}released_sha256`);
    return [
      {
        channel: channel.value,
        delivered: plainDigest(digest.value),
        mapped: mapped === undefined ? null : plainDigest(mapped.value),
        where: refValue(file, digest),
      },
    ];
  });
  const tabled = tablesOf(file).flatMap((table) => {
    const [channel, delivered, mapped] = [
      columnOf(table, /^(?:channel|store|kanal|canal)$/iu),
      columnOf(table, /^(?:delivered )?(?:sha-?256|digest)(?: delivered)?$|^ausgeliefert/iu),
      columnOf(table, /^(?:released (?:sha-?256|digest)|bundle (?:sha-?256|digest))$/iu),
    ];
    if (channel < 0 || delivered < 0) return [];
    return table.rows.flatMap((row): readonly Receipt[] => {
      const digest = plainDigest(cellText(row.cells[delivered]));
      if (!/^[0-9a-f]{64}$/u.test(digest)) return [];
      const back = mapped < 0 ? null : plainDigest(cellText(row.cells[mapped]));
      return [
        {
          channel: cellText(row.cells[channel]),
          delivered: digest,
          mapped: back,
          where: refAt(file, { kind: 'line', line: row.line }, row.cells.join(' | ')),
        },
      ];
    });
  });
  return [...listed, ...tabled];
}

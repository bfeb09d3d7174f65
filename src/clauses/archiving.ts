import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import type { EvidenceRole } from '../domain/manifest.ts';
import { isSignaturePath } from '../domain/signature-names.ts';
import { plainDigest } from './build.ts';
import { asRead, field, filesOf, memberPath } from './files.ts';
import { versionName } from './identity.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

/** One line of an archive record's inventory. */
interface InventoryRow {
  readonly file: EvidenceFile;
  readonly path: string;
  readonly sha256: string | null;
  readonly where: EvidenceRef;
}

/** CS-587-01: an archive record exists. */
export function archiveRecordExists(context: Context): Outcome {
  const { release } = context;
  const records = filesOf(release, 'archive_record');
  if (records.length === 0) {
    const section = sectionOf(context, '5.8.7');
    if (section !== null) return judge(message('rules.587-01.judge-section'), [section]);
    return failByAbsence(
      message('rules.587-01.fail', { version: versionName(release) }),
      filesOf(release, 'release_record'),
      [],
      ['archive_record'],
    );
  }
  const unread = records.filter((file) => file.facts.kind !== 'record' && file.facts.kind !== 'tree');
  if (unread.length > 0)
    return undecidable([message('rules.missing.other-form', { path: unread[0]?.path ?? '' })], unread.map(refFile));
  const parts: readonly (readonly [string, readonly EvidenceRef[]])[] = [
    ['location', refsOf(records, 'location')],
    ['archived_on', refsOf(records, 'archived_on')],
    ['responsible', refsOf(records, 'responsible')],
    [
      'inventory',
      inventoryOf(context)
        .slice(0, 1)
        .map((row) => row.where),
    ],
  ];
  const gaps = parts.filter(([, refs]) => refs.length === 0).map(([name]) => name);
  const evidence = parts.flatMap(([, refs]) => refs);
  if (gaps.length > 0) return judge(message('rules.587-01.judge', { gaps }), [...evidence, ...records.map(refFile)]);
  return pass(message('rules.587-01.pass', { path: records[0]?.path ?? '' }), records, capped(evidence));
}

/** The release record's section on `clause`, where it says anything. */
function sectionOf(context: Context, clause: string): EvidenceRef | null {
  for (const file of filesOf(context.release, 'release_record')) {
    const heading = asRead(file, 'record')?.facts.headings.find(
      (found) => found.clause === clause && found.body.trim() !== '',
    );
    if (heading !== undefined) return refAt(file, { kind: 'line', line: heading.line }, heading.body.trim());
  }
  return null;
}

function refsOf(files: readonly EvidenceFile[], key: string): readonly EvidenceRef[] {
  return files.flatMap((file) => {
    const value = field(file, key);
    return value === null ? [] : [refValue(file, value)];
  });
}

function inventoryOf(context: Context): readonly InventoryRow[] {
  return filesOf(context.release, 'archive_record').flatMap((file) => {
    const tables = asRead(file, 'record')?.facts.tables ?? [];
    return tables.flatMap((table) => {
      const paths = table.header.findIndex((cell) => /^(?:path|file|member)s?$/iu.test(cell.trim()));
      const digests = table.header.findIndex((cell) => /sha-?256|digest|checksum/iu.test(cell));
      if (paths < 0) return [];
      return table.rows.flatMap((row) => {
        const path = plainCell(row.cells[paths]);
        const sha256 = digests < 0 ? '' : plainDigest(plainCell(row.cells[digests]));
        const where = refAt(file, { kind: 'line', line: row.line }, row.cells.join(' | '));
        return path === '' ? [] : [{ file, path, sha256: /^[0-9a-f]{64}$/u.test(sha256) ? sha256 : null, where }];
      });
    });
  });
}

/** A path has at most 1,024 bytes; more is no path. */
const MOST_CELL = 2_000;
/** A period is some words. */
const MOST_WORDS = 100;

function plainCell(cell: string | undefined): string {
  return (cell ?? '')
    .slice(0, MOST_CELL)
    .trim()
    .replace(/^`+|`+$/gu, '')
    .replace(/^\.\//u, '');
}

/** Evidence that is made after the archiving, or that is the archiving, and so cannot stand in its own inventory. */
const LATER_ROLES: readonly EvidenceRole[] = ['archive_record', 'reproducibility'];
const DOCUMENT_ROLES: readonly EvidenceRole[] = ['documents', 'release_record', 'verification_plan', 'risk_file'];

/** CS-587-02: the archive holds the software with its configuration items, and the documentation. */
export function archiveIsComplete(context: Context): Outcome {
  const { release } = context;
  const { manifest } = release;
  const records = filesOf(release, 'archive_record');
  if (records.length === 0) return undecidable([message('rules.missing.archive_record')]);
  if (manifest === null) return undecidable([message('rules.missing.manifest')], records.map(refFile));
  const rows = inventoryOf(context);
  if (rows.length === 0) return undecidable([message('rules.missing.inventory')], records.map(refFile));
  const later = new Set(LATER_ROLES.flatMap((role) => manifest.evidence[role] ?? []));
  const listed = [
    ...manifest.artifacts,
    ...manifest.tests.map((test) => test.path),
    ...Object.values(manifest.evidence).flat(),
  ];
  const items = [...new Set(listed)]
    .filter((path) => !later.has(path) && !isSignaturePath(path))
    .map((path) => memberPath(manifest, path));
  const byPath = new Map<string, InventoryRow>();
  for (const row of rows) {
    byPath.set(row.path, row);
    byPath.set(`${manifest.root}${row.path}`, row);
  }
  const digests = new Map(release.verification.coverage.map((member) => [member.path, member.sha256] as const));
  const differing = [...byPath].filter(([path, row]) => {
    const actual = digests.get(path);
    return row.sha256 !== null && actual !== undefined && actual !== null && actual !== row.sha256;
  });
  const absent = items.filter((path) => !byPath.has(path) && digests.has(path));
  const values = {
    k: differing.length,
    paths: some(differing.map(([path]) => path)),
    n: absent.length,
    absent: some(absent),
  };
  const differingRefs = differing.map(([, row]) => row.where);
  if (differing.length > 0)
    return fail(message('rules.587-02.fail', values), capped([...differingRefs, ...records.map(refFile)]));
  if (absent.length > 0) return failByAbsence(message('rules.587-02.fail', values), records, records.map(refFile));
  const evidence = capped(rows.map((row) => row.where));
  const software = manifest.artifacts.some((path) => !isSignaturePath(path));
  const documents = DOCUMENT_ROLES.some((role) => (manifest.evidence[role] ?? []).length > 0);
  if (!software || !documents) return judge(message('rules.587-02.judge-parts'), evidence);
  const bare = items.filter((path) => (byPath.get(path)?.sha256 ?? null) === null);
  if (bare.length > 0) return judge(message('rules.587-02.judge', { paths: some(bare), k: bare.length }), evidence);
  return pass(message('rules.587-02.pass', { n: items.length }), records, evidence);
}

const COUNTED_FROM_LAST_DEVICE =
  /last\s+(?:unit|device|product)|letzte[sn]?\s+(?:gerät|produkt|exemplar)|dernier\s+(?:dispositif|produit)/iu;
const COVERED_BY_DECLARATION = /declaration of conformity|\bDoC\b|konformitätserklärung|déclaration.{0,10}conformité/iu;
const COUNTED_FROM_RELEASE = /release|freigabe|libération/iu;

/** CS-587-03: retention is long enough. MDR Article 10(8) and Annex IX, section 7; the longer of lifetime and legal minimum. */
export function retentionLongEnough(context: Context): Outcome {
  const { release, profile } = context;
  const records = filesOf(release, 'archive_record');
  const found = records.flatMap((file) => {
    const years = field(file, 'retention_years');
    return years === null ? [] : [{ file, years, from: field(file, 'retention_from') }];
  });
  const stated = found[0];
  if (stated === undefined) return undecidable([message('rules.missing.retention')], records.map(refFile));
  const evidence = [
    refValue(stated.file, stated.years),
    ...(stated.from === null ? [] : [refValue(stated.file, stated.from)]),
  ];
  const from = stated.from?.value ?? '';
  const years = /^\s*(\d{1,3}(?:\.\d+)?)\s*(?:years?|jahre?|ans?|y)?\s*$/iu.exec(
    stated.years.value.trim().slice(0, MOST_WORDS),
  )?.[1];
  const values = { period: stated.years.value, from, path: stated.file.path };
  if (years === undefined) return judge(message('rules.587-03.judge', values), evidence);
  if (!COUNTED_FROM_LAST_DEVICE.test(from) && COUNTED_FROM_RELEASE.test(from)) {
    return fail(message('rules.587-03.fail-start', values), evidence);
  }
  const { implantable, lifetimeYears } = release.manifest?.product ?? { implantable: null, lifetimeYears: null };
  const { retentionYears, retentionYearsImplantable } = profile.thresholds;
  const surely = Math.max(implantable === true ? retentionYearsImplantable : retentionYears, lifetimeYears ?? 0);
  if (Number(years) < surely) return fail(message('rules.587-03.fail', { ...values, least: surely }), evidence);
  if (implantable === null && Number(years) < retentionYearsImplantable) {
    return undecidable([message('rules.missing.implantable')], evidence);
  }
  if (lifetimeYears === null) return undecidable([message('rules.missing.lifetime')], evidence);
  if (!COUNTED_FROM_LAST_DEVICE.test(from) || !COVERED_BY_DECLARATION.test(from)) {
    return judge(message('rules.587-03.judge', values), evidence);
  }
  return pass(message('rules.587-03.pass', { ...values, least: surely }), records, evidence);
}

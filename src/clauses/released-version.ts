import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { MarkdownLink } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { bareVersion, tagNamesVersion } from '../domain/version.ts';
import { asRead, field, fileAt, filesOf } from './files.ts';
import { released, statementsOf } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';
import { placeOf } from './stated-totals.ts';

/** CS-584-01: the released version is documented and the same everywhere. */
export function oneVersionEverywhere(context: Context): Outcome {
  const { release } = context;
  const version = released(release, 'version');
  if (version === null) return versionOnlyInName(context);
  const statements = [...statementsOf(release, 'version'), ...statementsOf(release, 'build')];
  const differing = statements.filter((statement) => !statement.agrees);
  const first = differing[0];
  if (first !== undefined) {
    const own = released(release, first.key);
    const values = {
      version: own?.value ?? version.value,
      other: first.value,
      path: first.where.path,
      k: differing.length,
    };
    const evidence = [own?.where ?? version.where, ...differing.map((statement) => statement.where)];
    return fail(message('rules.584-01.fail', values), capped(evidence));
  }
  const tags = statementsOf(release, 'tag');
  const strange = tags.filter((tag) => !tagNamesVersion(tag.value, version.value));
  const evidence = [...statements, ...tags].map((statement) => statement.where);
  if (strange.length > 0) {
    const values = { version: version.value, tag: strange[0]?.value ?? '' };
    return judge(
      message('rules.584-01.judge-tag', values),
      capped([version.where, ...strange.map((tag) => tag.where)]),
    );
  }
  const named = versionsInNames(context).filter((item) => item.version !== bareVersion(version.value));
  if (named.length > 0) {
    const values = { version: version.value, names: some(named.map((item) => item.path)), k: named.length };
    return judge(
      message('rules.584-01.judge-name', values),
      capped([version.where, ...named.map((item) => refFile(item.file))]),
    );
  }
  const files = new Set([...statementsOf(release, 'version'), ...tags].map(({ where }) => where.path));
  // What one file states twice confirms nothing: it takes a second file.
  if (files.size < 2) {
    const values = { version: version.value, path: version.where.path };
    return judge(message('rules.584-01.judge-once', values), capped(evidence));
  }
  const date = released(release, 'date');
  const dates = statementsOf(release, 'date').filter((statement) => !statement.agrees);
  const [other] = dates;
  if (date !== null && other !== undefined) {
    const stated = { date: date.value, path: placeOf(date.where) };
    const values = { version: version.value, ...stated, other: other.value, place: placeOf(other.where) };
    return judge(message('rules.584-01.judge-date', values), [date.where, ...dates.map(({ where }) => where)]);
  }
  const rests = release.evidence.filter((file) => files.has(file.path));
  return pass(message('rules.584-01.pass', { version: version.value, n: files.size }), rests, capped(evidence));
}

function versionOnlyInName(context: Context): Outcome {
  const named = versionsInNames(context);
  if (named.length === 0) return undecidable([message('rules.missing.version')]);
  return judge(
    message('rules.584-01.judge-only-name', { names: some(named.map((item) => item.path)), k: named.length }),
    capped(named.map((item) => refFile(item.file))),
  );
}

const VERSION_IN_NAME = /(?:^|[-_v])(\d{1,5}\.\d{1,5}\.\d{1,5})(?=[-_.+]|$)/u;

function versionsInNames(context: Context): readonly { file: EvidenceFile; path: string; version: string }[] {
  return (context.release.manifest?.artifacts ?? []).flatMap((path) => {
    const version = VERSION_IN_NAME.exec(path.slice(path.lastIndexOf('/') + 1))?.[1];
    const file = fileAt(context.release, path);
    return version === undefined || file === null ? [] : [{ file, path, version }];
  });
}

/** A document that the release record links to, with the revision it cites beside the link. */
interface Citation {
  readonly record: EvidenceFile;
  readonly link: MarkdownLink;
  readonly revision: string | null;
  readonly where: EvidenceRef;
}

/** CS-584-04: cited documents resolve at the cited revision. */
export function citedDocumentsResolve(context: Context): Outcome {
  const { release } = context;
  const records = filesOf(release, 'release_record');
  if (records.length === 0) return undecidable([message('rules.missing.release_record')]);
  const citations = records.flatMap(citationsOf);
  if (citations.length === 0) return judge(message('rules.584-04.judge-none'), records.map(refFile));
  const members = new Set(release.verification.coverage.map((member) => member.path));
  const looked = citations.map((citation) => ({ citation, ...resolve(context, citation, members) }));
  const absent = looked.filter((item) => item.state === 'absent');
  if (absent.length > 0) {
    const values = { paths: some(absent.map((item) => item.citation.link.target)), k: absent.length };
    return fail(message('rules.584-04.fail-absent', values), capped(absent.map((item) => item.citation.where)));
  }
  const other = looked.filter((item) => item.state === 'other-revision');
  const first = other[0];
  if (first !== undefined) {
    const values = {
      path: first.citation.link.target,
      cited: first.citation.revision ?? '',
      held: first.revision ?? '',
      k: other.length,
    };
    const evidence = other.flatMap((item) => [item.citation.where, ...item.refs]);
    return fail(message('rules.584-04.fail-revision', values), capped(evidence));
  }
  const evidence = capped(looked.flatMap((item) => [item.citation.where, ...item.refs]));
  const unread = looked.filter((item) => item.state === 'revision-unread');
  if (unread.length > 0) {
    const values = { paths: some(unread.map((item) => item.citation.link.target)), k: unread.length };
    return undecidable([message('rules.missing.revision-of', values)], evidence);
  }
  const loose = looked.filter((item) => item.state === 'elsewhere' || item.state === 'uncited');
  if (loose.length > 0) {
    const values = { targets: some(loose.map((item) => item.citation.link.target)), k: loose.length };
    return judge(message('rules.584-04.judge', values), evidence);
  }
  const rests = [...records, ...looked.map((item) => item.file).filter((file) => file !== null)];
  return pass(message('rules.584-04.pass', { n: looked.length }), rests.filter(isDocument), evidence);
}

function isDocument(file: EvidenceFile): boolean {
  return file.facts.kind === 'record';
}

function citationsOf(file: EvidenceFile): readonly Citation[] {
  const record = asRead(file, 'record');
  if (record === null) return [];
  const rows = new Map(
    record.facts.tables.flatMap((table) =>
      table.rows.map((row) => [row.line, { header: table.header, cells: row.cells }] as const),
    ),
  );
  return record.facts.links
    .filter((link) => !link.target.startsWith('#') && link.target.trim() !== '')
    .map((link) => {
      const row = rows.get(link.line);
      const column = row?.header.findIndex((cell) => /^rev(?:ision|\.)?$|^version$/iu.test(cell.trim())) ?? -1;
      const inRow = column < 0 ? undefined : row?.cells[column]?.trim();
      const inText = REVISION.exec(link.text)?.[1];
      const revision = inRow !== undefined && inRow !== '' ? inRow : (inText ?? null);
      const where = refAt(file, { kind: 'line', line: link.line }, `${link.text} ${link.target}`.trim());
      return { record: file, link, revision, where };
    });
}

const REVISION = /\brev(?:ision|\.)?\s*[:#]?\s*([0-9A-Za-z][0-9A-Za-z.-]{0,20})/iu;

type Resolution = {
  readonly state: 'same' | 'no-revision' | 'other-revision' | 'revision-unread' | 'uncited' | 'absent' | 'elsewhere';
  readonly revision: string | null;
  readonly file: EvidenceFile | null;
  readonly refs: readonly EvidenceRef[];
};

function resolve(context: Context, citation: Citation, members: ReadonlySet<string>): Resolution {
  const target = citation.link.target.split(/[#?]/u)[0] ?? '';
  if (/^[a-z][a-z0-9+.-]*:|^\/\//iu.test(target)) return { state: 'elsewhere', revision: null, file: null, refs: [] };
  const path = joinPath(citation.record.path, decode(target));
  // A link that leaves the archive cites a document that is kept elsewhere.
  if (path === null) return { state: 'elsewhere', revision: null, file: null, refs: [] };
  const file = fileAt(context.release, path);
  if (file === null) {
    return { state: members.has(path) ? 'no-revision' : 'absent', revision: null, file: null, refs: [] };
  }
  const held = field(file, 'revision', 'rev');
  const refs = held === null ? [refFile(file)] : [refAt(file, held.at, held.value)];
  if (citation.revision === null)
    return { state: held === null ? 'no-revision' : 'uncited', revision: null, file, refs };
  if (held === null) {
    // Only documents carry a revision of their own; a test report or an SBOM is identified by its digest.
    return {
      state: file.facts.kind === 'record' || file.facts.kind === 'opaque' ? 'revision-unread' : 'no-revision',
      revision: null,
      file,
      refs,
    };
  }
  const bare = (text: string): string =>
    text
      .trim()
      .toLowerCase()
      .replace(/^rev(?:ision|\.)?\s*/u, '');
  const state = bare(held.value) === bare(citation.revision) ? 'same' : 'other-revision';
  return { state, revision: held.value, file, refs };
}

/** Resolves a relative link against the folder of `from`; `null` when it leaves the archive. */
function joinPath(from: string, target: string): string | null {
  const parts = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    // A lone `%` is then part of the name.
    return target;
  }
}

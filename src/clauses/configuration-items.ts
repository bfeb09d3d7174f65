import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import { message } from '../domain/message.ts';
import { isSignaturePath } from '../domain/signature-names.ts';
import { asRead, field, fileAt, filesOf, memberPath, readOf } from './files.ts';
import { released } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { capped, refAt, refFile, some } from './references.ts';

interface Gap {
  readonly name: string;
  readonly where: EvidenceRef;
}

/** CS-584-02 (8.1.1, 8.1.3): each artefact, SOUP item and document has an identifier and a version, and each file belongs to an item. */
export function itemsIdentified(context: Context): Outcome {
  const { release } = context;
  const { manifest } = release;
  if (manifest === null) return undecidable([message('rules.missing.manifest')]);
  const artefacts = manifest.artifacts
    .map((path) => memberPath(manifest, path))
    .filter((path) => !isSignaturePath(path));
  if (artefacts.length === 0) return undecidable([message('rules.missing.artifacts')]);
  const sboms = readOf(release, 'sbom', 'sbom');
  const soups = readOf(release, 'soup_list', 'soup-list');
  if (sboms.length + soups.length === 0)
    return undecidable([message('rules.missing.sbom')], filesOf(release, 'sbom').map(refFile));
  const gaps = [...componentGaps(context), ...documentGaps(context)];
  const unversioned =
    released(release, 'version') === null
      ? artefacts.map((path): Gap => ({ name: path, where: refOf(context, path) }))
      : [];
  const all = [...unversioned, ...gaps];
  if (all.length > 0)
    return fail(
      message('rules.584-02.fail', { k: all.length, items: some(all.map(({ name }) => name)) }),
      capped(all.map(({ where }) => where)),
    );
  const unlisted = release.verification.integrity.unlisted.filter((path) => !isSignaturePath(path));
  if (unlisted.length > 0)
    return fail(
      message('rules.584-02.fail-file', { k: unlisted.length, paths: some(unlisted) }),
      capped(unlisted.map((path) => refOf(context, path))),
    );
  const absent = artefacts.filter((path) => fileAt(release, path) === null);
  if (absent.length > 0) return undecidable([message('rules.missing.unhashed', { paths: some(absent) })]);
  const loose = supporting(context, artefacts);
  if (loose.length > 0)
    return judge(
      message('rules.584-02.judge', { k: loose.length, paths: some(loose.map((file) => file.path)) }),
      capped(loose.map(refFile)),
    );
  const rests = [...sboms.map(({ file }) => file), ...soups.map(({ file }) => file), ...filesOf(release, 'documents')];
  const items =
    artefacts.length +
    sboms.reduce((sum, { facts }) => sum + facts.components.length, 0) +
    filesOf(release, 'documents').length;
  return pass(
    message('rules.584-02.pass', { n: items, members: release.evidence.length }),
    rests,
    capped(rests.map(refFile)),
  );
}

function refOf(context: Context, path: string): EvidenceRef {
  const file = fileAt(context.release, path);
  const member = context.release.verification.coverage.find((one) => one.path === path);
  return file !== null ? refFile(file) : { path, sha256: member?.sha256 ?? ZERO, locator: { kind: 'file' }, quote: '' };
}

const ZERO = '0'.repeat(64) as EvidenceRef['sha256'];

function componentGaps({ release }: Context): readonly Gap[] {
  const components = readOf(release, 'sbom', 'sbom').flatMap(({ file, facts }) =>
    facts.components
      .filter((one) => one.scope !== 'excluded' && (one.version === null || one.name === ''))
      .map((one) => ({ name: one.name, where: refAt(file, one.at, one.name) })),
  );
  const items = readOf(release, 'soup_list', 'soup-list').flatMap(({ file, facts }) =>
    facts.items
      .filter((one) => one.version === null)
      .map((one) => ({ name: one.title, where: refAt(file, one.at, one.title) })),
  );
  return [...components, ...items];
}

/** Documents in a form with fields; of others nothing is known, and they are named by their digest. */
function documentGaps({ release }: Context): readonly Gap[] {
  return filesOf(release, 'documents').flatMap((file) => {
    if (asRead(file, 'record') === null) return [];
    const lacks = [
      ...(field(file, 'id', 'document', 'doc_id', 'number') === null ? ['id'] : []),
      ...(field(file, 'revision', 'version', 'rev') === null ? ['revision'] : []),
    ];
    return lacks.length === 0 ? [] : [{ name: `${file.path} (${lacks.join(', ')})`, where: refFile(file) }];
  });
}

/** Files that no artefact, test, role or statement of an approval accounts for. */
function supporting({ release }: Context, artefacts: readonly string[]): readonly EvidenceFile[] {
  const items = new Set(artefacts);
  const statements = new Set(release.verification.approvals.flatMap(({ statement }) => statement ?? []));
  const lists = new Set(release.verification.integrity.lists.map(({ path }) => path));
  return release.evidence.filter(
    ({ path, role }) =>
      role === null &&
      !items.has(path) &&
      !statements.has(path) &&
      !lists.has(path) &&
      path !== release.manifest?.path &&
      !isSignaturePath(path),
  );
}

import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Located } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { isFullCommit } from '../domain/version.ts';
import { isSignaturePath } from '../domain/signature-names.ts';
import { asRead, field, fieldsOf, fileAt, filesOf, memberPath } from './files.ts';
import { commitIn, historiesOf } from './history.ts';
import { statementsOf } from './identity.ts';
import { fail, failByAbsence, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { pathMatch } from './path-match.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

/** CS-585-01: procedure and environment of creation are documented. */
export function creationDocumented(context: Context): Outcome {
  const { release } = context;
  const manifests = filesOf(release, 'build_manifest');
  if (manifests.length === 0) return withoutBuildManifest(context);
  const unread = manifests.filter((file) => fieldsOf(file).size === 0);
  if (unread.length > 0) {
    return undecidable([message('rules.missing.other-form', { path: unread[0]?.path ?? '' })], unread.map(refFile));
  }
  const parts: readonly (readonly [string, readonly Located<string>[]])[] = manifests.flatMap((file) => [
    ['procedure', present(field(file, 'procedure'))] as const,
    ['script', present(field(file, 'script'))] as const,
    [
      'environment',
      present(field(file, 'environment.image', 'environment.image_digest', 'environment.runner', 'environment.os')),
    ] as const,
    ['toolchain', toolchain(file)] as const,
  ]);
  const gaps = [...new Set(parts.map(([name]) => name))].filter(
    (name) => !parts.some(([other, values]) => other === name && values.length > 0),
  );
  const evidence = manifests.flatMap((file) =>
    [...fieldsOf(file)]
      .filter(([key]) => /^(?:procedure|script|environment\.|toolchain\.)/u.test(key))
      .map(([, value]) => refValue(file, value)),
  );
  if (gaps.length > 0)
    return judge(
      message('rules.585-01.judge', { gaps }),
      capped(evidence.length > 0 ? evidence : manifests.map(refFile)),
    );
  return pass(
    message('rules.585-01.pass', { paths: some(manifests.map((file) => file.path)) }),
    manifests,
    capped(evidence),
  );
}

function withoutBuildManifest(context: Context): Outcome {
  const { release } = context;
  const others = [
    ...filesOf(release, 'provenance'),
    ...filesOf(release, 'ci_pipeline'),
    ...filesOf(release, 'dockerfile'),
  ];
  const sections = filesOf(release, 'release_record').filter((file) => {
    const heading = asRead(file, 'record')?.facts.headings.find((found) => found.clause === '5.8.5');
    return heading !== undefined && heading.body.trim() !== '';
  });
  const partial = [...others, ...sections];
  if (partial.length > 0)
    return judge(
      message('rules.585-01.judge-other', { paths: some(partial.map((file) => file.path)), k: partial.length }),
      partial.map(refFile),
    );
  const records = filesOf(release, 'release_record');
  return failByAbsence(message('rules.585-01.fail'), records, records.map(refFile), [
    'build_manifest',
    'provenance',
    'ci_pipeline',
  ]);
}

function present(value: Located<string> | null): readonly Located<string>[] {
  return value === null ? [] : [value];
}

function toolchain(file: EvidenceFile): readonly Located<string>[] {
  return [...fieldsOf(file)]
    .filter(([key, value]) => key.startsWith('toolchain.') && value.value.trim() !== '')
    .map(([, value]) => value);
}

/** CS-585-03: the build manifest describes these artefacts. */
export function buildManifestMatches(context: Context): Outcome {
  const { release } = context;
  const manifests = filesOf(release, 'build_manifest');
  if (manifests.length === 0) return undecidable([message('rules.missing.build_manifest')]);
  const artifacts = builtArtifacts(context);
  if (artifacts.length === 0) return undecidable([message('rules.missing.artifacts')], manifests.map(refFile));
  const subjects = manifests.flatMap(subjectsOf);
  if (subjects.length === 0) return undecidable([message('rules.missing.build-subjects')], manifests.map(refFile));
  const digests = new Map(release.verification.coverage.map((member) => [member.path, member.sha256] as const));
  const byPaths = pathMatch(subjects, (subject) => subject.path.value, release.manifest?.root ?? '');
  const byDigests = new Map(
    subjects.flatMap((subject) =>
      subject.sha256 === null ? [] : [[plainDigest(subject.sha256.value), subject] as const],
    ),
  );
  const looked = artifacts.map((path) => {
    const digest = digests.get(path) ?? null;
    const byPath = byPaths.find(path);
    // The entry of the same path decides; only an artefact without one may be told by its digest.
    const candidate = byPath !== undefined && byPath.sha256 !== null ? byPath : byDigests.get(digest ?? '');
    const equal = candidate?.sha256 !== undefined && plainDigest(candidate.sha256?.value ?? '') === digest;
    return { path, digest, byDigest: equal ? candidate : undefined, byPath };
  });
  const differing = looked.filter(
    (item) => item.byDigest === undefined && item.digest !== null && (item.byPath?.sha256 ?? null) !== null,
  );
  const first = differing[0];
  if (first?.byPath !== undefined && first.byPath.sha256 !== null) {
    const values = {
      path: first.path,
      computed: first.digest ?? '',
      recorded: first.byPath.sha256.value,
      k: differing.length,
    };
    const evidence = differing.flatMap((item) => [...digestRef(item.byPath), ...refMember(context, item.path)]);
    return fail(message('rules.585-03.fail-digest', values), capped(evidence));
  }
  const unknown = looked.filter((item) => item.byDigest === undefined && item.byPath === undefined);
  if (unknown.length > 0) {
    const values = { paths: some(unknown.map((item) => item.path)), k: unknown.length };
    return failByAbsence(
      message('rules.585-03.fail-subject', values),
      manifests,
      capped([...unknown.flatMap((item) => refMember(context, item.path)), ...manifests.map(refFile)]),
    );
  }
  const open = looked.filter((item) => item.byDigest === undefined);
  if (open.length > 0) {
    const paths = some(open.map((item) => item.path));
    return undecidable([message('rules.missing.digest-of', { paths, k: open.length })], manifests.map(refFile));
  }
  const evidence = looked.flatMap((item) => [...digestRef(item.byDigest), ...refMember(context, item.path)]);
  return pass(message('rules.585-03.pass', { n: looked.length }), manifests, capped(evidence));
}

/** Artefacts that a build makes: what the manifest lists, without signatures and without files that are evidence themselves. */
export function builtArtifacts(context: Context): readonly string[] {
  const { manifest } = context.release;
  if (manifest === null) return [];
  return manifest.artifacts
    .map((path) => memberPath(manifest, path))
    .filter((path) => !isSignaturePath(path) && !isEvidence(fileAt(context.release, path)));
}

function isEvidence(file: EvidenceFile | null): boolean {
  return file !== null && (file.role !== null || ['sbom', 'test-results', 'record'].includes(file.facts.kind));
}

interface Subject {
  readonly file: EvidenceFile;
  readonly path: Located<string>;
  readonly sha256: Located<string> | null;
}

function digestRef(subject: Subject | undefined): readonly EvidenceRef[] {
  return subject === undefined || subject.sha256 === null ? [] : [refValue(subject.file, subject.sha256)];
}

/** The artefacts that a build manifest or reproducibility record lists; `digest` is the key of the digest inside an entry. */
function subjectsOf(file: EvidenceFile): readonly Subject[] {
  return [...fieldsOf(file)].flatMap(([key, path]) => {
    const prefix = /^(artifacts\.\d+\.)path$/u.exec(key)?.[1];
    return prefix === undefined ? [] : [{ file, path, sha256: field(file, `${prefix}sha256`) }];
  });
}

/** Returns a SHA-256 digest as written, in lower case and without its `sha256:` mark. */
export function plainDigest(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^sha256:/u, '');
}

/** Returns a link to the member `path`, or none where it was not read as evidence. */
export function refMember(context: Context, path: string): readonly EvidenceRef[] {
  const file = fileAt(context.release, path);
  return file === null ? [] : [refFile(file)];
}

/** CS-585-04: one source state. */
export function oneSourceState(context: Context): Outcome {
  const { release } = context;
  const commits = statementsOf(release, 'commit');
  const tags = statementsOf(release, 'tag');
  const manifests = filesOf(release, 'build_manifest');
  const dirty = manifests.flatMap((file) => {
    const clean = field(file, 'source.clean');
    return clean !== null && /^(?:false|no|dirty)$/iu.test(clean.value.trim()) ? [refValue(file, clean)] : [];
  });
  if (dirty.length > 0) return fail(message('rules.585-04.fail-dirty'), dirty);
  const differing = [...commits, ...tags].filter((statement) => !statement.agrees);
  const first = differing[0];
  if (first !== undefined) {
    const own = [...commits, ...tags].find((statement) => statement.key === first.key && statement.agrees);
    const values = {
      value: own?.value ?? '',
      other: first.value,
      path: first.where.path,
      key: first.key,
      k: differing.length,
    };
    return fail(
      message('rules.585-04.fail', values),
      capped([...(own === undefined ? [] : [own.where]), ...differing.map((statement) => statement.where)]),
    );
  }
  if (commits.length === 0) return undecidable([message('rules.missing.commit')], manifests.map(refFile));
  const evidence = [...commits, ...tags].map((statement) => statement.where);
  const short = commits.filter((statement) => !isFullCommit(statement.value));
  if (short.length > 0) {
    return judge(
      message('rules.585-04.judge-short', { commits: some(short.map((statement) => statement.value)) }),
      capped(evidence),
    );
  }
  const clean = manifests.some((file) =>
    /^(?:true|yes|clean)$/iu.test(field(file, 'source.clean')?.value.trim() ?? ''),
  );
  if (!clean) return undecidable([message('rules.missing.clean')], capped(evidence));
  const sources = filesOf(release, 'source');
  const values = { commit: commits[0]?.value ?? '', n: new Set(evidence.map((where) => where.path)).size };
  if (sources.length === 0) return judge(message('rules.585-04.judge-no-bundle', values), capped(evidence));
  const histories = historiesOf(release);
  if (histories.some((history) => commitIn(history, values.commit) !== null))
    return pass(
      message('rules.585-04.pass', values),
      [...manifests, ...histories.map(({ file }) => file)],
      capped([...evidence, ...histories.map(({ file }) => refAt(file, { kind: 'commit', commit: values.commit }, ''))]),
    );
  if (histories.length === sources.length && histories.every(({ facts }) => facts.prerequisites.length === 0))
    return fail(
      message('rules.585-04.fail-bundle', { ...values, paths: some(sources.map((file) => file.path)) }),
      capped([...evidence, ...sources.map(refFile)]),
    );
  return judge(
    message('rules.585-04.judge-bundle', {
      ...values,
      paths: some(sources.map((file) => file.path)),
      k: sources.length,
    }),
    capped([...evidence, ...sources.map(refFile)]),
  );
}

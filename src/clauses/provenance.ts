import { message } from '../domain/message.ts';
import { builtArtifacts, refMember } from './build.ts';
import { filesOf, readOf } from './files.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { pathMatch } from './path-match.ts';
import { capped, refAt, refFile, refValue, some } from './references.ts';

/** CS-585-05 (SLSA): the provenance of the build can be used: known, complete, about these artefacts, and signed with a trusted key. */
export function provenanceUsable(context: Context): Outcome {
  const { release } = context;
  const files = filesOf(release, 'provenance');
  const statements = readOf(release, 'provenance', 'provenance');
  if (statements.length === 0) return undecidable([message('rules.missing.provenance')], files.map(refFile));
  const paths = new Set(statements.map(({ file }) => file.path));
  const signatures = release.verification.signatures.filter(
    (one) => paths.has(one.path) || one.covers.some((path) => paths.has(path)),
  );
  const evidence = capped([
    ...statements.flatMap(({ file, facts }) => [
      ...(facts.builder === null ? [refFile(file)] : [refValue(file, facts.builder)]),
      ...facts.subjects.map((subject) => refAt(file, subject.at, subject.name)),
    ]),
  ]);
  const failed = signatures.find((one) => one.indication === 'TOTAL_FAILED');
  if (failed !== undefined)
    return fail(message('rules.585-05.fail-signature', { path: failed.path, code: failed.reason.code }), evidence);
  const astray = mismatched(context);
  if (astray.length > 0)
    return fail(
      message('rules.585-05.fail', { k: astray.length, paths: some(astray) }),
      capped([...evidence, ...astray.flatMap((path) => refMember(context, path))]),
    );
  const unknown = statements.filter(({ facts }) => !facts.known);
  if (unknown.length === statements.length)
    return undecidable([message('rules.missing.predicate', { type: unknown[0]?.facts.predicateType ?? '' })], evidence);
  const gaps = [
    ...(statements.some(({ facts }) => facts.builder !== null) ? [] : ['builder']),
    ...(statements.some(({ facts }) => (facts.parameters ?? 0) > 0) ? [] : ['parameters']),
    ...(statements.some(({ facts }) => facts.subjects.length > 0) ? [] : ['subjects']),
  ];
  if (gaps.length > 0) return judge(message('rules.585-05.judge-gaps', { gaps }), evidence);
  if (signatures.length === 0)
    return judge(message('rules.585-05.judge-unsigned', { path: files[0]?.path ?? '' }), evidence);
  const open = signatures.find((one) => one.indication !== 'TOTAL_PASSED');
  if (open !== undefined)
    return judge(message('rules.585-05.judge-signature', { path: open.path, code: open.reason.code }), evidence);
  return pass(
    message('rules.585-05.pass', { n: statements.reduce((sum, { facts }) => sum + facts.subjects.length, 0) }),
    files,
    evidence,
  );
}

/** The artefacts that no subject has the digest of. A subject of another name with the same digest is the same thing. */
function mismatched(context: Context): readonly string[] {
  const { release } = context;
  const subjects = readOf(release, 'provenance', 'provenance').flatMap(({ facts }) => facts.subjects);
  const digests = new Map(release.verification.coverage.map((member) => [member.path, member.sha256] as const));
  const byName = pathMatch(subjects, (subject) => subject.name, release.manifest?.root ?? '');
  const known = new Set(subjects.flatMap((subject) => subject.digests['sha256'] ?? []));
  return builtArtifacts(context).filter((path) => {
    const digest = digests.get(path) ?? null;
    if (digest === null || known.has(digest)) return false;
    // A subject without a SHA-256 says nothing that can be compared with what was computed.
    const subject = byName.find(path);
    return subject === undefined
      ? subjects.every((one) => one.digests['sha256'] !== undefined)
      : subject.digests['sha256'] !== undefined;
  });
}

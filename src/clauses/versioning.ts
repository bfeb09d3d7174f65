import type { EvidenceFile } from '../domain/evidence.ts';
import type { Located } from '../domain/facts.ts';
import { message } from '../domain/message.ts';
import { compareSemver, isSemver, sameVersion } from '../domain/version.ts';
import { field, fileAt, filesOf } from './files.ts';
import { released } from './identity.ts';
import { fail, judge, pass, undecidable, type Context, type Outcome } from './outcome.ts';
import { refValue } from './references.ts';

const SEMVER_NAME = /^sem(?:antic)?.?ver(?:sion(?:ing)?)?(?:[ -]?2(?:\.0(?:\.0)?)?)?$/iu;

/** CS-VER-01: the declared version scheme is followed. */
export function schemeFollowed(context: Context): Outcome {
  const version = released(context.release, 'version');
  if (version === null) return undecidable([message('rules.missing.version')]);
  const declared = declaredScheme(context);
  if (declared === null) {
    const shape = isSemver(version.value) ? 'yes' : 'no';
    return judge(message('rules.VER-01.judge', { version: version.value, shape }), [version.where]);
  }
  const evidence = [version.where, refValue(declared.file, declared.scheme)];
  const values = { version: version.value, scheme: declared.scheme.value };
  // Only Semantic Versioning is known by name; a pattern of the manufacturer's own is for a person to compare.
  if (!SEMVER_NAME.test(declared.scheme.value.trim()))
    return judge(message('rules.VER-01.judge-own', values), evidence);
  if (!isSemver(version.value)) return fail(message('rules.VER-01.fail', values), evidence);
  return pass(message('rules.VER-01.pass', values), [declared.file], evidence);
}

/** Returns where the manifest, the plan or the release record declares the version scheme. */
export function declaredScheme(context: Context): { file: EvidenceFile; scheme: Located<string> } | null {
  const { release } = context;
  const manifest = release.manifest === null ? null : fileAt(release, release.manifest.path);
  const files = [
    ...(manifest === null ? [] : [manifest]),
    ...filesOf(release, 'verification_plan'),
    ...filesOf(release, 'release_record'),
  ];
  for (const file of files) {
    const scheme = field(file, 'version_scheme', 'versioning', 'versioning_scheme');
    if (scheme !== null) return { file, scheme };
  }
  return null;
}

/** CS-VER-02: the version is new and never re-used. */
export function versionIsNew(context: Context): Outcome {
  const { release, standing } = context;
  const previous = standing.previous ?? standing.sibling;
  const version = released(release, 'version');
  if (version === null) return undecidable([message('rules.missing.version')]);
  if (previous === null && standing.refused !== null) return undecidable(standing.refused, [version.where]);
  if (previous === null) return judge(message('rules.VER-02.judge', { version: version.value }), [version.where]);
  const before = released(previous, 'version');
  if (before === null) return undecidable([message('rules.missing.previous-version')], [version.where]);
  const values = { version: version.value, before: before.value };
  const [own, other] = [release.verification.archive.sha256, previous.verification.archive.sha256];
  const evidence = [version.where, before.where];
  const order = compareSemver(version.value, before.value);
  const sameName = version.value.trim() === before.value.trim();
  const isSame = sameName || (order !== null && sameVersion(version.value, before.value));
  const sameManifest = release.verification.manifest?.sha256 === previous.verification.manifest?.sha256;
  // Whichever release a verified archive of the product is: one version must not stand for two builds.
  if (standing.refused !== null && (!isSame || sameManifest)) return undecidable(standing.refused, evidence);
  if (standing.refused === null && order === 1) return pass(message('rules.VER-02.pass', values), [], evidence);
  if (standing.refused === null && order === -1) return fail(message('rules.VER-02.fail-lower', values), evidence);
  if (!isSame) return judge(message('rules.VER-02.judge-order', values), evidence);
  if (sameManifest) return judge(message('rules.VER-02.judge-same', values), evidence);
  return fail(message('rules.VER-02.fail-reused', { ...values, first: other, second: own }), evidence);
}

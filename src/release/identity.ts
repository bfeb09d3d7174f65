import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { Located } from '../domain/facts.ts';
import { hasReleaseSections } from '../domain/markdown-facts.ts';
import type { EvidenceRole, ReleaseManifest } from '../domain/manifest.ts';
import { IDENTITY_KEYS, type IdentityKey, type IdentityStatement } from '../domain/release.ts';
import { artefactName, statementsOfTools } from './identity-of-tools.ts';
import { sameBuild, sameCommit, sameVersion } from '../domain/version.ts';

interface Said {
  readonly key: IdentityKey;
  readonly value: string;
  readonly where: EvidenceRef;
  readonly source: 'manifest' | 'release_record' | 'other';
  /** The artefact that a digest is of. */
  readonly about?: string | undefined;
}

/** Places of identity in records and trees, by role: dotted field and the key that it states. */
const FIELDS: Readonly<Partial<Record<EvidenceRole, readonly (readonly [string, IdentityKey])[]>>> = {
  release_record: [
    ['version', 'version'],
    ['tag', 'tag'],
    ['git_tag', 'tag'],
    ['commit', 'commit'],
    ['git_commit', 'commit'],
    ['build', 'build'],
    ['date', 'date'],
  ],
  release_notes: [
    ['version', 'version'],
    ['tag', 'tag'],
    ['commit', 'commit'],
    ['build', 'build'],
  ],
  build_manifest: [
    ['version', 'version'],
    ['build', 'build'],
    ['source.commit', 'commit'],
    ['source.tag', 'tag'],
  ],
  reproducibility: [['release', 'version']],
};

const MANIFEST_FIELDS: readonly (readonly [string, IdentityKey])[] = [
  ['version', 'version'],
  ['git_tag', 'tag'],
  ['git_commit', 'commit'],
  ['build', 'build'],
  ['date', 'date'],
];

/**
 * Returns every statement of the release's identity in every file: manifest, release record, release notes, test reports, SBOM,
 * build manifest, anomaly export, reproducibility record, reports of tools, provenance, history of the source; and every statement of an
 * artefact's digest, compared with the artefact itself. `agrees` compares with the manifest's value, else with the release
 * record's, else with the first one.
 */
export function identityOf(
  manifest: ReleaseManifest | null,
  evidence: readonly EvidenceFile[],
): readonly IdentityStatement[] {
  const own = evidence.flatMap((file) => (file.path === manifest?.path ? ofManifest(file, manifest) : ofFile(file)));
  const tag = referenceAmong(own.filter(({ key }) => key === 'tag'))?.value ?? null;
  const artefacts = new Set(manifest?.artifacts);
  const said = [
    ...own,
    ...evidence.filter(({ path }) => artefacts.has(path)).map(ofArtefact),
    ...evidence.flatMap((file) => ofTools(file, tag === null ? null : plainTag(tag))),
  ];
  const groups = Map.groupBy(said, ({ key, about = '' }) => `${key} ${about}`);
  const references = new Map([...groups].map(([group, same]) => [group, referenceAmong(same)] as const));
  return said
    .map(({ key, value, where, about }) => {
      const reference = references.get(`${key} ${about ?? ''}`);
      const agrees = reference === undefined || agree(key, reference.value, value);
      return { key, value: about === undefined ? value : `${about} ${value}`, where, agrees };
    })
    .sort((left, right) => IDENTITY_KEYS.indexOf(left.key) - IDENTITY_KEYS.indexOf(right.key));
}

/** What the bytes of the artefact themselves say: every other statement is compared with that. */
function ofArtefact(file: EvidenceFile): Said {
  const { path, sha256 } = file;
  return { key: 'artifact', value: sha256, where: wholeFile(file, ''), source: 'manifest', about: artefactName(path) };
}

function ofTools(file: EvidenceFile, tag: string | null): readonly Said[] {
  return statementsOfTools(file, tag).map(({ key, found, about }) => ({ ...saying(file, key, found), about }));
}

function referenceAmong(same: readonly Said[]): Said | undefined {
  return (
    same.find((statement) => statement.source === 'manifest') ??
    same.find((statement) => statement.source === 'release_record') ??
    same[0]
  );
}

/** Whether two values of one key name the same. A leading `v` and a build suffix that one side lacks are no difference. */
function agree(key: IdentityKey, left: string, right: string): boolean {
  switch (key) {
    case 'version':
      return sameVersion(left, right);
    case 'tag':
      return plainTag(left) === plainTag(right);
    case 'commit':
      return sameCommit(left, right);
    case 'build':
      return sameBuild(left, right);
    case 'artifact':
      return left.toLowerCase() === right.toLowerCase();
    case 'date':
      return left.trim().slice(0, 10) === right.trim().slice(0, 10);
  }
}

function plainTag(tag: string): string {
  return tag.trim().replace(/^refs\/tags\//u, '');
}

function ofManifest(file: EvidenceFile, manifest: ReleaseManifest): readonly Said[] {
  if (file.facts.kind === 'tree') return fromFields(file, MANIFEST_FIELDS, 'manifest');
  const values: readonly (readonly [IdentityKey, string | null])[] = [
    ['version', manifest.version],
    ['tag', manifest.gitTag],
    ['commit', manifest.gitCommit],
    ['build', manifest.build],
    ['date', manifest.date],
  ];
  return values.flatMap(([key, value]) =>
    value === null ? [] : [{ key, value, where: wholeFile(file, value), source: 'manifest' as const }],
  );
}

function ofFile(file: EvidenceFile): readonly Said[] {
  const { facts } = file;
  switch (facts.kind) {
    case 'test-results':
      return (['version', 'tag', 'commit', 'build'] as const).flatMap((key) => {
        const property = facts.properties[key];
        return property === undefined ? [] : [saying(file, key, property)];
      });
    case 'sbom':
      return facts.root === null || facts.root.version === null ? [] : [saying(file, 'version', facts.root.version)];
    case 'anomalies':
      return facts.version === null ? [] : [saying(file, 'version', facts.version)];
    case 'record':
    case 'tree':
      return ofDocument(file, roleByContent(file));
    default:
      return [];
  }
}

function ofDocument(file: EvidenceFile, role: EvidenceRole): readonly Said[] {
  return fromFields(file, FIELDS[role] ?? [], role === 'release_record' ? 'release_record' : 'other');
}

/** Fields that a release record has and a procedure with the same sections has not: its `version` is that of the document. */
const RELEASE_FIELDS = ['tag', 'git_tag', 'commit', 'git_commit', 'build'];

/** A file without a role states identity where its content can only be that of a release record, build manifest or rebuild record. */
function roleByContent(file: EvidenceFile): EvidenceRole {
  if (file.role !== null && file.role !== 'tests') return file.role;
  const isRecord = file.facts.kind === 'record' && hasReleaseSections(file.facts);
  if (isRecord && RELEASE_FIELDS.some((name) => fieldOf(file, name) !== null)) return 'release_record';
  if (fieldOf(file, 'source.commit') !== null) return 'build_manifest';
  return fieldOf(file, 'identical') !== null ? 'reproducibility' : 'documents';
}

function fromFields(
  file: EvidenceFile,
  fields: readonly (readonly [string, IdentityKey])[],
  source: Said['source'],
): readonly Said[] {
  return fields.flatMap(([name, key]) => {
    const found = fieldOf(file, name);
    return found === null ? [] : [{ ...saying(file, key, found), source }];
  });
}

function fieldOf(file: EvidenceFile, name: string): Located<string> | null {
  const { facts } = file;
  const found =
    facts.kind === 'record'
      ? facts.fields[name]
      : facts.kind === 'tree'
        ? facts.scalars[`/${name.replaceAll('.', '/')}`]
        : undefined;
  return found === undefined || found.value.trim() === '' || found.value === 'null' ? null : found;
}

function saying(file: EvidenceFile, key: IdentityKey, found: Located<string>): Said {
  const where = { path: file.path, sha256: file.sha256, locator: found.at, quote: found.value.slice(0, 200) };
  return { key, value: found.value.trim(), where, source: 'other' };
}

function wholeFile(file: EvidenceFile, value: string): EvidenceRef {
  return { path: file.path, sha256: file.sha256, locator: { kind: 'file' }, quote: value.slice(0, 200) };
}

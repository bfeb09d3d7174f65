import type { EvidenceFile } from '../domain/evidence.ts';
import type { Facts, FactsKind, Located } from '../domain/facts.ts';
import type { EvidenceRole, ReleaseManifest } from '../domain/manifest.ts';
import { hasReleaseSections } from '../domain/markdown-facts.ts';
import type { Release } from '../domain/release.ts';

export type FileRole = EvidenceRole | 'tests';

/** A file together with its facts of one kind. */
export interface Read<K extends FactsKind> {
  readonly file: EvidenceFile;
  readonly facts: Extract<Facts, { readonly kind: K }>;
}

/** Kinds that tell a role by themselves, wherever the manifest gives none. */
const OWN_KIND: Partial<Record<FactsKind, FileRole>> = {
  'test-results': 'tests',
  sbom: 'sbom',
  anomalies: 'anomalies',
  deviations: 'deviations',
  'soup-list': 'soup_list',
  'risk-file': 'risk_file',
  'trace-matrix': 'trace_matrix',
  dockerfile: 'dockerfile',
  pipeline: 'ci_pipeline',
  'static-analysis': 'sast',
  'dynamic-test': 'dast',
  coverage: 'coverage',
  'vulnerability-scan': 'vulnerability_scan',
  vex: 'vex',
  provenance: 'provenance',
  lockfile: 'lockfile',
  'change-requests': 'change_requests',
  merges: 'merges',
  'branch-protection': 'branch_protection',
  'git-history': 'source',
};

/**
 * Returns whether a file was read in the form that the rules expect of its role: a spreadsheet under `anomalies` that is a
 * plain table tells nothing about anomalies.
 */
export function isInExpectedForm(file: EvidenceFile): boolean {
  const expected = Object.entries(OWN_KIND).find(([, role]) => role === file.role);
  // An SBOM may carry the manufacturer's statements on vulnerabilities itself.
  return (
    expected === undefined ||
    expected[0] === file.facts.kind ||
    (file.role === 'vex' && file.facts.kind === 'sbom') ||
    // Pipelines of other systems are read by their keys.
    (file.role === 'ci_pipeline' && file.facts.kind === 'tree')
  );
}

/** Keys that together tell what a record or tree without a role is. */
const TELLING_KEYS: readonly (readonly [EvidenceRole, readonly string[]])[] = [
  ['archive_record', ['archived_on', 'location']],
  ['archive_record', ['retention_years', 'retention_from']],
  ['key_custody', ['custodian', 'key_fingerprint']],
  ['build_manifest', ['source.commit']],
  ['build_manifest', ['environment.image']],
  ['reproducibility', ['identical']],
];

/** Keys of which the list form counts too, such as `channels` written as a scalar or as `channels.0`. */
const TELLING_LISTS: readonly (readonly [EvidenceRole, string])[] = [
  ['delivery_procedure', 'channels'],
  ['verification_plan', 'levels'],
];

const grouped = new WeakMap<Release, Map<FileRole, EvidenceFile[]>>();

/** Returns the files of `role`: those that the manifest names so, and those without a role whose content tells it. */
export function filesOf(release: Release, role: FileRole): readonly EvidenceFile[] {
  const known = grouped.get(release);
  if (known !== undefined) return known.get(role) ?? [];
  const groups = new Map<FileRole, EvidenceFile[]>();
  for (const file of release.evidence) {
    const of = roleOf(release, file);
    if (of === null) continue;
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [file]);
    else group.push(file);
  }
  grouped.set(release, groups);
  return groups.get(role) ?? [];
}

/** Returns the files of `role` whose facts are of `kind`. */
export function readOf<K extends FactsKind>(release: Release, role: FileRole, kind: K): readonly Read<K>[] {
  return filesOf(release, role).flatMap((file) => asRead(file, kind) ?? []);
}

/** Returns `file` with its facts when they are of `kind`, else `null`. */
export function asRead<K extends FactsKind>(file: EvidenceFile, kind: K): Read<K> | null {
  return file.facts.kind === kind ? { file, facts: file.facts as Read<K>['facts'] } : null;
}

function roleOf(release: Release, file: EvidenceFile): FileRole | null {
  if (file.role !== null) return file.role;
  if (file.path === release.manifest?.path) return null;
  const own = OWN_KIND[file.facts.kind];
  if (own !== undefined) return own;
  if (file.facts.kind === 'record' && hasReleaseSections(file.facts)) return 'release_record';
  const fields = fieldsOf(file);
  if (fields.size === 0) return null;
  const told = TELLING_KEYS.find(([, keys]) => keys.every((key) => fields.has(key)));
  if (told !== undefined) return told[0];
  const listed = TELLING_LISTS.find(([, key]) => listField(fields, key).length > 0);
  return listed === undefined ? null : listed[0];
}

const fieldMaps = new WeakMap<EvidenceFile, ReadonlyMap<string, Located<string>>>();

/**
 * Returns the scalars of a Markdown record's front matter or of a JSON or YAML document by dotted key, such as
 * `source.commit` or `levels.0`; empty for every other kind of file.
 */
export function fieldsOf(file: EvidenceFile): ReadonlyMap<string, Located<string>> {
  const known = fieldMaps.get(file);
  if (known !== undefined) return known;
  const fields = new Map<string, Located<string>>();
  if (file.facts.kind === 'record') {
    for (const [key, value] of Object.entries(file.facts.fields)) fields.set(key, value);
  } else if (file.facts.kind === 'tree') {
    for (const [pointer, value] of Object.entries(file.facts.scalars)) fields.set(dotted(pointer), value);
  }
  fieldMaps.set(file, fields);
  return fields;
}

/** RFC 6901: `~1` is a slash and `~0` a tilde inside a part. */
function dotted(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}

/** Returns the value of the first of `keys` that `file` holds and that is not blank, else `null`. */
export function field(file: EvidenceFile, ...keys: readonly string[]): Located<string> | null {
  const fields = fieldsOf(file);
  for (const key of keys) {
    const value = fields.get(key);
    if (value !== undefined && value.value.trim() !== '' && value.value !== 'null' && value.value !== '~') return value;
  }
  return null;
}

/** Returns the items of a list field: `key.0`, `key.1` …, or one scalar with commas or semicolons between the items. */
export function listField(fields: ReadonlyMap<string, Located<string>>, key: string): readonly Located<string>[] {
  const scalar = fields.get(key);
  if (scalar !== undefined) {
    return scalar.value
      .replace(/^\[|\]$/gu, '')
      .split(/[,;]/u)
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map((value) => ({ value, at: scalar.at }));
  }
  const items: Located<string>[] = [];
  for (let index = 0; ; index += 1) {
    const item = fields.get(`${key}.${String(index)}`);
    if (item === undefined) return items;
    items.push(item);
  }
}

/** Returns the member path of a path that the manifest writes. */
export function memberPath(manifest: ReleaseManifest, path: string): string {
  return `${manifest.root}${path.startsWith('./') ? path.slice(2) : path}`;
}

/** Returns the evidence file at `path`, as the archive or as the manifest writes it. */
export function fileAt(release: Release, path: string): EvidenceFile | null {
  const index = pathIndex(release);
  const clean = path.replace(/^\.\//u, '');
  return index.get(clean) ?? index.get(`${release.manifest?.root ?? ''}${clean}`) ?? null;
}

const pathIndexes = new WeakMap<Release, ReadonlyMap<string, EvidenceFile>>();

function pathIndex(release: Release): ReadonlyMap<string, EvidenceFile> {
  const known = pathIndexes.get(release);
  if (known !== undefined) return known;
  const index = new Map(release.evidence.map((file) => [file.path, file] as const));
  pathIndexes.set(release, index);
  return index;
}

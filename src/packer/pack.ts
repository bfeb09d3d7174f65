import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import { isDetachedSignaturePath } from '../domain/signature-names.ts';
import { sha256Hex, signFile } from './approval.ts';
import type { Signer } from './authority.ts';
import { writeZip, type PackFile } from './zip-writer.ts';

/** Why a folder cannot be packed as a release. */
export const PACK_PROBLEMS = [
  'MANIFEST_MISSING',
  'MANIFEST_SEVERAL',
  'MANIFEST_NOT_A_MAP',
  'LISTED_FILE_MISSING',
] as const;
export type PackProblemCode = (typeof PACK_PROBLEMS)[number];

/** A folder that is no release. `paths` are the files that it is about. */
export class PackProblem extends Error {
  readonly code: PackProblemCode;
  readonly paths: readonly string[];

  constructor(code: PackProblemCode, paths: readonly string[]) {
    super(`${code}: ${paths.join(', ')}`);
    this.name = 'PackProblem';
    this.code = code;
    this.paths = paths;
  }
}

export interface PackOptions {
  /** Signs the manifest; without one the manifest stays as unsigned as the folder has it. */
  readonly signer?: Signer;
  /** The time that the signature claims, ISO 8601. Needed with a signer. */
  readonly at?: string;
  /** Files that come later, or that sign the manifest, and are therefore covered by their own signatures. */
  readonly signedApart?: readonly string[];
}

const MANIFEST_NAMES = [
  'release.yaml',
  'release.yml',
  'release.json',
  'manifest.yaml',
  'manifest.yml',
  'manifest.json',
];

/**
 * Returns the release archive of a folder's `files`: checksums of every member filled into its manifest, the manifest signed, all of it in
 * a ZIP. Throws {@link PackProblem} when there is not exactly one manifest, or when it names a file that is not there.
 */
export function packRelease(files: readonly PackFile[], options: PackOptions = {}): Uint8Array {
  return writeZip(completeRelease(files, options));
}

/** Returns `files` with the checksums filled into the manifest, and its signature beside it. A signature over the old manifest is left out. */
export function completeRelease(files: readonly PackFile[], options: PackOptions = {}): readonly PackFile[] {
  const old = manifestOf(files);
  const document = manifestDocument(old);
  const apart = new Set([...(options.signedApart ?? []), ...statementsOf(document)]);
  const checksums = makeChecksums(files, old.path, apart);
  refuseMissing(document, files, apart);
  document.set('checksums', document.createNode(checksums));
  const text = old.path.endsWith('.json')
    ? `${JSON.stringify(document.toJS(), null, 2)}\n`
    : document.toString({ lineWidth: 0 });
  const manifest = { path: old.path, bytes: new TextEncoder().encode(text) };
  const others = files.filter(({ path }) => path !== old.path && path !== `${old.path}.p7s`);
  if (options.signer === undefined) return [manifest, ...others];
  if (options.at === undefined) throw new TypeError('a signature needs the time that it claims');
  return [manifest, signFile(manifest, options.signer, options.at), ...others];
}

/**
 * Returns path to `sha256:<hex>` of every file, sorted by path, without the manifest, detached signatures and the files `apart`, which
 * their own signatures cover.
 */
export function makeChecksums(
  files: readonly PackFile[],
  manifestPath: string,
  apart: ReadonlySet<string> = new Set(),
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files
      .filter(({ path }) => path !== manifestPath && !apart.has(path) && !isDetachedSignaturePath(path))
      .map(({ path, bytes }): [string, string] => [path, `sha256:${sha256Hex(bytes)}`])
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}

function manifestOf(files: readonly PackFile[]): PackFile {
  const found = files.filter(({ path }) => MANIFEST_NAMES.includes(path));
  const [manifest] = found;
  if (manifest === undefined) throw new PackProblem('MANIFEST_MISSING', MANIFEST_NAMES.slice(0, 1));
  if (found.length > 1)
    throw new PackProblem(
      'MANIFEST_SEVERAL',
      found.map(({ path }) => path),
    );
  return manifest;
}

function manifestDocument(manifest: PackFile): Document {
  const document: Document = parseDocument(new TextDecoder().decode(manifest.bytes), {
    uniqueKeys: true,
    version: '1.2',
  });
  if (document.errors.length > 0 || !isMap(document.contents))
    throw new PackProblem('MANIFEST_NOT_A_MAP', [manifest.path]);
  return document;
}

/** Statements of approvals quote the manifest's digest: the manifest cannot quote theirs. */
function statementsOf(document: Document): readonly string[] {
  const approvals = document.get('approvals');
  if (!isMap(approvals)) return [];
  return approvals.items.flatMap(({ value }) => {
    const statement: unknown = isMap(value) ? value.get('statement') : undefined;
    return typeof statement === 'string' ? [statement] : [];
  });
}

function refuseMissing(document: Document, files: readonly PackFile[], apart: ReadonlySet<string>): void {
  const present = new Set(files.map(({ path }) => path));
  const named = [document.get('artifacts'), document.get('tests'), document.get('evidence')].flatMap(pathsIn);
  const missing = [...new Set(named)].filter((path) => !present.has(path) && !apart.has(path));
  if (missing.length > 0) throw new PackProblem('LISTED_FILE_MISSING', missing);
}

/** Paths in a part of the manifest: a text, a list of them, a map of roles to them, or a map with `path`. */
function pathsIn(node: unknown): readonly string[] {
  if (typeof node === 'string') return [node];
  if (isScalar(node)) return typeof node.value === 'string' ? [node.value] : [];
  if (isMap(node)) {
    const path: unknown = node.get('path');
    return typeof path === 'string' ? [path] : node.items.flatMap(({ value }) => pathsIn(value));
  }
  return isSeq(node) ? node.items.flatMap(pathsIn) : [];
}

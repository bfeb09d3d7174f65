import type { z } from 'zod';
import { Refusal } from '../domain/errors.ts';
import { DEFAULT_BUDGETS, type Budgets } from '../domain/limits.ts';
import {
  EVIDENCE_ROLES,
  type EvidenceRole,
  type ManifestApproval,
  type Product,
  type ReleaseManifest,
} from '../domain/manifest.ts';
import { child, decodeUtf8, ParseError, parseTree, scalarText, type TreeNode } from '../parse/index.ts';
import { frozen } from './freeze.ts';
import { KNOWN_KEYS, manifestSchema, type ManifestFields } from './manifest-schema.ts';
import { unknownKeys } from './manifest-unknown.ts';

/**
 * Returns the release manifest that `bytes`, the member `path`, hold, in its full or its small form. Throws
 * `MANIFEST_TOO_LARGE`, `MANIFEST_NOT_UTF8`, `MANIFEST_DUPLICATE_KEY`, or `MANIFEST_MALFORMED` with every wrong field in `fields`.
 */
export function decodeManifest(path: string, bytes: Uint8Array, budgets: Budgets = DEFAULT_BUDGETS): ReleaseManifest {
  if (bytes.length > budgets.signedFileSize) {
    throw new Refusal('MANIFEST_TOO_LARGE', path, { limit: budgets.signedFileSize });
  }
  const tree = readTree(path, bytes);
  if (tree.kind !== 'map') throw malformed(path, 'not_a_map', tree.at.line);
  const decoded = manifestSchema.safeParse(plain(tree));
  if (!decoded.success) {
    const wrong = decoded.error.issues
      .map((issue) => ({ ...placeOf(tree, issue.path), allowed: allowedBy(issue) }))
      .sort((one, other) => one.line - other.line);
    throw malformed(path, 'fields', tree.at.line, [
      ...new Set(wrong.map(({ line, name, allowed }) => `${line}: ${name}${allowed}`)),
    ]);
  }
  return frozen(manifestOf(path, decoded.data, tree));
}

function readTree(path: string, bytes: Uint8Array): TreeNode {
  try {
    return parseTree(decodeUtf8(bytes), path.endsWith('.json') ? 'json' : 'yaml');
  } catch (thrown) {
    if (!(thrown instanceof ParseError)) throw thrown;
    if (thrown.code === 'NOT_UTF8') throw new Refusal('MANIFEST_NOT_UTF8', path);
    if (thrown.code === 'DUPLICATE_KEY') throw new Refusal('MANIFEST_DUPLICATE_KEY', path, { line: thrown.line });
    throw malformed(path, PROBLEMS[thrown.code] ?? 'syntax', thrown.line);
  }
}

const PROBLEMS: Readonly<Partial<Record<ParseError['code'], string>>> = {
  ALIAS: 'aliases',
  TOO_DEEP: 'depth',
  TOO_LARGE: 'size',
  NUMBER_LOSES_DIGITS: 'digits',
};

function malformed(path: string, problem: string, line: number, fields: readonly string[] = []): Refusal {
  return new Refusal('MANIFEST_MALFORMED', path, { problem, line, fields, count: fields.length });
}

/** Maps become `Map`s, numbers stay text, so that neither a key nor a version can turn into something else. */
function plain(node: TreeNode): unknown {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map') return new Map(node.entries.map(({ key, value }) => [key, plain(value)]));
  return typeof node.value === 'number' ? scalarText(node) : node.value;
}

/** Returns the values that the format allows, such as ` (A | B | C)`, where it allows a few only, else nothing. */
function allowedBy(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? ` (${issue.values.map(String).join(' | ')})` : '';
}

/** Returns the line of a wrong field and its name, its parts joined by `.`. */
function placeOf(tree: TreeNode, path: readonly PropertyKey[]): { readonly line: number; readonly name: string } {
  let node = tree;
  let insidePair = false;
  const names: string[] = [];
  for (const step of path) {
    // Maps are read as pairs, whose steps go `<index>`, `value`; the latter is no place of its own.
    const next: Step | null = insidePair ? null : stepInto(node, step);
    insidePair = !insidePair && node.kind === 'map' && typeof step === 'number';
    if (next === null) continue;
    names.push(next.name);
    node = next.node;
  }
  return { line: node.at.line, name: names.join('.') };
}

interface Step {
  readonly name: string;
  readonly node: TreeNode;
}

function stepInto(node: TreeNode, step: PropertyKey): Step | null {
  if (node.kind === 'list' && typeof step === 'number') {
    const item = node.items.at(step);
    return item === undefined ? null : { name: String(step), node: item };
  }
  if (node.kind !== 'map') return null;
  if (typeof step === 'number') {
    const entry = node.entries[step];
    return entry === undefined ? null : { name: entry.key, node: entry.value };
  }
  const value = child(node, String(step));
  return value === undefined ? missingField(node, step) : { name: String(step), node: value };
}

/** A field that must be there and is not has the place of the map that lacks it. */
function missingField(node: TreeNode, step: PropertyKey): Step | null {
  return step === 'name' || step === 'path' ? { name: step, node } : null;
}

function manifestOf(path: string, fields: ManifestFields, tree: TreeNode): ReleaseManifest {
  return {
    path,
    root: path.slice(0, path.lastIndexOf('/') + 1),
    schema: fields.schema ?? null,
    version: fields.version,
    gitTag: fields.git_tag,
    gitCommit: fields.git_commit,
    build: fields.build,
    date: fields.date,
    branch: fields.branch,
    previous: fields.previous,
    kind: fields.kind,
    product: productOf(fields.product),
    artifacts: fields.artifacts,
    checksums: byKey(fields.checksums),
    approvals: approvalsOf(fields),
    tests: fields.tests.map(({ path: file, level }) => ({ path: file, level: level ?? null })),
    evidence: byKey(fields.evidence.filter(({ key, value }) => isRole(key) && value.length > 0)),
    unknownKeys: unknownKeys(tree, KNOWN_KEYS, isRole),
  };
}

function productOf(product: ManifestFields['product']): Product {
  return {
    name: product?.name ?? null,
    manufacturer: product?.manufacturer ?? null,
    basicUdiDi: product?.basic_udi_di ?? null,
    deviceClass: product?.device_class ?? null,
    safetyClass: product?.safety_class ?? null,
    edition: product?.edition ?? null,
    implantable: product?.implantable ?? null,
    networked: product?.networked ?? null,
    lifetimeYears: product?.lifetime_years ?? null,
    deliveryChannels: product?.delivery_channels ?? [],
  };
}

/** A role with nobody's name records no approval. */
function approvalsOf(fields: ManifestFields): readonly ManifestApproval[] {
  return fields.approvals.flatMap(({ key, value }) =>
    value === null || value === undefined || value.name.trim() === ''
      ? []
      : [{ role: key, name: value.name.trim(), date: value.date, statement: value.statement }],
  );
}

function isRole(key: string): key is EvidenceRole {
  return (EVIDENCE_ROLES as readonly string[]).includes(key);
}

/** Returns an object without a prototype, so that a path `__proto__` is a path like any other. */
function byKey<T>(pairs: readonly { readonly key: string; readonly value: T }[]): Record<string, T> {
  const made = Object.create(null) as Record<string, T>;
  for (const { key, value } of pairs) made[key] = value;
  return made;
}

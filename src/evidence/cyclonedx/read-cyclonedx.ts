import type { z } from 'zod';
import type { Component, Sbom } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import { child, scalarText, type TreeNode } from '../../parse/index.ts';
import { blankToNull, locatedText, pointerTo } from '../fields.ts';
import { notUnderstood, readDropping, type Outcome } from '../reading.ts';
import { cycloneDxStatements } from '../security/vex.ts';
import { licencesOf, unknownLicences } from './licences.ts';
import { references } from './references.ts';
import { bomSchema, SPEC_VERSIONS, type SpecVersion } from './schema.ts';

/**
 * Returns the root component and the components (nested ones among them) of a CycloneDX JSON BOM 1.2 to 1.6. A BOM that breaks its
 * specification is not understood, and each broken place is named. A repeated `bom-ref`, and a licence id
 * that the SPDX list does not hold (the list may be older than the BOM), make it partly read.
 */
export function readCycloneDx(tree: TreeNode): Outcome {
  const format = scalarText(child(tree, 'bomFormat'));
  if (format !== 'CycloneDX') {
    return notUnderstood(message('evidence.cyclonedx.format', { found: visible(format ?? '') }));
  }
  const written = scalarText(child(tree, 'specVersion')) ?? '';
  const version = SPEC_VERSIONS.find((known) => known === written);
  if (version === undefined) {
    const values = { found: visible(written), known: [...SPEC_VERSIONS] };
    return notUnderstood(message('evidence.cyclonedx.version', values));
  }
  const found = walk(tree, version);
  if (found.broken.length > 0) return notUnderstood(...found.broken.slice(0, MOST_BROKEN));
  return readDropping(factsOf(tree, version, found.components), [...found.repeated, ...found.licences]);
}

/** Most broken places that are named: more say no more. */
const MOST_BROKEN = 1_000;

interface Found {
  readonly broken: readonly Message[];
  readonly components: readonly Component[];
  readonly repeated: readonly Message[];
  readonly licences: readonly Message[];
}

/** Looks over a BOM once: its head, and then each item of the lists that may be long. */
function walk(tree: TreeNode, version: SpecVersion): Found {
  const { bom, items } = bomSchema(version);
  const apart = new Set(Object.keys(items));
  const broken = [...brokenIn(tree, '', bom, version, apart)];
  const refs = references();
  const root = child(child(tree, 'metadata'), 'component');
  const components = root === undefined ? [] : [...componentsIn(root, '/metadata/component')];
  const licences: Message[] = [];
  if (root !== undefined) refs.note(root);
  for (const { key, value } of tree.kind === 'map' ? tree.entries : []) {
    const pointer = pointerTo('', key);
    const schema = key === 'components' ? items.components : key === 'dependencies' ? items.dependencies : null;
    if (schema === null || value.kind !== 'list') {
      licences.push(...unknownLicences(value, key, pointer));
      continue;
    }
    for (const [index, item] of value.items.entries()) {
      if (broken.length >= MOST_BROKEN) break;
      const at = pointerTo(pointer, index);
      broken.push(...brokenIn(item, at, schema, version));
      licences.push(...unknownLicences(item, '', at));
      if (key !== 'components') continue;
      refs.note(item);
      components.push(componentOf(item, at), ...componentsIn(item, at));
    }
  }
  const services = child(tree, 'services');
  if (services?.kind === 'list') services.items.forEach(refs.note);
  return { broken, components, repeated: refs.repeated(), licences };
}

/** The places at or below `start`, which lies at `from`, where its schema is broken. Lists under `apart` are looked at by themselves. */
function brokenIn(
  start: TreeNode,
  from: string,
  schema: z.ZodType,
  version: SpecVersion,
  apart: ReadonlySet<string> = new Set(),
): readonly Message[] {
  const result = schema.safeParse(plain(start, apart));
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    let node = start;
    let pointer = from;
    for (const step of issue.path) {
      const next = typeof step === 'number' && node.kind === 'list' ? node.items.at(step) : child(node, String(step));
      pointer = pointerTo(pointer, String(step));
      node = next ?? node;
    }
    return message('evidence.cyclonedx.broken', { pointer: visible(pointer), line: node.at.line, version });
  });
}

function plain(node: TreeNode, apart: ReadonlySet<string> = new Set()): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map((item) => plain(item));
  const map = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of node.entries) map[key] = apart.has(key) && value.kind === 'list' ? [] : plain(value);
  return map;
}

function factsOf(tree: TreeNode, version: SpecVersion, components: readonly Component[]): Sbom {
  const metadata = child(tree, 'metadata');
  const root = child(metadata, 'component');
  const timestamp = scalarText(child(metadata, 'timestamp'));
  const rootPointer = '/metadata/component';
  return {
    kind: 'sbom',
    format: `CycloneDX ${version}`,
    root:
      root === undefined
        ? null
        : {
            name: nameOf(root),
            version: locatedText(root, rootPointer, 'version'),
            purl: blankToNull(scalarText(child(root, 'purl'))),
          },
    components,
    created: timestamp === null ? null : readWrittenTime(timestamp),
    serial: scalarText(child(tree, 'serialNumber')),
    vulnerabilities: cycloneDxStatements(tree),
  };
}

/** The `components` of a BOM or of a component, each followed by its own. */
function componentsIn(node: TreeNode, pointer: string): readonly Component[] {
  const list = child(node, 'components');
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item, index) => {
    const at = pointerTo(pointerTo(pointer, 'components'), index);
    return [componentOf(item, at), ...componentsIn(item, at)];
  });
}

function componentOf(node: TreeNode, pointer: string): Component {
  const scope = scalarText(child(node, 'scope'));
  const organisation = ['supplier', 'manufacturer'].map((key) =>
    blankToNull(scalarText(child(child(node, key), 'name'))),
  );
  return {
    name: nameOf(node),
    version: blankToNull(scalarText(child(node, 'version'))),
    purl: blankToNull(scalarText(child(node, 'purl'))),
    supplier: organisation.find((name) => name !== null) ?? blankToNull(scalarText(child(node, 'publisher'))),
    scope: scope === 'optional' || scope === 'excluded' ? scope : 'required',
    licences: licencesOf(node),
    at: { kind: 'pointer', pointer, line: node.at.line },
  };
}

/** npm scopes are part of a package's name (`@scope/name`); other groups are not part of the title people write. */
function nameOf(node: TreeNode): string {
  const name = (scalarText(child(node, 'name')) ?? '').trim();
  const group = (scalarText(child(node, 'group')) ?? '').trim();
  return group.startsWith('@') && !name.startsWith('@') ? `${group}/${name}` : name;
}

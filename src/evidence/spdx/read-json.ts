import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { child, NO_ITEMS, scalarText, type Items, type TreeNode } from '../../parse/index.ts';
import { blankToNull, pointerTo, wrongType } from '../fields.ts';
import { notUnderstood, type Outcome } from '../reading.ts';
import { SPDX_VERSIONS, spdxOutcome, type SpdxPackage, type SpdxRelationship } from './document.ts';

/** Returns the packages of an SPDX document in JSON (versions 2.2 and 2.3). Another version is not understood, and named. */
export function readSpdxJson(tree: TreeNode): Outcome {
  const version = scalarText(child(tree, 'spdxVersion')) ?? '';
  if (!SPDX_VERSIONS.includes(version)) {
    return notUnderstood(message('evidence.spdx.version', { found: visible(version), known: [...SPDX_VERSIONS] }));
  }
  const notes: Message[] = [];
  const list = (node: TreeNode, key: string, pointer: string): Items => {
    const found = child(node, key);
    if (found === undefined) return NO_ITEMS;
    if (found.kind === 'list') return found.items;
    notes.push(wrongType(pointerTo(pointer, key), found, 'list'));
    return NO_ITEMS;
  };
  const packages = list(tree, 'packages', '').map((node, index) =>
    packageOf(node, pointerTo('/packages', index), list),
  );
  const relationships = list(tree, 'relationships', '').map(relationshipOf);
  const creation = child(tree, 'creationInfo');
  return spdxOutcome(
    {
      version,
      id: textOf(tree, 'SPDXID') ?? 'SPDXRef-DOCUMENT',
      namespace: textOf(tree, 'documentNamespace'),
      created: creation === undefined ? null : textOf(creation, 'created'),
      describes: list(tree, 'documentDescribes', '').map((node) => scalarText(node) ?? ''),
      packages,
      relationships,
    },
    notes,
  );
}

function packageOf(
  node: TreeNode,
  pointer: string,
  list: (node: TreeNode, key: string, pointer: string) => Items,
): SpdxPackage {
  const at = { kind: 'pointer', pointer, line: node.at.line } as const;
  const version = child(node, 'versionInfo');
  const purls = list(node, 'externalRefs', pointer)
    .map((reference) => (textOf(reference, 'referenceType') === 'purl' ? textOf(reference, 'referenceLocator') : null))
    .filter((locator) => locator !== null);
  return {
    id: textOf(node, 'SPDXID') ?? '',
    name: textOf(node, 'name'),
    version: textOf(node, 'versionInfo'),
    supplier: textOf(node, 'supplier'),
    originator: textOf(node, 'originator'),
    declared: textOf(node, 'licenseDeclared'),
    concluded: textOf(node, 'licenseConcluded'),
    purls,
    at,
    versionAt:
      version === undefined
        ? at
        : { kind: 'pointer', pointer: pointerTo(pointer, 'versionInfo'), line: version.at.line },
  };
}

function relationshipOf(node: TreeNode): SpdxRelationship {
  return {
    from: textOf(node, 'spdxElementId') ?? '',
    type: textOf(node, 'relationshipType') ?? '',
    to: textOf(node, 'relatedSpdxElement') ?? '',
  };
}

function textOf(node: TreeNode, key: string): string | null {
  const found = child(node, key);
  return found === undefined ? null : blankToNull(scalarText(found));
}

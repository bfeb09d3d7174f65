import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { child, type TreeNode } from '../../parse/index.ts';
import { locate } from '../fields.ts';
import { below, itemsAt, rootSpot, textAt, textsAt, type Spot } from '../json-walk.ts';
import { notUnderstood, type Outcome } from '../reading.ts';
import { spdxOutcome, type SpdxPackage, type SpdxRelationship } from './document.ts';

const CONTEXT = /^https:\/\/spdx\.org\/rdf\/(3\.\d+(?:\.\d+)?)\/spdx-context\.jsonld$/u;
/** Scopes of the life cycle in which a package is used and not delivered (SPDX 3, `LifecycleScopeType`). */
const NOT_DELIVERED: ReadonlySet<string> = new Set(['design', 'development', 'build', 'test']);

/** Returns whether a JSON value is SPDX 3 in JSON-LD, in whatever version of it. */
export function looksLikeSpdx3(tree: TreeNode): boolean {
  return contexts(tree).some((context) => context.includes('spdx.org/'));
}

function contexts(tree: TreeNode): readonly string[] {
  return textsAt(below(rootSpot(tree), '@context'));
}

/**
 * Returns the packages of an SPDX 3 document in the JSON-LD form that its own schema fixes. Elements of a context that is not SPDX's own
 * could mean anything: such a document is not understood.
 */
export function readSpdx3(tree: TreeNode): Outcome {
  const used = contexts(tree);
  const version = used.map((context) => CONTEXT.exec(context)?.[1]).find((found) => found !== undefined);
  if (version === undefined || used.length !== 1 || child(tree, '@context')?.kind === 'map') {
    const found = visible(used.join(', '));
    return notUnderstood(message('evidence.spdx.version', { found, known: ['SPDX-2.2', 'SPDX-2.3', 'SPDX-3'] }));
  }
  const root = rootSpot(tree);
  const elements = below(root, '@graph') === null ? [root] : itemsAt(root, '@graph');
  const byId = new Map(elements.map((spot) => [idOf(spot), spot] as const));
  const of = (kind: RegExp): readonly Spot[] => elements.filter((spot) => kind.test(textAt(spot, 'type') ?? ''));
  const document = of(/^SpdxDocument$/u)[0] ?? null;
  const info = below(document, 'creationInfo') ?? of(/^CreationInfo$/u)[0] ?? null;
  const creation = info?.node.kind === 'scalar' ? (byId.get(textAt(info) ?? '') ?? null) : info;
  const relationships = of(/Relationship$/u);
  const notes: Message[] = [];
  const outside = textsAt(document, 'import').length + itemsAt(document, 'import').length;
  if (outside > 0) notes.push(message('evidence.spdx.imports', { n: outside }));
  const licences = licencesOf(relationships, byId);
  const packages = of(/Package$/u).map((spot) => packageOf(spot, byId, licences));
  return spdxOutcome(
    {
      version: `SPDX-${version}`,
      id: document === null ? '' : idOf(document),
      namespace: document === null ? null : idOf(document),
      created: textAt(creation, 'created'),
      describes: [...(document === null ? [] : [document]), ...of(/(?:^|_)(?:Sbom|Bom)$/u)].flatMap((spot) =>
        textsAt(spot, 'rootElement'),
      ),
      packages,
      relationships: relationships.flatMap(relationsOf),
    },
    notes,
  );
}

function idOf(spot: Spot): string {
  return textAt(spot, 'spdxId') ?? textAt(spot, '@id') ?? '';
}

function packageOf(spot: Spot, byId: ReadonlyMap<string, Spot>, licences: ReadonlyMap<string, Licences>): SpdxPackage {
  const id = idOf(spot);
  const at = locate(spot.pointer, spot.node);
  const version = below(spot, 'software_packageVersion');
  const party = (key: string): string | null =>
    textsAt(spot, key)
      .map((one) => textAt(byId.get(one) ?? null, 'name'))
      .find((name) => name !== null) ?? null;
  const identified = itemsAt(spot, 'externalIdentifier')
    .filter((one) => /^(?:packageUrl|purl)$/iu.test(textAt(one, 'externalIdentifierType') ?? ''))
    .map((one) => textAt(one, 'identifier'));
  return {
    id,
    name: textAt(spot, 'name'),
    version: textAt(spot, 'software_packageVersion'),
    supplier: party('suppliedBy'),
    originator: party('originatedBy'),
    declared: licences.get(id)?.declared ?? null,
    concluded: licences.get(id)?.concluded ?? null,
    purls: [textAt(spot, 'software_packageUrl'), ...identified].filter((purl) => purl !== null),
    at,
    versionAt: version === null ? at : locate(version.pointer, version.node),
  };
}

interface Licences {
  readonly declared: string | null;
  readonly concluded: string | null;
}

function licencesOf(relationships: readonly Spot[], byId: ReadonlyMap<string, Spot>): ReadonlyMap<string, Licences> {
  const found = new Map<string, Licences>();
  for (const spot of relationships) {
    const kind = /^has(Declared|Concluded)License$/u.exec(textAt(spot, 'relationshipType') ?? '')?.[1];
    const licence = byId.get(textsAt(spot, 'to')[0] ?? '') ?? null;
    const text = textAt(licence, 'simplelicensing_licenseExpression') ?? textAt(licence, 'name');
    const from = textAt(spot, 'from');
    if (kind === undefined || from === null) continue;
    const known = found.get(from) ?? { declared: null, concluded: null };
    found.set(from, kind === 'Declared' ? { ...known, declared: text } : { ...known, concluded: text });
  }
  return found;
}

/** A relationship in the words of SPDX 2, in which what is not delivered stands at the left. */
function relationsOf(spot: Spot): readonly SpdxRelationship[] {
  const type = textAt(spot, 'relationshipType') ?? '';
  const from = textAt(spot, 'from') ?? '';
  const isUsed =
    /^(?:dependsOn|usesTool|hasTest|hasTestCase|hasOptionalDependency|hasProvidedDependency|hasStaticLink|hasDynamicLink|contains)$/u.test(
      type,
    );
  if (!isUsed) return [];
  const scope = textAt(spot, 'scope') ?? '';
  const outside = NOT_DELIVERED.has(scope) || /^(?:usesTool|hasTest)/u.test(type);
  const as = outside
    ? 'DEV_DEPENDENCY_OF'
    : type === 'hasOptionalDependency'
      ? 'OPTIONAL_DEPENDENCY_OF'
      : 'DEPENDENCY_OF';
  return textsAt(spot, 'to').map((to) => ({ from: to, type: as, to: from }));
}

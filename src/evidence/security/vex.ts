import type { Severity, Vex, VexStatement } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import type { TreeNode } from '../../parse/index.ts';
import { below, itemsAt, leftOut, placeAt, rootSpot, textAt, textsAt, timeAt, type Spot } from '../json-walk.ts';
import { notUnderstood, readDropping, type Outcome } from '../reading.ts';
import { severityNamed, severityOfScore } from './scans.ts';

/** Returns which VEX format a JSON value is in, `null` where it is none that is known. */
export function vexFormatOf(tree: TreeNode): 'openvex' | 'csaf' | null {
  const root = rootSpot(tree);
  if (/openvex/iu.test(textAt(root, '@context') ?? '') && below(root, 'statements') !== null) return 'openvex';
  return textAt(root, 'document', 'csaf_version') !== null ? 'csaf' : null;
}

const OPENVEX: ReadonlyMap<string, VexStatement['status']> = new Map<string, VexStatement['status']>([
  ['not_affected', 'not-affected'],
  ['affected', 'affected'],
  ['fixed', 'fixed'],
  ['under_investigation', 'under-investigation'],
]);

/** Returns the statements of an OpenVEX document (specification 0.2.0, and 0.0.1). A status that is not known is `unknown`. */
export function readOpenVex(tree: TreeNode): Outcome {
  const root = rootSpot(tree);
  const dropped: Message[] = [];
  const statements = itemsAt(root, 'statements').flatMap((one): readonly VexStatement[] => {
    const id =
      textAt(one, 'vulnerability', 'name') ?? textAt(one, 'vulnerability', '@id') ?? textAt(one, 'vulnerability');
    if (id === null) {
      dropped.push(leftOut(one, 'vulnerability'));
      return [];
    }
    return [
      {
        id,
        aliases: textsAt(one, 'vulnerability', 'aliases'),
        products: itemsAt(one, 'products').flatMap((product) => [
          ...identifiersOf(product),
          ...itemsAt(product, 'subcomponents').flatMap(identifiersOf),
        ]),
        status: OPENVEX.get(textAt(one, 'status') ?? '') ?? 'unknown',
        justification: textAt(one, 'justification'),
        impact: textAt(one, 'impact_statement') ?? textAt(one, 'status_notes') ?? textAt(one, 'action_statement'),
        severity: 'unknown',
        at: placeAt(one),
      },
    ];
  });
  const facts: Vex = {
    kind: 'vex',
    format: 'OpenVEX',
    created: timeAt(root, 'last_updated') ?? timeAt(root, 'timestamp'),
    statements,
  };
  return readDropping(facts, dropped);
}

function identifiersOf(product: Spot): readonly string[] {
  return [textAt(product, '@id'), textAt(product, 'identifiers', 'purl'), textAt(product)].filter(
    (text) => text !== null,
  );
}

const CSAF: readonly (readonly [string, VexStatement['status']])[] = [
  ['known_not_affected', 'not-affected'],
  ['fixed', 'fixed'],
  ['first_fixed', 'fixed'],
  ['known_affected', 'affected'],
  ['first_affected', 'affected'],
  ['last_affected', 'affected'],
  ['under_investigation', 'under-investigation'],
];

/** Returns the statements of a CSAF 2.0 document: one for each vulnerability and status, with the products of the product tree. */
export function readCsaf(tree: TreeNode): Outcome {
  const root = rootSpot(tree);
  const version = textAt(root, 'document', 'csaf_version') ?? '';
  if (!/^2\.[01]$/u.test(version))
    return notUnderstood(
      message('evidence.version', { format: 'CSAF', found: visible(version), known: ['2.0', '2.1'] }),
    );
  const dropped: Message[] = [];
  const names = productNames(below(root, 'product_tree'));
  const statements = itemsAt(root, 'vulnerabilities').flatMap((one) => {
    const id = textAt(one, 'cve') ?? itemsAt(one, 'ids').flatMap((each) => textAt(each, 'text') ?? [])[0] ?? null;
    if (id === null) dropped.push(leftOut(one, 'cve'));
    return id === null ? [] : csafStatements(one, id, names);
  });
  const facts: Vex = {
    kind: 'vex',
    format: `CSAF ${version}`,
    created: timeAt(root, 'document', 'tracking', 'current_release_date'),
    statements,
  };
  return readDropping(facts, dropped);
}

function csafStatements(one: Spot, id: string, names: ReadonlyMap<string, readonly string[]>): readonly VexStatement[] {
  const scores = itemsAt(one, 'scores').flatMap((score) => textAt(score, 'cvss_v3', 'baseScore') ?? []);
  return CSAF.flatMap(([key, status]): readonly VexStatement[] => {
    const products = textsAt(one, 'product_status', key);
    if (products.length === 0) return [];
    const about = (list: string, text: string): string | null =>
      itemsAt(one, list)
        .filter(
          (each) =>
            textsAt(each, 'product_ids').some((product) => products.includes(product)) ||
            below(each, 'product_ids') === null,
        )
        .flatMap((each) => textAt(each, text) ?? [])[0] ?? null;
    return [
      {
        id,
        aliases: itemsAt(one, 'ids').flatMap((each) => textAt(each, 'text') ?? []),
        products: products.flatMap((product) => names.get(product) ?? [product]),
        status,
        justification: about('flags', 'label'),
        impact: about('threats', 'details') ?? about('remediations', 'details'),
        severity: severityOfScore(scores[0] ?? null) ?? 'unknown',
        at: placeAt(one),
      },
    ];
  });
}

/** Names and package URLs of products by their id, through branches and relationships. */
function productNames(tree: Spot | null): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  const take = (product: Spot | null): void => {
    const id = textAt(product, 'product_id');
    if (id === null) return;
    names.set(
      id,
      [textAt(product, 'name'), textAt(product, 'product_identification_helper', 'purl')].filter(
        (text) => text !== null,
      ),
    );
  };
  const visit = (node: Spot | null): void => {
    take(below(node, 'product'));
    for (const branch of itemsAt(node, 'branches')) visit(branch);
  };
  visit(tree);
  for (const product of itemsAt(tree, 'full_product_names')) take(product);
  for (const relation of itemsAt(tree, 'relationships')) {
    const id = textAt(relation, 'full_product_name', 'product_id');
    const part = names.get(textAt(relation, 'product_reference') ?? '') ?? [];
    if (id !== null)
      names.set(id, [...part, ...[textAt(relation, 'full_product_name', 'name')].filter((text) => text !== null)]);
  }
  return names;
}

const CYCLONEDX: ReadonlyMap<string, VexStatement['status']> = new Map<string, VexStatement['status']>([
  ['resolved', 'fixed'],
  ['resolved_with_pedigree', 'fixed'],
  ['exploitable', 'affected'],
  ['in_triage', 'under-investigation'],
  ['false_positive', 'not-affected'],
  ['not_affected', 'not-affected'],
]);

const WORST: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'none', 'unknown'];

/** Returns what a CycloneDX BOM says about vulnerabilities (1.4 and later). References to components are resolved to their names and URLs. */
export function cycloneDxStatements(tree: TreeNode): readonly VexStatement[] {
  const root = rootSpot(tree);
  const vulnerabilities = itemsAt(root, 'vulnerabilities');
  if (vulnerabilities.length === 0) return [];
  const names = new Map<string, readonly string[]>();
  const visit = (component: Spot): void => {
    const ref = textAt(component, 'bom-ref');
    if (ref !== null)
      names.set(
        ref,
        [textAt(component, 'name'), textAt(component, 'purl')].filter((text) => text !== null),
      );
    for (const inner of itemsAt(component, 'components')) visit(inner);
  };
  for (const component of itemsAt(root, 'components')) visit(component);
  return vulnerabilities.flatMap((one): readonly VexStatement[] => {
    const id = textAt(one, 'id');
    if (id === null) return [];
    const severities = itemsAt(one, 'ratings').map((rating) => severityNamed(textAt(rating, 'severity')));
    const impact = textAt(one, 'analysis', 'detail');
    return [
      {
        id,
        aliases: itemsAt(one, 'references').flatMap((each) => textAt(each, 'id') ?? []),
        products: itemsAt(one, 'affects').flatMap((each) => {
          const ref = textAt(each, 'ref');
          return ref === null ? [] : [ref, ...(names.get(ref) ?? [])];
        }),
        status: CYCLONEDX.get(textAt(one, 'analysis', 'state') ?? '') ?? 'unknown',
        justification: textAt(one, 'analysis', 'justification'),
        impact,
        severity: WORST.find((severity) => severities.includes(severity)) ?? 'unknown',
        at: placeAt(one),
      },
    ];
  });
}

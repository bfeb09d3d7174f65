import type { Facts } from '../../domain/facts.ts';
import type { Locator } from '../../domain/locator.ts';
import { message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { parseXml, type TreeNode, headOfXml, type XmlSource } from '../../parse/index.ts';
import { notUnderstood, type Outcome } from '../reading.ts';
import { readCycloneDx } from './read-cyclonedx.ts';
import { SPEC_VERSIONS } from './schema.ts';

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
  readonly children: Element[];
  text: string;
}

const NAMESPACE = /\sxmlns(?::\w+)?\s*=\s*["']http:\/\/cyclonedx\.org\/schema\/bom\/([\d.]+)["']/u;

/**
 * Returns the SBOM of a CycloneDX BOM in XML, 1.2 to 1.6: the XML is brought into the form that the JSON has, and that is read and checked.
 * Elements of other namespaces say nothing of the BOM and are left aside. Throws `ParseError` when the text is not well-formed.
 */
export function readCycloneDxXml(text: XmlSource): Outcome {
  const root = elementsOf(text);
  const version = NAMESPACE.exec(headOfXml(text).slice(0, 10_000))?.[1] ?? '';
  if (!SPEC_VERSIONS.some((known) => known === version))
    return notUnderstood(message('evidence.cyclonedx.version', { found: visible(version), known: [...SPEC_VERSIONS] }));
  const mixed = mixedLicences(root);
  if (mixed !== null)
    return notUnderstood(message('evidence.cyclonedx.broken', { pointer: '/licenses', line: mixed.line, version }));
  const body = converted(root, '');
  const head: readonly [string, TreeNode][] = [
    ['bomFormat', scalar('CycloneDX', root.line)],
    ['specVersion', scalar(version, root.line)],
  ];
  const outcome = readCycloneDx(map([...head, ...entriesOf(body)], root.line));
  return { ...outcome, facts: relocated(outcome.facts) };
}

function elementsOf(text: XmlSource): Element {
  const open: Element[] = [];
  const roots: Element[] = [];
  let prefix: string | null = null;
  let foreign = 0;
  parseXml(text, {
    open: (element) => {
      prefix ??= element.prefix;
      if (foreign > 0 || element.prefix !== prefix) {
        foreign += 1;
        return;
      }
      const made: Element = {
        name: element.name,
        attributes: element.attributes,
        line: element.line,
        children: [],
        text: '',
      };
      open.at(-1)?.children.push(made);
      roots.push(made);
      open.push(made);
    },
    text: (part) => {
      const inner = open.at(-1);
      if (foreign === 0 && inner !== undefined) inner.text += part;
    },
    close: () => {
      if (foreign > 0) foreign -= 1;
      else open.pop();
    },
  });
  return roots[0] ?? { name: '', attributes: new Map(), line: 1, children: [], text: '' };
}

/** Elements that hold a list, with the name of its items. Everything else that stands several times is a list as well. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['components', 'component'],
  ['services', 'service'],
  ['dependencies', 'dependency'],
  ['hashes', 'hash'],
  ['properties', 'property'],
  ['externalReferences', 'reference'],
  ['vulnerabilities', 'vulnerability'],
  ['ratings', 'rating'],
  ['references', 'reference'],
  ['affects', 'target'],
  ['ancestors', 'component'],
  ['descendants', 'component'],
  ['variants', 'component'],
  ['patches', 'patch'],
  ['commits', 'commit'],
  ['resolves', 'issue'],
  ['endpoints', 'endpoint'],
  ['authors', 'author'],
  ['compositions', 'composition'],
  ['responses', 'response'],
  ['tags', 'tag'],
]);

/** Elements inside which `url` and `contact` may be repeated and are lists also where they stand once. */
const ORGANISATIONS: ReadonlySet<string> = new Set(['supplier', 'manufacturer', 'manufacture', 'provider']);
const BOOLEANS: ReadonlySet<string> = new Set(['authenticated', 'x-trust-boundary', 'modified']);

function converted(element: Element, parent: string): TreeNode {
  const item = LISTS.get(element.name);
  const { line, children } = element;
  if (element.name === 'licenses')
    return list(
      children.map((child) => licence(child)),
      line,
    );
  if (element.name === 'dependency') return dependency(element);
  if (element.name === 'data' && parent === 'service')
    return list(children.filter(({ name }) => name === 'classification').map(classification), line);
  if (item !== undefined && children.every(({ name }) => name === item))
    return list(
      children.map((child) => converted(child, element.name)),
      line,
    );
  if (element.name === 'hash') return withText(element, 'content');
  if (element.name === 'text' && (parent === 'license' || parent === 'diff')) return withText(element, 'content');
  if (element.name === 'property') return withText(element, 'value');
  if (children.length === 0 && element.attributes.size === 0) return leaf(element);
  if (children.length === 0 && element.text.trim() !== '') return withText(element, 'content');
  return map([...attributesOf(element), ...grouped(element)], line);
}

/** The children by name; a name that stands several times is a list of them. */
function grouped(element: Element): readonly [string, TreeNode][] {
  const names = [...new Set(element.children.map(({ name }) => name))];
  return names.map((name): [string, TreeNode] => {
    const own = element.children.filter((child) => child.name === name);
    const [first] = own;
    const isList = own.length > 1 || (ORGANISATIONS.has(element.name) && (name === 'url' || name === 'contact'));
    if (isList && !LISTS.has(name))
      return [
        name,
        list(
          own.map((child) => converted(child, element.name)),
          first?.line ?? element.line,
        ),
      ];
    return [name, converted(first ?? element, element.name)];
  });
}

/** The schema of the XML form allows licences or one expression, in every version; the JSON form only from 1.5 on. */
function mixedLicences(element: Element): Element | null {
  const names = new Set(element.children.map(({ name }) => name));
  if (element.name === 'licenses' && names.has('expression') && element.children.length > 1) return element;
  return element.children.map(mixedLicences).find((found) => found !== null) ?? null;
}

function licence(element: Element): TreeNode {
  const entry: [string, TreeNode] =
    element.name === 'expression'
      ? ['expression', scalar(element.text.trim(), element.line)]
      : ['license', element.children.length === 0 ? map([], element.line) : converted(element, 'licenses')];
  return map([entry], element.line);
}

/** A dependency names what it is of by attribute, and what it needs as dependencies inside it. */
function dependency(element: Element): TreeNode {
  const needed = element.children
    .filter(({ name }) => name === 'dependency')
    .flatMap((child) => {
      const ref = child.attributes.get('ref');
      return ref === undefined ? [] : [scalar(ref, child.line)];
    });
  return map(
    [
      ...attributesOf(element),
      ...(needed.length === 0 ? [] : [['dependsOn', list(needed, element.line)] as [string, TreeNode]]),
    ],
    element.line,
  );
}

function classification(element: Element): TreeNode {
  return map([...attributesOf(element), ['classification', scalar(element.text.trim(), element.line)]], element.line);
}

function attributesOf(element: Element): [string, TreeNode][] {
  const names: ReadonlyMap<string, string> = new Map([['content-type', 'contentType']]);
  return [...element.attributes].map(([name, value]) => [names.get(name) ?? name, typed(name, value, element.line)]);
}

function withText(element: Element, key: string): TreeNode {
  return map([...attributesOf(element), [key, scalar(element.text.trim(), element.line)]], element.line);
}

function leaf(element: Element): TreeNode {
  return typed(element.name, element.text.trim(), element.line);
}

/** The BOM's own version is a number, and what the schema knows as true or false is read as that. */
function typed(name: string, value: string, line: number): TreeNode {
  if (BOOLEANS.has(name) && /^(?:true|false|1|0)$/u.test(value))
    return { ...scalar(value, line), value: value === 'true' || value === '1' };
  return scalar(value, line);
}

function scalar(source: string, line: number): Extract<TreeNode, { kind: 'scalar' }> {
  return { kind: 'scalar', value: source, source, at: { line, column: 1, start: 0, end: 0 } };
}

function list(items: readonly TreeNode[], line: number): TreeNode {
  return { kind: 'list', items, at: { line, column: 1, start: 0, end: 0 } };
}

function map(entries: readonly [string, TreeNode][], line: number): TreeNode {
  const at = { line, column: 1, start: 0, end: 0 };
  return { kind: 'map', entries: entries.map(([key, value]) => ({ key, keyAt: at, value })), at };
}

/** The parts of the BOM itself; its `version` is written as an attribute. */
function entriesOf(body: TreeNode): readonly [string, TreeNode][] {
  if (body.kind !== 'map') return [];
  return body.entries.map(({ key, value }) => {
    if (key !== 'version' || value.kind !== 'scalar' || !/^\d{1,9}$/u.test(value.source)) return [key, value];
    return [key, { ...value, value: Number(value.source) }];
  });
}

/** Places in the XML instead of places in the JSON that was made of it. */
function relocated(facts: Facts): Facts {
  if (facts.kind !== 'sbom') return facts;
  const { root } = facts;
  const version = root === null ? null : root.version;
  return {
    ...facts,
    root:
      root === null ? null : { ...root, version: version === null ? null : { ...version, at: elementAt(version.at) } },
    components: facts.components.map((one) => ({ ...one, at: elementAt(one.at) })),
    vulnerabilities: facts.vulnerabilities.map((one) => ({ ...one, at: elementAt(one.at) })),
  };
}

function elementAt(at: Locator): Locator {
  if (at.kind !== 'pointer') return at;
  const parts = at.pointer.split('/').slice(1);
  const path = parts
    .map((part, index) =>
      /^\d+$/u.test(part) ? `/${LISTS.get(parts[index - 1] ?? '') ?? 'item'}[${String(Number(part) + 1)}]` : `/${part}`,
    )
    .join('');
  return { kind: 'element', path: `/bom${path}`, line: at.line };
}

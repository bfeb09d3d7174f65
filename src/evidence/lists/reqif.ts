import type { TraceRow } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { parseXml, type XmlSource } from '../../parse/index.ts';
import { notUnderstood, readDropping, type Outcome } from '../reading.ts';

/** Attributes that tools write the id of a requirement into, the standard's own first. */
const ID_NAMES = ['reqif.foreignid', 'id', 'identifier', 'object identifier', 'key', 'kennung', 'identifiant'];
const TEST_TYPE = /test|verif|prüf|essai/iu;
const REQUIREMENT_TYPE = /req|anforder|exigence|srs|sysrs/iu;

interface SpecObject {
  readonly identifier: string;
  readonly line: number;
  readonly values: Map<string, string>;
  name: string;
  type: string;
}

interface Relation {
  source: string;
  target: string;
}

interface Content {
  readonly objects: Map<string, SpecObject>;
  readonly relations: readonly Relation[];
  /** Names of object types and of attributes by their identifiers. */
  readonly names: ReadonlyMap<string, string>;
  readonly twice: readonly string[];
}

/**
 * Returns the trace of a ReqIF document (OMG ReqIF 1.0 to 1.2): each requirement with the tests that a relation joins to it, in either
 * direction. What is a test is told by the name of its type. Without tests or relations nothing is concluded. Throws `ParseError`.
 */
export function readReqif(text: XmlSource): Outcome {
  const content = contentOf(text);
  const { objects, relations, names, twice } = content;
  const typeName = (object: SpecObject): string => names.get(object.type) ?? '';
  const isTest = (object: SpecObject): boolean => TEST_TYPE.test(typeName(object));
  const tests = new Map<string, string[]>();
  const linkedTypes = new Set<string>();
  let dangling = 0;
  for (const { source, target } of relations) {
    const [one, two] = [objects.get(source), objects.get(target)];
    if (one === undefined || two === undefined) {
      dangling += 1;
      continue;
    }
    if (isTest(one) === isTest(two)) continue;
    const [test, requirement] = isTest(one) ? [one, two] : [two, one];
    linkedTypes.add(requirement.type);
    tests.set(requirement.identifier, [...(tests.get(requirement.identifier) ?? []), idOf(test, names)]);
  }
  if (tests.size === 0)
    return notUnderstood(message('evidence.reqif.no-tests', { n: objects.size, relations: relations.length }));
  const rows = [...objects.values()]
    .filter((object) => !isTest(object) && (linkedTypes.has(object.type) || REQUIREMENT_TYPE.test(typeName(object))))
    .map((object): TraceRow => ({
      requirement: idOf(object, names),
      tests: tests.get(object.identifier) ?? [],
      at: { kind: 'element', path: `//SPEC-OBJECT[@IDENTIFIER="${visible(object.identifier)}"]`, line: object.line },
    }));
  const dropped: Message[] = [
    ...(dangling > 0 ? [message('evidence.reqif.dangling', { n: dangling })] : []),
    ...(twice.length > 0
      ? [message('evidence.spdx.repeated', { ids: twice.slice(0, 20).map((id) => visible(id)) })]
      : []),
  ];
  return readDropping({ kind: 'trace-matrix', rows }, dropped);
}

function idOf(object: SpecObject, names: ReadonlyMap<string, string>): string {
  const byName = new Map(
    [...object.values].map(([definition, value]) => [(names.get(definition) ?? '').toLowerCase(), value]),
  );
  const written = ID_NAMES.map((name) => byName.get(name)?.trim()).find((value) => value !== undefined && value !== '');
  return written ?? (object.name === '' ? object.identifier : object.name);
}

/** Reads the objects, relations and names out of the document in one pass. */
function contentOf(text: XmlSource): Content {
  const objects = new Map<string, SpecObject>();
  const relations: Relation[] = [];
  const names = new Map<string, string>();
  const twice: string[] = [];
  const state = {
    object: null as SpecObject | null,
    relation: null as Relation | null,
    side: '',
    value: '',
    inText: false,
  };
  const attribute = { definition: '', value: '', inReference: false };
  parseXml(text, {
    open: ({ name, attributes, line }) => {
      const identifier = attributes.get('IDENTIFIER') ?? '';
      if (name === 'SPEC-OBJECT') {
        if (objects.has(identifier)) twice.push(identifier);
        state.object = { identifier, line, values: new Map(), name: attributes.get('LONG-NAME') ?? '', type: '' };
        objects.set(identifier, state.object);
      } else if (name === 'SPEC-RELATION') {
        state.relation = { source: '', target: '' };
        relations.push(state.relation);
      } else if (/^(?:SPEC-OBJECT-TYPE|ATTRIBUTE-DEFINITION-[A-Z]+)$/u.test(name))
        names.set(identifier, attributes.get('LONG-NAME') ?? '');
      else if (name === 'SOURCE' || name === 'TARGET') state.side = name;
      else if (/^ATTRIBUTE-VALUE-[A-Z]+$/u.test(name)) {
        attribute.definition = '';
        attribute.value = attributes.get('THE-VALUE') ?? '';
      } else if (name === 'THE-VALUE') attribute.inReference = true;
      if (name.endsWith('-REF')) {
        state.inText = true;
        state.value = '';
      }
    },
    text: (part) => {
      if (state.inText) state.value += part;
      else if (attribute.inReference) attribute.value += part;
    },
    close: (name) => {
      const value = state.value.trim();
      if (name === 'SPEC-OBJECT') state.object = null;
      else if (name === 'SPEC-RELATION') state.relation = null;
      else if (name === 'THE-VALUE') attribute.inReference = false;
      else if (name === 'SPEC-OBJECT-TYPE-REF' && state.object !== null) state.object.type = value;
      else if (name === 'SPEC-OBJECT-REF' && state.relation !== null) {
        if (state.side === 'SOURCE') state.relation.source = value;
        else state.relation.target = value;
      } else if (/^ATTRIBUTE-DEFINITION-[A-Z]+-REF$/u.test(name)) attribute.definition = value;
      else if (/^ATTRIBUTE-VALUE-[A-Z]+$/u.test(name) && state.object !== null)
        state.object.values.set(attribute.definition, attribute.value);
      if (name.endsWith('-REF')) state.inText = false;
    },
  });
  return { objects, relations, names, twice };
}

import type { CaseStatus, TestCase } from '../../domain/facts.ts';
import { detached, type XmlElement } from '../../parse/index.ts';
import { blankToNull, splitList } from '../fields.ts';
import { statusOfWord, worstStatus } from './status.ts';

/** What was met inside one `testcase` so far. */
export interface OpenCase {
  readonly element: XmlElement;
  readonly suite: string;
  readonly statuses: CaseStatus[];
  readonly details: string[];
  readonly properties: { readonly name: string; readonly value: string }[];
  readonly unknownWords: string[];
  /** Attempts before the last one. */
  attempts: number;
  hasOutput: boolean;
}

/** Returns a case at its start tag. The attributes `status` and `result` count; a word that is not known is never "passed". */
export function openCase(element: XmlElement, suite: string): OpenCase {
  const open: OpenCase = {
    element,
    suite,
    statuses: [],
    details: [],
    properties: [],
    unknownWords: [],
    attempts: 0,
    hasOutput: element.attributes.has('output'),
  };
  for (const name of ['status', 'result']) {
    const word = blankToNull(element.attributes.get(name) ?? null);
    if (word === null) continue;
    const status = statusOfWord(word);
    if (status === null) open.unknownWords.push(word);
    open.statuses.push(status ?? 'not-run');
  }
  return open;
}

const ID_PROPERTIES: readonly string[] = ['test_id', 'testid', 'test_key', 'test_case_id'];
const OUTPUT_PROPERTIES = /^(?:actual(?:[_ ]result)?|attachment|evidence|testrun_evidence|output|log|screenshot)s?$/u;

/** Returns the finished case; `around` are the names of what its suites record, which may still grow until the file ends. */
export function closeCase(open: OpenCase, around: readonly string[]): TestCase {
  const { attributes, line } = open.element;
  const name = attributes.get('name')?.trim() ?? '';
  const className = blankToNull(attributes.get('classname') ?? null);
  const given = idOf(open);
  const id = detached(given ?? (className === null ? name : `${className}.${name}`));
  return {
    id,
    name: name === id ? id : detached(name),
    suite: open.suite,
    status: worstStatus(open.statuses),
    detail: detached(shortened(open.details.join('\n'))),
    deviations: citedIn(open, /^deviations?(?:[_ ]ids?)?$/u),
    anomalies: citedIn(open, /^anomal(?:y|ies)(?:[_ ]ids?)?$/u),
    hasOutput: open.hasOutput || open.properties.some(({ name: property }) => OUTPUT_PROPERTIES.test(property)),
    recorded: recordedOf(open, around),
    at: { kind: 'case', id, line },
  };
}

/** Names of ids and citations tell which case it is, not how it was carried out. */
const OWN_NAMES = /^(?:test_?id|test_key|test_case_id|requirements?|deviations?|anomal(?:y|ies))$/u;

function recordedOf(open: OpenCase, around: readonly string[]): readonly string[] {
  const own = open.properties
    .filter(({ name, value }) => value !== '' && !OWN_NAMES.test(name))
    .map(({ name }) => name);
  return own.length === 0 ? around : [...around, ...own];
}

function idOf(open: OpenCase): string | null {
  const { attributes } = open.element;
  for (const key of ID_PROPERTIES) {
    const property = open.properties.find((item) => item.name === key);
    const value = blankToNull(property?.value ?? attributes.get(key) ?? null);
    if (value !== null) return value;
  }
  // A bare number is a running number of the runner, not an id that a plan or a deviation could cite.
  const id = blankToNull(attributes.get('id') ?? null);
  return id !== null && /\p{L}/u.test(id) ? id : null;
}

function citedIn(open: OpenCase, names: RegExp): readonly string[] {
  const cited = open.properties.filter(({ name }) => names.test(name)).flatMap(({ value }) => splitList(value));
  return [...new Set(cited)];
}

/** Longest text of a failure that is kept, in characters; a stack trace's beginning tells what failed. */
const MOST_DETAIL = 4_000;

function shortened(detail: string): string {
  return detail.length <= MOST_DETAIL ? detail : `${detail.slice(0, MOST_DETAIL)}…`;
}

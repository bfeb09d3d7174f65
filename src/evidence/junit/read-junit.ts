import type { TestCase, TestResults, WrittenTime } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import { parseXml, type XmlElement, type XmlSource } from '../../parse/index.ts';
import { readDropping, type Outcome } from '../reading.ts';
import { closeCase, openCase, type OpenCase } from './case.ts';
import { propertyTable, type PropertyTable } from './properties.ts';
import { ATTEMPT_ELEMENTS, STATUS_ELEMENTS } from './status.ts';
import { notesOnTotals, fileTotals, statedTotals, type StatedTotals } from './totals.ts';

/** Most cases of one file. The largest suites of medical-device software stay far below. */
const MOST_CASES = 200_000;

interface Frame {
  readonly element: XmlElement;
  readonly path: string;
  text: string;
}

interface State {
  readonly frames: Frame[];
  /** Names of the open suites, each with those around it: `outer / inner`. */
  readonly suites: string[];
  /** Names of properties of the open suites, each with those around it; they may still grow. */
  readonly recorded: string[][];
  readonly cases: TestCase[];
  readonly properties: PropertyTable;
  readonly outermost: StatedTotals[];
  readonly times: WrittenTime[];
  readonly dropped: Message[];
  root: StatedTotals | null;
  open: OpenCase | null;
  beyond: number;
  flaky: number;
}

/**
 * Returns the cases of a JUnit XML text, in the dialects of Ant, Surefire, pytest, Jest, GoogleTest and others: `testsuites` or
 * `testsuite` as root, suites in suites, properties of suites and cases, failures, errors, skips, disabled cases, attempts. What
 * a status attribute and the elements say is joined to the worst. Throws `ParseError` when the XML is not well-formed.
 */
export function readJunit(text: XmlSource): Outcome {
  const state: State = {
    frames: [],
    suites: [],
    recorded: [],
    cases: [],
    properties: propertyTable(),
    outermost: [],
    times: [],
    dropped: [],
    root: null,
    open: null,
    beyond: 0,
    flaky: 0,
  };
  parseXml(text, {
    open: (element) => opened(state, element),
    text: (part) => {
      const frame = state.frames.at(-1);
      if (frame !== undefined && frame.text.length < MOST_TEXT) frame.text += part;
    },
    close: () => closed(state),
  });
  if (state.beyond > 0) state.dropped.push(message('evidence.junit.beyond', { n: state.beyond, limit: MOST_CASES }));
  const notes = state.flaky === 0 ? [] : [message('evidence.junit.flaky', { n: state.flaky })];
  const facts = factsOf(state);
  const dropped = [...state.dropped, ...state.properties.conflicts()];
  return readDropping(facts, dropped, [...notes, ...notesOnTotals(facts)]);
}

const MOST_TEXT = 100_000;

function factsOf(state: State): TestResults {
  const times = state.times.filter((time) => time.instant !== null);
  times.sort((a, b) => (a.instant ?? 0) - (b.instant ?? 0));
  return {
    kind: 'test-results',
    cases: state.cases,
    stated: fileTotals(state.root ?? NOTHING_STATED, state.outermost, state.cases),
    properties: state.properties.values(),
    started: times[0] ?? state.times[0] ?? null,
    ended: times.at(-1) ?? state.times[0] ?? null,
  };
}

const NOTHING_STATED: StatedTotals = { tests: null, failures: null, errors: null, skipped: null };

function opened(state: State, element: XmlElement): void {
  const parent = state.frames.at(-1);
  state.frames.push({ element, path: `${parent?.path ?? ''}/${element.name}`, text: '' });
  if (element.name === 'testsuites' || element.name === 'testsuite') openSuite(state, element);
  if (element.name === 'testcase') startCase(state, element);
}

function openSuite(state: State, element: XmlElement): void {
  const depth = state.frames.length;
  if (depth === 1) state.root = statedTotals(element);
  else if (depth === 2 && state.frames[0]?.element.name === 'testsuites') state.outermost.push(statedTotals(element));
  const name = element.name === 'testsuites' ? '' : (element.attributes.get('name')?.trim() ?? '');
  const outer = state.suites.at(-1) ?? '';
  state.suites.push(outer !== '' && name !== '' ? `${outer} / ${name}` : `${outer}${name}`);
  const about = ['timestamp', 'hostname'].filter((key) => (element.attributes.get(key)?.trim() ?? '') !== '');
  state.recorded.push([...(state.recorded.at(-1) ?? []), ...about]);
  const written = element.attributes.get('timestamp');
  if (written !== undefined && written.trim() !== '') state.times.push(readWrittenTime(written));
}

function startCase(state: State, element: XmlElement): void {
  if (state.open !== null) {
    // A case inside a case has no meaning in any dialect; counting it or not would both be a guess.
    state.dropped.push(message('evidence.junit.nested-case', { line: element.line }));
    return;
  }
  state.open = openCase(element, state.suites.at(-1) ?? '');
}

function closed(state: State): void {
  const frame = state.frames.pop();
  if (frame === undefined) return;
  const { name } = frame.element;
  if (name === 'testsuites' || name === 'testsuite') {
    state.suites.pop();
    state.recorded.pop();
  } else if (name === 'property') closeProperty(state, frame);
  else if (name === 'testcase' && frame.element === state.open?.element) endCase(state, state.open);
  else if (state.open !== null) closeInCase(state, state.open, frame);
}

function closeProperty(state: State, frame: Frame): void {
  const name = frame.element.attributes.get('name')?.trim() ?? '';
  const value = (frame.element.attributes.get('value') ?? frame.text).trim();
  if (name === '') return;
  if (state.open !== null) state.open.properties.push({ name: name.toLowerCase(), value });
  else {
    if (value !== '') state.recorded.at(-1)?.push(name.toLowerCase());
    state.properties.put(name, value, { element: frame.path, line: frame.element.line });
  }
}

function closeInCase(state: State, open: OpenCase, frame: Frame): void {
  const { name, attributes } = frame.element;
  const text = frame.text.trim();
  const isDirect = state.frames.at(-1)?.element === open.element;
  const status = isDirect ? STATUS_ELEMENTS.get(name) : undefined;
  if (status !== undefined) open.statuses.push(status);
  if (isDirect && ATTEMPT_ELEMENTS.has(name)) open.attempts += 1;
  if (status !== undefined || (isDirect && ATTEMPT_ELEMENTS.has(name))) {
    const said = [attributes.get('message')?.trim() ?? '', text].filter((part) => part !== '');
    if (said.length > 0) open.details.push(said.join('\n'));
    // The message of a failure is what the runner saw: an actual result. That of a skip is a reason.
    if (said.length > 0 && (status === 'failed' || status === 'error')) open.hasOutput = true;
  }
  if ((name === 'system-out' || name === 'system-err' || name === 'item') && text !== '') open.hasOutput = true;
}

function endCase(state: State, open: OpenCase): void {
  state.open = null;
  if (open.attempts > 0) state.flaky += 1;
  for (const word of open.unknownWords) {
    const values = {
      word: visible(word),
      line: open.element.line,
      name: visible(open.element.attributes.get('name') ?? ''),
    };
    state.dropped.push(message('evidence.junit.unknown-status', values));
  }
  if (state.cases.length < MOST_CASES) state.cases.push(closeCase(open, state.recorded.at(-1) ?? []));
  else state.beyond += 1;
}

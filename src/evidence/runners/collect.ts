import type { CaseStatus, Located, TestCase, TestResults, WrittenTime } from '../../domain/facts.ts';
import type { Locator } from '../../domain/locator.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { readWrittenTime } from '../../domain/written-time.ts';
import { statusOfWord } from '../junit/status.ts';
import { notesOnTotals } from '../junit/totals.ts';
import { readDropping, type Outcome } from '../reading.ts';

/** Most cases of one file. The largest suites of medical-device software stay far below. */
const MOST_CASES = 200_000;
const MOST_DETAIL = 4_000;

/** One case as a runner wrote it. */
export interface RunnerCase {
  readonly id: string;
  readonly name: string;
  readonly suite: string;
  readonly status: CaseStatus;
  readonly detail?: string;
  readonly hasOutput?: boolean;
  /** Lower-case names with their values, as the runner's own properties, traits or tags. */
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
  readonly line: number;
  /** The place of the case where it is not told by its id and line. */
  readonly at?: Locator;
}

/** What a reader of one runner's format gathers. */
export interface Collector {
  add(one: RunnerCase): void;
  /** Returns the status that the runner's word names. A word that is not known is never "passed", and is named. */
  status(word: string, name: string, line: number): CaseStatus;
  /** Names a word that no status is known for; returns what such a case counts as. */
  unknown(word: string, name: string, line: number): CaseStatus;
  property(name: string, value: string, at: Locator): void;
  time(text: string | undefined): void;
  drop(note: Message): void;
  /** What the file states of its own totals; what it leaves out is `null`. */
  stated(totals: Partial<Record<'tests' | 'failures' | 'errors' | 'skipped', number | null>>): void;
  outcome(): Outcome;
}

/** Returns an empty collector. `words` are the runner's own words for what happened, in lower case, before those of all runners. */
export function collector(words: ReadonlyMap<string, CaseStatus> = new Map()): Collector {
  const cases: TestCase[] = [];
  const properties = new Map<string, Located<string>>();
  const times: WrittenTime[] = [];
  const dropped: Message[] = [];
  const recorded: string[] = [];
  let beyond = 0;
  let totals: Parameters<Collector['stated']>[0] = {};
  const unknown = (word: string, name: string, line: number): CaseStatus => {
    dropped.push(message('evidence.junit.unknown-status', { word: visible(word), line, name: visible(name) }));
    return 'not-run';
  };
  return {
    add: (one) => {
      if (cases.length < MOST_CASES) cases.push(caseOf(one, recorded));
      else beyond += 1;
    },
    status: (word, name, line) =>
      words.get(word.trim().toLowerCase()) ?? statusOfWord(word) ?? unknown(word, name, line),
    unknown,
    property: (name, value, at) => {
      const key = name.trim().toLowerCase();
      if (key !== '' && value.trim() !== '' && !properties.has(key)) {
        properties.set(key, { value: value.trim(), at });
        recorded.push(key);
      }
    },
    time: (text) => {
      if (text !== undefined && text.trim() !== '') {
        times.push(readWrittenTime(text));
        if (!recorded.includes('timestamp')) recorded.push('timestamp');
      }
    },
    drop: (note) => dropped.push(note),
    stated: (given) => {
      totals = { ...totals, ...given };
    },
    outcome: () => {
      if (beyond > 0) dropped.push(message('evidence.junit.beyond', { n: beyond, limit: MOST_CASES }));
      const known = times.filter((time) => time.instant !== null).sort((a, b) => (a.instant ?? 0) - (b.instant ?? 0));
      const facts: TestResults = {
        kind: 'test-results',
        cases,
        stated: statedOf(totals, cases),
        properties: Object.fromEntries(properties),
        started: known[0] ?? times[0] ?? null,
        ended: known.at(-1) ?? times[0] ?? null,
      };
      return readDropping(facts, dropped, notesOnTotals(facts));
    },
  };
}

const ID_PROPERTIES: readonly string[] = ['test_id', 'testid', 'test_key', 'test_case_id', 'testcaseid'];
const DEVIATIONS = /^deviations?(?:[_ ]ids?)?$/u;
const ANOMALIES = /^anomal(?:y|ies)(?:[_ ]ids?)?$/u;

function caseOf(one: RunnerCase, around: readonly string[]): TestCase {
  const { name, suite, status, detail = '', hasOutput = false, properties = [], line } = one;
  const id = properties.find((property) => ID_PROPERTIES.includes(property.name))?.value ?? one.id;
  const cited = (names: RegExp): readonly string[] => [
    ...new Set(
      properties
        .filter((property) => names.test(property.name))
        .flatMap(({ value }) => value.split(/[;,]/u).map((part) => part.trim()))
        .filter((part) => part !== ''),
    ),
  ];
  return {
    id,
    name,
    suite,
    status,
    detail: detail.length <= MOST_DETAIL ? detail : `${detail.slice(0, MOST_DETAIL)}…`,
    deviations: cited(DEVIATIONS),
    anomalies: cited(ANOMALIES),
    hasOutput,
    recorded: properties.length === 0 ? around : [...around, ...properties.map((property) => property.name)],
    at: one.at ?? { kind: 'case', id, line },
  };
}

/** What nobody states takes the recomputed number, since nothing can contradict it; `null` when no number of tests is stated. */
function statedOf(totals: Parameters<Collector['stated']>[0], cases: readonly TestCase[]): TestResults['stated'] {
  const { tests = null, failures = null, errors = null, skipped = null } = totals;
  if (tests === null) return null;
  const count = (...statuses: readonly CaseStatus[]): number =>
    cases.filter((test) => statuses.includes(test.status)).length;
  return {
    tests,
    failures: failures ?? count('failed'),
    errors: errors ?? count('error'),
    skipped: skipped ?? count('skipped', 'blocked', 'not-run'),
  };
}

/** Returns a whole number, `null` where the text is none. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/u.test(text.trim()) ? Number(text) : null;
}

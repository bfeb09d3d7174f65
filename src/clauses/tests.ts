import type { SafetyClass } from '../domain/clause.ts';
import type { EvidenceFile } from '../domain/evidence.ts';
import type { TestCase, TestResults } from '../domain/facts.ts';
import type { TestLevel } from '../domain/manifest.ts';
import { message, type Message } from '../domain/message.ts';
import type { Release } from '../domain/release.ts';
import { differingTotals } from '../domain/test-totals.ts';
import { asRead, filesOf, memberPath } from './files.ts';

/** Levels that EN 62304 5.5 to 5.7 lead one to expect where no plan says which were planned. */
export const EXPECTED_LEVELS: Readonly<Record<SafetyClass, readonly TestLevel[]>> = {
  A: ['system'],
  B: ['unit', 'integration', 'system'],
  C: ['unit', 'integration', 'system'],
};

/** One test-result file with the level that the manifest, the file, or its name gives it. */
export interface TestRun {
  readonly file: EvidenceFile;
  readonly results: TestResults;
  readonly level: TestLevel | null;
}

/** One case with the run it belongs to. */
export interface RunCase {
  readonly run: TestRun;
  readonly test: TestCase;
}

const runsOf = new WeakMap<Release, readonly TestRun[]>();

/** Returns every test-result file that was understood. */
export function testRuns(release: Release): readonly TestRun[] {
  const known = runsOf.get(release);
  if (known !== undefined) return known;
  const { manifest } = release;
  const levels = new Map(
    (manifest?.tests ?? []).flatMap((test) =>
      manifest === null || test.level === null ? [] : [[memberPath(manifest, test.path), test.level] as const],
    ),
  );
  const runs = filesOf(release, 'tests').flatMap((file) => {
    const read = asRead(file, 'test-results');
    return read === null
      ? []
      : [{ file, results: read.facts, level: levels.get(file.path) ?? levelOf(file, read.facts) }];
  });
  runsOf.set(release, runs);
  return runs;
}

/** Returns every case of every run. */
export function allCases(runs: readonly TestRun[]): readonly RunCase[] {
  return runs.flatMap((run) => run.results.cases.map((test) => ({ run, test })));
}

/**
 * Returns what to say of result files whose own totals are not those of their cases, so that cases may be lost or added: the judgement
 * that takes the place of a pass, what is missing to decide, and the files. `null` where no file contradicts itself.
 */
export function selfContradiction(
  runs: readonly TestRun[],
): { readonly judged: Message; readonly missing: Message; readonly files: readonly EvidenceFile[] } | null {
  const found = runs.flatMap(({ file, results }) => {
    const differing = differingTotals(results);
    return differing === null ? [] : [{ file, differing }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const values = { path: first.file.path, ...first.differing, k: found.length };
  return {
    judged: message('rules.tests.judge-own-totals', values),
    missing: message('rules.missing.own-totals', values),
    files: found.map(({ file }) => file),
  };
}

/** Returns the level that `written` names, or `null` when it names none that is known. */
export function readLevel(written: string): TestLevel | null {
  const lower = written.toLowerCase();
  if (/\bhil\b|hardware.in.the.loop/u.test(lower)) return 'hil';
  if (/\bunits?\b|unit.?tests?/u.test(lower)) return 'unit';
  if (/\binteg(?:ration)?\b|integration.?tests?/u.test(lower)) return 'integration';
  if (/\bsystem\b|system.?tests?/u.test(lower)) return 'system';
  return null;
}

function levelOf(file: EvidenceFile, results: TestResults): TestLevel | null {
  const stated = results.properties['level'];
  const fromFile = stated === undefined ? null : readLevel(stated.value);
  if (fromFile !== null) return fromFile;
  return readLevel(file.path.slice(file.path.lastIndexOf('/') + 1).replace(/[._]/gu, ' '));
}

/** Lookup of cases by id and by name. */
export interface CaseIndex {
  readonly byId: ReadonlyMap<string, readonly RunCase[]>;
  readonly size: number;
}

/** Returns the cases by id and by name. */
export function indexCases(cases: readonly RunCase[]): CaseIndex {
  const byId = new Map<string, RunCase[]>();
  const put = (key: string, found: RunCase): void => {
    const list = byId.get(key);
    if (list === undefined) byId.set(key, [found]);
    else list.push(found);
  };
  for (const found of cases) {
    put(found.test.id, found);
    if (found.test.name !== found.test.id) put(found.test.name, found);
  }
  return { byId, size: cases.length };
}

/** Returns the cases whose id or name is `id`; none is an empty list. */
export function casesOf(index: CaseIndex, id: string): readonly RunCase[] {
  return index.byId.get(id) ?? [];
}

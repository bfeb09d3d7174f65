import type { TestCase, TestResults } from '../../domain/facts.ts';
import { message, type Message } from '../../domain/message.ts';
import { differingTotals } from '../../domain/test-totals.ts';
import type { XmlElement } from '../../parse/index.ts';

/** Totals as one suite states them; `null` where the attribute is absent or is no whole number. */
export interface StatedTotals {
  readonly tests: number | null;
  readonly failures: number | null;
  readonly errors: number | null;
  readonly skipped: number | null;
}

/** Returns the totals in the attributes of a suite. `skipped`, `skips`, `ignored` and `disabled` are added up. */
export function statedTotals(element: XmlElement): StatedTotals {
  const skipped = ['skipped', 'skips', 'ignored', 'disabled'].map((name) => whole(element, name));
  return {
    tests: whole(element, 'tests'),
    failures: whole(element, 'failures'),
    errors: whole(element, 'errors'),
    skipped: sum(skipped.filter((count) => count !== null)),
  };
}

/**
 * Returns the totals of a file: what the root states, else the sum of the outermost suites where each states it. What nobody
 * states takes the recomputed number, since nothing can contradict it; `null` when no number of tests is stated at all.
 */
export function fileTotals(
  root: StatedTotals,
  suites: readonly StatedTotals[],
  cases: readonly TestCase[],
): TestResults['stated'] {
  const pick = (key: keyof StatedTotals): number | null => root[key] ?? sumOfAll(suites.map((suite) => suite[key]));
  const tests = pick('tests');
  if (tests === null) return null;
  const count = (...statuses: readonly TestCase['status'][]): number =>
    cases.filter((test) => statuses.includes(test.status)).length;
  return {
    tests,
    failures: pick('failures') ?? count('failed'),
    errors: pick('errors') ?? count('error'),
    skipped: pick('skipped') ?? count('skipped', 'blocked', 'not-run'),
  };
}

/** Names stated totals that differ from the cases. They are shown and never used: a count is. */
export function notesOnTotals(facts: TestResults): readonly Message[] {
  const differing = differingTotals(facts);
  return differing === null ? [] : [message('evidence.junit.totals-differ', { ...differing })];
}

function sumOfAll(counts: readonly (number | null)[]): number | null {
  const stated = counts.filter((count) => count !== null);
  return stated.length === counts.length ? sum(stated) : null;
}

function sum(counts: readonly number[]): number | null {
  return counts.length === 0 ? null : counts.reduce((total, count) => total + count, 0);
}

function whole(element: XmlElement, name: string): number | null {
  const written = element.attributes.get(name)?.trim() ?? '';
  return /^\d{1,9}$/u.test(written) ? Number(written) : null;
}

import type { TestCase, TestResults } from './facts.ts';

/** Totals that a result file states of itself beside those of its cases, each as `cases / failed / not executed`. */
export interface DifferingTotals {
  readonly stated: string;
  readonly counted: string;
}

/** Returns how the totals that a result file states differ from its cases; `null` where they agree or where it states none. */
export function differingTotals({ stated, cases }: TestResults): DifferingTotals | null {
  if (stated === null) return null;
  const count = (...statuses: readonly TestCase['status'][]): number =>
    cases.filter((test) => statuses.includes(test.status)).length;
  const passed = stated.tests - stated.failures - stated.errors - stated.skipped;
  // What runners count as failure or error, and as skipped or disabled, differs; the sums have to agree all the same.
  const bad = count('failed', 'error');
  const failed = stated.failures + stated.errors;
  if (stated.tests === cases.length && failed === bad && passed === count('passed')) return null;
  const text = (...totals: readonly number[]): string => totals.join(' / ');
  return {
    stated: text(stated.tests, failed, stated.skipped),
    counted: text(cases.length, bad, count('skipped', 'blocked', 'not-run')),
  };
}

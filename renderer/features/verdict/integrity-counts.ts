import type { IntegrityReport } from '../../../src/domain/integrity.ts';

/** One line of the integrity counts. `bad`: the colour when it is not zero; `null`: nothing to worry about. */
export interface IntegrityCount {
  readonly kind:
    'verified' | 'mismatched' | 'missing' | 'unlisted' | 'weak' | 'unreadable' | 'unsafe' | 'signatures' | 'list-files';
  readonly count: number;
  readonly bad: 'fail' | 'open' | null;
}

/** Returns how many members stand how, in the order in which an auditor asks. */
export function integrityCounts(report: IntegrityReport): readonly IntegrityCount[] {
  const inState = (state: string): number => report.members.filter((member) => member.state === state).length;
  return [
    { kind: 'verified', count: inState('verified'), bad: null },
    { kind: 'mismatched', count: report.mismatched.length, bad: 'fail' },
    { kind: 'missing', count: report.missing.length, bad: 'fail' },
    { kind: 'unlisted', count: report.unlisted.length, bad: 'open' },
    { kind: 'weak', count: report.weak.length, bad: 'open' },
    { kind: 'unreadable', count: inState('unreadable'), bad: 'open' },
    { kind: 'unsafe', count: report.unsafe.length, bad: 'fail' },
    { kind: 'signatures', count: inState('signature'), bad: null },
    { kind: 'list-files', count: inState('list'), bad: null },
  ];
}

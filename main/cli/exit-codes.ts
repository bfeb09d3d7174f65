import type { ErrorCode } from '../../src/contract/define.ts';
import type { Indication } from '../../src/domain/verdict.ts';

/** Exit codes of the command line; a contract with scripts that call it. */
export const EXIT = {
  passed: 0,
  failed: 1,
  indeterminate: 2,
  usage: 64,
  notAnArchive: 65,
  noInput: 66,
  internal: 70,
  cancelled: 130,
} as const;

/** Returns the exit code of an archive's verdict. */
export function exitCodeOf(verdict: Indication): number {
  switch (verdict) {
    case 'TOTAL_PASSED':
      return EXIT.passed;
    case 'INDETERMINATE':
      return EXIT.indeterminate;
    case 'TOTAL_FAILED':
      return EXIT.failed;
  }
}

/** Returns the exit code of a problem that is no refusal of the archive: what cannot be read is 66, all else 70. */
export function exitCodeOfProblem(code: ErrorCode): number {
  const inputs: readonly ErrorCode[] = [
    'FILE_NOT_FOUND',
    'FILE_NOT_READABLE',
    'ANCHOR_NOT_READABLE',
    'ANCHOR_PRIVATE_KEY',
    'LIMITS_NOT_READABLE',
    'THRESHOLDS_NOT_READABLE',
    'COLUMNS_NOT_READABLE',
  ];
  return inputs.includes(code) ? EXIT.noInput : EXIT.internal;
}

import type { Indication } from '../../src/domain/verdict.ts';

/** The states of a release that the window is tried with. */
export type Variant = 'passed' | 'failed' | 'indeterminate' | 'hostile' | 'huge' | 'no-manifest';

/** The verdict on the archive in each of them. */
export const INDICATION: Readonly<Record<Variant, Indication>> = {
  passed: 'TOTAL_PASSED',
  failed: 'TOTAL_FAILED',
  indeterminate: 'INDETERMINATE',
  hostile: 'INDETERMINATE',
  huge: 'TOTAL_PASSED',
  'no-manifest': 'INDETERMINATE',
};

export const HOSTILE_PATH = `evidence/${'very-long-folder-name/'.repeat(12)}report\u202Efdp.exe`;
export const HOSTILE_NAME = `release\u202E\u0007 ${'W'.repeat(180)} <img src=x onerror=alert(1)>.zip`;

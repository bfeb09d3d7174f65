import type { SectionId } from './clause.ts';

export const SAMPLE_METHODS = ['all', 'judgement', 'random', 'stratified', 'qsit'] as const;
export type SampleMethod = (typeof SAMPLE_METHODS)[number];

/** What was found of one item that was looked at. */
export const ITEM_VERDICTS = ['open', 'conforming', 'nonconforming'] as const;
export type ItemVerdict = (typeof ITEM_VERDICTS)[number];

/** The tables that samples are drawn from and desks show. */
export const DESK_TABLES = ['anomalies', 'tests', 'soup', 'changes', 'comparison'] as const;
export type DeskTable = (typeof DESK_TABLES)[number];

/** What a sample was drawn from: the rows of a table that a filter leaves. */
export interface Population {
  readonly table: DeskTable;
  /** Words that a row must hold, and values of its columns, as they were chosen. */
  readonly text: string;
  readonly facets: readonly { readonly column: string; readonly value: string }[];
  readonly size: number;
  /** SHA-256 of the rows' keys in their order, one a line, so that another tool can tell whether it draws from the same. */
  readonly sha256: string;
}

/** One row of a sample. */
export interface SampleItem {
  readonly key: string;
  readonly label: string;
  readonly stratum: string;
}

/** One draw. The rows are those whose SHA-256 of `seed`, a line feed and the key come first, so the same seed draws the same again. */
export interface Draw {
  /** `S-1`, `S-2` … */
  readonly id: string;
  readonly section: SectionId;
  readonly population: Population;
  readonly method: SampleMethod;
  readonly seed: string;
  /** The row of the QSIT binomial table, such as `95-C`; `null` for other methods. */
  readonly row: string | null;
  /** The column whose values are the strata; `null` for other methods. */
  readonly strata: string | null;
  readonly items: readonly SampleItem[];
}

/** Sample sizes of the QSIT binomial staged sampling plans (FDA, Guide to Inspections of Quality Systems, table 1 and 2). */
export interface QsitRow {
  readonly row: string;
  /** Per cent of confidence. */
  readonly confidence: 95 | 99;
  /** Upper limit of the share of nonconforming records. */
  readonly limit: number;
  /** Sample size when none, one, two nonconforming are found. */
  readonly sizes: readonly [number, number, number];
}

export const QSIT_ROWS: readonly QsitRow[] = [
  { row: '95-A', confidence: 95, limit: 0.3, sizes: [11, 17, 22] },
  { row: '95-B', confidence: 95, limit: 0.25, sizes: [13, 20, 27] },
  { row: '95-C', confidence: 95, limit: 0.2, sizes: [17, 26, 34] },
  { row: '95-D', confidence: 95, limit: 0.15, sizes: [23, 35, 46] },
  { row: '95-E', confidence: 95, limit: 0.1, sizes: [35, 52, 72] },
  { row: '95-F', confidence: 95, limit: 0.05, sizes: [72, 115, 157] },
  { row: '99-A', confidence: 99, limit: 0.3, sizes: [15, 22, 27] },
  { row: '99-B', confidence: 99, limit: 0.25, sizes: [19, 27, 34] },
  { row: '99-C', confidence: 99, limit: 0.2, sizes: [24, 34, 43] },
  { row: '99-D', confidence: 99, limit: 0.15, sizes: [35, 47, 59] },
  { row: '99-E', confidence: 99, limit: 0.1, sizes: [51, 73, 90] },
  { row: '99-F', confidence: 99, limit: 0.05, sizes: [107, 161, 190] },
];

/** Populations of this size and below are looked at as a whole. */
export const ALL_UP_TO = 30;

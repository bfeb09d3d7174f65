import type { EvidenceRef } from './evidence.ts';

/** A column of a table on the desk. `word`: its cells are words of the tool's own, which the catalogue holds; all others are the archive's. */
export interface DeskColumn {
  readonly id: string;
  readonly kind: 'text' | 'number' | 'word';
  /** As a file heads it; `null` where the catalogue holds the heading. */
  readonly label: string | null;
  /** Whether its values are few enough to choose rows by. */
  readonly facet: boolean;
}

export interface DeskRow {
  /** Names the row among all rows of its table. */
  readonly key: string;
  readonly cells: readonly string[];
  readonly at: EvidenceRef | null;
}

/** Which rows are wanted, in which order, and how many from which on. */
export interface TableQuery {
  readonly text: string;
  readonly facets: readonly { readonly column: string; readonly value: string }[];
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly from: number;
  readonly count: number;
}

/** A part of a table. */
export interface TablePage {
  readonly columns: readonly DeskColumn[];
  /** How many rows there are, and how many the query leaves. */
  readonly total: number;
  readonly matched: number;
  /** Values of facet columns with how many of the rows have each, as the rest of the query leaves them. */
  readonly facets: readonly {
    readonly column: string;
    readonly values: readonly { readonly value: string; readonly count: number }[];
  }[];
  readonly from: number;
  readonly rows: readonly DeskRow[];
}

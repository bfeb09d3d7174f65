import type { Located } from './located.ts';

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** The clause number that the heading begins with, such as `5.8.3`. */
  readonly clause: string | null;
  readonly line: number;
  /** The text below it up to the next heading of any level, without fences. */
  readonly body: string;
}

export interface CheckBox {
  readonly text: string;
  readonly ticked: boolean;
  /** A reason behind "n/a" or "not applicable" in the item. */
  readonly notApplicable: string | null;
  readonly line: number;
}

export interface MarkdownLink {
  readonly text: string;
  /** The target as written; relative ones are resolved against the file by the release room. */
  readonly target: string;
  readonly line: number;
}

export interface MarkdownTable {
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
  readonly line: number;
}

/** Headings for most of 5.8.1 to 5.8.8. */
const CLAUSE_HEADINGS = 4;

/** Returns whether the sections of a record are those of a release record: at least four sub-clauses of 5.8. */
export function hasReleaseSections(record: MarkdownRecord): boolean {
  const clauses = new Set(record.headings.map((heading) => heading.clause));
  return [...clauses].filter((clause) => clause?.startsWith('5.8.') === true).length >= CLAUSE_HEADINGS;
}

/** A Markdown record: front matter, sections, check boxes, tables, links. */
export interface MarkdownRecord {
  readonly kind: 'record';
  /** Scalars of the front matter by key; nested keys joined by `.`, list items by index. Each with its line. */
  readonly fields: Readonly<Record<string, Located<string>>>;
  /** The lines that are not blank before the first heading, or all of them where there is none. */
  readonly preamble: readonly { readonly text: string; readonly line: number }[];
  readonly headings: readonly Heading[];
  readonly checkBoxes: readonly CheckBox[];
  readonly tables: readonly MarkdownTable[];
  readonly links: readonly MarkdownLink[];
}

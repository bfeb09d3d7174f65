import type { Sha256 } from './brand.ts';
import type { Locator } from './locator.ts';

/** A value together with the place it was read from. */
export interface Located<T> {
  readonly value: T;
  readonly at: Locator;
}

/** A time as written, its instant in milliseconds since 1970 where it could be read, and whether a zone was given. */
export interface WrittenTime {
  readonly text: string;
  readonly instant: number | null;
  readonly zoned: boolean;
  /** Whether only a calendar day was written. */
  readonly dayOnly: boolean;
}

export type CaseStatus = 'passed' | 'failed' | 'error' | 'skipped' | 'blocked' | 'not-run';

export interface TestCase {
  /** The test id where a property or attribute gives one, else `classname.name`. */
  readonly id: string;
  readonly name: string;
  readonly suite: string;
  readonly status: CaseStatus;
  /** Text of the failure, error or skip element or attribute. */
  readonly detail: string;
  /** Deviation and anomaly ids that the case cites in its properties (`deviation`, `anomaly`). */
  readonly deviations: readonly string[];
  readonly anomalies: readonly string[];
  /** Whether the record holds any output, attachment or actual result. */
  readonly hasOutput: boolean;
  readonly at: Locator;
}

/** A test-result file (JUnit XML). Totals are recomputed from the cases, never believed. */
export interface TestResults {
  readonly kind: 'test-results';
  readonly cases: readonly TestCase[];
  /** Totals as the file states them on its outermost suites; `null` where it states none. */
  readonly stated: {
    readonly tests: number;
    readonly failures: number;
    readonly errors: number;
    readonly skipped: number;
  } | null;
  /** Properties of suites by lower-case name: version, commit, build, level … First value wins, each with its place. */
  readonly properties: Readonly<Record<string, Located<string>>>;
  /** Latest and earliest `timestamp` of a suite. */
  readonly started: WrittenTime | null;
  readonly ended: WrittenTime | null;
}

export interface Component {
  readonly name: string;
  readonly version: string | null;
  readonly purl: string | null;
  readonly supplier: string | null;
  /** CycloneDX `scope`, `required` where absent. */
  readonly scope: 'required' | 'optional' | 'excluded';
  readonly licences: readonly string[];
  readonly at: Locator;
}

/** A software bill of materials (CycloneDX JSON). The root component is not among `components`. */
export interface Sbom {
  readonly kind: 'sbom';
  readonly format: string;
  readonly root: {
    readonly name: string;
    readonly version: Located<string> | null;
    readonly purl: string | null;
  } | null;
  readonly components: readonly Component[];
  readonly created: WrittenTime | null;
  readonly serial: string | null;
}

/** One known residual anomaly. Empty cells are `null`. */
export interface Anomaly {
  readonly id: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly affectedFunction: string | null;
  readonly affectedVersion: string | null;
  readonly reproduction: string | null;
  readonly status: string | null;
  readonly severity: string | null;
  readonly foundIn: string | null;
  readonly foundOn: WrittenTime | null;
  readonly evaluation: string | null;
  readonly evaluator: string | null;
  readonly evaluatedOn: WrittenTime | null;
  /** `acceptable`, `unacceptable`, `TBD` … as written. */
  readonly verdict: string | null;
  /** Residual severity, probability and level as the evaluation states them. */
  readonly riskSeverity: string | null;
  readonly riskProbability: string | null;
  readonly riskLevel: string | null;
  readonly hazards: readonly string[];
  readonly riskControls: readonly string[];
  readonly requirements: readonly string[];
  readonly tests: readonly string[];
  /** SHA-256 of the entry exactly as exported: the bytes of the JSON object, or of the CSV record without its line end. */
  readonly entrySha256: Sha256;
  readonly at: Locator;
}

/** An anomaly export. Absent metadata are `null`: then it may be a hand-made list. */
export interface AnomalyList {
  readonly kind: 'anomalies';
  readonly version: Located<string> | null;
  readonly tool: string | null;
  readonly query: Located<string> | null;
  readonly exported: WrittenTime | null;
  readonly exportedAt: Locator | null;
  readonly statedRows: Located<number> | null;
  readonly anomalies: readonly Anomaly[];
}

/** A written deviation from the verification plan. */
export interface Deviation {
  readonly id: string;
  readonly tests: readonly string[];
  readonly anomalies: readonly string[];
  readonly rationale: string | null;
  readonly approvedBy: string | null;
  readonly approvedOn: WrittenTime | null;
  readonly at: Locator;
}

export interface Deviations {
  readonly kind: 'deviations';
  readonly deviations: readonly Deviation[];
}

export interface SoupItem {
  readonly title: string;
  readonly version: string | null;
  readonly manufacturer: string | null;
  readonly purl: string | null;
  readonly at: Locator;
}

export interface SoupList {
  readonly kind: 'soup-list';
  readonly items: readonly SoupItem[];
}

export interface RiskItem {
  /** A hazard `H-…` or a risk control `RC-…` id, as written. */
  readonly id: string;
  readonly type: 'hazard' | 'risk-control';
  readonly text: string;
  readonly requirements: readonly string[];
  readonly verifications: readonly string[];
  readonly at: Locator;
}

/** A machine-readable extract of the risk file. */
export interface RiskFile {
  readonly kind: 'risk-file';
  readonly revision: string | null;
  readonly items: readonly RiskItem[];
  /** The manufacturer's own matrix: severity, probability, level, acceptable or not. Empty where the extract holds none. */
  readonly matrix: readonly {
    readonly severity: string;
    readonly probability: string;
    readonly level: string;
    readonly acceptable: boolean;
    readonly at: Locator;
  }[];
}

export interface TraceRow {
  readonly requirement: string;
  readonly tests: readonly string[];
  readonly at: Locator;
}

export interface TraceMatrix {
  readonly kind: 'trace-matrix';
  readonly rows: readonly TraceRow[];
}

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

/** A Markdown record: front matter, sections, check boxes, tables, links. */
export interface MarkdownRecord {
  readonly kind: 'record';
  /** Scalars of the front matter by key; nested keys joined by `.`, list items by index. Each with its line. */
  readonly fields: Readonly<Record<string, Located<string>>>;
  readonly headings: readonly Heading[];
  readonly checkBoxes: readonly CheckBox[];
  readonly tables: readonly MarkdownTable[];
  readonly links: readonly MarkdownLink[];
}

/** Any JSON or YAML document that no more special reader claims: each scalar by JSON pointer (RFC 6901), with its line. */
export interface Tree {
  readonly kind: 'tree';
  readonly format: 'json' | 'yaml';
  /** `null`, booleans and numbers as their source text. */
  readonly scalars: Readonly<Record<string, Located<string>>>;
}

/** Any CSV file that no more special reader claims. */
export interface Table {
  readonly kind: 'table';
  readonly header: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
}

export interface Dockerfile {
  readonly kind: 'dockerfile';
  readonly images: readonly {
    readonly reference: string;
    readonly digest: string | null;
    readonly stage: string | null;
    readonly fromStage: boolean;
    readonly at: Locator;
  }[];
  /** Instructions that fetch without an exact version, such as `apk add git`. */
  readonly floating: readonly { readonly reference: string; readonly at: Locator }[];
}

/** Plain text whose kind is not known; its lines can be shown and searched, nothing is concluded from it. */
export interface PlainText {
  readonly kind: 'text';
}

/** Bytes that are no text, or a kind that this version does not read. */
export interface Opaque {
  readonly kind: 'opaque';
}

export type Facts =
  | TestResults
  | Sbom
  | AnomalyList
  | Deviations
  | SoupList
  | RiskFile
  | TraceMatrix
  | MarkdownRecord
  | Tree
  | Table
  | Dockerfile
  | PlainText
  | Opaque;

export type FactsKind = Facts['kind'];

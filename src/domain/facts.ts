import type { AnomalyList, Deviations } from './anomaly-facts.ts';
import type { BranchProtection, ChangeRequests, GitHistory, Merges } from './change-facts.ts';
import type { Located, WrittenTime } from './located.ts';
import type { Locator } from './locator.ts';
import type { MarkdownRecord } from './markdown-facts.ts';
import type {
  CoverageReport,
  DynamicTest,
  Lockfile,
  Provenance,
  StaticAnalysis,
  Vex,
  VexStatement,
  VulnerabilityScan,
} from './tool-facts.ts';

export type * from './change-facts.ts';
export type * from './tool-facts.ts';
export type { Anomaly, AnomalyList, Deviation, Deviations } from './anomaly-facts.ts';
export type { Located, WrittenTime } from './located.ts';
export type { CheckBox, Heading, MarkdownLink, MarkdownRecord, MarkdownTable } from './markdown-facts.ts';

export const CASE_STATUSES = ['passed', 'failed', 'error', 'skipped', 'blocked', 'not-run'] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];

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
  /** Lower-case names of what is recorded for the case: its own properties and those of the suites and run around it. */
  readonly recorded: readonly string[];
  readonly at: Locator;
}

/** A test-result file (JUnit XML, TRX, NUnit, xUnit.net, TAP, Cucumber JSON). Totals are recomputed from the cases, never believed. */
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

/** A software bill of materials (CycloneDX JSON; SPDX JSON and tag-value). The root component is not among `components`. */
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
  /** What the SBOM itself says about vulnerabilities (CycloneDX `vulnerabilities`). */
  readonly vulnerabilities: readonly VexStatement[];
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

/** The definition of a pipeline of continuous integration, and what it takes in from elsewhere. */
export interface Pipeline {
  readonly kind: 'pipeline';
  readonly system: 'GitHub Actions' | 'GitLab CI';
  readonly inputs: readonly {
    readonly what: 'image' | 'action' | 'workflow' | 'include' | 'runner' | 'install';
    readonly reference: string;
    /** Whether the reference names one exact thing: by digest, full commit, or in the repository itself. */
    readonly exact: boolean;
    readonly at: Locator;
  }[];
}

/** Plain text whose kind is not known; its lines can be shown and searched, nothing is concluded from it. */
export interface PlainText {
  readonly kind: 'text';
}

/** Bytes that are no text, or a kind that this version does not read. */
export interface Opaque {
  readonly kind: 'opaque';
  /** What it is, where it is an archive or a compressed file. */
  readonly archive?: NestedArchive;
}

/** Archives and compressed files that are known by their first bytes. Inside another archive they are not opened. */
export type NestedArchive = 'zip' | 'tar' | 'gzip' | 'zstd' | 'xz' | 'bzip2' | '7z' | 'rar';

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
  | Pipeline
  | StaticAnalysis
  | DynamicTest
  | CoverageReport
  | VulnerabilityScan
  | Vex
  | Provenance
  | Lockfile
  | ChangeRequests
  | Merges
  | BranchProtection
  | GitHistory
  | PlainText
  | Opaque;

export type FactsKind = Facts['kind'];

import type { Located, WrittenTime } from './located.ts';
import type { Locator } from './locator.ts';

/** Covered and all of one kind of thing, counted from the entries of a report. */
export interface Ratio {
  readonly covered: number;
  readonly total: number;
}

/** A result of static analysis (SARIF 2.1.0). */
export interface AnalysisResult {
  readonly rule: string;
  /** As section 3.27.10 of SARIF gives it: the result's own level, else the rule's, else `warning`. */
  readonly level: 'error' | 'warning' | 'note' | 'none';
  readonly text: string;
  /** File and line that the result is about, as written; empty where none is given. */
  readonly place: string;
  /** `absent` in the baseline comparison: the result is gone. */
  readonly baseline: 'new' | 'unchanged' | 'updated' | 'absent' | null;
  /** `accepted`: suppressed, and no suppression is under review or rejected. */
  readonly suppression: 'none' | 'accepted' | 'open';
  readonly justification: string | null;
  readonly at: Locator;
}

/** One run of one analysis tool. */
export interface AnalysisRun {
  readonly tool: string;
  readonly version: string | null;
  /** Revisions of version control that were analysed. */
  readonly commits: readonly Located<string>[];
  /** Whether every invocation says that it was carried out; `null` where none says so. */
  readonly successful: boolean | null;
  readonly ended: WrittenTime | null;
  readonly results: readonly AnalysisResult[];
  readonly at: Locator;
}

export interface StaticAnalysis {
  readonly kind: 'static-analysis';
  readonly runs: readonly AnalysisRun[];
}

export interface DynamicAlert {
  readonly name: string;
  readonly risk: 'high' | 'medium' | 'low' | 'informational';
  readonly falsePositive: boolean;
  readonly count: number;
  /** What a person wrote about it. */
  readonly note: string | null;
  readonly at: Locator;
}

/** A report of a dynamic security test (ZAP JSON and XML). */
export interface DynamicTest {
  readonly kind: 'dynamic-test';
  readonly tool: string;
  readonly generated: WrittenTime | null;
  /** Version and build that were tested, where the report says so. */
  readonly version: Located<string> | null;
  readonly build: Located<string> | null;
  readonly sites: readonly string[];
  readonly alerts: readonly DynamicAlert[];
}

/** A coverage report (Cobertura, JaCoCo, LCOV, Istanbul). Counts are recomputed from lines and branches. */
export interface CoverageReport {
  readonly kind: 'coverage';
  readonly tool: string;
  readonly lines: Ratio;
  readonly branches: Ratio | null;
  /** The share of lines that the report itself states, 0 to 1. */
  readonly stated: Located<number> | null;
  readonly files: number;
  readonly measured: WrittenTime | null;
  readonly commit: Located<string> | null;
  readonly version: Located<string> | null;
}

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'none' | 'unknown';

export interface VulnerabilityFinding {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly component: string;
  readonly version: string | null;
  readonly purl: string | null;
  readonly fixedIn: readonly string[];
  readonly at: Locator;
}

/** A report of a vulnerability scanner (Trivy, Grype, osv-scanner). */
export interface VulnerabilityScan {
  readonly kind: 'vulnerability-scan';
  readonly tool: string;
  readonly scanned: WrittenTime | null;
  /** When the scanner's database was built, where the report says so. */
  readonly database: Located<string> | null;
  /** What was scanned, and how many components were examined. */
  readonly target: Located<string> | null;
  readonly components: Located<number> | null;
  readonly findings: readonly VulnerabilityFinding[];
}

/** What a manufacturer says about one vulnerability (VEX). */
export interface VexStatement {
  readonly id: string;
  readonly aliases: readonly string[];
  /** Names, references or package URLs of what the statement is about; empty: the whole product. */
  readonly products: readonly string[];
  readonly status: 'not-affected' | 'affected' | 'fixed' | 'under-investigation' | 'unknown';
  readonly justification: string | null;
  readonly impact: string | null;
  readonly severity: Severity;
  readonly at: Locator;
}

/** A separate VEX document (OpenVEX, CSAF, CycloneDX). */
export interface Vex {
  readonly kind: 'vex';
  readonly format: string;
  readonly created: WrittenTime | null;
  readonly statements: readonly VexStatement[];
}

/** A thing with its digests: algorithm in lower case to hexadecimal text. */
export interface Digested {
  readonly name: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly at: Locator;
}

/** An in-toto statement about a build, with SLSA provenance 0.1 to 1.x as its predicate where that is known. */
export interface Provenance {
  readonly kind: 'provenance';
  readonly predicateType: string;
  /** Whether the predicate is one whose builder and materials are read. */
  readonly known: boolean;
  readonly builder: Located<string> | null;
  readonly buildType: string | null;
  /** How many external parameters of the build are recorded; `null` where the predicate holds none of that name. */
  readonly parameters: number | null;
  readonly subjects: readonly Digested[];
  readonly materials: readonly Digested[];
  readonly started: WrittenTime | null;
  readonly ended: WrittenTime | null;
  /** `dsse` where the statement lies in a signed envelope; its signature is judged by the signature room. */
  readonly envelope: 'none' | 'dsse';
}

/** One locked dependency. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string | null;
  readonly hashed: boolean;
  /** Where it is fetched from, as written. */
  readonly source: string | null;
  readonly at: Locator;
}

/** A lock file of a package manager. */
export interface Lockfile {
  readonly kind: 'lockfile';
  readonly format: string;
  readonly packages: readonly LockedPackage[];
}

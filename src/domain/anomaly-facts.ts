import type { Sha256 } from './brand.ts';
import type { Located, WrittenTime } from './located.ts';
import type { Locator } from './locator.ts';

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

import type { Edition, SafetyClass } from './clause.ts';

/** The five gate roles of the release procedure that the product knows by name. */
export const GATE_ROLES = ['software_lead', 'qa_lead', 'risk_owner', 'prrc', 'release_manager'] as const;

/** The roles under `evidence` in a release manifest. */
export const EVIDENCE_ROLES = [
  'release_record',
  'verification_plan',
  'deviations',
  'anomalies',
  'risk_file',
  'sbom',
  'soup_list',
  'vex',
  'sast',
  'dast',
  'coverage',
  'vulnerability_scan',
  'build_manifest',
  'provenance',
  'dockerfile',
  'ci_pipeline',
  'lockfile',
  'reproducibility',
  'checklist',
  'documents',
  'change_requests',
  'archive_record',
  'delivery_procedure',
  'key_custody',
  'branch_protection',
  'merges',
  'release_notes',
  'trace_matrix',
  'monitoring_plan',
  'rollback_plan',
  'rollback_test',
  'source',
  'regulatory_plan',
] as const;

export type EvidenceRole = (typeof EVIDENCE_ROLES)[number];

export type TestLevel = 'unit' | 'integration' | 'system' | 'hil';

/** `product` of the manifest. What is absent is `null` and makes rules undecidable. */
export interface Product {
  readonly name: string | null;
  readonly manufacturer: string | null;
  readonly basicUdiDi: string | null;
  readonly deviceClass: string | null;
  readonly safetyClass: SafetyClass | null;
  readonly edition: Edition | null;
  readonly implantable: boolean | null;
  readonly networked: boolean | null;
  readonly lifetimeYears: number | null;
  readonly deliveryChannels: readonly string[];
}

/** One `tests[]` item. */
export interface TestFile {
  readonly path: string;
  readonly level: TestLevel | null;
}

/** One `approvals` item: a bare name has neither date nor statement. */
export interface ManifestApproval {
  readonly role: string;
  readonly name: string;
  readonly date: string | null;
  readonly statement: string | null;
}

/**
 * The release manifest, decoded. All paths are as written, relative to `root`. Keys that the format does not know are kept
 * by name in `unknownKeys` and shown, never interpreted.
 */
export interface ReleaseManifest {
  /** The member that is the manifest. */
  readonly path: string;
  /** The folder that holds it, `''` or ending in `/`; all paths of the manifest are relative to it. */
  readonly root: string;
  readonly schema: string | null;
  readonly version: string | null;
  readonly gitTag: string | null;
  readonly gitCommit: string | null;
  readonly build: string | null;
  readonly date: string | null;
  readonly branch: string | null;
  readonly previous: string | null;
  readonly kind: string | null;
  readonly product: Product;
  readonly artifacts: readonly string[];
  /** Path to the checksums as written, one or several a path, not yet judged. */
  readonly checksums: Readonly<Record<string, readonly string[]>>;
  readonly approvals: readonly ManifestApproval[];
  readonly tests: readonly TestFile[];
  readonly evidence: Readonly<Partial<Record<EvidenceRole, readonly string[]>>>;
  readonly unknownKeys: readonly string[];
}

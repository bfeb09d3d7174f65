/** Editions of EN 62304 (and readings of it) that the catalogue holds as data, one file each. */
export const EDITIONS = ['a1-2015', '2006', 'playbook'] as const;
export type Edition = (typeof EDITIONS)[number];

/** Software safety class of EN 62304 clause 4.3. */
export const SAFETY_CLASSES = ['A', 'B', 'C'] as const;
export type SafetyClass = (typeof SAFETY_CLASSES)[number];

/** Third-party audits give no advice; mock audits may. */
export const MODES = ['third-party', 'mock'] as const;
export type Mode = (typeof MODES)[number];

/** Sub-clauses of EN 62304 clause 5.8. */
export const CLAUSES = ['5.8.1', '5.8.2', '5.8.3', '5.8.4', '5.8.5', '5.8.6', '5.8.7', '5.8.8'] as const;
export type ClauseNumber = (typeof CLAUSES)[number];

/** Groups of rules beside the sub-clauses: the release-management practices. */
export const GROUPS = [
  'versioning',
  'branches',
  'verification-tools',
  'approvals',
  'artefacts',
  'post-release',
  'rollback',
  'traceability',
  'anti-patterns',
] as const;
export type GroupId = (typeof GROUPS)[number];

/** Where a rule is filed: a sub-clause or a release-management group. */
export type SectionId = ClauseNumber | GroupId;
export const SECTIONS: readonly SectionId[] = [...CLAUSES, ...GROUPS];

/** One sub-clause of one edition, in our own words. The standard's text is copyrighted and not in the product. */
export interface Clause {
  readonly number: ClauseNumber;
  readonly title: string;
  readonly classes: readonly SafetyClass[];
  /** Paraphrase of what the sub-clause asks. */
  readonly asks: string;
  /** How others read the sub-clause, where a second reading is in use. */
  readonly otherReading?: string | undefined;
}

/** What a reading asks for beside the standard's own text. */
export interface EditionDemands {
  /** Roles that have to approve every release. */
  readonly gateRoles: readonly string[];
  /** Most days between release and archiving. */
  readonly archiveWithinDays: number;
  /** Most days since the last rebuild. */
  readonly drillEveryDays: number;
  /** Rules that are demands of this reading, whatever their basis. */
  readonly rules: readonly string[];
}

/** One edition as data. */
export interface EditionCatalogue {
  readonly edition: Edition;
  readonly name: string;
  readonly heading: string;
  readonly clauses: readonly Clause[];
  /** Rules that this reading files under another section than the catalogue does. */
  readonly moved?: Readonly<Record<string, SectionId>> | undefined;
  /** What this reading asks for beside the standard; rules on it are then no mere observations. */
  readonly asksFor?: EditionDemands | undefined;
}

/** The letters with which the basis of a rule begins: norm, law, procedure, state of the art, technical. */
export const BASES = ['N', 'L', 'P', 'S', 'T'] as const;
export type Basis = (typeof BASES)[number];

/** Returns the letters that a rule's basis such as `N 5.8.8; S IEC 81001-5-1 5.8.3` names, each once, in the order of {@link BASES}. */
export function basesOf(basis: string): readonly Basis[] {
  const words = basis.split(/[\s,;()]+/u);
  return BASES.filter((letter) => words.includes(letter));
}

/** `M` major, `m` minor, `O` observation, `-` not applicable, `T` stops the assessment (`reference` section D). */
export type SuggestedGrade = 'M' | 'm' | 'O' | '-' | 'T';
export type Grade = 'major' | 'minor' | 'observation' | 'stops-assessment';

/** One rule as data. Texts in English; translations by key in the message catalogues. */
export interface RuleEntry {
  /** Such as `CS-581-01`. */
  readonly id: string;
  readonly section: SectionId;
  readonly title: string;
  readonly inputs: string;
  readonly pass: string;
  readonly fail: string;
  readonly judge: string;
  /** Begins with N normative, L law, P own procedure, S state of the art, T technical. */
  readonly basis: string;
  readonly grades: Readonly<Record<SafetyClass, SuggestedGrade>>;
  /** Wording of a finding, with placeholders. */
  readonly finding: string;
  readonly decided: 'auto' | 'mixed' | 'judge';
}

/** The rule catalogue with its version; its digest is taken over the canonical JSON of the rules and thresholds. */
export interface RuleSet {
  readonly version: string;
  readonly rules: readonly RuleEntry[];
}

export type RuleOutcome = 'pass' | 'fail' | 'judge' | 'not-applicable' | 'undecidable';

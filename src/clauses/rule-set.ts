import { createHash } from 'node:crypto';
import a12015 from '../../assets/clauses/edition-a1-2015.json' with { type: 'json' };
import first2006 from '../../assets/clauses/edition-2006.json' with { type: 'json' };
import playbook from '../../assets/clauses/edition-playbook.json' with { type: 'json' };
import ruleData from '../../assets/clauses/rules.json' with { type: 'json' };
import type { Thresholds } from '../domain/assessment.ts';
import { parseSha256, type Sha256 } from '../domain/brand.ts';
import type { Edition, EditionCatalogue, RuleSet } from '../domain/clause.ts';

/** The rule catalogue. A test checks the file's shape, its 80 ids and its sections. */
export const RULE_SET: RuleSet = ruleData as RuleSet;

/** The thresholds used unless the user sets others. */
export const DEFAULT_THRESHOLDS: Thresholds = {
  evaluationLength: 40,
  identicalEvaluations: 3,
  // Regulation (EU) 2017/745, Article 10(8) and Annex IX, section 7.
  retentionYears: 10,
  retentionYearsImplantable: 15,
  vulnerabilitySeverity: 'high',
  scanAgeDays: 30,
  analysisLevel: 'error',
};

const CATALOGUES: Readonly<Record<Edition, EditionCatalogue>> = {
  'a1-2015': a12015 as EditionCatalogue,
  '2006': first2006 as EditionCatalogue,
  playbook: playbook as EditionCatalogue,
};

/** Returns the sub-clauses of 5.8 under `edition`: titles, classes, and what each asks in our own words. */
export function editionCatalogue(edition: Edition): EditionCatalogue {
  return CATALOGUES[edition];
}

/** Returns the SHA-256 over the canonical JSON (keys sorted, no white space) of the rules and the thresholds. */
export function ruleSetDigest(rules: RuleSet, thresholds: Thresholds): Sha256 {
  const text = canonical({ rules: rules.rules, thresholds });
  const digest = parseSha256(createHash('sha256').update(text, 'utf8').digest('hex'));
  if (digest === null) throw new Error('SHA-256 gave no 64 hexadecimal characters');
  return digest;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

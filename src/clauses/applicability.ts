import type { Profile } from '../domain/assessment.ts';
import {
  CLAUSES,
  type ClauseNumber,
  type Grade,
  type RuleEntry,
  type SafetyClass,
  type SectionId,
  type SuggestedGrade,
} from '../domain/clause.ts';
import { message, type Message } from '../domain/message.ts';
import { editionCatalogue } from './rule-set.ts';

/** Returns the class under which the rules judge: an unknown class is judged as C, the strictest. */
export function judgedClass(profile: Profile): SafetyClass {
  return profile.safetyClass ?? 'C';
}

/** Returns whether a section applies under the profile. Release-management groups always do. */
export function applies(section: SectionId, profile: Profile): boolean {
  if (!isClause(section)) return true;
  const clause = editionCatalogue(profile.edition).clauses.find((entry) => entry.number === section);
  return clause?.classes.includes(judgedClass(profile)) === true;
}

/** Returns why a section does or does not apply. */
export function whyApplies(section: SectionId, profile: Profile): Message {
  if (!isClause(section)) return message('rules.why.group');
  const catalogue = editionCatalogue(profile.edition);
  const classes = catalogue.clauses.find((entry) => entry.number === section)?.classes ?? [];
  const values = { clause: section, edition: catalogue.name, class: judgedClass(profile), classes };
  if (profile.safetyClass === null) return message('rules.why.class-unknown', values);
  return applies(section, profile) ? message('rules.why.applies', values) : message('rules.why.not-applicable', values);
}

export function isClause(section: SectionId): section is ClauseNumber {
  return CLAUSES.some((clause) => clause === section);
}

/**
 * Returns the suggested grade letter of a rule for the profile's class. Under the edition of 2006 class A keeps of clause 5.8
 * what belongs to 5.8.4 and nothing else.
 */
export function suggestedGrade(rule: RuleEntry, profile: Profile): SuggestedGrade {
  const of = judgedClass(profile);
  if (profile.edition === '2006' && isClause(rule.section) && !applies(rule.section, profile)) return '-';
  const grade = rule.grades[of];
  // The playbook applies all eight sub-clauses to every class, with less depth where the standard asks for nothing.
  return profile.edition === 'playbook' && grade === '-' ? 'O' : grade;
}

/** Returns whether the reading itself demands what a rule asks, so that its basis does not cap the grade. */
export function isDemanded(rule: string, profile: Profile): boolean {
  return editionCatalogue(profile.edition).asksFor?.rules.includes(rule) === true;
}

const GRADES: Readonly<Record<SuggestedGrade, Grade | null>> = {
  M: 'major',
  m: 'minor',
  O: 'observation',
  T: 'stops-assessment',
  '-': null,
};

/**
 * Returns the grade of a rule. A rule whose basis begins with P (own procedure) or S (state of the art) gives at most an
 * observation unless the archive itself contains the obligation.
 */
export function gradeOf(rule: RuleEntry, profile: Profile, obliged: boolean): Grade | null {
  const grade = GRADES[suggestedGrade(rule, profile)];
  const capped = /^[PS]/u.test(rule.basis) && !obliged;
  return capped && (grade === 'major' || grade === 'minor') ? 'observation' : grade;
}

export { assess } from './assess.ts';
export { DECIDED_RULES } from './decided.ts';
export { refusedPrevious } from './previous.ts';
export { resolveProfile, type ProfileOverrides } from './profile.ts';
export { DEFAULT_THRESHOLDS, editionCatalogue, RULE_SET, ruleSetDigest } from './rule-set.ts';

export { assess } from './assess.ts';
export { resolveProfile, type ProfileOverrides } from './profile.ts';
export { DEFAULT_THRESHOLDS, editionCatalogue, RULE_SET } from './rule-set.ts';

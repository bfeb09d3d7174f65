/** The languages that texts are prepared for, each in its own words. What one lacks is said in English. */
export const LANGUAGES = [
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['fr', 'Français'],
] as const;

export type Language = (typeof LANGUAGES)[number][0];

import type { PersonNames } from '../domain/facts.ts';

/** Returns the ways in which a person is told, for comparison: login, mail and name, each without case, accents and separators. */
export function personKeys(person: PersonNames): readonly string[] {
  const local = person.mail?.split('@')[0] ?? null;
  const keys = [person.login, person.name, local].flatMap((text) => (text === null ? [] : [plainName(text)]));
  return [...new Set(keys.filter((key) => key !== ''))];
}

/** Returns whether two are the same person, as far as names tell: one of their logins, names or mail addresses is the same. */
export function samePerson(left: PersonNames, right: PersonNames): boolean {
  const keys = new Set(personKeys(left));
  return personKeys(right).some((key) => keys.has(key));
}

/** Returns the person that a plain name names. */
export function named(name: string): PersonNames {
  return { login: null, name, mail: null };
}

/** Returns a name as people are told apart by it: `Jérôme Vasseur`, `jerome-vasseur` and `Vasseur, Jérôme` are one. */
export function plainName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/gu, 'ss')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .sort()
    .join(' ');
}

/** Returns how a person is called in a sentence. */
export function callName(person: PersonNames): string {
  return person.name ?? person.login ?? person.mail ?? '?';
}

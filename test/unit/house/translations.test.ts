import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';

const FOLDER = join(import.meta.dirname, '../../../assets/messages');
const texts = (language: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(FOLDER, language)).flatMap((name) =>
      Object.entries(JSON.parse(readFileSync(join(FOLDER, language, name), 'utf8')) as Record<string, string>),
    ),
  );
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/gu)].map(([, name]) => name ?? ''))].toSorted();

describe.each(['de', 'fr'])('the texts in %s', (language) => {
  const english = texts('en');
  const own = texts(language);

  it('are of keys that English has, with the same values in them', () => {
    expect(own.size).toBeGreaterThan(100);
    const wrong = [...own].filter(([key, text]) => {
      const original = english.get(key);
      return original === undefined || placeholders(text).join() !== placeholders(original).join();
    });
    expect(wrong).toEqual([]);
  });

  it('are MessageFormat texts', () => {
    for (const [key, text] of own) expect(() => new IntlMessageFormat(text, language), key).not.toThrow();
  });

  it('translate every word that an auditor says of a finding or a sub-clause', () => {
    const needed = [...english.keys()].filter((key) =>
      /^audit\.(?:judgement|grade|extent|finding-status|topic)\./u.test(key),
    );
    expect(needed.filter((key) => !own.has(key))).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, it } from 'vitest';

const FOLDER = path.resolve(import.meta.dirname, '../../../assets/messages/en');
const TEXTS = readdirSync(FOLDER)
  .filter((name) => name !== 'launch.json')
  .flatMap((name) =>
    Object.entries(JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as Record<string, string>),
  )
  .map(([key, text]) => [key, new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true })] as const);

const ARGUMENT = 1;
const SELECT = 5;
const PLURAL = 6;

interface Part {
  readonly type: number;
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

/** Words that may follow “1” and show that what follows is not counted by it. */
const SINGULAR =
  /^(?:is|was|has|does|needs|lacks|names|leaves|leads|cites|shares|differs|agrees|pass|its|with|as|and)$/u;

/** Placeholders that some text takes as a count; elsewhere they are counts too. */
const COUNTS = new Set(
  TEXTS.flatMap(([, text]) => partsOf(text.getAst() as readonly Part[]))
    .filter(isPlural)
    .map(nameOf),
);

it('no text says “1 cases”: a count of one is followed by a singular', () => {
  const wrong = TEXTS.flatMap(([key, text]) =>
    rendered(text, 1)
      .filter(speaksOfOneAsMany)
      .map((said) => `${key}: ${said}`),
  );
  expect(wrong).toEqual([]);
});

it('the search for wrong plurals finds them', () => {
  const found = ['{n} cases failed', '{n} test cases failed', '1 of {n} approvals'].map(
    (text) => new IntlMessageFormat(text, 'en'),
  );
  expect(found.map((text) => rendered(text, 1).some(speaksOfOneAsMany))).toEqual([true, true, true]);
});

it('every text with a count can be said for none, one and two', () => {
  for (const [key, text] of TEXTS)
    for (const count of [0, 1, 2]) for (const said of rendered(text, count)) expect(said, key).not.toBe('');
});

/** Returns the text with `count` for every count and a word for everything else, once for each choice of its selects. */
function rendered(text: IntlMessageFormat, count: number): readonly string[] {
  const parts = partsOf(text.getAst() as readonly Part[]);
  const choices = [
    ...new Set(parts.filter((part) => part.type === SELECT).flatMap((part) => Object.keys(part.options ?? {}))),
  ];
  return (choices.length === 0 ? ['other'] : choices).map((choice) => {
    const values = parts.map(
      (part) => [part.value, isCount(part) ? count : part.type === SELECT ? choice : 'word'] as const,
    );
    return String(text.format(Object.fromEntries(values)));
  });
}

function isCount(part: Part): boolean {
  return isPlural(part) || (part.type === ARGUMENT && (COUNTS.has(part.value) || part.value === 'n'));
}

function isPlural(part: Part): boolean {
  return part.type === PLURAL;
}

function nameOf(part: Part): string {
  return part.value;
}

/** “1 cases”, “1 test cases”, “1 of 1 cases”: a number one, at most two words between, and a word in s. */
function speaksOfOneAsMany(said: string): boolean {
  return [...said.matchAll(/(?<![\w.,-])1 ((?:[a-zA-Z-]+ ){0,2}?)([a-z-]+s)\b/gu)].some((match) => {
    const words = [...(match[1] ?? '').trim().split(' '), match[2] ?? ''].filter((word) => word !== '');
    return !words.some((word) => SINGULAR.test(word));
  });
}

function partsOf(parts: readonly Part[]): readonly Part[] {
  return parts.flatMap((part) => [
    ...(part.type >= ARGUMENT && part.type <= PLURAL ? [part] : []),
    ...Object.values(part.options ?? {}).flatMap((option) => partsOf(option.value)),
  ]);
}

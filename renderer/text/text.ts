/// <reference types="vite/client" />
import deskTexts from '../../assets/messages/en/desk.json' with { type: 'json' };
import windowTexts from '../../assets/messages/en/window.json' with { type: 'json' };
import type { Message, MessageValue } from '../../src/domain/message.ts';
import { render, type Catalogue } from '../../src/domain/render.ts';
import { visible } from '../../src/domain/visible.ts';
import type { Language } from './languages.ts';

/** Keys of the window's own texts; a misspelt one does not compile. */
export type WindowKey = keyof typeof windowTexts | keyof typeof deskTexts;
export type Values = Readonly<Record<string, MessageValue>>;

const files = import.meta.glob<Readonly<Record<string, string>>>('../../assets/messages/en/*.json', {
  eager: true,
  import: 'default',
});

/** Every English text of the product, the window's own included. */
export const catalogue: Catalogue = {
  language: 'en',
  texts: Object.assign({}, ...Object.values(files)) as Readonly<Record<string, string>>,
};

const translated = import.meta.glob<Readonly<Record<string, string>>>('../../assets/messages/{de,fr}/*.json', {
  eager: true,
  import: 'default',
});

/** The texts of the language that was chosen; what it lacks is said in English. */
let chosen: Catalogue = catalogue;

/** Speaks `language` from now on. What is on the screen already stays as it was said. */
export function speak(language: Language): void {
  const own = Object.entries(translated).filter(([path]) => path.includes(`/${language}/`));
  const texts = Object.assign({}, ...own.map(([, some]) => some)) as Readonly<Record<string, string>>;
  chosen = language === 'en' ? catalogue : { language, texts };
}

/** Returns the window's own text `key`, filled with `values`. Hidden characters of the values are made visible. */
export function t(key: WindowKey, values: Values = {}): string {
  return say({ key, values });
}

/**
 * Returns a message from any room as text. Its values may come from the archive, so their hidden characters are made
 * visible first. A text that cannot be filled comes back as its key and values, so that no fact is lost.
 */
export function say(said: Message): string {
  const values = Object.fromEntries(Object.entries(said.values).map(([name, value]) => [name, shown(value)]));
  try {
    return render(Object.hasOwn(chosen.texts, said.key) ? chosen : catalogue, { key: said.key, values });
  } catch {
    return `${said.key} ${JSON.stringify(values)}`;
  }
}

/** Returns whether the catalogue holds `key`. */
export function hasText(key: string): boolean {
  return Object.hasOwn(catalogue.texts, key);
}

function shown(value: MessageValue): MessageValue {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? visible(value) : value.map((item) => visible(item));
}

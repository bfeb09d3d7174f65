import { IntlMessageFormat } from 'intl-messageformat';
import type { Message, MessageValue } from './message.ts';

/** One language: its BCP 47 tag and its ICU MessageFormat texts by key. */
export interface Catalogue {
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
}

const compiled = new WeakMap<Catalogue, Map<string, IntlMessageFormat>>();

/**
 * Returns the text of `said` in the language of `catalogue`. Lists are joined by commas. A key that the catalogue does not
 * hold, or a text that cannot be filled, comes back as the key itself with its values, so that no fact is lost for want of
 * a translation.
 */
export function render(catalogue: Catalogue, said: Message): string {
  const text = catalogue.texts[said.key];
  if (text === undefined) return bare(said);
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(said.values)) values[name] = plain(value);
  try {
    return String(formatOf(catalogue, said.key, text).format(values));
  } catch {
    return bare(said);
  }
}

function bare(said: Message): string {
  return `${said.key} ${JSON.stringify(said.values)}`;
}

function formatOf(catalogue: Catalogue, key: string, text: string): IntlMessageFormat {
  const formats = compiled.get(catalogue) ?? new Map<string, IntlMessageFormat>();
  compiled.set(catalogue, formats);
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(text, catalogue.language, undefined, { ignoreTag: true });
  formats.set(key, made);
  return made;
}

function plain(value: MessageValue): string | number {
  return typeof value === 'object' ? value.join(', ') : value;
}

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
  for (const [name, value] of Object.entries(said.values)) values[name] = plain(catalogue, name, value);
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

/** Names of values that hold ids of roles. They are said in words wherever a sentence names a role. */
const ROLES: ReadonlySet<string> = new Set(['role', 'roles', 'unmapped']);

/**
 * Returns the id of an approving role, such as `qa_lead`, in the words of `catalogue` for use inside a sentence. A role that
 * the catalogue does not know comes back in quotation marks, as it is written.
 */
export function roleInWords(catalogue: Catalogue, role: string): string {
  const known = catalogue.texts[`role.word.${role}`];
  return known ?? render(catalogue, { key: 'role.word-unknown', values: { written: role } });
}

/** Returns the id of an approving role as a label of its own; a role that the catalogue does not know, as it is written. */
export function roleLabel(catalogue: Catalogue, role: string): string {
  return catalogue.texts[`role.label.${role}`] ?? role;
}

function plain(catalogue: Catalogue, name: string, value: MessageValue): string | number {
  if (typeof value === 'number') return value;
  const items = typeof value === 'string' ? [value] : value;
  // `…` ends a list that was cut.
  return items.map((item) => (ROLES.has(name) && item !== '…' ? roleInWords(catalogue, item) : item)).join(', ');
}

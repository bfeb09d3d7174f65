import { readFileSync } from 'node:fs';

const texts = JSON.parse(readFileSync(new URL('../../assets/messages/en/launch.json', import.meta.url), 'utf8'));

/**
 * Writes a line for people to standard error, where progress belongs. Before anything is installed there is no MessageFormat, so these
 * texts have plain `{name}` places only.
 *
 * @param {string} key
 * @param {Record<string, string>} [values]
 */
export function say(key, values = {}) {
  process.stderr.write(`${textOf(key, values)}\n`);
}

/**
 * Returns the text `key` of the launch catalogue, filled with `values`.
 *
 * @param {string} key
 * @param {Record<string, string>} [values]
 * @returns {string}
 */
export function textOf(key, values = {}) {
  const text = texts[key];
  if (typeof text !== 'string') throw new Error(`no launch text ${key}`);
  return text.replace(/\{(\w+)\}/gu, (place, name) => values[name] ?? place);
}

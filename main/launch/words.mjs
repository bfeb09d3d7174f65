import path from 'node:path';
import { parseArgs } from 'node:util';

/**
 * What `npm start --` was given: an archive, options for the app or the command, or a wish for help. `wrong` is the key of the sentence
 * that says what cannot be understood.
 *
 * @typedef {{ archive: string | undefined, options: string[], help: boolean }} Words
 * @typedef {{ wrong: string, values: Record<string, string> }} Wrong
 */

/**
 * Returns what `words` mean. Paths are taken from the folder `from`.
 *
 * @param {string[]} words
 * @param {string} from
 * @returns {Words | Wrong}
 */
export function readWords(words, from) {
  const { tokens } = parseArgs({
    args: words,
    options: { trust: { type: 'string', multiple: true }, previous: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  /** @type {string[]} */
  const archives = [];
  /** @type {string[]} */
  const options = [];
  let help = false;
  for (const token of tokens) {
    if (token.kind === 'positional') archives.push(token.value);
    else if (token.kind === 'option' && token.name === 'help' && token.value === undefined) help = true;
    else if (token.kind === 'option' && (token.name === 'trust' || token.name === 'previous')) {
      if ((token.value ?? '') === '') return { wrong: 'launch.start.no-file', values: { option: token.rawName } };
      options.push(token.rawName, path.resolve(from, token.value ?? ''));
    } else if (token.kind === 'option') return { wrong: 'launch.start.unknown', values: { option: token.rawName } };
  }
  const [first, second] = archives;
  if (second !== undefined) return { wrong: 'launch.start.too-many', values: { first: first ?? '', second } };
  if (first === undefined && options.length > 0) {
    return { wrong: 'launch.start.no-archive', values: { option: options[0] ?? '' } };
  }
  if (first === '') return { wrong: 'launch.start.empty', values: {} };
  return { archive: first === undefined ? undefined : path.resolve(from, first), options, help };
}

import { Buffer } from 'node:buffer';

/**
 * Returns `text` as one word of a POSIX shell. A name that a command line could take for an option gets `./` in front. Control
 * characters are written as escapes, so that what is printed is what must be typed.
 */
export function shellWord(text: string): string {
  const path = text.startsWith('-') ? `./${text}` : text;
  if (/^[\w./@%+=:,-]+$/u.test(path) && /^[\u0021-\u007e]+$/u.test(path)) return path;
  if (/^[\u0020-\u007e]+$/u.test(path)) return `'${path.replaceAll("'", "'\\''")}'`;
  return `$'${Array.from(Buffer.from(path, 'utf8'), escaped).join('')}'`;
}

function escaped(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === "'" || character === '\\') return `\\${character}`;
  return byte >= 0x20 && byte < 0x7f ? character : `\\x${byte.toString(16).padStart(2, '0')}`;
}

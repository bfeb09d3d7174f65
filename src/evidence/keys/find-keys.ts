import { Buffer } from 'node:buffer';
import type { Locator } from '../../domain/locator.ts';
import { startsPrivateDer } from './der-keys.ts';

/** Marks of private keys in text, each with what must follow it for a key to be there and not only its name. */
const MARKS: readonly { readonly begin: string; readonly isKey: (after: string) => boolean }[] = [
  { begin: '-----BEGIN ', isKey: isPem },
  { begin: 'PuTTY-User-Key-File-', isKey: (after) => /^\d:[\s\S]{0,700}?Private-Lines:/u.test(after) },
  { begin: 'AGE-SECRET-KEY-1', isKey: (after) => /^[0-9A-Z]{40}/u.test(after) },
  { begin: 'encrypted secret key', isKey: (after) => /^[^\n]{0,80}\r?\n\s*[A-Za-z0-9+/]{60}/u.test(after) },
];

/** Most places that are listed of one file; one is enough for the finding. */
const MOST_PLACES = 20;

/**
 * Returns the places of private keys in the bytes of a file of any kind: PEM (PKCS#1, PKCS#8, SEC1, OpenSSH, OpenPGP), PuTTY, age
 * and minisign keys in text, also in UTF-16; PKCS#12 files and DER keys by content. The name of a key without a key behind it,
 * as in a manual or inside a program, is none.
 */
export function findPrivateKeys(bytes: Uint8Array): readonly Locator[] {
  if (startsPrivateDer(bytes)) return [{ kind: 'file' }];
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offsets = MARKS.flatMap(({ begin, isKey }) => [
    ...occurrences(buffer, Buffer.from(begin, 'latin1'), (at) => isKey(buffer.toString('latin1', at, at + WINDOW))),
    ...occurrences(buffer, Buffer.from(begin, 'utf16le'), (at) =>
      isKey(buffer.toString('latin1', at, at + 2 * WINDOW).replaceAll('\0', '')),
    ),
  ]);
  return offsets
    .sort((a, b) => a - b)
    .slice(0, MOST_PLACES)
    .map((offset) => placeOf(bytes, offset));
}

const WINDOW = 800;

function occurrences(buffer: Buffer, mark: Buffer, isKey: (after: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (let at = buffer.indexOf(mark); at >= 0 && found.length < MOST_PLACES; at = buffer.indexOf(mark, at + 1)) {
    if (isKey(at + mark.length)) found.push(at);
  }
  return found;
}

const LABEL = /^(?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/u;

/** After the label come header lines (`Proc-Type:`, `Version:`) or none, then base64; line ends may be written as `\n`. */
function isPem(after: string): boolean {
  const label = LABEL.exec(after)?.[0];
  if (label === undefined) return false;
  for (const line of after
    .slice(label.length)
    .split(/\r\n|\n|\r|\\r\\n|\\n|\\r/u)
    .slice(0, 12)) {
    const text = line.replace(/^[\s"'>+#*|,\\-]+/u, '');
    if (text === '' || /^[A-Za-z][A-Za-z-]*: /u.test(text)) continue;
    return /^[A-Za-z0-9+/]{16}/u.test(text);
  }
  return false;
}

/** The line in a text, the whole file where NUL bytes say that it is none. */
function placeOf(bytes: Uint8Array, offset: number): Locator {
  if (bytes.subarray(0, 8_000).includes(0)) return { kind: 'file' };
  let line = 1;
  for (let index = 0; index < offset; index += 1) if (bytes[index] === 0x0a) line += 1;
  return { kind: 'line', line };
}

import { ParseError } from './errors.ts';

const BOM = [0xef, 0xbb, 0xbf] as const;

/**
 * Returns the text of UTF-8 `bytes` without one leading byte order mark. Throws {@link ParseError} `NOT_UTF8` with the line of
 * the first byte that is none (RFC 3629: overlong forms and surrogates are refused).
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const body = BOM.every((byte, index) => bytes[index] === byte) ? bytes.subarray(BOM.length) : bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw new ParseError('NOT_UTF8', placeOfDamage(body), encodingName(bytes));
  }
}

/** Returns the place of the first byte that is not UTF-8, found by halving: a prefix decodes exactly when it ends before it. */
function placeOfDamage(bytes: Uint8Array): { line: number; column: number } {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (startsWell(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  let line = 1;
  let start = 0;
  for (let index = 0; index < good; index += 1) {
    if (bytes[index] !== 0x0a) continue;
    line += 1;
    start = index + 1;
  }
  return { line, column: good - start + 1 };
}

function startsWell(prefix: Uint8Array): boolean {
  try {
    // With `stream` an unfinished last character is not yet an error.
    new TextDecoder('utf-8', { fatal: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function encodingName(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16LE';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  return '';
}

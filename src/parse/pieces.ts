import { Buffer } from 'node:buffer';
import { decodeUtf8 } from './utf8.ts';

/** A text that is decoded piece by piece, so that a long one is never in memory as a whole. */
export interface Pieces extends Iterable<string> {
  /** Its beginning: a million characters at least, or all. */
  readonly head: string;
}

const HEAD = 4 * 1024 * 1024;
/** Small enough for the part of the heap that is cleared often. */
const PIECE = 32 * 1024;

/**
 * Returns UTF-8 `bytes` as a text in pieces, without a leading byte order mark. Its iteration throws `ParseError` `NOT_UTF8` as `decodeUtf8`
 * does, and has then handed on what stands in front of the damage.
 */
export function utf8Pieces(bytes: Uint8Array): Pieces {
  return { head: headOf(bytes), [Symbol.iterator]: () => pieces(bytes) };
}

function headOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes.subarray(0, HEAD), { stream: true });
}

function* pieces(bytes: Uint8Array): Generator<string, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += PIECE) {
    let piece = '';
    try {
      piece = decoder.decode(bytes.subarray(at, at + PIECE), { stream: at + PIECE < bytes.length });
    } catch {
      // Says where, in the same words as for a text that is decoded at once.
      piece = decodeUtf8(bytes);
    }
    yield piece;
  }
}

/** Returns `text` as a string of its own: what is cut out of a longer text would keep all of that in memory. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

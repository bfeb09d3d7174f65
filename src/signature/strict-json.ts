import { decodeUtf8, ParseError, parseTree } from '../parse/index.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns the JSON value that `bytes` are, read in one way only (UTF-8, no key twice); `undefined` for everything else. */
export function strictJson(bytes: Uint8Array): unknown {
  try {
    const text = decodeUtf8(bytes);
    parseTree(text, 'json');
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof ParseError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Returns the value as an object, `null` where it is none. */
export function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** Returns the value as a list, `null` where it is none. */
export function listOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

/** Returns the value as a text, `null` where it is none. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

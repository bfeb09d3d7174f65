/** Why a text is not read. A closed list; `line` and `column` of the error say where. */
export const PARSE_ERROR_CODES = [
  'NOT_UTF8',
  'SYNTAX',
  'DUPLICATE_KEY',
  'ALIAS',
  'TOO_DEEP',
  'NUMBER_LOSES_DIGITS',
  'DOCTYPE',
  'TOO_LARGE',
  'UNSUPPORTED',
] as const;

export type ParseErrorCode = (typeof PARSE_ERROR_CODES)[number];

/** A text that cannot be read in one way only, with the place where reading stopped: line and column from 1. */
export class ParseError extends Error {
  readonly code: ParseErrorCode;
  readonly line: number;
  readonly column: number;
  /** What stands there, for the sentence: a key, a tag, a number; may be empty. Comes from the file and is not trusted. */
  readonly detail: string;

  constructor(code: ParseErrorCode, place: { readonly line: number; readonly column: number }, detail = '') {
    super(`${code} at ${place.line}:${place.column}`);
    this.name = 'ParseError';
    this.code = code;
    this.line = place.line;
    this.column = place.column;
    this.detail = detail.length > MOST_DETAIL ? `${detail.slice(0, MOST_DETAIL)}…` : detail;
  }
}

const MOST_DETAIL = 80;

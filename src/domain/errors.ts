import { message, type Message, type MessageValue } from './message.ts';

/**
 * Why an archive is refused as a whole (exit code 65). A closed list: each code has `refusal.<CODE>.sentence` and
 * `refusal.<CODE>.remedy` in the message catalogue and an entry in `docs/archive-errors.md`.
 */
export const REFUSAL_CODES = [
  'CONTAINER_UNKNOWN',
  'CONTAINER_EMPTY',
  'CONTAINER_TRUNCATED',
  'ZIP_END_RECORD_AMBIGUOUS',
  'ZIP_MULTI_DISK',
  'ZIP_PREFIX_DATA',
  'ZIP_TRAILING_DATA',
  'ZIP_GAP',
  'ZIP_OVERLAP',
  'ZIP_ENTRY_COUNT_MISMATCH',
  'ZIP_HEADER_MISMATCH',
  'ZIP_ENTRY_MALFORMED',
  'ZIP_SIZE_MISMATCH',
  'ZIP_CRC_MISMATCH',
  'ZIP_DATA_CORRUPT',
  'TAR_HEADER_CORRUPT',
  'TAR_HEADER_MISMATCH',
  'TAR_PAX_MALFORMED',
  'TAR_PADDING',
  'TAR_END_MISSING',
  'TAR_TRAILING_DATA',
  'GZIP_CORRUPT',
  'GZIP_TRAILING_DATA',
  'ZSTD_CORRUPT',
  'ZSTD_TRAILING_DATA',
  'ZSTD_UNSUPPORTED',
  'ENTRY_ENCRYPTED',
  'ENTRY_METHOD_UNSUPPORTED',
  'ENTRY_TYPE_UNSUPPORTED',
  'NAME_ABSOLUTE',
  'NAME_PARENT',
  'NAME_EMPTY_PART',
  'NAME_BACKSLASH',
  'NAME_CONTROL_CHARACTER',
  'NAME_NOT_UTF8',
  'NAME_RESERVED',
  'NAME_TRAILING_DOT_OR_SPACE',
  'NAME_COLON',
  'NAME_DUPLICATE',
  'NAME_COLLISION',
  'BUDGET_MEMBERS',
  'BUDGET_TOTAL_SIZE',
  'BUDGET_MEMBER_SIZE',
  'BUDGET_RATIO',
  'BUDGET_NAME_LENGTH',
  'BUDGET_DEPTH',
  'BUDGET_TIME',
  'ARCHIVE_CHANGED',
  'MANIFEST_AMBIGUOUS',
  'MANIFEST_MALFORMED',
  'MANIFEST_DUPLICATE_KEY',
  'MANIFEST_NOT_UTF8',
  'MANIFEST_TOO_LARGE',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** An archive that cannot be read in one way only. Carries the code, the member it is about, and the facts of its sentence (`member` among them). */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly member: string | null;
  readonly values: Readonly<Record<string, MessageValue>>;

  constructor(code: RefusalCode, member: string | null, values: Readonly<Record<string, MessageValue>> = {}) {
    super(member === null ? code : `${code}: ${member}`);
    this.name = 'Refusal';
    this.code = code;
    this.member = member;
    this.values = member === null ? values : { member, ...values };
  }
}

/** Returns what a refusal says, as a message. */
export function refusalSentence(of: Pick<Refusal, 'code' | 'values'>): Message {
  return message(`refusal.${of.code}.sentence`, of.values);
}

/** Returns what can be done about a refusal, as a message. */
export function refusalRemedy(of: Pick<Refusal, 'code' | 'values'>): Message {
  return message(`refusal.${of.code}.remedy`, of.values);
}

/** The work was cancelled by the person who started it (exit code 130). */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** The part of an `AbortSignal` that the core looks at. */
export interface CancelSignal {
  readonly aborted: boolean;
}

/** Throws {@link Cancelled} when `signal` is aborted. Called per chunk by everything that can take long. */
export function throwIfCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted === true) throw new Cancelled();
}

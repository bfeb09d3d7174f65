import { message, type Message } from './message.ts';

/**
 * What a bag breaks, or what its reader should know (BagIt, RFC 8493, and its drafts 0.93 to 0.97). A closed list: each code has
 * `bag.<CODE>` in the message catalogue. `invalid`: a MUST is broken. `unread`: it cannot be judged here. `warned`: allowed, and unwise.
 */
export const BAG_CODES = {
  DECLARATION_MISSING: 'invalid',
  DECLARATION_MALFORMED: 'invalid',
  PAYLOAD_MANIFEST_MISSING: 'invalid',
  ENTRY_MALFORMED: 'invalid',
  ENTRY_REPEATED: 'invalid',
  ENTRY_CONTRADICTED: 'invalid',
  PATH_OUT_OF_SCOPE: 'invalid',
  FETCH_MALFORMED: 'invalid',
  FETCH_OUT_OF_SCOPE: 'invalid',
  FETCH_UNLISTED: 'invalid',
  FILE_MISSING: 'invalid',
  FILE_MISMATCHED: 'invalid',
  FILE_UNLISTED: 'invalid',
  OXUM_MALFORMED: 'invalid',
  OXUM_DIFFERS: 'invalid',
  VERSION_UNKNOWN: 'unread',
  ENCODING_UNKNOWN: 'unread',
  ALGORITHM_UNKNOWN: 'unread',
  TAG_FILE_UNREADABLE: 'unread',
  FILE_UNREADABLE: 'unread',
  ENTRY_TWICE: 'warned',
  BINARY_MARK: 'warned',
  DOT_PATH: 'warned',
  NAME_CASE: 'warned',
  NAME_NORMALIZATION: 'warned',
  SYSTEM_FILE: 'warned',
} as const satisfies Readonly<Record<string, BagState>>;

export type BagCode = keyof typeof BAG_CODES;

/** How one bag stands; the gravest of its findings decides: `invalid`, then `unread`, then `warned`. */
export type BagState = 'valid' | 'warned' | 'unread' | 'invalid';

/** One thing found in a bag, with every path that it is about. */
export interface BagFinding {
  readonly code: BagCode;
  readonly paths: readonly string[];
}

/** One bag of the archive. */
export interface BagResult {
  /** Ends in `/`; empty for the archive's root. */
  readonly folder: string;
  /** As declared; `null` where no declaration can be read. */
  readonly version: string | null;
  readonly state: BagState;
  readonly findings: readonly BagFinding[];
}

/** The sentence for a finding, without its paths. */
export function bagSentence(code: BagCode): Message {
  return message(`bag.${code}`);
}

/** The word for a bag's state. */
export function bagStateWord(state: BagState): Message {
  return message(`bag-state.${state}`);
}

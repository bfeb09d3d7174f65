import { createHash } from 'node:crypto';
import type { WorkspaceAction, WorkspaceEvent, WorkspaceState } from '../domain/workspace.ts';
import { decodeLine } from './decode.ts';
import { foldWorkspace } from './fold.ts';

/** What stands in `previous` of the first line, and the head of an empty journal. */
export const JOURNAL_START = '0'.repeat(64);

/** Longest line that is read, in UTF-16 units. A note ends at 100,000; escaped sixfold it still fits. */
const LONGEST_LINE = 1_000_000;

/** A journal as far as it can be relied on. */
export interface JournalReading {
  readonly events: readonly WorkspaceEvent[];
  readonly state: WorkspaceState;
  /** The lines that the state rests on, each with its line feed. A further line is appended to exactly this text. */
  readonly intact: string;
  /** What stands behind `intact`: a torn line, or everything from the first altered line on. To be kept, never to be read. */
  readonly setAside: string;
}

/**
 * Returns the journal line for `action`, without its line feed, and its SHA-256, which is `previousHead` of the next line.
 * `sequence` counts from 1; `at` is ISO 8601, UTC; the first line's `previousHead` is {@link JOURNAL_START}.
 */
export function journalLine(
  previousHead: string,
  sequence: number,
  at: string,
  author: string,
  action: WorkspaceAction,
): { line: string; head: string } {
  const line = JSON.stringify({ sequence, at, author, previous: previousHead, action });
  return { line, head: digestOf(line) };
}

/**
 * Returns the events of a journal and their fold. Never throws. A last line without its line feed is torn: it is set aside. At the
 * first line that is not what was written (not readable, out of sequence, not chained to the line before) reading ends: the state
 * up to there is kept and `fault` says where. A change of the very last line, or whole last lines cut off, show only against
 * a head recorded elsewhere, which is why every report prints it.
 */
export function readJournal(text: string): JournalReading {
  const events: WorkspaceEvent[] = [];
  let head = JOURNAL_START;
  let sequence = 0;
  let unknownActions = 0;
  let fault: WorkspaceState['fault'] = null;
  let start = 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    if (end === -1) {
      fault = { kind: 'torn', line: sequence + 1 };
      break;
    }
    const line = text.slice(start, end);
    const read = line.length > LONGEST_LINE ? null : decodeLine(line);
    if (read?.sequence !== sequence + 1 || read.previous !== head) {
      fault = { kind: 'altered', line: sequence + 1 };
      break;
    }
    if (read.action === null) unknownActions += 1;
    else events.push(Object.freeze({ ...read, action: read.action }));
    head = digestOf(line);
    sequence += 1;
    start = end + 1;
  }
  const state = foldWorkspace(events, { head, lines: sequence, unknownActions, fault });
  return { events, state, intact: text.slice(0, start), setAside: text.slice(start) };
}

function digestOf(line: string): string {
  return createHash('sha256').update(line, 'utf8').digest('hex');
}

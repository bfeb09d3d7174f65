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
  return readOn({ events: [], head: JOURNAL_START, sequence: 0, unknownActions: 0, start: 0 }, text);
}

/** Returns the reading of `reading` with `line` (without its line feed) behind its intact text. What was set aside stays out. */
export function extendReading(reading: JournalReading, line: string): JournalReading {
  const { state, events, intact } = reading;
  const from = { events: [...events], head: state.head, sequence: state.events, unknownActions: state.unknownActions };
  return readOn({ ...from, start: intact.length }, `${intact}${line}\n`);
}

interface Place {
  readonly events: WorkspaceEvent[];
  head: string;
  sequence: number;
  unknownActions: number;
  start: number;
}

function readOn(place: Place, text: string): JournalReading {
  let fault: WorkspaceState['fault'] = null;
  while (place.start < text.length) {
    const end = text.indexOf('\n', place.start);
    if (end === -1) {
      fault = { kind: 'torn', line: place.sequence + 1 };
      break;
    }
    const line = text.slice(place.start, end);
    const read = line.length > LONGEST_LINE ? null : decodeLine(line);
    if (read?.sequence !== place.sequence + 1 || read.previous !== place.head) {
      fault = { kind: 'altered', line: place.sequence + 1 };
      break;
    }
    if (read.action === null) place.unknownActions += 1;
    else place.events.push(Object.freeze({ ...read, action: read.action }));
    place.head = digestOf(line);
    place.sequence += 1;
    place.start = end + 1;
  }
  const { events, head, sequence, unknownActions, start } = place;
  const state = foldWorkspace(events, { head, lines: sequence, unknownActions, fault });
  return { events, state, intact: text.slice(0, start), setAside: text.slice(start) };
}

function digestOf(line: string): string {
  return createHash('sha256').update(line, 'utf8').digest('hex');
}

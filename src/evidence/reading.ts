import type { ReadingReport } from '../domain/evidence.ts';
import type { Facts } from '../domain/facts.ts';
import { message, type Message } from '../domain/message.ts';
import { visible } from '../domain/visible.ts';
import type { ParseError } from '../parse/index.ts';

/** What one reader made of a file, before its path and role are joined to it. */
export interface Outcome {
  readonly facts: Facts;
  readonly state: ReadingReport['state'];
  readonly notes: readonly Message[];
}

/** Returns an outcome in which nothing was dropped. `notes` may still tell what a person should know. */
export function read(facts: Facts, notes: readonly Message[] = []): Outcome {
  return { facts, state: 'read', notes };
}

/** Returns an outcome that is `read` when nothing was dropped, else `partly-read` with what was. */
export function readDropping(facts: Facts, dropped: readonly Message[], notes: readonly Message[] = []): Outcome {
  return { facts, state: dropped.length === 0 ? 'read' : 'partly-read', notes: [...capped(dropped), ...notes] };
}

/** Returns an outcome of a text that could not be understood; its lines can still be shown. */
export function notUnderstood(...notes: readonly Message[]): Outcome {
  return { facts: { kind: 'text' }, state: 'not-understood', notes: capped(notes) };
}

/** Returns the outcome of a text that a strict parser refused, with the code and the place. */
export function refused(error: ParseError): Outcome {
  const values = { line: error.line, column: error.column, detail: visible(error.detail) };
  const note = message(`evidence.parse.${error.code}`, values);
  return { facts: { kind: 'text' }, state: 'not-understood', notes: [note] };
}

/** Most notes of one kind of loss that a report lists; the rest is counted. */
const MOST_NOTES = 50;

function capped(notes: readonly Message[]): readonly Message[] {
  if (notes.length <= MOST_NOTES) return notes;
  return [...notes.slice(0, MOST_NOTES), message('evidence.more', { n: notes.length - MOST_NOTES })];
}

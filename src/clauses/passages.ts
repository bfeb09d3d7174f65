import type { EvidenceFile, EvidenceRef } from '../domain/evidence.ts';
import type { MarkdownTable } from '../domain/facts.ts';
import { asRead, field } from './files.ts';
import { refAt } from './references.ts';

/** A piece of a record with its place: a line before the first heading, a heading with its text, or a row of a table. */
export interface Passage {
  readonly text: string;
  readonly where: EvidenceRef;
}

const known = new WeakMap<EvidenceFile, readonly Passage[]>();

/** Returns the passages of a Markdown record: text before headings, and each heading with what stands below it; none for other kinds. */
export function passagesOf(file: EvidenceFile): readonly Passage[] {
  const made = known.get(file);
  if (made !== undefined) return made;
  const record = asRead(file, 'record');
  if (record === null) return [];
  const before = record.facts.preamble.map(({ text, line }) => ({
    text,
    where: refAt(file, { kind: 'line', line }, text),
  }));
  const sections = record.facts.headings.map(({ text, body, line }) => {
    const said = body.trim() === '' ? text : `${text}: ${body.trim()}`;
    return { text: `${text}\n${body}`, where: refAt(file, { kind: 'line', line }, said) };
  });
  const passages = [...before, ...sections];
  known.set(file, passages);
  return passages;
}

/** Returns the first passage of `files` that `words` match. */
export function passageWith(files: readonly EvidenceFile[], words: RegExp): Passage | null {
  for (const file of files) {
    const found = passagesOf(file).find((passage) => words.test(passage.text));
    if (found !== undefined) return found;
  }
  return null;
}

/** Returns the title of a document: its field, else its first heading, else its path. */
export function titleOf(file: EvidenceFile): string {
  return field(file, 'title')?.value ?? asRead(file, 'record')?.facts.headings[0]?.text ?? file.path;
}

/** Returns the tables of a record with their file. */
export function tablesOf(file: EvidenceFile): readonly MarkdownTable[] {
  return asRead(file, 'record')?.facts.tables ?? [];
}

/** Returns the index of the first column whose name `words` match, -1 where there is none. */
export function columnOf(table: MarkdownTable, words: RegExp): number {
  return table.header.findIndex((cell) => words.test(cell.trim()));
}

/** Returns a cell's text without the marks of links and code. */
export function cellText(cell: string | undefined): string {
  return (cell ?? '')
    .slice(0, MOST_CELL)
    .replace(/\[([^\]]{0,500})\]\([^)]{0,1000}\)/gu, '$1')
    .replace(/[`*]/gu, '')
    .trim();
}

const MOST_CELL = 4_000;

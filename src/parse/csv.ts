import { ParseError } from './errors.ts';
import { MOST_CELL, MOST_CELLS } from './limits.ts';
import { linesOf, type Lines } from './lines.ts';

/** One record: its cells, the line it begins on, and its text exactly as it stands, without its line end. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
  readonly raw: string;
  /** The sheet of a workbook that the row stands in; `line` is then its number there. */
  readonly sheet?: string;
}

/** A CSV text. `uneven` are the rows with more or fewer cells than the header: which cell belongs to which column is not known. */
export interface Csv {
  readonly delimiter: ',' | ';' | '\t';
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly rows: readonly CsvRow[];
  readonly uneven: readonly CsvRow[];
}

/**
 * Returns the rows of a CSV text (RFC 4180). The delimiter is the one of `,`, `;` and tab that occurs most often outside quotes
 * in the first row. Blank lines are no rows. Throws {@link ParseError}: `SYNTAX` for an empty text, a quote inside an unquoted
 * cell, text behind a closing quote, a quote that never closes, or a NUL; `TOO_LARGE` beyond 1,024 cells or 1 MiB a cell.
 */
export function parseCsv(text: string): Csv {
  const lines = linesOf(text);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw new ParseError('SYNTAX', lines.place(nul), 'U+0000');
  const delimiter = findDelimiter(text);
  const scanner: Scanner = { text, lines, delimiter, at: 0 };
  let header: CsvRow | null = null;
  const rows: CsvRow[] = [];
  const uneven: CsvRow[] = [];
  while (scanner.at < text.length) {
    const row = readRow(scanner);
    if (row.raw.trim() === '') continue;
    if (header === null) header = row;
    else (row.cells.length === header.cells.length ? rows : uneven).push(row);
  }
  if (header === null) throw new ParseError('SYNTAX', lines.place(0));
  return { delimiter, header: header.cells.map((cell) => cell.trim()), headerLine: header.line, rows, uneven };
}

interface Scanner {
  readonly text: string;
  readonly lines: Lines;
  readonly delimiter: string;
  at: number;
}

function findDelimiter(text: string): Csv['delimiter'] {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  const start = text.length - text.trimStart().length;
  for (let index = start; index < text.length; index += 1) {
    const unit = text[index] ?? '';
    if (unit === '"') quoted = !quoted;
    else if (!quoted && (unit === '\n' || unit === '\r')) break;
    else if (!quoted && (unit === ',' || unit === ';' || unit === '\t')) counts[unit] += 1;
  }
  if (counts[';'] > counts[','] && counts[';'] >= counts['\t']) return ';';
  return counts['\t'] > counts[','] ? '\t' : ',';
}

function readRow(scanner: Scanner): CsvRow {
  const { text, lines, delimiter } = scanner;
  const start = scanner.at;
  const { line } = lines.place(start);
  const cells: string[] = [];
  for (;;) {
    cells.push(text[scanner.at] === '"' ? quotedCell(scanner) : plainCell(scanner));
    if (cells.length > MOST_CELLS) throw new ParseError('TOO_LARGE', lines.place(scanner.at));
    if (text[scanner.at] !== delimiter) break;
    scanner.at += 1;
  }
  const raw = text.slice(start, scanner.at);
  if (text[scanner.at] === '\r') scanner.at += 1;
  if (text[scanner.at] === '\n') scanner.at += 1;
  return { cells, line, raw };
}

function plainCell(scanner: Scanner): string {
  const start = scanner.at;
  while (!endsCell(scanner)) {
    if (scanner.text[scanner.at] === '"') throw new ParseError('SYNTAX', scanner.lines.place(scanner.at), '"');
    scanner.at += 1;
  }
  return within(scanner, start, scanner.text.slice(start, scanner.at));
}

function quotedCell(scanner: Scanner): string {
  const start = scanner.at;
  let from = start + 1;
  let value = '';
  for (;;) {
    const quote = scanner.text.indexOf('"', from);
    if (quote < 0) throw new ParseError('SYNTAX', scanner.lines.place(start), '"');
    value += scanner.text.slice(from, quote);
    scanner.at = quote + 1;
    if (scanner.text[scanner.at] !== '"') break;
    value += '"';
    from = scanner.at + 1;
  }
  if (!endsCell(scanner)) {
    const found = scanner.text.slice(scanner.at, scanner.at + 1);
    throw new ParseError('SYNTAX', scanner.lines.place(scanner.at), found);
  }
  return within(scanner, start, value);
}

function endsCell(scanner: Scanner): boolean {
  const unit = scanner.text[scanner.at];
  return unit === undefined || unit === scanner.delimiter || unit === '\n' || unit === '\r';
}

function within(scanner: Scanner, start: number, cell: string): string {
  if (cell.length > MOST_CELL) throw new ParseError('TOO_LARGE', scanner.lines.place(start));
  return cell;
}

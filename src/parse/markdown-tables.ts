import type { MarkdownTable } from '../domain/facts.ts';
import type { ProseLine } from './markdown-lines.ts';

const RULE = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/u;

/** Returns the pipe tables of GitHub Flavored Markdown. A row keeps all its cells; missing ones at its end are empty. */
export function readTables(lines: readonly ProseLine[]): readonly MarkdownTable[] {
  const tables: MarkdownTable[] = [];
  for (let index = 0; index + 1 < lines.length; index += 1) {
    const head = lines[index];
    const rule = lines[index + 1];
    if (head === undefined || rule === undefined || !startsTable(head, rule)) continue;
    const header = cellsOf(head.text);
    const rows: { cells: readonly string[]; line: number }[] = [];
    let next = index + 2;
    for (let row = lines[next]; row !== undefined && isRow(row, lines[next - 1]); row = lines[next]) {
      const cells = cellsOf(row.text);
      while (cells.length < header.length) cells.push('');
      rows.push({ cells, line: row.number });
      next += 1;
    }
    tables.push({ header, rows, line: head.number });
    index = next - 1;
  }
  return tables;
}

function startsTable(head: ProseLine, rule: ProseLine): boolean {
  if (!head.text.includes('|') || rule.number !== head.number + 1 || !rule.text.includes('-')) return false;
  if (!rule.text.includes('|') || !RULE.test(rule.text.trim().replace(/^[\s>]+/u, ''))) return false;
  return cellsOf(head.text).length === cellsOf(rule.text).length;
}

function isRow(line: ProseLine, before: ProseLine | undefined): boolean {
  return line.text.includes('|') && line.number === (before?.number ?? 0) + 1;
}

/** Splits at pipes that no backslash stands before. */
function cellsOf(line: string): string[] {
  const inner = line.replace(/^[\s>]*\|?/u, '').replace(/(^|[^\\])\|\s*$/u, '$1');
  const cells: string[] = [];
  let cell = '';
  for (let index = 0; index < inner.length; index += 1) {
    const unit = inner[index] ?? '';
    if (unit === '\\' && inner[index + 1] === '|') {
      cell += '|';
      index += 1;
    } else if (unit === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += unit;
  }
  cells.push(cell.trim());
  return cells;
}

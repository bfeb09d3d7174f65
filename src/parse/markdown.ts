import type { CheckBox, Heading, MarkdownLink, MarkdownTable } from '../domain/facts.ts';
import { ParseError } from './errors.ts';
import { MOST_MARKDOWN, MOST_MARKDOWN_LINES } from './limits.ts';
import { readCheckBox } from './markdown-boxes.ts';
import { proseLines, type ProseLine } from './markdown-lines.ts';
import { linkTargets, linksIn } from './markdown-links.ts';
import { readTables } from './markdown-tables.ts';
import type { TreeNode } from './node.ts';
import { parseYaml } from './yaml.ts';

/** A Markdown text. Lines count from 1 in the whole file, front matter included. */
export interface Markdown {
  /** The front matter as a tree; `null` where there is none, a `ParseError` where it cannot be read. */
  readonly frontMatter: TreeNode | ParseError | null;
  /** The lines that are not blank before the first heading, or all of them where there is none. */
  readonly preamble: readonly { readonly text: string; readonly line: number }[];
  readonly headings: readonly Heading[];
  readonly checkBoxes: readonly CheckBox[];
  readonly tables: readonly MarkdownTable[];
  readonly links: readonly MarkdownLink[];
}

/**
 * Returns front matter, ATX and underlined headings, check boxes, pipe tables and links of a Markdown text (CommonMark with the
 * tables and task lists of GitHub). What a reader of the rendered page does not see as text counts for nothing: fenced code and
 * HTML comments are left out. Throws a {@link ParseError} `TOO_LARGE` beyond 8 Mi characters or 50,000 lines; else never.
 */
export function parseMarkdown(text: string): Markdown {
  requireSize(text);
  const { frontMatter, bodyLine, body } = splitFrontMatter(text);
  const lines = proseLines(body, bodyLine);
  const targets = linkTargets(lines);
  const headings = readHeadings(lines);
  const first = headings[0]?.line ?? Infinity;
  const above = lines.filter((line) => line.number < first && line.text.trim() !== '');
  return {
    frontMatter,
    preamble: above.map(({ text: written, number }) => ({ text: written, line: number })),
    headings,
    checkBoxes: lines.flatMap((line) => readCheckBox(line) ?? []),
    tables: readTables(lines),
    links: lines.flatMap((line) => linksIn(line, targets)),
  };
}

function requireSize(text: string): void {
  if (text.length > MOST_MARKDOWN) throw new ParseError('TOO_LARGE', { line: 1, column: 1 });
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) lines += text[at + 1] === '\n' ? 0 : 1;
  if (lines > MOST_MARKDOWN_LINES) throw new ParseError('TOO_LARGE', { line: MOST_MARKDOWN_LINES, column: 1 });
}

interface Split {
  readonly frontMatter: TreeNode | ParseError | null;
  readonly bodyLine: number;
  readonly body: string;
}

const FENCE = /^---[ \t]*(?:\r\n|\n|\r)/u;
const FENCE_END = /(?:^|\r\n|\n|\r)(?:---|\.\.\.)[ \t]*(?=\r\n|\n|\r|$)/u;

function splitFrontMatter(text: string): Split {
  const opening = FENCE.exec(text)?.[0];
  const closing = opening === undefined ? null : FENCE_END.exec(text.slice(opening.length));
  if (opening === undefined || closing === null) return { frontMatter: null, bodyLine: 1, body: text };
  const yaml = text.slice(opening.length, opening.length + closing.index);
  const end = opening.length + closing.index + closing[0].length;
  const lines = text.slice(0, end).split(/\r\n|\n|\r/u).length;
  return { frontMatter: readFrontMatter(yaml), bodyLine: lines, body: text.slice(end) };
}

/** The YAML begins on the file's second line; an empty first line keeps its line numbers those of the file. */
function readFrontMatter(yaml: string): TreeNode | ParseError | null {
  try {
    const tree = parseYaml(`\n${yaml}`);
    if (tree.kind === 'map') return tree;
    return tree.kind === 'scalar' && tree.value === null ? null : new ParseError('SYNTAX', { line: 2, column: 1 });
  } catch (thrown) {
    if (thrown instanceof ParseError) return thrown;
    throw thrown;
  }
}

const ATX = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/u;
const CLAUSE = /^(?:§\s*|clause\s+|section\s+|abschnitt\s+|article\s+)?(\d{1,3}(?:\.\d{1,3})+)(?![\d\w])/iu;

function readHeadings(lines: readonly ProseLine[]): readonly Heading[] {
  const headings: (Omit<Heading, 'body'> & { body: string[] })[] = [];
  for (const [index, line] of lines.entries()) {
    const level = headingLevel(line, lines[index + 1]);
    if (level !== null) {
      const text = headingText(line.text);
      const clause = CLAUSE.exec(text.replace(/^[*_`]+/u, ''))?.[1] ?? null;
      headings.push({ level, text, clause, line: line.number, body: [] });
    } else if (!isUnderline(line, lines[index - 1])) headings.at(-1)?.body.push(line.text);
  }
  return headings.map((heading) => ({ ...heading, body: heading.body.join('\n').trim() }));
}

function headingLevel(line: ProseLine, next: ProseLine | undefined): number | null {
  const atx = ATX.exec(line.text);
  if (atx !== null) return atx[1]?.length ?? null;
  if (next === undefined || !isUnderline(next, line)) return null;
  return next.text.trim().startsWith('=') ? 1 : 2;
}

/** A line of `=` or `-` under one line of plain text makes that line a heading. */
function isUnderline(line: ProseLine, above: ProseLine | undefined): boolean {
  if (above?.number !== line.number - 1 || !/^ {0,3}(?:=+|-{2,})[ \t]*$/u.test(line.text)) return false;
  return (
    above.text.trim() !== '' && !/^ {0,3}(?:#|[-*+>|]|\d+[.)] | {4})/u.test(above.text) && !above.text.includes('|')
  );
}

function headingText(line: string): string {
  const text = ATX.exec(line)?.[2] ?? (line.trim().startsWith('#') ? '' : line);
  return text
    .trim()
    .replace(/(?:^|[ \t])#+$/u, '')
    .trim();
}

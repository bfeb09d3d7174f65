import type { Located, MarkdownRecord, Table, Tree } from '../domain/facts.ts';
import type { Locator } from '../domain/locator.ts';
import { message, type Message } from '../domain/message.ts';
import { visible } from '../domain/visible.ts';
import { ParseError, parseMarkdown, type Csv, type TreeNode } from '../parse/index.ts';
import { locate, pointerTo } from './fields.ts';
import { unevenRows } from './lists/columns.ts';
import { readDropping, type Outcome } from './reading.ts';

/** Most scalars or rows of a general document that are kept; a lock file of a large project has some 30,000. */
const MOST_KEPT = 100_000;

type Scalars = Record<string, Located<string>>;

/** Returns every scalar of a JSON or YAML document by JSON pointer. Beyond 100,000 the rest is left out and counted. */
export function readGeneralTree(tree: TreeNode, format: Tree['format']): Outcome {
  const scalars = Object.create(null) as Scalars;
  let count = 0;
  const visit = (node: TreeNode, pointer: string): void => {
    if (node.kind === 'map') for (const { key, value } of node.entries) visit(value, pointerTo(pointer, key));
    else if (node.kind === 'list') node.items.forEach((item, index) => visit(item, pointerTo(pointer, index)));
    else {
      count += 1;
      if (count <= MOST_KEPT) scalars[pointer] = { value: node.source, at: locate(pointer, node) };
    }
  };
  visit(tree, '');
  return readDropping({ kind: 'tree', format, scalars }, beyond(count));
}

/** Returns a general table. Rows with more or fewer cells than the header, and rows beyond 100,000, are left out and named. */
export function readGeneralTable(csv: Csv): Outcome {
  const rows = csv.rows.slice(0, MOST_KEPT).map(({ cells, line }): Table['rows'][number] => ({ cells, line }));
  return readDropping({ kind: 'table', header: csv.header, rows }, [...unevenRows(csv), ...beyond(csv.rows.length)]);
}

function beyond(count: number): readonly Message[] {
  return count <= MOST_KEPT ? [] : [message('evidence.beyond', { n: count - MOST_KEPT, limit: MOST_KEPT })];
}

/** Returns a Markdown record: the scalars of its front matter by dotted key, its sections, boxes, tables and links. */
export function readRecord(text: string): Outcome {
  const { frontMatter, preamble, headings, checkBoxes, tables, links } = parseMarkdown(text);
  const fields = Object.create(null) as Scalars;
  const problems: Message[] = [];
  if (frontMatter instanceof ParseError) {
    const { line, column, detail, code } = frontMatter;
    const reason = `evidence.parse.${code}`;
    problems.push(
      message('evidence.front-matter', { line }),
      message(reason, { line, column, detail: visible(detail) }),
    );
  } else if (frontMatter !== null) flatten(frontMatter, '', fields, problems);
  const facts: MarkdownRecord = { kind: 'record', fields, preamble, headings, checkBoxes, tables, links };
  return readDropping(facts, problems);
}

function flatten(node: TreeNode, key: string, fields: Scalars, problems: Message[]): void {
  const below = (part: string): string => (key === '' ? part : `${key}.${part}`);
  if (node.kind === 'map') {
    for (const entry of node.entries) flatten(entry.value, below(entry.key), fields, problems);
  } else if (node.kind === 'list') {
    node.items.forEach((item, index) => flatten(item, below(String(index)), fields, problems));
  } else if (node.value !== null) {
    const at: Locator = { kind: 'line', line: node.at.line };
    // `a.b: 1` beside `a: { b: 2 }` is one dotted key with two values: neither counts as the one that was meant.
    if (fields[key] !== undefined)
      problems.push(message('evidence.key-repeated', { key: visible(key), line: node.at.line }));
    else fields[key] = { value: node.source, at };
  }
}

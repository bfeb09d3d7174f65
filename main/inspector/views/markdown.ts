import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmTable } from 'micromark-extension-gfm-table';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';
import type { Block, Run } from '../../../src/domain/views.ts';

/** Blocks within blocks; what lies deeper is shown as it is written. */
const MOST_DEPTH = 20;
type RootContent = ReturnType<typeof fromMarkdown>['children'][number];
type PhrasingContent = Extract<RootContent, { type: 'paragraph' }>['children'][number];

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u;

/** Returns Markdown (CommonMark with tables and task lists) as blocks. HTML in it stays text, links and pictures are named and lead nowhere. */
export function markdownBlocks(text: string): readonly Block[] {
  const front = FRONT_MATTER.exec(text);
  const head = front?.[0] ?? '';
  // As many empty lines take its place, so that every line keeps its number.
  const body = head.replaceAll(/[^\n]/gu, '') + text.slice(head.length);
  const { children } = fromMarkdown(body, {
    extensions: [gfmTable(), gfmTaskListItem()],
    mdastExtensions: [gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()],
  });
  const blocks = blocksOf(children, body, 0);
  return front === null ? blocks : [{ kind: 'code', line: 2, text: front[1] ?? '' }, ...blocks];
}

function blocksOf(nodes: readonly RootContent[], source: string, depth: number): readonly Block[] {
  return nodes.flatMap((node): readonly Block[] => {
    const line = node.position?.start.line ?? 1;
    if (depth >= MOST_DEPTH) return [{ kind: 'code', line, text: writtenOf(node, source) }];
    switch (node.type) {
      case 'heading':
        return [{ kind: 'heading', line, level: node.depth, runs: runsOf(node.children, source) }];
      case 'paragraph':
        return [{ kind: 'paragraph', line, runs: runsOf(node.children, source) }];
      case 'code':
        return [{ kind: 'code', line, text: node.value }];
      case 'thematicBreak':
        return [{ kind: 'rule', line }];
      case 'blockquote':
        return [{ kind: 'quote', line, blocks: blocksOf(node.children, source, depth + 1) }];
      case 'list':
        return [
          {
            kind: 'list',
            line,
            start: node.ordered === true ? (node.start ?? 1) : null,
            items: node.children.map((item) => ({
              line: item.position?.start.line ?? line,
              checked: item.checked ?? null,
              blocks: blocksOf(item.children, source, depth + 1),
            })),
          },
        ];
      case 'table':
        return [
          {
            kind: 'table',
            line,
            rows: node.children.map((row) => ({
              line: row.position?.start.line ?? line,
              cells: row.children.map((cell) => runsOf(cell.children, source)),
            })),
          },
        ];
      default:
        return [{ kind: 'code', line, text: writtenOf(node, source) }];
    }
  });
}

type Style = Run['style'][number];

function runsOf(
  nodes: readonly PhrasingContent[],
  source: string,
  style: readonly Style[] = [],
  target: string | null = null,
): readonly Run[] {
  const within = (children: readonly PhrasingContent[], more: Style): readonly Run[] =>
    runsOf(children, source, [...new Set([...style, more])], target);
  return nodes.flatMap((node): readonly Run[] => {
    switch (node.type) {
      case 'text':
        return [{ text: node.value, style, target }];
      case 'strong':
        return within(node.children, 'strong');
      case 'emphasis':
        return within(node.children, 'emphasis');
      case 'delete':
        return within(node.children, 'deleted');
      case 'inlineCode':
        return [{ text: node.value, style: [...new Set<Style>([...style, 'code'])], target }];
      case 'break':
        return [{ text: '\n', style, target }];
      case 'link':
        return runsOf(node.children, source, style, node.url);
      case 'image':
        return [{ text: node.alt ?? '', style, target: node.url }];
      default:
        return [{ text: writtenOf(node, source), style, target }];
    }
  });
}

function writtenOf({ position }: RootContent | PhrasingContent, source: string): string {
  return source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0);
}

import { visible } from '../../domain/visible.ts';
import { drawLines, heightOf, keepWithNext, reserve, tagBelow, tagged, type Flow } from './flow.ts';
import { linesOf } from './lines.ts';
import { PAGE, STYLE, run, type Style } from './style.ts';

export type Level = 1 | 2 | 3;

const LOOK: Readonly<Record<Level, { readonly style: Style; readonly before: number; readonly after: number }>> = {
  1: { style: STYLE.h1, before: 22, after: 8 },
  2: { style: STYLE.h2, before: 14, after: 5 },
  3: { style: STYLE.h3, before: 9, after: 3 },
};

/** Most characters of a heading in the outline, where it is a name from the archive. */
const LONGEST_OUTLINE_TITLE = 200;

/**
 * Puts a heading before the next block, never at the foot of a page. Levels 1 and 2 stand in the outline; `listed` ones in the
 * contents too.
 */
export function heading(flow: Flow, level: Level, title: string, listed = level === 1): void {
  const { style, before, after } = LOOK[level];
  const lines = linesOf([run(title, style)], PAGE.right - PAGE.left, flow.faces);
  const { section } = flow;
  keepWithNext(flow, before + heightOf(lines) + after, () => {
    if (flow.y > PAGE.top) flow.y += before;
    if (level !== 3) mark(flow, level, title, listed);
    const type = `H${String(level)}`;
    const tag = tagBelow(flow, section, type);
    tagged(flow, tag, type, () => drawLines(flow, lines, PAGE.left, flow.y));
    tag.end();
    flow.y += heightOf(lines) + after;
  });
}

/** Begins a section of the tag tree with its heading. */
export function section(flow: Flow, title: string, level: 1 | 2 = 1, listed = true): void {
  if (level === 1) {
    reserve(flow, 0);
    if (flow.section !== flow.root) flow.section.end();
    flow.section = tagBelow(flow, flow.root, 'Sect');
  }
  heading(flow, level, title, listed);
}

function mark(flow: Flow, level: 1 | 2, title: string, listed: boolean): void {
  flow.places += 1;
  const place = `h${String(flow.places).padStart(6, '0')}`;
  flow.pdf.addNamedDestination(place, 'XYZ', null, flow.y - 6, null);
  if (listed) flow.entries.push({ title, level, place, page: flow.pages });
  const parent = flow.outline[level - 1] ?? flow.pdf.outline;
  const item = parent.addItem(shortened(visible(title)));
  // pdfkit computes the left edge from the wrong side; this place is ours.
  item.outlineData['Dest'] = [flow.pdf.page.dictionary, 'XYZ', null, PAGE.height - flow.y + 6, null];
  flow.outline.length = level;
  flow.outline[level] = item;
}

function shortened(title: string): string {
  return title.length <= LONGEST_OUTLINE_TITLE ? title : `${title.slice(0, LONGEST_OUTLINE_TITLE)}…`;
}

import { say } from '../blocks.ts';
import { drawLines, newPage, tagBelow, tagged, type Entry, type Flow } from '../flow.ts';
import { linesOf, widthOf } from '../lines.ts';
import type { Tag } from '../pdfkit.ts';
import { PAGE, STYLE, run, type Style } from '../style.ts';

/** A page kept free for the contents, which are known only when everything behind them is laid out. */
export interface ContentsPage {
  readonly index: number;
  readonly tag: Tag;
}

/** Keeps a page free for the contents. Its place in the tag tree is where it will be read. */
export function reserveContents(flow: Flow): ContentsPage {
  newPage(flow);
  return { index: flow.pages - 1, tag: tagBelow(flow, flow.root, 'TOC') };
}

/** Draws the contents on the page kept free: each entry with its page, linked. The entries are the report's own headings. */
export function drawContents(flow: Flow, page: ContentsPage): void {
  flow.pdf.switchToPage(page.index);
  flow.color = '';
  flow.y = PAGE.top;
  const title = linesOf([run(say(flow, 'contents'), STYLE.h1)], PAGE.right - PAGE.left, flow.faces);
  const heading = tagBelow(flow, page.tag, 'Caption');
  tagged(flow, heading, 'Caption', () => drawLines(flow, title, PAGE.left, flow.y));
  heading.end();
  flow.y += 36;
  const step = Math.min(17, (PAGE.bottom - flow.y) / Math.max(1, flow.entries.length));
  for (const entry of flow.entries) {
    drawEntry(flow, entry, page.tag);
    flow.y += step;
  }
  page.tag.end();
}

function drawEntry(flow: Flow, entry: Entry, parent: Tag): void {
  const style: Style = entry.level === 1 ? STYLE.strong : STYLE.text;
  const x = PAGE.left + (entry.level === 1 ? 0 : 16);
  const number = String(entry.page);
  const numberWidth = widthOf(number, style.font, style.size, flow.faces);
  const [line] = linesOf([run(entry.title, style)], PAGE.right - x - 40, flow.faces);
  const [page] = linesOf([run(number, style)], 60, flow.faces);
  const item = tagBelow(flow, parent, 'TOCI');
  const link = tagBelow(flow, item, 'Link');
  tagged(flow, link, 'Link', () => {
    if (line !== undefined) drawLines(flow, [line], x, flow.y);
    if (page !== undefined) drawLines(flow, [page], PAGE.right - numberWidth, flow.y);
  });
  flow.pdf.goTo(x, flow.y, PAGE.right - x, style.leading, entry.place, {
    structParent: link,
    // pdfkit writes a primitive string as a PDF name, and an object as a text string.
    Contents: Object(entry.title) as object,
  });
  link.end();
  item.end();
}

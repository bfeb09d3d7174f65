import type { Catalogue } from '../../domain/render.ts';
import { clustersOf, type Faces } from './fonts.ts';
import { linesOf, type Line, type Piece } from './lines.ts';
import type { GlyphPosition, OutlineItem, Pdf, Tag } from './pdfkit.ts';
import { COLOR, PAGE, type Run } from './style.ts';

/** One line of the contents: a heading with its page (from 1) and the name of its place. */
export interface Entry {
  readonly title: string;
  readonly level: 1 | 2;
  readonly place: string;
  readonly page: number;
}

/** A block that stays with the next one: it is drawn when it is known where that begins. */
interface Pending {
  readonly height: number;
  readonly draw: () => void;
}

/** The state of a document while it is laid out from top to bottom. `y` counts from the page's top. */
export interface Flow {
  readonly pdf: Pdf;
  readonly faces: Faces;
  readonly words: Catalogue;
  readonly root: Tag;
  /** Where the next block is filed in the tag tree. */
  section: Tag;
  y: number;
  pages: number;
  color: string;
  readonly pending: Pending[];
  readonly entries: Entry[];
  readonly outline: OutlineItem[];
  places: number;
  /** Drawn behind everything on each page. */
  readonly background: (flow: Flow) => void;
}

/** Blocks that wait for the next one are no higher than this together, in points. */
const MOST_WAITING = 300;

/** Begins a page. */
export function newPage(flow: Flow): void {
  flow.pdf.addPage();
  flow.pages += 1;
  flow.color = '';
  flow.y = PAGE.top;
  flow.background(flow);
}

/** Makes room for `height` points together with all that waits for the next block; begins a page where there is none. */
export function reserve(flow: Flow, height: number): void {
  const waiting = flow.pending.splice(0);
  const needed = waiting.reduce((sum, one) => sum + one.height, height);
  if (flow.y + needed > PAGE.bottom && flow.y > PAGE.top) newPage(flow);
  for (const one of waiting) one.draw();
}

/** Has a block drawn together with the beginning of the next one, unless that much waits already that it would fill a page. */
export function keepWithNext(flow: Flow, height: number, draw: () => void): void {
  const waiting = flow.pending.reduce((sum, one) => sum + one.height, height);
  if (waiting > MOST_WAITING) reserve(flow, 0);
  flow.pending.push({ height, draw });
}

/** Draws `draw` as content of `tag`. A tag may get content on several pages. */
export function tagged(flow: Flow, tag: Tag, type: string, draw: () => void): void {
  const content = flow.pdf.markStructureContent(type);
  draw();
  flow.pdf.endMarkedContent();
  tag.add(content);
}

/** Draws `draw` as decoration, which readers aloud skip. */
export function artifact(flow: Flow, draw: () => void, type = 'Layout'): void {
  flow.pdf.markContent('Artifact', { type });
  draw();
  flow.pdf.endMarkedContent();
}

/** Returns a new tag below `parent`. The caller ends it. */
export function tagBelow(flow: Flow, parent: Tag, type: string, options?: Parameters<Pdf['struct']>[1]): Tag {
  const tag = flow.pdf.struct(type, options);
  parent.add(tag);
  return tag;
}

/**
 * Lays out and draws a paragraph at `x`, over as many pages as it takes. Its first lines, two unless `keep` says more, stay together,
 * and its last line never stands alone on a page.
 */
export function paragraph(
  flow: Flow,
  runs: readonly Run[],
  options: {
    readonly x?: number;
    readonly width?: number;
    readonly after?: number;
    readonly type?: string;
    readonly keep?: number;
  } = {},
): void {
  const x = options.x ?? PAGE.left;
  const lines = linesOf(runs, options.width ?? PAGE.right - x, flow.faces);
  const keep = options.keep ?? 2;
  reserve(flow, heightOf(lines.slice(0, lines.length === keep + 1 ? keep + 1 : keep)));
  const type = options.type ?? 'P';
  const tag = tagBelow(flow, flow.section, type);
  let at = 0;
  while (at < lines.length) {
    const fitting = withoutWidow(Math.max(1, countFitting(lines, at, PAGE.bottom - flow.y)), lines.length - at);
    const chunk = lines.slice(at, at + fitting);
    tagged(flow, tag, type, () => drawLines(flow, chunk, x, flow.y));
    flow.y += heightOf(chunk);
    at += fitting;
    if (at < lines.length) newPage(flow);
  }
  tag.end();
  flow.y += options.after ?? 6;
}

/** Leaves two lines for the next page where one would be left over. */
function withoutWidow(fitting: number, left: number): number {
  return left - fitting === 1 && fitting > 2 ? fitting - 1 : fitting;
}

/** Returns how many of `lines` from `at` on are no higher than `room` together. */
export function countFitting(lines: readonly Line[], at: number, room: number): number {
  let height = 0;
  let count = 0;
  // Not by a copy of the rest: a cell may go on over hundreds of pages.
  for (let line = lines[at]; line !== undefined; line = lines[at + count]) {
    height += line.height;
    if (height > room + 0.01) break;
    count += 1;
  }
  return count;
}

/** Returns the height of `lines` in points. */
export function heightOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.height, 0);
}

/** Draws lines below each other, the first one's top at `y`. */
export function drawLines(flow: Flow, lines: readonly Line[], x: number, y: number): void {
  let top = y;
  for (const line of lines) {
    const size = Math.max(0, ...line.pieces.map((piece) => piece.style.size));
    const baseline = top + (line.height - size) / 2 + size * 0.82;
    for (const piece of line.pieces) drawPiece(flow, piece, x + piece.x, baseline);
    top += line.height;
  }
}

/** Draws one filled rectangle. */
export function fill(flow: Flow, x: number, y: number, width: number, height: number, color: string): void {
  setColor(flow, color);
  flow.pdf.addContent(`${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`);
}

/** Draws a thin line across. */
export function rule(flow: Flow, x: number, y: number, width: number, color: string = COLOR.rule): void {
  fill(flow, x, y - 0.25, width, 0.5, color);
}

/** Draws text turned by 55 degrees in the middle of the page, such as a watermark. */
export function drawTurned(flow: Flow, text: string, size: number, color: string): void {
  const [sine, cosine] = [Math.sin(0.96), Math.cos(0.96)];
  const [encoded, positions] = flow.faces.bold.encode(clustersOf(text).join(''));
  const width = positions.reduce((sum, position) => sum + position.xAdvance, 0) * (size / 1000);
  const x = PAGE.width / 2 - (width / 2) * cosine;
  const y = PAGE.height / 2 + (width / 2) * sine;
  useFace(flow, flow.faces.bold);
  setColor(flow, color);
  const matrix = [cosine, -sine, -sine, -cosine, x, y].map(number).join(' ');
  flow.pdf.addContent(`BT ${matrix} Tm /${flow.faces.bold.id} ${number(size)} Tf ${glyphs(encoded, positions)} TJ ET`);
}

function drawPiece(flow: Flow, piece: Piece, x: number, y: number): void {
  const face = flow.faces[piece.font];
  const { size, color } = piece.style;
  const [encoded, positions] = face.encode(piece.text);
  useFace(flow, face);
  setColor(flow, color);
  const start = `BT /${face.id} ${number(size)} Tf`;
  // The page's axis points down; the text matrix turns the letters upright again.
  const place = (atX: number, atY: number): string => `1 0 0 -1 ${number(atX)} ${number(atY)} Tm`;
  if (positions.every((position) => position.xOffset === 0 && position.yOffset === 0)) {
    flow.pdf.addContent(`${start} ${place(x, y)} ${glyphs(encoded, positions)} TJ ET`);
    return;
  }
  const parts: string[] = [];
  let left = x;
  for (const [index, position] of positions.entries()) {
    const [atX, atY] = [left + (position.xOffset * size) / 1000, y - (position.yOffset * size) / 1000];
    parts.push(`${place(atX, atY)} <${encoded[index] ?? ''}> Tj`);
    left += (position.xAdvance * size) / 1000;
  }
  flow.pdf.addContent(`${start} ${parts.join(' ')} ET`);
}

/** The glyphs with the kerning between them, as the operand of TJ. */
function glyphs(encoded: readonly string[], positions: readonly GlyphPosition[]): string {
  let operand = '[<';
  for (const [index, position] of positions.entries()) {
    operand += encoded[index] ?? '';
    const kerning = position.advanceWidth - position.xAdvance;
    if (Math.abs(kerning) > 0.01 && index < positions.length - 1) operand += `> ${number(kerning)} <`;
  }
  return `${operand}>]`;
}

function useFace(flow: Flow, face: Faces['sans']): void {
  flow.pdf.page.fonts[face.id] ??= face.ref();
}

function setColor(flow: Flow, color: string): void {
  if (flow.color === color) return;
  flow.color = color;
  const channels = [1, 3, 5].map((at) => number(Number.parseInt(color.slice(at, at + 2), 16) / 255));
  flow.pdf.addContent(`${channels.join(' ')} rg`);
}

function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

import { visible } from '../../domain/visible.ts';
import { clustersOf, segmentsOf, type Faces, type FontName, type Segment } from './fonts.ts';
import type { Run, Style } from './style.ts';

/** Text in one font at one place of a line; `x` counts from the line's beginning. */
export interface Piece {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly font: FontName;
  readonly style: Style;
}

export interface Line {
  readonly pieces: readonly Piece[];
  readonly height: number;
}

interface Word {
  readonly segments: readonly (Segment & { readonly width: number })[];
  readonly width: number;
  readonly style: Style;
  /** How many spaces stand before it, and their width. */
  readonly spaces: number;
  readonly space: number;
}

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT = /\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

/** Where a long word may be torn: behind separators of paths and names. */
const ATOM = /[^/_\-.,:;=@&?+|\\]*[/_\-.,:;=@&?+|\\]+|[^/_\-.,:;=@&?+|\\]+/gu;
const DIGEST = /^[0-9a-f]{32,}$/u;
const DIGEST_GROUP = 16;

/** Returns the width of `text`, a word or a space, in points. */
export function widthOf(text: string, font: FontName, size: number, faces: Faces): number {
  return (faces[font].layoutRun(text).advanceWidth * size) / 1000;
}

/**
 * Returns the lines of a paragraph no wider than `width`. Control and bidirectional characters come out visible; nothing is left
 * out: a word that is too long is torn behind separators, else between characters.
 */
export function linesOf(runs: readonly Run[], width: number, faces: Faces): readonly Line[] {
  const lines: Line[] = [];
  let words: Word[] = [];
  let used = 0;
  let leading = runs[0]?.style.leading ?? 0;
  const end = (): void => {
    lines.push(lineOf(words, leading));
    words = [];
    used = 0;
  };
  const place = (word: Word): void => {
    const space = words.length === 0 ? 0 : word.space;
    if (words.length > 0 && used + space + word.width > width) {
      end();
      place(word);
      return;
    }
    words.push(words.length === 0 ? { ...word, spaces: 0, space: 0 } : word);
    used += space + word.width;
    leading = Math.max(words.length === 1 ? 0 : leading, word.style.leading);
  };
  let carried = 0;
  for (const run of runs) {
    for (const [index, paragraph] of visible(run.text, true).replaceAll('\t', ' ').split('\n').entries()) {
      if (index > 0) end();
      leading = words.length === 0 ? run.style.leading : leading;
      const text = ' '.repeat(index > 0 ? 0 : carried) + paragraph;
      for (const word of wordsOf(text, run.style, faces)) {
        if (word.width <= width) place(word);
        else for (const part of tornWord(word, width, faces)) place(part);
      }
      carried = text.length - text.replace(/ +$/u, '').length;
    }
  }
  if (words.length > 0 || lines.length === 0) end();
  return lines;
}

function wordsOf(text: string, style: Style, faces: Faces): readonly Word[] {
  const space = widthOf(' ', style.font, style.size, faces);
  return Array.from(text.matchAll(/( *)([^ ]+)/gu), ([, spaces = '', word = '']) => ({
    ...wordOf(word, style, faces),
    spaces: spaces.length,
    space: spaces.length * space,
  }));
}

function wordOf(text: string, style: Style, faces: Faces): Word {
  const segments = segmentsOf(text, style.font, faces).map((segment) => ({
    ...segment,
    width: widthOf(segment.text, segment.font, style.size, faces),
  }));
  const width = segments.reduce((sum, segment) => sum + segment.width, 0);
  return { segments, width, style, spaces: 0, space: 0 };
}

/** The parts of a word that is wider than a line. The first keeps the word's space; between the others there is none. */
function tornWord(word: Word, width: number, faces: Faces): readonly Word[] {
  const text = word.segments.map((segment) => segment.text).join('');
  const atoms = DIGEST.test(text) ? digestGroups(text) : (text.match(ATOM) ?? []);
  const fine = atoms.flatMap((atom) => (wordOf(atom, word.style, faces).width <= width ? [atom] : clustersOf(atom)));
  const parts: Word[] = [];
  let held = '';
  let heldWidth = 0;
  for (const piece of fine) {
    const next = wordOf(piece, word.style, faces).width;
    if (held !== '' && heldWidth + next > width) {
      parts.push(wordOf(held, word.style, faces));
      held = '';
      heldWidth = 0;
    }
    held += piece;
    heldWidth += next;
  }
  if (held !== '') parts.push(wordOf(held, word.style, faces));
  return parts.map((part, index) => (index === 0 ? { ...part, spaces: word.spaces, space: word.space } : part));
}

function digestGroups(text: string): readonly string[] {
  const count = Math.ceil(text.length / DIGEST_GROUP);
  return Array.from({ length: count }, (_, at) => text.slice(at * DIGEST_GROUP, (at + 1) * DIGEST_GROUP));
}

function lineOf(words: readonly Word[], height: number): Line {
  const pieces: Piece[] = [];
  let x = 0;
  for (const word of inReadingOrder(words)) {
    let { spaces } = word;
    x += word.space;
    for (const { text, font, width } of word.segments) {
      const last = pieces.at(-1);
      if (last !== undefined && last.style === word.style && joins(last, font, text, spaces)) {
        const joined = last.text + ' '.repeat(spaces) + text;
        pieces[pieces.length - 1] = { ...last, text: joined, width: x + width - last.x };
      } else {
        pieces.push({ x, width, text, font, style: word.style });
      }
      x += width;
      spaces = 0;
    }
  }
  return { pieces, height };
}

/** Whether a segment can be shown together with the piece before it: spaces are as wide as the style's own font has them. */
function joins(last: Piece, font: FontName, text: string, spaces: number): boolean {
  if (last.font !== font || RIGHT_TO_LEFT.test(last.text + text)) return false;
  return spaces === 0 || font === last.style.font;
}

/** Words of right-to-left scripts that follow each other are set from right to left; the font sets each word itself. */
function inReadingOrder(words: readonly Word[]): readonly Word[] {
  if (!words.some(isRightToLeft)) return words;
  const ordered: Word[] = [];
  let turned: Word[] = [];
  const flush = (): void => {
    const gaps = turned.map(({ spaces, space }) => ({ spaces, space }));
    ordered.push(...turned.reverse().map((word, index) => ({ ...word, ...gaps[index] })));
    turned = [];
  };
  for (const word of words) {
    if (isRightToLeft(word)) turned.push(word);
    else {
      flush();
      ordered.push(word);
    }
  }
  flush();
  return ordered;
}

function isRightToLeft(word: Word): boolean {
  return word.segments.every((segment) => RIGHT_TO_LEFT.test(segment.text));
}

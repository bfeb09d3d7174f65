import type { Face, FontFile, Glyph, GlyphRun, Pdf } from './pdfkit.ts';

/** The four font files as bytes (static TrueType): text, its bolder cut, digests, and the face for what those lack. */
export interface ReportFonts {
  readonly sans: Uint8Array;
  readonly bold: Uint8Array;
  readonly mono: Uint8Array;
  readonly fallback: Uint8Array;
}

export type FontName = keyof ReportFonts;

export type Faces = Readonly<Record<FontName, Face>>;

/** A stretch of text in one font. */
export interface Segment {
  readonly font: FontName;
  readonly text: string;
}

const CODE_POINTS = 0x110000;

const FONT_NAMES: readonly FontName[] = ['sans', 'bold', 'mono', 'fallback'];

/** A base character with the marks that sit on it, or a single code point. */
const CLUSTER = /\P{M}\p{M}*|\p{M}/gsu;

/** Font files that were parsed before, with what they have laid out. */
const PARSED = new WeakMap<Uint8Array, Parsed>();

interface Parsed {
  readonly font: FontFile;
  readonly memory: Memory;
}

interface Memory {
  readonly runs: Map<string, GlyphRun>;
  characters: number;
}

/** So many characters of words are remembered for a font, and no longer word. */
const MOST_REMEMBERED = 100_000;
const LONGEST_REMEMBERED = 200;

/**
 * Embeds the fonts and returns them as faces. Each file is registered once: pdfkit parses a second registration anew each time.
 * A file that an earlier report used is not parsed again. What it remembers does not depend on what it was asked before, so
 * that the same report has the same bytes whichever came before it.
 */
export function embedFonts(pdf: Pdf, fonts: ReportFonts): Faces {
  const faces = FONT_NAMES.map((name): [FontName, Face] => {
    const bytes = fonts[name];
    pdf.registerFont(name, PARSED.get(bytes)?.font ?? bytes);
    pdf.font(name);
    const face = pdf._font;
    const parsed = PARSED.get(bytes) ?? {
      font: face.font,
      memory: { runs: new Map<string, GlyphRun>(), characters: 0 },
    };
    if (!PARSED.has(bytes)) {
      nameGlyphsByText(parsed.font);
      PARSED.set(bytes, parsed);
    }
    layOutFromMemory(face, parsed.memory, name === 'mono');
    return [name, face];
  });
  return Object.fromEntries(faces) as Record<FontName, Face>;
}

/** Returns the clusters of `text`: what must not be torn apart at the end of a line. */
export function clustersOf(text: string): readonly string[] {
  return text.match(CLUSTER) ?? [];
}

/**
 * Returns `text` cut into stretches that one font can show. What no font covers becomes `<U+XXXX>`: a reader must see that
 * something stands there, and an empty box could be anything.
 */
export function segmentsOf(text: string, wanted: FontName, faces: Faces): readonly Segment[] {
  if (covers(faces[wanted], text)) return text === '' ? [] : [{ font: wanted, text }];
  const segments: { font: FontName; text: string }[] = [];
  const put = (font: FontName, piece: string): void => {
    const last = segments.at(-1);
    if (last?.font === font) last.text += piece;
    else segments.push({ font, text: piece });
  };
  for (const cluster of clustersOf(text)) {
    if (covers(faces[wanted], cluster)) put(wanted, cluster);
    else if (covers(faces.fallback, cluster)) put('fallback', cluster);
    else for (const character of cluster) putCharacter(character, wanted, faces, put);
  }
  return segments;
}

function putCharacter(
  character: string,
  wanted: FontName,
  faces: Faces,
  put: (font: FontName, piece: string) => void,
): void {
  if (covers(faces[wanted], character)) put(wanted, character);
  else if (covers(faces.fallback, character)) put('fallback', character);
  else put(wanted, `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

function covers(face: Face, text: string): boolean {
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint >= 0x20 && codePoint < 0x7f) continue;
    if (!face.font.hasGlyphForCodePoint(codePoint)) return false;
  }
  return true;
}

/**
 * The font parser keeps one object a glyph, with the characters that first asked for it. Two characters may share a glyph, such as
 * two hyphens; what the PDF says a glyph means would then depend on the reports before.
 */
function nameGlyphsByText(font: FontFile): void {
  const known = new Map<string | number, Glyph>();
  const parse = font.getGlyph.bind(font);
  font.getGlyph = (id, characters = []) => {
    const [only] = characters;
    const single = characters.length === 1 && only !== undefined;
    const key = single ? id * CODE_POINTS + only : `${String(id)} ${characters.join(' ')}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    font._glyphs = {};
    const glyph = parse(id, characters);
    known.set(key, glyph);
    return glyph;
  };
}

/** Lays out each word once. pdfkit's own memory of words grows without limit and ends with the document. */
function layOutFromMemory(face: Face, memory: Memory, byCharacter: boolean): void {
  const shaped = face.layoutRun.bind(face);
  const remembered = (text: string): GlyphRun => {
    if (byCharacter && !/\p{M}/u.test(text)) return characterRun(text, face);
    if (text.length > LONGEST_REMEMBERED) return shaped(text);
    const known = memory.runs.get(text);
    if (known !== undefined) return known;
    if (memory.characters > MOST_REMEMBERED) {
      memory.runs.clear();
      memory.characters = 0;
    }
    const run = shaped(text);
    memory.runs.set(text, run);
    memory.characters += text.length;
    return run;
  };
  face.layoutCache = undefined;
  face.layoutRun = (text) => {
    if (text.length < 2 || !text.endsWith(' ')) return remembered(text);
    const [word, space] = [remembered(text.slice(0, -1)), remembered(' ')];
    return {
      glyphs: [...word.glyphs, ...space.glyphs],
      positions: [...word.positions, ...space.positions],
      advanceWidth: word.advanceWidth + space.advanceWidth,
    };
  };
}

/** A digest needs no kerning, ligatures or marks: one glyph a character is exact and many times faster. */
function characterRun(text: string, face: Face): GlyphRun {
  const glyphs = Array.from(text, (character) => face.font.glyphForCodePoint(character.codePointAt(0) ?? 0));
  const positions = glyphs.map((glyph) => {
    const advanceWidth = glyph.advanceWidth * face.scale;
    return { xAdvance: advanceWidth, xOffset: 0, yOffset: 0, advanceWidth };
  });
  const advanceWidth = glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) * face.scale;
  return { glyphs, positions, advanceWidth };
}

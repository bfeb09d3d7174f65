import type { Face, Glyph, Pdf } from './pdfkit.ts';

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

const FONT_NAMES: readonly FontName[] = ['sans', 'bold', 'mono', 'fallback'];

/** A base character with the marks that sit on it, or a single code point. */
const CLUSTER = /\P{M}\p{M}*|\p{M}/gsu;

/** Embeds the fonts and returns them as faces. Each file is registered once: pdfkit parses a second registration anew each time. */
export function embedFonts(pdf: Pdf, fonts: ReportFonts): Faces {
  const faces = FONT_NAMES.map((name): [FontName, Face] => {
    pdf.registerFont(name, fonts[name]);
    pdf.font(name);
    return [name, pdf._font];
  });
  const embedded = Object.fromEntries(faces) as Record<FontName, Face>;
  layOutByCharacter(embedded.mono);
  return embedded;
}

/** Forgets laid-out words. pdfkit's memory of them grows without limit; digests never come twice. */
export function forgetWords(faces: Faces): void {
  for (const name of FONT_NAMES) faces[name].layoutCache = Object.create(null) as Record<string, unknown>;
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

/** A digest needs no kerning, ligatures or marks: one glyph a character is exact and many times faster. */
function layOutByCharacter(face: Face): void {
  const glyphs = new Map<number, Glyph>();
  const shaped = face.layoutRun.bind(face);
  face.layoutRun = (text) => {
    if (/\p{M}/u.test(text)) return shaped(text);
    const found = Array.from(text, (character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      const glyph = glyphs.get(codePoint) ?? face.font.glyphForCodePoint(codePoint);
      glyphs.set(codePoint, glyph);
      return glyph;
    });
    const positions = found.map((glyph) => {
      const advanceWidth = glyph.advanceWidth * face.scale;
      return { xAdvance: advanceWidth, xOffset: 0, yOffset: 0, advanceWidth };
    });
    const advanceWidth = found.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) * face.scale;
    return { glyphs: found, positions, advanceWidth };
  };
}

import PDFDocument from 'pdfkit';

/** Where a glyph goes, in thousandths of the font size. */
export interface GlyphPosition {
  readonly xAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  readonly advanceWidth: number;
}

/** One glyph of a font file. */
export interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** A parsed font file: the part of it that the report uses. */
export interface FontFile {
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): Glyph;
  getGlyph(id: number, characters?: readonly number[]): Glyph;
  _glyphs: Record<number, Glyph>;
}

/** Text as glyphs with their places. */
export interface GlyphRun {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly GlyphPosition[];
  readonly advanceWidth: number;
}

/** A font as pdfkit embeds it: the part of it that the report uses. */
export interface Face {
  readonly id: string;
  readonly scale: number;
  readonly font: FontFile;
  layoutCache: Record<string, unknown> | undefined;
  layoutRun(text: string): GlyphRun;
  encode(text: string): [readonly string[], readonly GlyphPosition[]];
  ref(): object;
}

export interface Reference {
  readonly data: Record<string, unknown>;
}

/** A node of the tag tree. */
export interface Tag {
  add(child: Tag | TagContent): Tag;
  end(): void;
  readonly dictionary: Reference;
}

export interface TagContent {
  readonly refs: readonly object[];
}

export interface OutlineItem {
  addItem(title: string): OutlineItem;
  readonly outlineData: Record<string, unknown>;
}

export interface Page {
  readonly dictionary: object;
  readonly fonts: Record<string, object>;
  readonly height: number;
}

/** pdfkit's document: the part of it that the report uses, with what its published types lack. */
export interface Pdf {
  readonly page: Page;
  readonly outline: OutlineItem;
  readonly info: Readonly<Record<string, string | Date>>;
  _font: Face;
  _addInfo: () => void;
  appendXML(xml: string): void;
  registerFont(name: string, source: Uint8Array | FontFile): void;
  font(name: string): void;
  addPage(): void;
  switchToPage(index: number): void;
  bufferedPageRange(): { readonly start: number; readonly count: number };
  addContent(operators: string): void;
  struct(type: string, options?: { readonly scope?: string; readonly title?: string; readonly alt?: string }): Tag;
  addStructure(tag: Tag): void;
  markStructureContent(type: string): TagContent;
  markContent(type: 'Artifact', options: { readonly type: string }): void;
  endMarkedContent(): void;
  addNamedDestination(name: string, fit: 'XYZ', x: number | null, y: number, zoom: null): void;
  goTo(
    x: number,
    y: number,
    width: number,
    height: number,
    name: string,
    options: { readonly structParent: Tag; readonly Contents: object },
  ): void;
  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'end', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  end(): void;
}

/** What stands in the document's information dictionary and metadata. */
export interface PdfInfo {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly producer: string;
  readonly createdAt: Date;
  readonly language: string;
}

/**
 * Returns an empty tagged A4 document of the kind PDF/A-3a. The same input gives the same bytes: dates are those of `info`.
 * `compress` is switched off only to look at the operators.
 */
export function openPdf(info: PdfInfo, compress: boolean): Pdf {
  const options = {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-3a',
    tagged: true,
    lang: info.language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    compress,
    // Without a first font pdfkit does not load Helvetica, which it could not embed.
    font: null,
    info: {
      Title: info.title,
      Author: info.author,
      Subject: info.subject,
      Creator: info.producer,
      Producer: info.producer,
      CreationDate: info.createdAt,
      ModDate: info.createdAt,
    },
  };
  const pdf = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions) as unknown as Pdf;
  pdf._addInfo = () => pdf.appendXML(metadata(info));
  return pdf;
}

/** pdfkit writes these without escaping `&` and `<`, which breaks the metadata of a product whose name holds one. */
function metadata(info: PdfInfo): string {
  const time = `${info.createdAt.toISOString().slice(0, 19)}Z`;
  const alternative = (text: string): string =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`;
  return `
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${time}</xmp:CreateDate><xmp:ModifyDate>${time}</xmp:ModifyDate><xmp:CreatorTool>${escapeXml(info.producer)}</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${alternative(info.title)}</dc:title><dc:creator><rdf:Seq><rdf:li>${escapeXml(info.author)}</rdf:li></rdf:Seq></dc:creator><dc:description>${alternative(info.subject)}</dc:description></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${escapeXml(info.producer)}</pdf:Producer></rdf:Description>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

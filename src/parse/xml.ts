import { SaxesParser } from 'saxes';
import { ParseError } from './errors.ts';
import { MOST_ATTRIBUTES, MOST_DEPTH } from './limits.ts';
import type { Pieces } from './pieces.ts';
import { decodeUtf8 } from './utf8.ts';

/** An element at its start tag. Names are local names: namespace prefixes are dropped, declarations of namespaces left out. */
export interface XmlElement {
  readonly name: string;
  /** The namespace prefix as written; empty where there is none. */
  readonly prefix: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** The line that the element begins on. */
  readonly line: number;
}

/** An XML text, whole or in pieces. */
export type XmlSource = string | Pieces;

/** Returns the beginning of an XML text. */
export function headOfXml(source: XmlSource): string {
  return typeof source === 'string' ? source : source.head;
}

/** Takes the parts of an XML text in their order. Comments and processing instructions are not handed on. */
export interface XmlHandler {
  readonly open: (element: XmlElement) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/**
 * Reads an XML 1.0 text and hands its elements to `handler`. Throws {@link ParseError}: `DOCTYPE` for a document type, with
 * which entities could be declared; `TOO_DEEP`; `TOO_LARGE` beyond 256 attributes; `SYNTAX` for what is not well-formed. With
 * `doctype` a document type that declares nothing itself is allowed: what it names is never fetched.
 */
export function parseXml(source: XmlSource, handler: XmlHandler, options: { readonly doctype?: boolean } = {}): void {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let depth = 0;
  let attributes = 0;
  let line = 1;
  const here = (): { line: number; column: number } => ({ line: parser.line, column: parser.column + 1 });
  parser.on('error', () => {
    throw new ParseError('SYNTAX', here());
  });
  parser.on('doctype', (declared) => {
    if (options.doctype === true && !declared.includes('[')) return;
    throw new ParseError('DOCTYPE', here());
  });
  parser.on('opentagstart', () => {
    depth += 1;
    attributes = 0;
    line = parser.line;
    if (depth > MOST_DEPTH) throw new ParseError('TOO_DEEP', here());
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MOST_ATTRIBUTES) throw new ParseError('TOO_LARGE', here());
  });
  parser.on('opentag', (tag) =>
    handler.open({
      name: localName(tag.name),
      prefix: tag.name.slice(0, Math.max(tag.name.indexOf(':'), 0)),
      attributes: attributesOf(tag.attributes),
      line,
    }),
  );
  parser.on('text', handler.text);
  parser.on('cdata', handler.text);
  parser.on('closetag', (tag) => {
    depth -= 1;
    handler.close(localName(tag.name));
  });
  for (const piece of typeof source === 'string' ? [source] : source) parser.write(piece);
  parser.close();
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function attributesOf(written: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(written)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) attributes.set(name, value);
  }
  return attributes;
}

const SINGLE_BYTE: ReadonlyMap<string, string> = new Map([
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['windows-1252', 'windows-1252'],
  ['iso-8859-15', 'iso-8859-15'],
]);

/**
 * Returns the text of XML bytes in the encoding that a byte order mark or the XML declaration names: UTF-8, UTF-16 with a mark,
 * US-ASCII, ISO 8859-1 and -15, Windows-1252. Throws {@link ParseError} `UNSUPPORTED` for others, `NOT_UTF8` for damaged text.
 */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes.subarray(2));
  const named = encodingOf(bytes);
  if (isUtf8Name(named)) return decodeUtf8(bytes);
  const single = SINGLE_BYTE.get(named);
  if (single === undefined) throw new ParseError('UNSUPPORTED', { line: 1, column: 1 }, named);
  return decodeAs(single, bytes);
}

/** Returns whether bytes are declared as XML in UTF-8, or in nothing else. */
export function isPlainUtf8Xml(bytes: Uint8Array): boolean {
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isMarked && isUtf8Name(encodingOf(bytes));
}

function encodingOf(bytes: Uint8Array): string {
  const declaration = new TextDecoder('iso-8859-1').decode(bytes.subarray(0, 200));
  const named = /^(?:ï»¿)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/u.exec(declaration)?.[1];
  return named?.toLowerCase() ?? 'utf-8';
}

function isUtf8Name(name: string): boolean {
  return ['utf-8', 'utf8', 'us-ascii'].includes(name);
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new ParseError('NOT_UTF8', { line: 1, column: 1 }, encoding);
  }
}

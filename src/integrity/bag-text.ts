import { Buffer } from 'node:buffer';

/** What `bagit.txt` declares. */
export interface Declaration {
  readonly version: string;
  /** As written; {@link decodeTagFile} says whether it is read. */
  readonly encoding: string;
}

/** The sum of the payload's sizes in bytes and the number of its files. */
export interface Oxum {
  readonly bytes: number;
  readonly count: number;
}

const DECLARATION =
  /^BagIt-Version:[ \t]*(\d+\.\d+)[ \t]*(?:\r\n|\r|\n)Tag-File-Character-Encoding:[ \t]*(\S+)[ \t]*(?:\r\n|\r|\n)*$/u;
const LINE_END = /\r\n|\r|\n/u;
const FETCH = /^\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/u;
const OXUM = /^(\d{1,15})\.(\d{1,15})$/u;

/** Encodings of tag files that are read, by their registered names (IANA), with the names of the Encoding standard. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['utf-16', 'utf-16be'],
  ['utf-16be', 'utf-16be'],
  ['utf-16le', 'utf-16le'],
  ['iso-8859-1', 'iso-8859-1'],
]);

/** Returns what a `bagit.txt` declares: two lines, UTF-8 without a mark (RFC 8493, section 2.1.1); `null` where it is anything else. */
export function parseDeclaration(bytes: Uint8Array): Declaration | null {
  const text = decodeTagFile(bytes, 'utf-8');
  const [, version = '', encoding = ''] = (text === null ? null : DECLARATION.exec(text)) ?? [];
  return version === '' ? null : { version, encoding };
}

/** Returns whether tag files in `encoding` are read here. */
export function isReadEncoding(encoding: string): boolean {
  return ENCODINGS.has(encoding.toLowerCase());
}

/** Returns the text of a tag file, or `null` where its bytes are not of `encoding`. UTF-16 goes by its mark, else the high byte is first (RFC 2781). */
export function decodeTagFile(bytes: Uint8Array, encoding: string): string | null {
  const label = ENCODINGS.get(encoding.toLowerCase());
  if (label === undefined) return null;
  if (label === 'iso-8859-1') return Buffer.from(bytes).toString('latin1');
  const little = encoding.toLowerCase() === 'utf-16' && bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(little ? 'utf-16le' : label, { fatal: true, ignoreBOM: true }).decode(bytes);
    return label === 'utf-8' || !text.startsWith('\ufeff') ? text : text.slice(1);
  } catch {
    return null;
  }
}

/** Returns the lines of a tag file that hold anything. It may end its lines by LF, CR, or both. */
export function tagLines(text: string): readonly string[] {
  return text.split(LINE_END).filter((line) => line.trim() !== '');
}

/** Returns the path of each line of `fetch.txt` (URL, length or `-`, path; section 2.2.3), `null` for a line that is none. */
export function parseFetch(text: string): readonly (string | null)[] {
  return tagLines(text).map((line) => {
    const [, path] = FETCH.exec(line) ?? [];
    return path === undefined ? null : decodePath(path);
  });
}

/** Returns what `Payload-Oxum` of `bag-info.txt` states (section 2.2.2); `null` where it is absent, `malformed` where it is none or stands twice. */
export function parseOxum(text: string): Oxum | 'malformed' | null {
  const stated = tagLines(text).flatMap((line) => /^payload-oxum[ \t]*:[ \t]*(.*)$/iu.exec(line)?.[1]?.trim() ?? []);
  if (stated.length === 0) return null;
  const [, bytes, count] = (stated.length === 1 ? OXUM.exec(stated[0] ?? '') : null) ?? [];
  return bytes === undefined || count === undefined ? 'malformed' : { bytes: Number(bytes), count: Number(count) };
}

/** Returns a path of a tag file with CR, LF and `%` decoded (section 2.1.3); anything else after `%` is meant as it stands. */
export function decodePath(path: string): string {
  return path.replace(/%(0[ADad]|25)/gu, decodeURIComponent);
}

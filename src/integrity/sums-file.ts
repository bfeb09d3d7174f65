import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import { decodePath, tagLines } from './bag-text.ts';
import { algorithmNamed, checksumOf, isStrong, type Checksum } from './checksum.ts';

/** One entry of a checksum file: a path as written, unescaped, and its checksum, `null` when that cannot be read. */
export interface SumsEntry {
  readonly path: string;
  readonly checksum: Checksum | null;
}

/** One entry of a bag's manifest, and how its path was written: with the mark of a binary file, with `./` in front. */
export interface BagEntry extends SumsEntry {
  readonly marked: boolean;
  readonly dotted: boolean;
}

/** `SHA256 (name) = hex`, as `sha256sum --tag`, BSD `sha256` and `openssl dgst` write it. */
const TAGGED = /^([A-Za-z0-9-]+) ?\((.*)\) ?= ?([0-9A-Fa-f]+)$/u;
/** `hex`, a space, a second space or `*`, and the name; BSD `md5 -r` leaves the second out. */
const PLAIN = /^([0-9A-Fa-f]+) [ *]?(.+)$/u;
/** RFC 8493, section 2.1.3: any white space between, and `*` allowed in front of the path. */
const BAG = /^([0-9A-Fa-f]+)[ \t]+(\*?)(.+)$/u;

/**
 * Returns the entries of a GNU or BSD checksum file in which lines without a tag are of `algorithm`. Line ends may be LF or
 * CRLF. Empty lines and lines that begin with `#` are none; any other line that cannot be read is an entry without checksum.
 */
export function parseSums(text: string, algorithm: ChecksumAlgorithm): readonly SumsEntry[] {
  return linesOf(text)
    .filter((line) => !line.startsWith('#'))
    .map((line) => parseLine(line, algorithm));
}

/**
 * Returns the entries of a checksum file that stands beside the one file `name` and is named after it (`app.bin.sha256`): as
 * {@link parseSums}, or the digits alone. It is about the file beside it, whatever folder it was made from.
 */
export function parseSumBeside(text: string, algorithm: ChecksumAlgorithm, name: string): readonly SumsEntry[] {
  const digits = text.trim();
  if (/^[0-9A-Fa-f]+$/u.test(digits)) return [{ path: name, checksum: checksumOf(algorithm, digits) }];
  return parseSums(text, algorithm).map((entry) =>
    entry.path.split(/[/\\]/u).at(-1) === name ? { ...entry, path: name } : entry,
  );
}

/** Returns the entries of a BagIt manifest (RFC 8493, section 2.1.3), in which CR, LF and `%` of paths are percent-encoded. */
export function parseBagManifest(text: string, algorithm: ChecksumAlgorithm): readonly BagEntry[] {
  return tagLines(text).map((line) => {
    const [, hex = '', mark = '', written = line] = BAG.exec(line) ?? [];
    const decoded = decodePath(written);
    const path = withoutDot(decoded);
    return { path, checksum: checksumOf(algorithm, hex), marked: mark !== '', dotted: path !== decoded };
  });
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line.trim() !== '');
}

function parseLine(line: string, algorithm: ChecksumAlgorithm): SumsEntry {
  const escaped = line.startsWith('\\');
  const rest = escaped ? line.slice(1) : line;
  const tagged = TAGGED.exec(rest);
  if (tagged !== null) {
    const [, tag = '', name = '', hex = ''] = tagged;
    const named = algorithmNamed(tag);
    // A file that is named after a strong algorithm must not smuggle in a weak one under that name.
    const fits = named !== null && (isStrong(named) || !isStrong(algorithm));
    return { path: nameOf(name, escaped), checksum: fits ? checksumOf(named, hex) : null };
  }
  const plain = PLAIN.exec(rest);
  if (plain === null) return { path: line, checksum: null };
  const [, hex = '', name = ''] = plain;
  return { path: nameOf(name, escaped), checksum: checksumOf(algorithm, hex) };
}

/** A line that begins with a backslash has `\\`, `\n` and `\r` in its name (GNU coreutils manual, "md5sum invocation"). */
function nameOf(name: string, escaped: boolean): string {
  const plain = escaped ? name.replace(/\\([\\nr])/gu, (_, letter: string) => UNESCAPED[letter] ?? letter) : name;
  return withoutDot(plain);
}

/** Returns `path` without the `./` that `find . | xargs sha256sum` puts in front. */
export function withoutDot(path: string): string {
  return path.replace(/^(?:\.\/+)+/u, '');
}

const UNESCAPED: Readonly<Record<string, string>> = { '\\': '\\', n: '\n', r: '\r' };

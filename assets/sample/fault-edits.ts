import type { PackFile } from '../../src/packer/index.ts';
import { renderExport, type AnomalyExport, type Entry } from './anomalies.ts';
import { textOf, utf8 } from './text.ts';

/** The files of a release while faults are planted. */
export type Files = Map<string, Uint8Array>;

/** Replaces a text that must occur in a file: a fault that was not planted would be worse than none. Throws `RangeError`. */
export function replace(files: Files, path: string, from: string, to: string): void {
  const text = textOf(bytesOf(files, path));
  if (!text.includes(from)) throw new RangeError(`${path} does not hold: ${from}`);
  files.set(path, utf8(text.replace(from, to)));
}

/** Changes the text of a file. A fault that was not planted would be worse than none: throws `RangeError` when nothing changed. */
export function editText(files: Files, path: string, edit: (text: string) => string): void {
  const text = textOf(bytesOf(files, path));
  const changed = edit(text);
  if (changed === text) throw new RangeError(`${path} does not hold what the fault changes`);
  files.set(path, utf8(changed));
}

/** Removes every line of a file that holds `part`. Throws `RangeError` when none does. */
export function removeLines(files: Files, path: string, part: string): void {
  const lines = textOf(bytesOf(files, path)).split('\n');
  const kept = lines.filter((line) => !line.includes(part));
  if (kept.length === lines.length) throw new RangeError(`${path} does not hold: ${part}`);
  files.set(path, utf8(kept.join('\n')));
}

/** Changes fields of one entry of the anomaly export. */
export function changeAnomaly(files: Files, id: string, fields: Entry): void {
  editExport(files, (entries) => {
    if (!entries.some((entry) => entry['id'] === id)) throw new RangeError(`no anomaly ${id}`);
    return entries.map((entry) => (entry['id'] === id ? { ...entry, ...fields } : entry));
  });
}

/** Takes one entry out of the anomaly export and leaves what the export says of its rows. */
export function removeAnomaly(files: Files, id: string): void {
  editExport(files, (entries) => entries.filter((entry) => entry['id'] !== id));
}

/** Returns the anomaly export as it stands, with the digest of each entry. */
export function exportIn(files: Files): AnomalyExport {
  const { metadata, entries } = parsedExport(files);
  return renderExport(metadata, entries);
}

/** Turns one bit of a file: the lowest of the byte in its middle, a letter into another one. */
export function flipBit(files: Files, path: string): void {
  const bytes = bytesOf(files, path).slice();
  const middle = Math.floor(bytes.length / 2);
  const at = bytes.findIndex((byte, index) => index >= middle && byte >= 0x61 && byte <= 0x7a);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  files.set(path, bytes);
}

/** Returns the bytes of a file. Throws `RangeError` when there is none. */
export function bytesOf(files: Files, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new RangeError(`no file ${path}`);
  return bytes;
}

/** Returns the files as a list to pack. */
export function listOf(files: Files): readonly PackFile[] {
  return [...files].map(([path, bytes]) => ({ path, bytes }));
}

const EXPORT = 'anomalies/known.json';

function editExport(files: Files, edit: (entries: readonly Entry[]) => readonly Entry[]): void {
  const { metadata, entries } = parsedExport(files);
  files.set(EXPORT, utf8(renderExport(metadata, edit(entries)).text));
}

function parsedExport(files: Files): { readonly metadata: Entry; readonly entries: readonly Entry[] } {
  const parsed = JSON.parse(textOf(bytesOf(files, EXPORT))) as {
    readonly export: Entry;
    readonly anomalies: readonly Entry[];
  };
  return { metadata: parsed.export, entries: parsed.anomalies };
}

import { Refusal } from '../domain/errors.ts';

/** What an extended header says of the entry after it. `null`: nothing. */
export interface PaxFields {
  readonly path: string | null;
  readonly size: number | null;
}

/** Keys that change neither what an entry is called nor what it holds: times, owners, remarks, attributes of file systems. */
const HARMLESS =
  /^(?:atime|ctime|mtime|LIBARCHIVE\.creationtime|uid|gid|uname|gname|comment|SCHILY\.(?:dev|ino|nlink|fflags|xattr\..+|acl\..+)|LIBARCHIVE\.xattr\..+|RHT\.security\.selinux|MSWINDOWS\.rawsd)$/u;

/**
 * Reads the records of an extended header (POSIX.1-2001 pax, `<length> <key>=<value>\n`). Throws `TAR_PAX_MALFORMED` for records that are not
 * of this form, twice there, or of a key whose meaning is not known: what is skipped could give the entry another name or content.
 */
export function readPax(bytes: Uint8Array, at: number): PaxFields {
  const found = new Map<string, string>();
  for (let from = 0; from < bytes.length;) {
    const record = recordAt(bytes, from);
    if (record === null || found.has(record.key)) throw malformed(at, record?.key ?? '');
    found.set(record.key, record.value);
    from = record.end;
  }
  for (const key of found.keys()) if (key !== 'path' && key !== 'size' && !HARMLESS.test(key)) throw malformed(at, key);
  return { path: found.get('path') ?? null, size: sizeOf(found.get('size'), at) };
}

/** Reads a global extended header, which may only hold what concerns no entry's name or content. Throws as {@link readPax}. */
export function checkGlobalPax(bytes: Uint8Array, at: number): void {
  const { path, size } = readPax(bytes, at);
  if (path !== null) throw malformed(at, 'path');
  if (size !== null) throw malformed(at, 'size');
}

function recordAt(bytes: Uint8Array, from: number): { key: string; value: string; end: number } | null {
  const space = bytes.indexOf(0x20, from);
  if (space === -1 || space - from > 10) return null;
  const digits = String.fromCharCode(...bytes.subarray(from, space));
  if (!/^[1-9][0-9]*$/u.test(digits)) return null;
  const end = from + Number(digits);
  if (end > bytes.length || bytes[end - 1] !== 0x0a) return null;
  const text = decode(bytes.subarray(space + 1, end - 1));
  const equals = text?.indexOf('=') ?? -1;
  if (text === null || equals < 1) return null;
  return { key: text.slice(0, equals), value: text.slice(equals + 1), end };
}

/** Attributes may be binary; their keys are not, and their values are not looked at. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const equals = bytes.indexOf(0x3d);
    const key = String.fromCharCode(...bytes.subarray(0, Math.max(0, equals)));
    return /^(?:SCHILY|LIBARCHIVE)\.xattr\.[\u0021-\u007e]+$/u.test(key) ? `${key}=` : null;
  }
}

function sizeOf(text: string | undefined, at: number): number | null {
  if (text === undefined) return null;
  const size = Number(text);
  if (!/^(?:0|[1-9][0-9]*)$/u.test(text) || !Number.isSafeInteger(size)) throw malformed(at, 'size');
  return size;
}

function malformed(at: number, key: string): Refusal {
  return new Refusal('TAR_PAX_MALFORMED', null, { offset: at, key: key.slice(0, 100) });
}

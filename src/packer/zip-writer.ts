import { crc32, deflateRawSync } from 'node:zlib';
import { checkMemberName, nameSet } from '../archive/names.ts';
import { DEFAULT_BUDGETS } from '../domain/limits.ts';

/** One file to pack, or one that was read. The path is relative, with `/` between its parts. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const STORED = 0;
const DEFLATED = 8;
/** Below this size deflate rarely gains anything, and a stored file can be read with the naked eye. */
const STORE_BELOW = 128;
/** Bit 11: the name is UTF-8 (APPNOTE.TXT 4.4.4). No data descriptors, so that a local header says all there is to know. */
const FLAGS = 0x0800;
/** 1 January 1980, 00:00:00: the first instant that ZIP knows. The archive's own time says nothing about the release. */
const DOS_TIME = 0;
const DOS_DATE = 0x0021;
/** A regular file, readable by all, writable by its owner. */
const UNIX_FILE = 0o100644 * 0x10000;
const MADE_BY_UNIX = 3 << 8;
const LIMIT_16 = 0xffff;
const LIMIT_32 = 0xffffffff;

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly data: Uint8Array;
  readonly offset: number;
}

/**
 * Returns a ZIP archive of `files`, sorted by the bytes of their names, with fixed times: the same files give the same bytes on the
 * same zlib. ZIP64 records are written where counts or sizes need them. Throws a `Refusal` (`NAME_…`, `BUDGET_NAME_LENGTH`,
 * `BUDGET_DEPTH`) for a name that opening the archive would be refused for.
 */
export function writeZip(files: readonly PackFile[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const entries: Entry[] = [];
  let offset = 0;
  for (const file of sorted(files)) {
    const entry = entryOf(file, offset);
    const header = localHeader(entry);
    chunks.push(header, entry.data);
    entries.push(entry);
    offset += header.length + entry.data.length;
  }
  const directory = Buffer.concat(entries.map(centralHeader));
  chunks.push(directory, endRecords(entries.length, directory.length, offset));
  return new Uint8Array(Buffer.concat(chunks));
}

/** Returns `files` in the order of the bytes of their names. Throws the refusals that reading these names would meet. */
function sorted(files: readonly PackFile[]): readonly PackFile[] {
  const names = nameSet();
  for (const { path } of files) {
    checkMemberName(path, DEFAULT_BUDGETS);
    names.addFile(path);
  }
  return [...files].sort((left, right) => Buffer.compare(Buffer.from(left.path), Buffer.from(right.path)));
}

function entryOf(file: PackFile, offset: number): Entry {
  const name = Buffer.from(file.path, 'utf8');
  const deflated = file.bytes.length < STORE_BELOW ? null : deflateRawSync(file.bytes, { level: 9 });
  const smaller = deflated !== null && deflated.length < file.bytes.length && !looksLikeBomb(file.bytes, deflated);
  return {
    name,
    method: smaller ? DEFLATED : STORED,
    crc: crc32(file.bytes),
    size: file.bytes.length,
    data: smaller ? deflated : file.bytes,
    offset,
  };
}

/** Whether a reader would refuse the file for its ratio: it is then stored, which is large and harmless. */
function looksLikeBomb(bytes: Uint8Array, deflated: Uint8Array): boolean {
  const { ratio, ratioFloor } = DEFAULT_BUDGETS;
  return bytes.length >= ratioFloor && bytes.length > deflated.length * ratio;
}

function localHeader(entry: Entry): Buffer {
  const large = entry.size >= LIMIT_32 || entry.data.length >= LIMIT_32;
  const extra = large ? zip64Extra([entry.size, entry.data.length]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(large ? 45 : 20, 4);
  writeCommon(header, 6, entry, large);
  header.writeUInt16LE(entry.name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, entry.name, extra]);
}

function centralHeader(entry: Entry): Buffer {
  const large = entry.size >= LIMIT_32 || entry.data.length >= LIMIT_32;
  const far = entry.offset >= LIMIT_32;
  const numbers = [...(large ? [entry.size, entry.data.length] : []), ...(far ? [entry.offset] : [])];
  const extra = numbers.length > 0 ? zip64Extra(numbers) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  const version = large || far ? 45 : 20;
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY_UNIX | version, 4);
  header.writeUInt16LE(version, 6);
  writeCommon(header, 8, entry, large);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(UNIX_FILE, 38);
  header.writeUInt32LE(far ? LIMIT_32 : entry.offset, 42);
  return Buffer.concat([header, entry.name, extra]);
}

/** Writes what local and central headers share, from the flags to the uncompressed size. */
function writeCommon(header: Buffer, at: number, entry: Entry, large: boolean): void {
  header.writeUInt16LE(FLAGS, at);
  header.writeUInt16LE(entry.method, at + 2);
  header.writeUInt16LE(DOS_TIME, at + 4);
  header.writeUInt16LE(DOS_DATE, at + 6);
  header.writeUInt32LE(entry.crc, at + 8);
  header.writeUInt32LE(large ? LIMIT_32 : entry.data.length, at + 12);
  header.writeUInt32LE(large ? LIMIT_32 : entry.size, at + 16);
}

function zip64Extra(numbers: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + numbers.length * 8);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(numbers.length * 8, 2);
  numbers.forEach((number, index) => extra.writeBigUInt64LE(BigInt(number), 4 + index * 8));
  return extra;
}

function endRecords(count: number, size: number, offset: number): Buffer {
  const large = count >= LIMIT_16 || size >= LIMIT_32 || offset >= LIMIT_32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, LIMIT_16), 8);
  end.writeUInt16LE(Math.min(count, LIMIT_16), 10);
  end.writeUInt32LE(Math.min(size, LIMIT_32), 12);
  end.writeUInt32LE(Math.min(offset, LIMIT_32), 16);
  return large ? Buffer.concat([zip64End(count, size, offset), end]) : end;
}

function zip64End(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(MADE_BY_UNIX | 45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + size), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

/** Header fields that a hostile entry may state differently from what they are. */
export interface HeaderFields {
  signature?: number;
  flags?: number;
  method?: number;
  crc?: number;
  compressedSize?: number;
  size?: number;
  name?: string | Uint8Array;
  extra?: Uint8Array;
  /** Central directory only. */
  headerOffset?: number;
  disk?: number;
  attributes?: number;
  comment?: Uint8Array;
}

export interface EntrySpec {
  name: string | Uint8Array;
  data?: string | Uint8Array;
  /** 0 stored (the default), 8 deflated; any other is written over stored bytes. */
  method?: number;
  flags?: number;
  /** The bytes that stand in the archive, where they are not what `data` and `method` give. */
  raw?: Uint8Array;
  /** A data descriptor, with its sizes in 4 or 8 bytes; header sizes and CRC are then zero. */
  descriptor?: 'plain' | 'signed' | 'plain64' | 'signed64';
  descriptorFields?: { crc?: number; compressedSize?: number; size?: number };
  /** Sizes in a ZIP64 field, in both headers. */
  zip64?: boolean;
  local?: HeaderFields;
  central?: HeaderFields;
  /** Bytes in front of the local header, and between the data and the descriptor. */
  before?: Uint8Array;
  after?: Uint8Array;
}

export interface EndFields {
  disk?: number;
  directoryDisk?: number;
  entriesHere?: number;
  entries?: number;
  directorySize?: number;
  directoryOffset?: number;
  commentLength?: number;
}

export interface ZipSpec {
  prefix?: Uint8Array;
  /** Whether offsets count the prefix, as programs do that make self-extracting archives properly. */
  offsetsCountPrefix?: boolean;
  beforeDirectory?: Uint8Array;
  afterDirectory?: Uint8Array;
  comment?: Uint8Array;
  trailing?: Uint8Array;
  end?: EndFields;
  zip64End?: boolean | (EndFields & { recordSize?: number; locatorOffset?: number; disks?: number });
}

const UTF8 = 1 << 11;
const DESCRIPTOR = 1 << 3;

/** Returns a ZIP file, byte by byte as the specification of each entry and of the end asks, however wrong that is. */
export function buildZip(entries: readonly EntrySpec[], spec: ZipSpec = {}): Buffer {
  const prefix = Buffer.from(spec.prefix ?? []);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = spec.offsetsCountPrefix === true ? prefix.length : 0;
  for (const entry of entries) {
    const before = Buffer.from(entry.before ?? []);
    const local = Buffer.concat(localParts(entry));
    directory.push(centralRecord(entry, position + before.length));
    parts.push(before, local);
    position += before.length + local.length;
  }
  const gap = Buffer.from(spec.beforeDirectory ?? []);
  const centre = Buffer.concat(directory);
  const tail = endParts(spec, entries.length, position + gap.length, centre.length);
  return Buffer.concat([prefix, ...parts, gap, centre, ...tail, Buffer.from(spec.trailing ?? [])]);
}

/** Returns one extra field with its id and length in front. */
export function extraField(id: number, content: Uint8Array): Buffer {
  return Buffer.concat([u16(id), u16(content.length), content]);
}

/** Returns the Unicode path extra field that claims `claimed` for an entry whose header says `name`. */
export function unicodePath(name: string, claimed: string): Buffer {
  return extraField(0x7075, Buffer.concat([Buffer.from([1]), u32(crc32(Buffer.from(name))), Buffer.from(claimed)]));
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

interface Truth {
  name: Buffer;
  raw: Buffer;
  size: number;
  crc: number;
  method: number;
  flags: number;
}

function truthOf(entry: EntrySpec): Truth {
  const data = Buffer.from(entry.data ?? '');
  const method = entry.method ?? 0;
  const name = Buffer.from(entry.name);
  const descriptor = entry.descriptor === undefined ? 0 : DESCRIPTOR;
  const utf8 = name.some((byte) => byte >= 0x80) ? UTF8 : 0;
  return {
    name,
    raw: Buffer.from(entry.raw ?? (method === 8 ? deflateRawSync(data) : data)),
    size: data.length,
    crc: crc32(data),
    method,
    flags: entry.flags ?? descriptor | utf8,
  };
}

function localParts(entry: EntrySpec): Buffer[] {
  const truth = truthOf(entry);
  const { local = {} } = entry;
  const later = entry.descriptor !== undefined;
  const wide = entry.zip64 === true;
  const extra = wide
    ? extraField(1, Buffer.concat([u64(later ? 0 : truth.size), u64(later ? 0 : truth.raw.length)]))
    : Buffer.alloc(0);
  const name = Buffer.from(local.name ?? truth.name);
  const fields = Buffer.from(local.extra ?? extra);
  const header = Buffer.concat([
    u32(local.signature ?? 0x04034b50),
    u16(wide ? 45 : 20),
    u16(local.flags ?? truth.flags),
    u16(local.method ?? truth.method),
    u32(0x58510000),
    u32(local.crc ?? (later ? 0 : truth.crc)),
    u32(local.compressedSize ?? (wide ? 0xffffffff : later ? 0 : truth.raw.length)),
    u32(local.size ?? (wide ? 0xffffffff : later ? 0 : truth.size)),
    u16(name.length),
    u16(fields.length),
    name,
    fields,
  ]);
  return [header, truth.raw, Buffer.from(entry.after ?? []), descriptorOf(entry, truth)];
}

function descriptorOf(entry: EntrySpec, truth: Truth): Buffer {
  if (entry.descriptor === undefined) return Buffer.alloc(0);
  const number = entry.descriptor.endsWith('64') ? u64 : u32;
  const { crc = truth.crc, compressedSize = truth.raw.length, size = truth.size } = entry.descriptorFields ?? {};
  const signature = entry.descriptor.startsWith('signed') ? u32(0x08074b50) : Buffer.alloc(0);
  return Buffer.concat([signature, u32(crc), number(compressedSize), number(size)]);
}

function centralRecord(entry: EntrySpec, offset: number): Buffer {
  const truth = truthOf(entry);
  const { central = {} } = entry;
  const wide = entry.zip64 === true;
  const name = Buffer.from(central.name ?? truth.name);
  const extra = Buffer.from(
    central.extra ?? (wide ? extraField(1, Buffer.concat([u64(truth.size), u64(truth.raw.length)])) : []),
  );
  const comment = Buffer.from(central.comment ?? []);
  return Buffer.concat([
    u32(central.signature ?? 0x02014b50),
    u16((3 << 8) | 20),
    u16(wide ? 45 : 20),
    u16(central.flags ?? truth.flags),
    u16(central.method ?? truth.method),
    u32(0x58510000),
    u32(central.crc ?? truth.crc),
    u32(central.compressedSize ?? (wide ? 0xffffffff : truth.raw.length)),
    u32(central.size ?? (wide ? 0xffffffff : truth.size)),
    u16(name.length),
    u16(extra.length),
    u16(comment.length),
    u16(central.disk ?? 0),
    u16(0),
    u32(central.attributes ?? 0),
    u32(central.headerOffset ?? offset),
    name,
    extra,
    comment,
  ]);
}

function endParts(spec: ZipSpec, count: number, directoryOffset: number, directorySize: number): Buffer[] {
  const after = Buffer.from(spec.afterDirectory ?? []);
  const comment = Buffer.from(spec.comment ?? []);
  const { end = {} } = spec;
  const wide = spec.zip64End !== undefined && spec.zip64End !== false;
  const record = Buffer.concat([
    u32(0x06054b50),
    u16(end.disk ?? 0),
    u16(end.directoryDisk ?? 0),
    u16(end.entriesHere ?? (wide ? 0xffff : count)),
    u16(end.entries ?? (wide ? 0xffff : count)),
    u32(end.directorySize ?? (wide ? 0xffffffff : directorySize)),
    u32(end.directoryOffset ?? (wide ? 0xffffffff : directoryOffset)),
    u16(end.commentLength ?? comment.length),
    comment,
  ]);
  if (!wide) return [after, record];
  const fields = spec.zip64End === true || spec.zip64End === undefined ? {} : spec.zip64End || {};
  const zip64 = Buffer.concat([
    u32(0x06064b50),
    u64(fields.recordSize ?? 44),
    u16(45),
    u16(45),
    u32(fields.disk ?? 0),
    u32(fields.directoryDisk ?? 0),
    u64(fields.entriesHere ?? count),
    u64(fields.entries ?? count),
    u64(fields.directorySize ?? directorySize),
    u64(fields.directoryOffset ?? directoryOffset),
  ]);
  const start = directoryOffset + directorySize + after.length;
  const locator = Buffer.concat([u32(0x07064b50), u32(0), u64(fields.locatorOffset ?? start), u32(fields.disks ?? 1)]);
  return [after, zip64, locator, record];
}

import { Buffer } from 'node:buffer';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import { windowOver, type Window } from './access.ts';
import { u16, u32, u64 } from './bytes.ts';
import type { RandomAccess } from './ports.ts';
import { readExtra, requireSameUnicodePath, resolveSizes, sameBytes } from './zip-extra.ts';
import {
  DESCRIPTOR_SIGNATURE,
  FLAG_DESCRIPTOR,
  LOCAL_LENGTH,
  LOCAL_SIGNATURE,
  SEE_ZIP64_32,
  type ZipEntry,
} from './zip-format.ts';

/** Entries by position in the archive; the data of the entry at an index begin at the offset of the same index. */
export interface LocatedEntries {
  readonly entries: readonly ZipEntry[];
  readonly dataOffsets: Float64Array;
}

interface Local {
  readonly dataOffset: number;
  readonly zip64: boolean;
}

/**
 * Walks the archive from its first byte to its central directory at `directoryOffset` and checks that entries follow one
 * another without gap or overlap, and that each local header and data descriptor says what the directory says. Returns the
 * entries by position, and where the data of each begin. Throws a {@link Refusal} with a code `ZIP_…`.
 */
export async function locateEntries(
  access: RandomAccess,
  entries: readonly ZipEntry[],
  directoryOffset: number,
  signal: CancelSignal | undefined,
): Promise<LocatedEntries> {
  const window = windowOver(access);
  const sorted = entries.toSorted((left, right) => left.headerOffset - right.headerOffset);
  const dataOffsets = new Float64Array(sorted.length);
  let expected = 0;
  for (const [index, entry] of sorted.entries()) {
    if (index % 1024 === 0) throwIfCancelled(signal);
    if (entry.headerOffset > expected)
      throw new Refusal(index === 0 ? 'ZIP_PREFIX_DATA' : 'ZIP_GAP', index === 0 ? null : entry.name);
    if (entry.headerOffset < expected) throw new Refusal('ZIP_OVERLAP', entry.name);
    const next = sorted[index + 1]?.headerOffset ?? directoryOffset;
    if (next > directoryOffset) throw new Refusal('ZIP_OVERLAP', sorted[index + 1]?.name ?? entry.name);
    const local = await readLocal(window, entry, next);
    const dataEnd = local.dataOffset + entry.compressedSize;
    if (dataEnd > next) throw new Refusal('ZIP_OVERLAP', entry.name);
    await checkAfterData(window, entry, local, dataEnd, next);
    dataOffsets[index] = local.dataOffset;
    expected = next;
  }
  if (sorted.length === 0 && directoryOffset > 0) throw new Refusal('ZIP_PREFIX_DATA', null);
  return { entries: sorted, dataOffsets };
}

async function readLocal(window: Window, entry: ZipEntry, limit: number): Promise<Local> {
  const start = entry.headerOffset;
  if (start + LOCAL_LENGTH > limit) throw new Refusal('ZIP_OVERLAP', entry.name);
  const head = window.peek(start, LOCAL_LENGTH) ?? (await window.load(start, LOCAL_LENGTH));
  if (u32(head, 0) !== LOCAL_SIGNATURE) throw new Refusal('ZIP_ENTRY_MALFORMED', entry.name);
  const nameLength = u16(head, 26);
  const length = LOCAL_LENGTH + nameLength + u16(head, 28);
  if (start + length > limit) throw new Refusal('ZIP_OVERLAP', entry.name);
  const header = window.peek(start, length) ?? (await window.load(start, length));
  const name = header.subarray(LOCAL_LENGTH, LOCAL_LENGTH + nameLength);
  require(sameBytes(name, Buffer.from(entry.name)), entry, 'name');
  require(u16(header, 6) === entry.flags, entry, 'flags');
  require(u16(header, 8) === entry.method, entry, 'method');
  const extra = readExtra(header.subarray(LOCAL_LENGTH + nameLength), entry.name);
  requireSameUnicodePath(extra, name, entry.name);
  if (extra.encrypted) throw new Refusal('ENTRY_ENCRYPTED', entry.name);
  checkLocalSizes(header, entry, extra.zip64);
  return { dataOffset: start + length, zip64: extra.zip64 !== null };
}

/** With a data descriptor the local header holds zeros or the same values, field by field (APPNOTE 4.4.4, bit 3). */
function checkLocalSizes(header: Uint8Array, entry: ZipEntry, zip64: Uint8Array | null): void {
  const short = { size: u32(header, 22), compressedSize: u32(header, 18), headerOffset: null };
  const crc = u32(header, 14);
  const later = (entry.flags & FLAG_DESCRIPTOR) !== 0;
  // Writers that stream without knowing the size may leave the ZIP64 mark without a field; the descriptor then decides.
  const unknown = later && zip64 === null && short.size === SEE_ZIP64_32 && short.compressedSize === SEE_ZIP64_32;
  const sizes = unknown ? { size: 0, compressedSize: 0 } : resolveSizes(short, zip64, entry.name);
  require(crc === entry.crc || (later && crc === 0), entry, 'crc');
  require(sizes.size === entry.size || (later && sizes.size === 0), entry, 'sizes');
  require(sizes.compressedSize === entry.compressedSize || (later && sizes.compressedSize === 0), entry, 'sizes');
}

/** Between an entry's data and the next entry stands its data descriptor (APPNOTE 4.3.9), in one of its two lengths, or nothing. */
async function checkAfterData(
  window: Window,
  entry: ZipEntry,
  local: Local,
  dataEnd: number,
  next: number,
): Promise<void> {
  const space = next - dataEnd;
  if ((entry.flags & FLAG_DESCRIPTOR) === 0) {
    if (space > 0) throw new Refusal('ZIP_GAP', entry.name);
    return;
  }
  const wide = local.zip64 || entry.size >= SEE_ZIP64_32 || entry.compressedSize >= SEE_ZIP64_32;
  const plain = wide ? 20 : 12;
  if (space > plain + 4) throw new Refusal('ZIP_GAP', entry.name);
  require(space === plain || space === plain + 4, entry, 'descriptor');
  const found = window.peek(dataEnd, space) ?? (await window.load(dataEnd, space));
  const fields = found.subarray(space - plain);
  require(space === plain || u32(found, 0) === DESCRIPTOR_SIGNATURE, entry, 'descriptor');
  require(u32(fields, 0) === entry.crc, entry, 'descriptor');
  require((wide ? u64(fields, 4) : u32(fields, 4)) === entry.compressedSize, entry, 'descriptor');
  require((wide ? u64(fields, 12) : u32(fields, 8)) === entry.size, entry, 'descriptor');
}

function require(holds: boolean, entry: ZipEntry, field: string): void {
  if (!holds) throw new Refusal('ZIP_HEADER_MISMATCH', entry.name, { field });
}

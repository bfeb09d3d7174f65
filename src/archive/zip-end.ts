import { Refusal } from '../domain/errors.ts';
import { readExactly } from './access.ts';
import { u16, u32, u64 } from './bytes.ts';
import type { RandomAccess } from './ports.ts';
import {
  DIRECTORY_LENGTH,
  DIRECTORY_SIGNATURE,
  END_LENGTH,
  END_SIGNATURE,
  SEE_ZIP64_16,
  SEE_ZIP64_32,
  ZIP64_END_LENGTH,
  ZIP64_END_SIGNATURE,
  ZIP64_LOCATOR_LENGTH,
  ZIP64_LOCATOR_SIGNATURE,
} from './zip-format.ts';

const LONGEST_COMMENT = 0xffff;

/** Where the central directory lies, the same in every interpretation of the end of the file. */
export interface EndRecord {
  readonly entries: number;
  readonly directoryOffset: number;
  readonly directorySize: number;
}

interface Fields {
  readonly disk: number;
  readonly directoryDisk: number;
  readonly entriesHere: number;
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
}

/**
 * Reads the end record, with its ZIP64 record where there is one (APPNOTE 4.3.14 to 4.3.16). Throws
 * `CONTAINER_TRUNCATED`, `ZIP_TRAILING_DATA`, `ZIP_END_RECORD_AMBIGUOUS`, `ZIP_MULTI_DISK`, `ZIP_ENTRY_COUNT_MISMATCH`,
 * `ZIP_PREFIX_DATA` or `ZIP_GAP`. The caller has seen that the file is a ZIP.
 */
export async function readEndRecord(access: RandomAccess): Promise<EndRecord> {
  const tailLength = Math.min(access.size, END_LENGTH + LONGEST_COMMENT + ZIP64_LOCATOR_LENGTH);
  const tailOffset = access.size - tailLength;
  const tail = await readExactly(access, tailOffset, tailLength);
  const at = findEnd(tail);
  const fields = endFields(tail, at);
  const locatorAt = at - ZIP64_LOCATOR_LENGTH;
  if (locatorAt < 0 || u32(tail, locatorAt) !== ZIP64_LOCATOR_SIGNATURE) {
    return checkedEnd(access, fields, tailOffset + at);
  }
  const { fields64, start } = await readZip64(access, tail, locatorAt, tailOffset);
  requireAgreement(fields, fields64);
  return checkedEnd(access, fields64, start);
}

/** Returns whether the tail of the file holds an end record's signature at all. */
export async function hasEndSignature(access: RandomAccess): Promise<boolean> {
  const length = Math.min(access.size, END_LENGTH + LONGEST_COMMENT);
  const tail = await readExactly(access, access.size - length, length);
  return signatures(tail).length > 0;
}

/** The one end record whose comment ends with the file. Readers differ in which signature they take, so there may be no other. */
function findEnd(tail: Uint8Array): number {
  const found = signatures(tail);
  const ends = found.map((at) => at + END_LENGTH + (at + END_LENGTH <= tail.length ? u16(tail, at + 20) : 0));
  const fitting = found.filter((_, index) => ends[index] === tail.length);
  const [only] = fitting;
  if (only === undefined) {
    const last = ends.at(-1);
    throw new Refusal(last !== undefined && last < tail.length ? 'ZIP_TRAILING_DATA' : 'CONTAINER_TRUNCATED', null);
  }
  if (fitting.length > 1 || found.at(-1) !== only) throw new Refusal('ZIP_END_RECORD_AMBIGUOUS', null);
  return only;
}

function signatures(tail: Uint8Array): readonly number[] {
  const found: number[] = [];
  for (let at = tail.indexOf(0x50); at >= 0 && at + 4 <= tail.length; at = tail.indexOf(0x50, at + 1)) {
    if (u32(tail, at) === END_SIGNATURE) found.push(at);
  }
  return found;
}

function endFields(tail: Uint8Array, at: number): Fields {
  return {
    disk: u16(tail, at + 4),
    directoryDisk: u16(tail, at + 6),
    entriesHere: u16(tail, at + 8),
    entries: u16(tail, at + 10),
    directorySize: u32(tail, at + 12),
    directoryOffset: u32(tail, at + 16),
  };
}

async function readZip64(
  access: RandomAccess,
  tail: Uint8Array,
  locatorAt: number,
  tailOffset: number,
): Promise<{ readonly fields64: Fields; readonly start: number }> {
  if (u32(tail, locatorAt + 4) !== 0 || u32(tail, locatorAt + 16) > 1) throw new Refusal('ZIP_MULTI_DISK', null);
  const start = tailOffset + locatorAt - ZIP64_END_LENGTH;
  // The record must stand right before its locator and have no extensible data: anything else can be found in two ways.
  if (start < 0 || u64(tail, locatorAt + 8) !== start) throw new Refusal('ZIP_END_RECORD_AMBIGUOUS', null);
  const record = await readExactly(access, start, ZIP64_END_LENGTH);
  if (u32(record, 0) !== ZIP64_END_SIGNATURE || u64(record, 4) !== ZIP64_END_LENGTH - 12) {
    throw new Refusal('ZIP_END_RECORD_AMBIGUOUS', null);
  }
  const fields64 = {
    disk: u32(record, 16),
    directoryDisk: u32(record, 20),
    entriesHere: u64(record, 24),
    entries: u64(record, 32),
    directorySize: u64(record, 40),
    directoryOffset: u64(record, 48),
  };
  return { fields64, start };
}

/** Each field of the short record either sends the reader to ZIP64 or says the same. */
function requireAgreement(short: Fields, long: Fields): void {
  const agree =
    agrees16(short.disk, long.disk) &&
    agrees16(short.directoryDisk, long.directoryDisk) &&
    agrees16(short.entriesHere, long.entriesHere) &&
    agrees16(short.entries, long.entries) &&
    agrees32(short.directorySize, long.directorySize) &&
    agrees32(short.directoryOffset, long.directoryOffset);
  if (!agree) throw new Refusal('ZIP_END_RECORD_AMBIGUOUS', null);
}

function agrees16(short: number, long: number): boolean {
  return short === SEE_ZIP64_16 || short === long;
}

function agrees32(short: number, long: number): boolean {
  return short === SEE_ZIP64_32 || short === long;
}

/** Checks that the directory ends where the end record (or its ZIP64 record) begins, at `end`. */
async function checkedEnd(access: RandomAccess, fields: Fields, end: number): Promise<EndRecord> {
  if (fields.disk !== 0 || fields.directoryDisk !== 0) throw new Refusal('ZIP_MULTI_DISK', null);
  if (fields.entriesHere !== fields.entries) {
    throw new Refusal('ZIP_ENTRY_COUNT_MISMATCH', null, { stated: fields.entries, found: fields.entriesHere });
  }
  const statedEnd = fields.directoryOffset + fields.directorySize;
  if (statedEnd > end) throw new Refusal('CONTAINER_TRUNCATED', null);
  if (statedEnd < end) throw new Refusal((await isShifted(access, fields, end)) ? 'ZIP_PREFIX_DATA' : 'ZIP_GAP', null);
  return { entries: fields.entries, directoryOffset: fields.directoryOffset, directorySize: fields.directorySize };
}

/** Whether a directory of the stated size stands right before `end`: then something was put in front of the whole archive. */
async function isShifted(access: RandomAccess, fields: Fields, end: number): Promise<boolean> {
  if (fields.directorySize < DIRECTORY_LENGTH) return true;
  return u32(await readExactly(access, end - fields.directorySize, 4), 0) === DIRECTORY_SIGNATURE;
}

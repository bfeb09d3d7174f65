import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { windowOver, type Window } from './access.ts';
import { u16, u32 } from './bytes.ts';
import { checkMemberName, nameSet, type NameSet } from './names.ts';
import type { RandomAccess } from './ports.ts';
import { checkEntryType } from './zip-entry-type.ts';
import type { EndRecord } from './zip-end.ts';
import { readExtra, requireSameUnicodePath, resolveSizes } from './zip-extra.ts';
import { DIRECTORY_LENGTH, DIRECTORY_SIGNATURE, FLAG_UTF8, SEE_ZIP64_16, type ZipEntry } from './zip-format.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const printable = new TextDecoder('latin1');

/**
 * Reads the central directory (APPNOTE 4.3.12): every entry, folders included, in the order of the directory, names and
 * budgets checked. Throws a {@link Refusal} with a code `ZIP_…`, `ENTRY_…`, `NAME_…` or `BUDGET_…`.
 */
export async function readDirectory(
  access: RandomAccess,
  end: EndRecord,
  budgets: Budgets,
  signal: CancelSignal | undefined,
): Promise<readonly ZipEntry[]> {
  if (end.entries > budgets.members) throw new Refusal('BUDGET_MEMBERS', null, { limit: budgets.members });
  const window = windowOver(access);
  const names = nameSet();
  const entries: ZipEntry[] = [];
  const directoryEnd = end.directoryOffset + end.directorySize;
  let position = end.directoryOffset;
  let total = 0;
  let packed = 0;
  for (let index = 0; index < end.entries; index += 1) {
    if (index % 1024 === 0) throwIfCancelled(signal);
    const record = await readRecord(window, position, directoryEnd, index, end.entries);
    const entry = readEntry(record, budgets);
    addName(names, entry);
    total += entry.size;
    packed += entry.compressedSize;
    if (total > budgets.totalSize) throw new Refusal('BUDGET_TOTAL_SIZE', null, { limit: budgets.totalSize });
    entries.push(entry);
    position += record.length;
  }
  if (position !== directoryEnd) await refuseRest(window, position, directoryEnd, end.entries);
  // A bomb may be cut into members of which none is one.
  if (isBomb(total, packed, budgets)) throw new Refusal('BUDGET_RATIO', null, { limit: budgets.ratio, what: 'whole' });
  return entries;
}

async function readRecord(
  window: Window,
  position: number,
  directoryEnd: number,
  index: number,
  stated: number,
): Promise<Uint8Array> {
  if (position === directoryEnd) throw new Refusal('ZIP_ENTRY_COUNT_MISMATCH', null, { stated, found: index });
  if (position + DIRECTORY_LENGTH > directoryEnd) throw malformed(index);
  const head = window.peek(position, DIRECTORY_LENGTH) ?? (await window.load(position, DIRECTORY_LENGTH));
  if (u32(head, 0) !== DIRECTORY_SIGNATURE) throw malformed(index);
  const length = DIRECTORY_LENGTH + u16(head, 28) + u16(head, 30) + u16(head, 32);
  if (position + length > directoryEnd) throw malformed(index);
  return window.peek(position, length) ?? window.load(position, length);
}

function malformed(index: number): Refusal {
  return new Refusal('ZIP_ENTRY_MALFORMED', `#${index + 1}`);
}

/** Says what stands between the last counted entry and the end of the directory: more entries, or bytes that are none. */
async function refuseRest(window: Window, position: number, directoryEnd: number, stated: number): Promise<never> {
  if (position + DIRECTORY_LENGTH <= directoryEnd) {
    const head = await window.load(position, 4);
    if (u32(head, 0) === DIRECTORY_SIGNATURE) {
      throw new Refusal('ZIP_ENTRY_COUNT_MISMATCH', null, { stated, found: stated + 1 });
    }
  }
  throw new Refusal('ZIP_GAP', null);
}

function readEntry(record: Uint8Array, budgets: Budgets): ZipEntry {
  const nameEnd = DIRECTORY_LENGTH + u16(record, 28);
  const rawName = record.subarray(DIRECTORY_LENGTH, nameEnd);
  const flags = u16(record, 8);
  const name = decodeName(rawName, (flags & FLAG_UTF8) !== 0, budgets);
  const folder = name.endsWith('/');
  checkMemberName(folder ? name.slice(0, -1) : name, budgets);
  const extra = readExtra(record.subarray(nameEnd, nameEnd + u16(record, 30)), name);
  requireSameUnicodePath(extra, rawName, name);
  const disk = u16(record, 34);
  if (disk !== 0 && !(disk === SEE_ZIP64_16 && extra.zip64 !== null)) throw new Refusal('ZIP_MULTI_DISK', name);
  const short = { size: u32(record, 24), compressedSize: u32(record, 20), headerOffset: u32(record, 42) };
  // A disk number of 0xFFFF is repeated at the end of the ZIP64 field, in four bytes.
  const sizes64 = disk === SEE_ZIP64_16 && extra.zip64 !== null ? withoutDisk(extra.zip64, name) : extra.zip64;
  const sizes = resolveSizes(short, sizes64, name);
  const entry: ZipEntry = {
    name,
    folder,
    flags,
    method: u16(record, 10),
    crc: u32(record, 16),
    compressedSize: sizes.compressedSize,
    size: sizes.size,
    headerOffset: sizes.headerOffset ?? 0,
  };
  checkEntryType(entry, u32(record, 38), extra.encrypted);
  checkSizes(entry, budgets);
  return entry;
}

function withoutDisk(zip64: Uint8Array, name: string): Uint8Array {
  const rest = zip64.subarray(0, -4);
  if (zip64.length % 8 !== 4) throw new Refusal('ZIP_ENTRY_MALFORMED', name);
  if (u32(zip64, rest.length) !== 0) throw new Refusal('ZIP_MULTI_DISK', name);
  return rest;
}

/** A name is UTF-8 by its flag or plain ASCII; code page 437, which the flag's absence stands for, is read differently everywhere. */
function decodeName(raw: Uint8Array, isUtf8: boolean, budgets: Budgets): string {
  if (raw.length > budgets.nameLength) {
    throw new Refusal('BUDGET_NAME_LENGTH', `${printable.decode(raw.subarray(0, 80))}…`, { limit: budgets.nameLength });
  }
  try {
    const name = utf8.decode(raw);
    if (isUtf8 || raw.every((byte) => byte < 0x80)) return name;
  } catch {
    // Falls through to the refusal: the bytes are no UTF-8.
  }
  throw new Refusal('NAME_NOT_UTF8', printable.decode(raw));
}

function checkSizes(entry: ZipEntry, budgets: Budgets): void {
  if (entry.size > budgets.memberSize)
    throw new Refusal('BUDGET_MEMBER_SIZE', entry.name, { limit: budgets.memberSize });
  if (isBomb(entry.size, entry.compressedSize, budgets))
    throw new Refusal('BUDGET_RATIO', entry.name, { limit: budgets.ratio });
}

function isBomb(size: number, packed: number, budgets: Budgets): boolean {
  return size > budgets.ratioFloor && size > packed * budgets.ratio;
}

function addName(names: NameSet, entry: ZipEntry): void {
  if (entry.folder) names.addFolder(entry.name.slice(0, -1));
  else names.addFile(entry.name);
}

import { Refusal } from '../domain/errors.ts';
import {
  DEFLATED,
  FLAG_ENCRYPTED,
  FLAG_MASKED_HEADERS,
  FLAG_PATCHED,
  FLAG_STRONG_ENCRYPTION,
  STORED,
  type ZipEntry,
} from './zip-format.ts';

/** File type bits of a Unix mode, which stands in the upper half of the external attributes. */
const MODE_TYPE = 0o170000;
const MODE_FILE = 0o100000;
const MODE_FOLDER = 0o040000;
/** MS-DOS attributes: volume label and folder. */
const DOS_LABEL = 0x08;
const DOS_FOLDER = 0x10;
/** Bytes of an empty deflate stream. */
const EMPTY_DEFLATED = 2;
/** Method number that WinZip's AES encryption puts in place of the real one. */
const METHOD_AES = 99;

/**
 * Checks that `entry` is a plain file or folder that this version can read. Throws `ENTRY_ENCRYPTED`,
 * `ENTRY_METHOD_UNSUPPORTED`, `ENTRY_TYPE_UNSUPPORTED`, `ZIP_SIZE_MISMATCH` or `ZIP_ENTRY_MALFORMED`. Modes are looked at
 * whichever system the entry claims to come from, because programs that extract differ in that.
 */
export function checkEntryType(entry: ZipEntry, attributes: number, aes: boolean): void {
  const encrypted = entry.flags & (FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTION | FLAG_MASKED_HEADERS);
  if (encrypted !== 0 || aes || entry.method === METHOD_AES) throw new Refusal('ENTRY_ENCRYPTED', entry.name);
  const known = entry.method === STORED || entry.method === DEFLATED;
  if (!known || (entry.flags & FLAG_PATCHED) !== 0) {
    throw new Refusal('ENTRY_METHOD_UNSUPPORTED', entry.name, { method: entry.method });
  }
  const type = (attributes >>> 16) & MODE_TYPE;
  const wanted = entry.folder ? MODE_FOLDER : MODE_FILE;
  const dosFolder = (attributes & DOS_FOLDER) !== 0;
  if ((type !== 0 && type !== wanted) || (attributes & DOS_LABEL) !== 0 || (dosFolder && !entry.folder)) {
    throw new Refusal('ENTRY_TYPE_UNSUPPORTED', entry.name);
  }
  // Some programs deflate the nothing that a folder holds, which takes two bytes.
  if (entry.folder && (entry.size !== 0 || entry.compressedSize > EMPTY_DEFLATED || entry.crc !== 0)) {
    throw new Refusal('ZIP_ENTRY_MALFORMED', entry.name);
  }
  if (entry.method === STORED && entry.size !== entry.compressedSize)
    throw new Refusal('ZIP_SIZE_MISMATCH', entry.name);
}

/** Numbers of PKWARE APPNOTE 6.3.10 that more than one file needs. */
export const LOCAL_SIGNATURE = 0x04034b50;
export const DIRECTORY_SIGNATURE = 0x02014b50;
export const DESCRIPTOR_SIGNATURE = 0x08074b50;
export const END_SIGNATURE = 0x06054b50;
export const ZIP64_END_SIGNATURE = 0x06064b50;
export const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
/** Stands first in every part of an archive that was split over several files (8.5.3). */
export const SPANNED_SIGNATURE = 0x08074b50;

export const LOCAL_LENGTH = 30;
export const DIRECTORY_LENGTH = 46;
export const END_LENGTH = 22;
export const ZIP64_END_LENGTH = 56;
export const ZIP64_LOCATOR_LENGTH = 20;

/** Values that send the reader to ZIP64 fields. */
export const SEE_ZIP64_16 = 0xffff;
export const SEE_ZIP64_32 = 0xffffffff;

export const STORED = 0;
export const DEFLATED = 8;

/** General purpose flags (4.4.4). */
export const FLAG_ENCRYPTED = 1 << 0;
export const FLAG_DESCRIPTOR = 1 << 3;
export const FLAG_PATCHED = 1 << 5;
export const FLAG_STRONG_ENCRYPTION = 1 << 6;
export const FLAG_UTF8 = 1 << 11;
export const FLAG_MASKED_HEADERS = 1 << 13;

/** One entry of the central directory. */
export interface ZipEntry {
  /** As written; a folder's ends in `/`. */
  readonly name: string;
  readonly folder: boolean;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

/** An entry whose local header agrees: where its data begin. */
export interface LocatedEntry extends ZipEntry {
  readonly dataOffset: number;
}

import type { ArchiveIdentity, Member, OnProgress } from '../domain/archive.ts';
import type { CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';

/** One open file. `read` returns exactly `length` bytes, fewer only where the file ends. */
export interface RandomAccess {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** One folder, listed with everything below it. Links are listed as links and never followed. */
export interface FolderAccess {
  list(): Promise<
    readonly { readonly path: string; readonly size: number; readonly type: 'file' | 'link' | 'other' }[]
  >;
  open(path: string): Promise<RandomAccess & { close(): Promise<void> }>;
}

/** What an archive is read from. `name` is the file's or folder's own name. */
export type ArchiveSource =
  | { readonly kind: 'file'; readonly name: string; readonly access: RandomAccess }
  | { readonly kind: 'folder'; readonly name: string; readonly folder: FolderAccess };

export interface OpenOptions {
  readonly budgets?: Budgets;
  readonly onProgress?: OnProgress;
  readonly signal?: CancelSignal;
}

/** An archive that has passed every check of its structure. Bytes come from the one source, nothing is extracted. */
export interface Archive {
  readonly identity: ArchiveIdentity;
  /** Sorted by code point of the path. */
  readonly members: readonly Member[];
  /** The same members in the order in which reading all of them is cheapest: that of their bytes in the archive. */
  readonly inByteOrder: readonly Member[];
  /** Returns the whole member. Throws `BUDGET_MEMBER_SIZE` when it has more than `most` bytes, and whatever `stream` throws. */
  read(path: string, most: number): Promise<Uint8Array>;
  /**
   * Yields the member's bytes. At its end the size and, for ZIP, the CRC-32 have been checked: throws `ZIP_SIZE_MISMATCH`,
   * `ZIP_CRC_MISMATCH`, `ZIP_DATA_CORRUPT` or `ARCHIVE_CHANGED`; bytes count only once the iteration has ended well.
   */
  stream(path: string, signal?: CancelSignal): AsyncIterable<Uint8Array>;
  /** Returns whether the source still has the size and SHA-256 that it had when it was opened. */
  unchanged(): Promise<boolean>;
}

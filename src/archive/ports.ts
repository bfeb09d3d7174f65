import type { ArchiveIdentity, Member, OnProgress } from '../domain/archive.ts';
import type { Sha256 } from '../domain/brand.ts';
import type { CancelSignal, RefusalCode } from '../domain/errors.ts';
import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import type { Budgets } from '../domain/limits.ts';

/** One open file. `read` returns exactly `length` bytes, fewer only where the file ends. */
export interface RandomAccess {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Fills `target` with the bytes from `offset` on, and returns how many there were: fewer than it holds only where the file ends. */
  fill(target: Uint8Array, offset: number): Promise<number>;
  /**
   * Returns what the system tells of the file: place on the medium, size, times. Equal stamps are of equal bytes. `null` where another file,
   * or none, has its name now.
   */
  stamp?(): Promise<string | null>;
  /** Threads that hash this file beside the caller's. */
  readonly hashers?: Hashers;
}

/** Hashes stretches of one file on other threads. Without it, all is hashed on the caller's. */
export interface Hashers {
  /**
   * Returns what each stretch came to, in their order. `onBytes` gets the sum of the bytes hashed so far. Throws `ARCHIVE_CHANGED` and
   * `Cancelled`; `null` where no thread could be started.
   */
  hash(
    stretches: readonly Stretch[],
    options: { readonly onBytes: (done: number) => void; readonly signal?: CancelSignal | undefined },
  ): Promise<readonly Hashed[] | null>;
}

/** Bytes of a file that are hashed as one: the whole of it, or a member. Sizes and offsets in bytes. */
export interface Stretch {
  readonly offset: number;
  /** What it takes in the file, and what that holds when it is inflated. */
  readonly packed: number;
  readonly size: number;
  readonly deflated: boolean;
  /** The CRC-32 that the container states; `null` where it states none. */
  readonly crc: number | null;
  readonly algorithms: readonly ChecksumAlgorithm[];
}

/** Digests in lower-case hexadecimal. */
export type Digests = Readonly<Partial<Record<ChecksumAlgorithm, string>>>;

/** What hashing came to. */
export interface Hashed {
  /** `null` where the bytes could not be read. */
  readonly digests: Digests | null;
  /** What is wrong with the content; the digests are then of the bytes up to there. */
  readonly damage: RefusalCode | null;
  /** The system's own code where the bytes could not be read, such as `EIO`. */
  readonly failure: string | null;
}

/** For each member the algorithms that are wanted beside SHA-256. */
export type WantedAlgorithms = ReadonlyMap<string, ReadonlySet<ChecksumAlgorithm>>;

/** One folder, listed with everything below it. Links are listed as links and never followed. */
export interface FolderAccess {
  /** `stamp` is of each file what {@link RandomAccess.stamp} is of one; `null` where the system tells none. */
  list(): Promise<
    readonly {
      readonly path: string;
      readonly size: number;
      readonly type: 'file' | 'link' | 'other';
      readonly stamp?: string | null;
    }[]
  >;
  open(path: string): Promise<RandomAccess & { close(): Promise<void> }>;
}

/** What an archive is read from. `name` is the file's or folder's own name. */
export type ArchiveSource =
  | { readonly kind: 'file'; readonly name: string; readonly access: RandomAccess }
  | { readonly kind: 'folder'; readonly name: string; readonly folder: FolderAccess };

export interface OpenOptions {
  readonly budgets?: Budgets | undefined;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: CancelSignal | undefined;
}

/** An archive that has passed every check of its structure. Bytes come from the one source, nothing is extracted. */
export interface Archive {
  readonly identity: Omit<ArchiveIdentity, 'sha256'>;
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
  /**
   * Returns the digests of every member by path: SHA-256 always, others where `wanted` has them; that of the archive is taken on the way.
   * Progress phase `hashing`, in bytes. Content that is damaged or cannot be read is told, not thrown. Throws `ARCHIVE_CHANGED` and `Cancelled`.
   */
  digests(wanted: WantedAlgorithms, options: OpenOptions): Promise<ReadonlyMap<string, Hashed>>;
  /**
   * Returns the archive's SHA-256: of the file; of a folder, over the sorted lines `<sha256>  <path>`. Takes it where `digests` was not asked
   * before. Throws the failure of a file that cannot be read.
   */
  sha256(options: OpenOptions): Promise<Sha256>;
  /** Returns whether the source is still what it was when it was opened: by its size and times, and where these moved by its SHA-256. */
  unchanged(): Promise<boolean>;
}

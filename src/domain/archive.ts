import type { Sha256 } from './brand.ts';

/** How the bytes are packed. Found from the bytes, never from the name. */
export type Container = 'zip' | 'tar' | 'tar.gz' | 'tar.zst' | 'folder';

/** What was opened. Taken at opening, checked again before anything is reported. */
export interface ArchiveIdentity {
  /** The file's or folder's own name, without the folders above it. */
  readonly name: string;
  readonly container: Container;
  /** Bytes of the file; for a folder the sum of its members. */
  readonly size: number;
  /** SHA-256 of the file; for a folder of its sorted `sha256  path\n` lines, as GNU sha256sum would print them. */
  readonly sha256: Sha256;
  readonly members: number;
}

/** One file inside the archive. The path has passed the name policy: relative, `/` between parts, no `..`. */
export interface Member {
  readonly path: string;
  /** Uncompressed bytes. */
  readonly size: number;
}

/** What an archive holds, as soon as its structure was found sound: nothing of it is hashed yet. */
export interface Listing {
  readonly container: Container;
  /** The paths, one a line, which no path can break; sorted by code point. So few values that 200,000 of them pass at once. */
  readonly paths: string;
  /** Uncompressed bytes of each, in that order. */
  readonly sizes: readonly number[];
}

/** Progress of long work in bytes; `phase` names a catalogue entry `phase.<phase>`. */
export interface Progress {
  readonly phase: 'opening' | 'hashing' | 'signatures' | 'evidence' | 'clauses' | 'report';
  readonly done: number;
  readonly total: number;
}

/** Takes progress. Callers of the core limit its rate; the core calls it once per chunk at most. */
export type OnProgress = (progress: Progress) => void;

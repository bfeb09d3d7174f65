import type { BagResult } from './bag.ts';
import type { Sha256 } from './brand.ts';
import type { Reason } from './reasons.ts';
import type { Indication } from './verdict.ts';

/** Digest algorithms that a checksum list may use. SHA-224, SHA-1 and MD5 are read, compared, and count as weak coverage only. */
export const CHECKSUM_ALGORITHMS = ['sha256', 'sha384', 'sha512', 'sha224', 'sha1', 'md5'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** One checksum list found in the archive. */
export interface ChecksumList {
  /** The member that holds the list. */
  readonly path: string;
  readonly format: 'release-manifest' | 'sha256sums' | 'bagit';
  readonly entries: number;
}

/**
 * How one member stands after hashing. `verified`: a strong checksum matches and none contradicts. `mismatched`: a checksum
 * differs. `weak`: only MD5, SHA-1 or SHA-224 match. `unlisted`: no list names it. `list`: it is a checksum list itself, so only a
 * signature can cover it. `signature`: a detached signature, which covers and is not covered. `unreadable`: could not be hashed.
 */
export type MemberState = 'verified' | 'mismatched' | 'weak' | 'unlisted' | 'list' | 'signature' | 'unreadable';

/** One member with its digest and what covers it. */
export interface MemberResult {
  readonly path: string;
  readonly size: number;
  /** `null` only when the state is `unreadable`. */
  readonly sha256: Sha256 | null;
  readonly state: MemberState;
  /** Paths of the checksum lists that name the member. */
  readonly lists: readonly string[];
}

/** A member whose computed digest differs from a recorded one. */
export interface Mismatch {
  readonly path: string;
  readonly list: string;
  readonly algorithm: ChecksumAlgorithm;
  readonly expected: string;
  readonly actual: string;
}

/** The result of hashing every member and comparing it with every checksum list. Paths are sorted by code point. */
export interface IntegrityReport {
  readonly verdict: Indication;
  readonly reasons: readonly Reason[];
  readonly lists: readonly ChecksumList[];
  readonly members: readonly MemberResult[];
  readonly mismatched: readonly Mismatch[];
  /** Named by a list and absent from the archive. */
  readonly missing: readonly { readonly path: string; readonly list: string }[];
  /** Covered by no checksum that can be read; checksum lists other than the manifest that nothing strong covers are among them. */
  readonly unlisted: readonly string[];
  readonly weak: readonly string[];
  /** Entries of a list whose path breaks the name policy or whose checksum cannot be read; `code` is stable. */
  readonly unsafe: readonly { readonly path: string; readonly code: string }[];
  /** The bags (BagIt) in the archive. Their manifests are among the lists, whatever the bag's state. */
  readonly bags: readonly BagResult[];
}

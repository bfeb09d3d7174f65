import type { SignedContent } from './content.ts';

/** The members of an archive, as statements name them. */
export interface MemberLookup {
  /** Returns the paths of the members with this SHA-256, in lower-case hexadecimal. */
  bySha256(digest: string): readonly string[];
  /** Returns the member at `path`, `null` where there is none. */
  at(path: string): SignedContent | null;
}

export const NO_MEMBERS: MemberLookup = { bySha256: () => [], at: () => null };

import type { SignedContent } from '../content.ts';

/** Signatures over the content itself and not over its digest need all of it at once. A bound on memory. */
const MOST_CONTENT = 128 * 1024 * 1024;

/** Returns the whole content, or `null` where it is larger than what is held in memory. */
export async function wholeContent(content: SignedContent): Promise<Uint8Array | null> {
  const bytes = await content.bytes(MOST_CONTENT + 1);
  return bytes.length > MOST_CONTENT ? null : bytes;
}

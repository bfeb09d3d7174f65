import type { TrustAnchor } from '../../src/domain/signature.ts';
import { AnchorProblem, readAnchors } from '../../src/signature/index.ts';
import { Problem } from './problem.ts';
import { parseTrustText } from './trust-store.ts';

/** How an exported trust store begins; nothing that an anchor is read from does. */
const EXPORTED = /^\s*\{\s*"schema"\s*:\s*"countersign\/trust@/u;

/**
 * Returns the trust anchors of the file `name`: what certificates and keys give, or an exported trust store, whose anchors keep their
 * labels, limits, and who confirmed them. Throws `ANCHOR_NOT_READABLE`, `ANCHOR_PRIVATE_KEY`, and `FILE_NOT_READABLE` for a broken export.
 */
export function anchorsInFile(
  bytes: Uint8Array,
  name: string,
  added: { readonly by: string; readonly at: string; readonly channel: string },
): readonly TrustAnchor[] {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('utf8');
  if (EXPORTED.test(start)) return parseTrustText(Buffer.from(bytes).toString('utf8'), name);
  try {
    return readAnchors(bytes, added);
  } catch (error) {
    throw anchorProblem(error, name);
  }
}

/** Returns what is told of the file `name` where reading trust anchors from it threw `error`. */
export function anchorProblem(error: unknown, name: string): Problem {
  const secret = error instanceof AnchorProblem && error.code === 'ANCHOR_PRIVATE_KEY';
  return new Problem(secret ? 'ANCHOR_PRIVATE_KEY' : 'ANCHOR_NOT_READABLE', { name });
}

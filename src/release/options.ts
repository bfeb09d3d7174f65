import type { OpenOptions } from '../archive/index.ts';
import type { TrustAnchor } from '../domain/signature.ts';

/** What verifying takes beside the archive: the trust anchors, and the instant (milliseconds since 1970) at which certificates are judged. */
export interface VerifyOptions extends OpenOptions {
  readonly anchors: readonly TrustAnchor[];
  readonly at: number;
}

import type { ReleaseManifest } from '../domain/manifest.ts';
import { reason, type Reason } from '../domain/reasons.ts';
import { mayVouchAs, type SignatureResult, type TrustAnchor } from '../domain/signature.ts';

/** Returns the reason for the signature at `path`. */
export type WhyWithheld = (path: string) => Reason;

/** Anchors by whether they may count for a release, and why those that may not are withheld. */
export interface SortedAnchors {
  readonly usable: readonly TrustAnchor[];
  readonly withheld: ReadonlyMap<string, WhyWithheld>;
}

/** Returns the anchors that have not ended at `at` (milliseconds since 1970), and are not limited to another manufacturer. */
export function sortAnchors(
  anchors: readonly TrustAnchor[],
  manifest: ReleaseManifest | null,
  at: number,
): SortedAnchors {
  const manufacturer = manifest?.product.manufacturer ?? null;
  const withheld = new Map<string, WhyWithheld>();
  for (const anchor of anchors) {
    const why = whyWithheld(anchor, manufacturer, at);
    if (why !== null) withheld.set(anchor.fingerprint, why);
  }
  return { usable: anchors.filter(({ fingerprint }) => !withheld.has(fingerprint)), withheld };
}

/** Returns a result that passed only because of an anchor which may not count here, with the reason why it does not. */
export function withheldResult(result: SignatureResult, why: Reason): SignatureResult {
  return {
    ...result,
    indication: 'INDETERMINATE',
    subIndication: 'SIG_CONSTRAINTS_FAILURE',
    reason: { code: why.code, values: { ...result.reason.values, ...why.values } },
    anchor: null,
  };
}

/**
 * Returns why the anchor of a passed result may not vouch in `role`; `null` where it may. `release` stands for the manifest and checksum
 * lists, else a role of approvals is meant.
 */
export function wrongRole(result: SignatureResult, anchors: readonly TrustAnchor[], role: string): Reason | null {
  const anchor = anchors.find(({ fingerprint }) => fingerprint === result.anchor);
  if (anchor === undefined || mayVouchAs(anchor, role)) return null;
  const scope = role === 'release' ? 'release' : 'role';
  return reason('ANCHOR_NOT_FOR_ROLE', { anchor: nameOf(anchor), role, scope, path: result.path });
}

function whyWithheld(anchor: TrustAnchor, manufacturer: string | null, at: number): WhyWithheld | null {
  const { expires, manufacturer: only } = anchor;
  if (expires !== null && at >= Date.parse(expires)) {
    return (path) => reason('ANCHOR_ENDED', { path, anchor: nameOf(anchor), ended: expires });
  }
  if (only === null || (manufacturer !== null && plain(only) === plain(manufacturer))) return null;
  return (path) => reason('ANCHOR_OF_OTHER_MANUFACTURER', { path, anchor: nameOf(anchor), manufacturer: only });
}

function nameOf({ label, subject }: TrustAnchor): string {
  return label === '' ? subject : label;
}

function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

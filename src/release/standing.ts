import type { SignatureResult } from '../domain/signature.ts';
import type { Indication } from '../domain/verdict.ts';

/** How all signatures over one member stand together. */
export interface Standing {
  readonly indication: Indication;
  /** The result that decides; `null` where nothing signs the member. */
  readonly deciding: SignatureResult | null;
  readonly paths: readonly string[];
}

/** Returns the signatures by the member that they cover. A timestamp proves when bytes existed, and not who vouches for them. */
export function bySignedMember(
  signatures: readonly SignatureResult[],
): ReadonlyMap<string, readonly SignatureResult[]> {
  const groups = new Map<string, SignatureResult[]>();
  for (const signature of signatures.filter(({ format }) => format !== 'timestamp')) {
    for (const path of signature.covers) {
      const group = groups.get(path);
      if (group === undefined) groups.set(path, [signature]);
      else group.push(signature);
    }
  }
  return groups;
}

/** One failing signature fails the member; else one passing signature covers it; else nothing is known, or nothing signs it. */
export function standingOf(signatures: readonly SignatureResult[] | undefined): Standing {
  const all = signatures ?? [];
  const paths = [...new Set(all.map((signature) => signature.path))];
  const deciding =
    all.find((signature) => signature.indication === 'TOTAL_FAILED') ??
    all.find((signature) => signature.indication === 'TOTAL_PASSED') ??
    all[0] ??
    null;
  return { indication: deciding?.indication ?? 'INDETERMINATE', deciding, paths };
}

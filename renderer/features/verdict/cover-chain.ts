import type { Coverage } from '../../../src/domain/release.ts';
import type { SignatureResult } from '../../../src/domain/signature.ts';

/** What a member's coverage rests on, step by step; `null` where a step is absent. */
export interface CoverChain {
  readonly list: string | null;
  readonly signature: string | null;
  /** The trust anchor as the signature's result names it. */
  readonly anchor: string | null;
  readonly time: { readonly kind: 'trusted' | 'claimed'; readonly at: string } | null;
}

/** Returns the signatures by their paths, those that passed before others. */
export function signaturesByPath(
  signatures: readonly SignatureResult[],
): ReadonlyMap<string, readonly SignatureResult[]> {
  const passedFirst = [...signatures].sort(
    (left, right) => Number(right.indication === 'TOTAL_PASSED') - Number(left.indication === 'TOTAL_PASSED'),
  );
  return Map.groupBy(passedFirst, ({ path }) => path);
}

/** Returns the chain of a row: member, checksum list, signature, trust anchor, time. A signature is its own. */
export function coverChain(row: Coverage, signatures: ReadonlyMap<string, readonly SignatureResult[]>): CoverChain {
  const paths = row.by === 'is-signature' ? [row.path] : row.signatures;
  const results = paths.flatMap((path) => signatures.get(path) ?? []);
  const deciding = results.find(({ indication }) => indication === 'TOTAL_PASSED') ?? results[0] ?? null;
  const list = row.by === 'checksum' ? (row.lists[0] ?? null) : null;
  if (deciding === null) return { list, signature: null, anchor: null, time: null };
  const { trusted, claimed } = deciding.times;
  return {
    list,
    signature: deciding.path,
    anchor: anchorOf(deciding),
    time:
      trusted !== null ? { kind: 'trusted', at: trusted } : claimed !== null ? { kind: 'claimed', at: claimed } : null,
  };
}

function anchorOf({ indication, anchor, chain, reason }: SignatureResult): string | null {
  if (indication !== 'TOTAL_PASSED' || anchor === null) return null;
  const named = reason.values['anchor'];
  return typeof named === 'string' && named !== '' ? named : (chain.find((one) => one.anchor)?.subject ?? anchor);
}

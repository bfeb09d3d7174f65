import type { SignatureResult } from '../../../src/domain/signature.ts';

const ORDER = { TOTAL_FAILED: 1, INDETERMINATE: 2, TOTAL_PASSED: 3 } as const;

/**
 * Returns the signatures in the order in which an auditor asks: those over the release manifest, on which everything rests,
 * then those that failed, those that are not proven and those that passed, each in the order in which they were found.
 */
export function signatureOrder(
  signatures: readonly SignatureResult[],
  manifest: string | null,
): readonly SignatureResult[] {
  return signatures
    .map((signature) => ({ signature, ofManifest: isOf(signature, manifest) ? 0 : 1 }))
    .sort((a, b) => a.ofManifest - b.ofManifest || ORDER[a.signature.indication] - ORDER[b.signature.indication])
    .map(({ signature }) => signature);
}

/** A signature that could not be read covers nothing, but its name still says what it lies beside. */
function isOf(signature: SignatureResult, manifest: string | null): boolean {
  if (manifest === null) return false;
  return signature.covers.includes(manifest) || signature.path.startsWith(`${manifest}.`);
}

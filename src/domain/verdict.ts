/** The three indications of ETSI EN 319 102-1, clause 5.1.3. `INDETERMINATE` is never shown as passed. */
export type Indication = 'TOTAL_PASSED' | 'INDETERMINATE' | 'TOTAL_FAILED';

/** Sub-indications of ETSI EN 319 102-1, table 6, as far as this product can reach them. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'TRY_LATER'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_POE';

const RANK: Readonly<Record<Indication, number>> = { TOTAL_PASSED: 0, INDETERMINATE: 1, TOTAL_FAILED: 2 };

/** Returns the worst of `indications`; none at all is `INDETERMINATE`, because zero evidence is never a pass. */
export function worstIndication(indications: readonly Indication[]): Indication {
  const [first, ...rest] = indications;
  if (first === undefined) return 'INDETERMINATE';
  return rest.reduce((worst, next) => (RANK[next] > RANK[worst] ? next : worst), first);
}

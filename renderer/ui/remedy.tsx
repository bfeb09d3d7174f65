import type { ReactNode } from 'react';
import type { Mode } from '../../src/domain/clause.ts';
import { reasonRemedy, type Reason, type ReasonCode } from '../../src/domain/reasons.ts';
import { say, t } from '../text/text.ts';

/**
 * Reasons whose remedy tells the manufacturer how to do better. An auditor of a third party may not advise, so these are left
 * out there; what the auditor can do, such as adding a trust anchor or asking for a missing file, stays.
 */
const ADVICE: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'MEMBER_WEAKLY_COVERED',
  'MEMBER_UNLISTED',
  'CHECKSUM_MALFORMED',
  'NO_MANIFEST',
  'NO_CHECKSUMS',
  'MANIFEST_UNSIGNED',
  'SIGNATURE_ALGORITHM_WEAK',
  'SIGNATURE_KEY_WEAK',
  'SIGNATURE_ATTRIBUTES_MISSING',
  'SIGNATURE_ATTRIBUTE_DUPLICATED',
  'SIGNER_PURPOSE_WRONG',
  'CHAIN_CONSTRAINTS',
  'CERTIFICATE_EXPIRED',
  'APPROVAL_RECORDED_ONLY',
  'APPROVAL_STATEMENT_MISSING',
  'APPROVAL_STATEMENT_MALFORMED',
]);

/** Returns whether what can be done about `code` is advice to the manufacturer. */
export function isAdvice(code: ReasonCode): boolean {
  return ADVICE.has(code);
}

/** What can be done about a reason, as far as the mode of the audit allows to say it. */
export function Remedy(props: { readonly reason: Reason; readonly mode: Mode }): ReactNode {
  const withheld = props.mode === 'third-party' && isAdvice(props.reason.code);
  return <p className="reason-remedy">{withheld ? t('window.remedy.withheld') : say(reasonRemedy(props.reason))}</p>;
}

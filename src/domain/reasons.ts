import { message, type Message, type MessageValue } from './message.ts';

/**
 * Why a verdict is what it is. A closed list: each code has `reason.<CODE>.sentence` (it begins with the consequence) and
 * `reason.<CODE>.remedy` (what can be done) in the message catalogue.
 */
export const REASON_CODES = [
  // Archive and integrity
  'ARCHIVE_PASSED',
  'MEMBER_MISMATCHED',
  'MEMBER_MISSING',
  'MEMBER_UNLISTED',
  'MEMBER_WEAKLY_COVERED',
  'MEMBER_DAMAGED',
  'MEMBER_UNREADABLE',
  'CHECKSUM_MALFORMED',
  'CHECKSUM_CONTRADICTED',
  'NO_MANIFEST',
  'NO_CHECKSUMS',
  'NAMED_FILE_ABSENT',
  'SYSTEM_FILE_ABSENT',
  'MEMBER_NAME_CASE',
  'BAG_INVALID',
  'BAG_NOT_READ',
  'MANIFEST_UNSIGNED',
  'MANIFEST_SIGNATURE_NOT_PASSED',
  'MANIFEST_SIGNATURE_FAILED',
  'MEMBER_SIGNATURE_FAILED',
  'APPROVAL_SUBJECT_MISMATCH',
  'APPROVAL_SUBJECT_NOT_FOUND',
  'APPROVAL_SIGNATURE_FAILED',
  // Signatures
  'SIGNATURE_PASSED',
  'SIGNATURE_FORMAT_UNSUPPORTED',
  'SIGNATURE_MALFORMED',
  'SIGNATURE_NO_CONTENT',
  'SIGNATURE_DIGEST_MISMATCH',
  'SIGNATURE_CRYPTO_INVALID',
  'SIGNATURE_NOT_OVER_CONTENT',
  'SIGNATURE_COMMENT_FORGED',
  'SIGNATURE_NAMESPACE_OTHER',
  'SIGNATURE_KEY_UNKNOWN',
  'SIGNATURE_NOT_BY_ANCHOR',
  'SIGNATURE_CONTENT_TOO_LARGE',
  'SIGNATURE_ALGORITHM_UNSUPPORTED',
  'SIGNATURE_ALGORITHM_WEAK',
  'SIGNATURE_KEY_WEAK',
  'SIGNATURE_ATTRIBUTES_MISSING',
  'SIGNATURE_ATTRIBUTE_DUPLICATED',
  'SIGNATURE_CONTENT_TYPE_MISMATCH',
  'SIGNER_CERTIFICATE_MISSING',
  'SIGNER_CERTIFICATE_SUBSTITUTED',
  'SIGNER_PURPOSE_WRONG',
  'SIGNER_KEY_NOT_TRUSTED',
  'SIGNER_KEY_NOT_BOUND',
  'SIGNER_KEY_REVOKED',
  'SIGNATURE_OVER_TEXT',
  'STATEMENT_NOT_READ',
  'STATEMENT_ABOUT_OTHERS',
  'STATEMENT_SUBJECT_CHANGED',
  'STATEMENT_PASSED',
  'SIGSTORE_ROOT_MISSING',
  'SIGSTORE_NOT_VERIFIED',
  'SIGNER_IDENTITY_NOT_TRUSTED',
  'ANCHOR_ENDED',
  'ANCHOR_OF_OTHER_MANUFACTURER',
  'ANCHOR_NOT_FOR_ROLE',
  'CHAIN_NO_ANCHOR_GIVEN',
  'CHAIN_NOT_FOUND',
  'CHAIN_INVALID',
  'CHAIN_CONSTRAINTS',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_NOT_YET_VALID',
  'CERTIFICATE_EXPIRED_NO_TIME_PROOF',
  'TIMESTAMP_PASSED',
  'TIMESTAMP_OF_OTHER_CONTENT',
  'TIMESTAMP_IN_FUTURE',
  'TIMESTAMP_BEFORE_CLAIM',
  'SIGNATURE_IN_FUTURE',
  'REVOCATION_NOT_CHECKED',
  'REVOCATION_OUT_OF_DATE',
  'CERTIFICATE_REVOKED',
  // Approvals
  'APPROVAL_SIGNED',
  'APPROVAL_RECORDED_ONLY',
  'APPROVAL_STATEMENT_MISSING',
  'APPROVAL_STATEMENT_MALFORMED',
  'APPROVAL_ROLE_MISMATCH',
  'APPROVAL_NAME_MISMATCH',
  'APPROVAL_SIGNER_NAME_MISMATCH',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/** One reason with the facts of its sentence. */
export interface Reason {
  readonly code: ReasonCode;
  readonly values: Readonly<Record<string, MessageValue>>;
}

/** Returns the reason `code` with `values`. */
export function reason(code: ReasonCode, values: Readonly<Record<string, MessageValue>> = {}): Reason {
  return { code, values };
}

/** Returns the sentence of a reason as a message. */
export function reasonSentence(of: Reason): Message {
  return message(`reason.${of.code}.sentence`, of.values);
}

/** Returns what can be done about a reason as a message. */
export function reasonRemedy(of: Reason): Message {
  return message(`reason.${of.code}.remedy`, of.values);
}

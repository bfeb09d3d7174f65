import type { Reason, ReasonCode } from '../domain/reasons.ts';
import { reason } from '../domain/reasons.ts';
import type { SignatureCheck } from '../domain/signature.ts';
import type { MessageValue } from '../domain/message.ts';
import type { Indication, SubIndication } from '../domain/verdict.ts';

/** The questions that are asked of a signature with certificates, in this order; `check.<question>` in the catalogue. */
export const CERTIFICATE_QUESTIONS = [
  'format-supported',
  'well-formed',
  'signer-certificate-found',
  'algorithms-acceptable',
  'attributes-complete',
  'content-present',
  'content-unchanged',
  'signature-intact',
  'certificate-bound',
  'timestamp-proven',
  'anchor-reached',
  'keys-strong',
  'chain-algorithms-acceptable',
  'chain-constraints-met',
  'purpose-allowed',
  'certificates-valid',
  'claimed-time-fits',
  'revocation-settled',
] as const;

/** The questions that are asked of a signature by a key alone, in this order. */
export const KEY_QUESTIONS = [
  'format-supported',
  'well-formed',
  'content-present',
  'key-known',
  'algorithms-acceptable',
  'signature-intact',
  'comment-bound',
  'namespace-fits',
  'keys-strong',
  'key-trusted',
] as const;

/** The questions that are asked of a signed statement in an envelope, in this order. */
export const STATEMENT_QUESTIONS = [
  'format-supported',
  'well-formed',
  'statement-read',
  'subjects-here',
  'key-known',
  'algorithms-acceptable',
  'signature-intact',
  'keys-strong',
  'key-trusted',
] as const;

/** The questions that are asked of a Sigstore bundle, in this order. */
export const SIGSTORE_QUESTIONS = [
  'format-supported',
  'well-formed',
  'content-present',
  'content-unchanged',
  'root-given',
  'timestamp-proven',
  'anchor-reached',
  'log-proven',
  'signature-intact',
  'identity-trusted',
] as const;

/** The questions that are asked of a signature of OpenPGP, in this order. */
export const PGP_QUESTIONS = [
  'format-supported',
  'well-formed',
  'content-present',
  'key-known',
  'algorithms-acceptable',
  'signature-intact',
  'keys-strong',
  'key-bound',
  'purpose-allowed',
  'certificates-valid',
  'revocation-settled',
  'key-trusted',
] as const;

export type Question =
  | (typeof SIGSTORE_QUESTIONS)[number]
  | (typeof STATEMENT_QUESTIONS)[number]
  | (typeof CERTIFICATE_QUESTIONS)[number]
  | (typeof KEY_QUESTIONS)[number]
  | (typeof PGP_QUESTIONS)[number];

/** Answers so far; a question without an answer was not checked. */
export type Answers = ReadonlyMap<Question, 'yes' | 'no'>;

/** Why a signature is not passed. */
export interface Finding {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  readonly reason: Reason;
}

/** Returns a finding that makes the signature `TOTAL_FAILED`. */
export function failed(
  subIndication: SubIndication,
  code: ReasonCode,
  values: Readonly<Record<string, MessageValue>> = {},
): Finding {
  return { indication: 'TOTAL_FAILED', subIndication, reason: reason(code, values) };
}

/** Returns a finding that leaves the signature `INDETERMINATE`. */
export function indeterminate(
  subIndication: SubIndication | null,
  code: ReasonCode,
  values: Readonly<Record<string, MessageValue>> = {},
): Finding {
  return { indication: 'INDETERMINATE', subIndication, reason: reason(code, values) };
}

/** Returns each of `questions` with its answer, `not-checked` where there is none. */
export function checksOf(questions: readonly Question[], answers: Answers): readonly SignatureCheck[] {
  return questions.map((question) => ({ question, answer: answers.get(question) ?? 'not-checked' }));
}

import type { Reason, ReasonCode } from '../domain/reasons.ts';
import { reason } from '../domain/reasons.ts';
import type { SignatureCheck, SignatureFormat } from '../domain/signature.ts';
import type { MessageValue } from '../domain/message.ts';
import type { Indication, SubIndication } from '../domain/verdict.ts';

/** The questions that are asked of a signature with certificates, in this order; `check.<question>` in the catalogue. */
const CERTIFICATE_QUESTIONS = [
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

/** The questions that are asked of an SSH signature, in this order. */
const SSH_QUESTIONS = [
  'format-supported',
  'well-formed',
  'content-present',
  'algorithms-acceptable',
  'signature-intact',
  'namespace-fits',
  'keys-strong',
  'key-trusted',
] as const;

/** The questions that are asked of a signature of minisign or signify, in this order. Signify knows no comment that is signed. */
const MINISIGN_QUESTIONS = [
  'format-supported',
  'well-formed',
  'content-present',
  'key-known',
  'algorithms-acceptable',
  'signature-intact',
  'comment-bound',
  'keys-strong',
  'key-trusted',
] as const;

/** The questions that are asked of a signature that is nothing but its number, in this order. */
const RAW_QUESTIONS = [
  'format-supported',
  'content-present',
  'key-known',
  'algorithms-acceptable',
  'signature-intact',
  'keys-strong',
  'key-trusted',
] as const;

/** The questions that are asked of a signed statement in an envelope, in this order. */
const STATEMENT_QUESTIONS = [
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
const SIGSTORE_QUESTIONS = [
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
const PGP_QUESTIONS = [
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
  | (typeof SSH_QUESTIONS)[number]
  | (typeof MINISIGN_QUESTIONS)[number]
  | (typeof RAW_QUESTIONS)[number]
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

/** Returns the questions that are asked of a signature of this format. */
export function questionsOf(format: SignatureFormat): readonly Question[] {
  return BY_FORMAT[format] ?? CERTIFICATE_QUESTIONS;
}

const BY_FORMAT: Partial<Readonly<Record<SignatureFormat, readonly Question[]>>> = {
  ssh: SSH_QUESTIONS,
  minisign: MINISIGN_QUESTIONS,
  raw: RAW_QUESTIONS,
  openpgp: PGP_QUESTIONS,
  dsse: STATEMENT_QUESTIONS,
  sigstore: SIGSTORE_QUESTIONS,
};

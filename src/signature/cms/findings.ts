import type { Digest } from '../algorithms.ts';
import { failed, indeterminate, type Finding, type Question } from '../checks.ts';
import type { SignedContent } from '../content.ts';
import type { PrimitiveAnswer } from '../primitives.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { AttributeFacts } from './attributes.ts';
import { isBound } from './bound.ts';

const CLOCK_DIFFERENCE = 10 * 60 * 1000;

/** Returns the finding where the content is not what was signed. */
export async function contentFinding(
  facts: AttributeFacts,
  digest: Digest,
  content: SignedContent | null,
  answers: Map<Question, 'yes' | 'no'>,
): Promise<Finding | null> {
  if (content === null) return null;
  const actual = Buffer.from(await content.digest(digest));
  const same = actual.equals(facts.messageDigest);
  answers.set('content-unchanged', same ? 'yes' : 'no');
  return same ? null : failed('HASH_FAILURE', 'SIGNATURE_DIGEST_MISMATCH', { content: content.path });
}

/** Returns the finding of what the mathematics answered; `null` where the signature is the signer's. */
export function mathFinding(
  answer: PrimitiveAnswer,
  algorithm: string,
  signer: Certificate,
  answers: Map<Question, 'yes' | 'no'>,
): Finding | null {
  if (answer === 'unsupported') {
    answers.set('algorithms-acceptable', 'no');
    return indeterminate(null, 'SIGNATURE_ALGORITHM_UNSUPPORTED', {
      algorithm: signer.key.kind === 'unsupported' ? signer.key.name : algorithm,
      where: 'signature',
      certificate: signer.subject.short,
    });
  }
  answers.set('algorithms-acceptable', 'yes');
  answers.set('signature-intact', answer === 'valid' ? 'yes' : 'no');
  return answer === 'valid'
    ? null
    : failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_CRYPTO_INVALID', { signer: signer.subject.short });
}

/** Returns the finding where the signed attributes name another certificate than the signer's. */
export function boundFinding(
  facts: AttributeFacts,
  signer: Certificate,
  answers: Map<Question, 'yes' | 'no'>,
): Finding | null {
  const bound = isBound(facts, signer);
  if (bound === 'absent') return null;
  if (bound === 'unsupported') {
    const values = { algorithm: 'signing-certificate', where: 'signature', certificate: signer.subject.short };
    return indeterminate(null, 'SIGNATURE_ALGORITHM_UNSUPPORTED', values);
  }
  answers.set('certificate-bound', bound);
  return bound === 'yes'
    ? null
    : failed('SIG_CONSTRAINTS_FAILURE', 'SIGNER_CERTIFICATE_SUBSTITUTED', { signer: signer.subject.short });
}

/** Returns the finding of an algorithm that is not relied on, or that nothing here can compute. */
export function notUsable(
  algorithm: { readonly state: 'weak' | 'unsupported'; readonly name: string },
  answers: Map<Question, 'yes' | 'no'>,
): Finding {
  answers.set('algorithms-acceptable', 'no');
  const values = { algorithm: algorithm.name, where: 'signature', certificate: '' };
  return algorithm.state === 'weak'
    ? indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_ALGORITHM_WEAK', values)
    : indeterminate(null, 'SIGNATURE_ALGORITHM_UNSUPPORTED', values);
}

/** Returns the finding of a signature that claims a time after the instant of judgement; a day is left to clocks and zones. */
export function futureFinding(claimed: number | null, at: number): Finding | null {
  if (claimed === null || claimed <= at + 24 * 60 * 60 * 1000) return null;
  return indeterminate('NO_POE', 'SIGNATURE_IN_FUTURE', {
    claimed: new Date(claimed).toISOString(),
    at: new Date(at).toISOString(),
  });
}

/** Returns the finding where times contradict each other. A signature cannot have existed before it was made; clocks of honest people differ by minutes. */
export function orderFinding(claimed: number | null, trusted: number | null): Finding | null {
  if (claimed === null || trusted === null || claimed <= trusted + CLOCK_DIFFERENCE) return null;
  return indeterminate('TIMESTAMP_ORDER_FAILURE', 'TIMESTAMP_BEFORE_CLAIM', {
    claimed: new Date(claimed).toISOString(),
    trusted: new Date(trusted).toISOString(),
  });
}

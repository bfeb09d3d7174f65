import type { SignatureAlgorithm } from '../algorithms.ts';
import { failed, indeterminate, type Finding, type Question } from '../checks.ts';
import type { SignedContent } from '../content.ts';
import { TAG } from '../der/read.ts';
import { wholeContent } from '../keys/whole-content.ts';
import { OID } from '../oids.ts';
import { verifyPrimitive, verifyStream, type PrimitiveAnswer } from '../primitives.ts';
import type { Certificate } from '../x509/certificate.ts';
import { mathFinding } from './findings.ts';

/**
 * Returns the finding of a signature that is over the content itself, `null` where it holds (RFC 5652, section 5.4). Content that begins
 * like signed attributes is left open: it may be the attributes of another signature, laid out as a file.
 */
export async function contentSignatureFinding(
  of: {
    readonly contentType: string;
    readonly content: SignedContent;
    readonly algorithm: SignatureAlgorithm;
    readonly algorithmName: string;
    readonly signature: Uint8Array;
    readonly signer: Certificate;
  },
  answers: Map<Question, 'yes' | 'no'>,
): Promise<Finding | null> {
  const { contentType, content, algorithm, algorithmName, signature, signer } = of;
  const [first] = await content.bytes(1);
  if (contentType !== OID.data || first === TAG.set) {
    answers.set('attributes-complete', 'no');
    return indeterminate('SIG_CONSTRAINTS_FAILURE', 'SIGNATURE_ATTRIBUTES_MISSING', { attribute: 'all' });
  }
  const answer = await answerOf(algorithm, signer.publicKey, signature, content);
  if (answer === null) return indeterminate(null, 'SIGNATURE_CONTENT_TOO_LARGE', { content: content.path });
  const finding = mathFinding(answer, algorithmName, signer, answers);
  // Nothing tells a changed file from a forged signature here.
  return finding?.indication === 'TOTAL_FAILED'
    ? failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_NOT_OVER_CONTENT', {
        signer: signer.subject.short,
        content: content.path,
      })
    : finding;
}

async function answerOf(
  algorithm: SignatureAlgorithm,
  key: Uint8Array,
  signature: Uint8Array,
  content: SignedContent,
): Promise<PrimitiveAnswer | null> {
  if (algorithm.kind !== 'ed25519') return verifyStream({ algorithm, key, signature }, content.stream());
  const data = await wholeContent(content);
  return data === null ? null : verifyPrimitive({ algorithm, key, signature, data });
}

import type { Known, SignatureAlgorithm } from '../algorithms.ts';
import { failed, indeterminate, type Finding, type Question } from '../checks.ts';
import type { SignedContent } from '../content.ts';
import type { SignatureResult, TrustAnchor } from '../../domain/signature.ts';
import { verifyPrimitive } from '../primitives.ts';
import { isWeakKey, keyText } from '../x509/public-key.ts';
import { fingerprintOf, type BareKey } from './spki.ts';

/** What a signature by a bare key is judged with. */
export interface KeyInput {
  readonly content: SignedContent | null;
  readonly anchors: readonly TrustAnchor[];
}

export type KeyAnswers = Map<Question, 'yes' | 'no'>;

/** The judgement of a signature by a bare key. `finding` is `null` when it passes. */
export interface KeyVerdict {
  readonly finding: Finding | null;
  readonly answers: KeyAnswers;
  readonly signer: SignatureResult['signer'];
  readonly anchor: TrustAnchor | null;
  /** Milliseconds since 1970, as the signer claims. */
  readonly claimed: number | null;
  /** Text that the signature binds beside the content. */
  readonly comment: string | null;
  /** The members that a statement is about; of a detached signature it is the file beside. */
  readonly covers?: readonly string[];
}

/** Who signed, as far as a key tells. `fingerprintOf` are the bytes that the fingerprint of such a key is taken over. */
export interface KeySigner {
  readonly key: BareKey;
  readonly name: string;
  readonly fingerprintOf: Uint8Array;
}

/** Returns the verdict with what is known of the signer; the name of the trust anchor, where there is one, is the one that was confirmed. */
export function keyVerdict(
  finding: Finding | null,
  answers: KeyAnswers,
  known: {
    readonly signer?: KeySigner;
    readonly anchor?: TrustAnchor;
    readonly claimed?: number | null;
    readonly comment?: string | null;
  } = {},
): KeyVerdict {
  const { signer, anchor = null, claimed = null, comment = null } = known;
  return {
    finding,
    answers,
    signer:
      signer === undefined
        ? null
        : {
            name: anchor === null ? signer.name : anchorName(anchor),
            subject: signer.name,
            fingerprint: fingerprintOf(signer.fingerprintOf),
            keyFingerprint: fingerprintOf(signer.key.spki),
          },
    anchor,
    claimed,
    comment,
  };
}

/** Returns how a trust anchor is called in a sentence; a key of minisign by its number, not by the whole of it. */
export function anchorName({ kind, label, subject }: Pick<TrustAnchor, 'kind' | 'label' | 'subject'>): string {
  if (label !== '') return label;
  return kind === 'minisign-key' ? subject.split(' ').slice(0, 2).join(' ') : subject;
}

/** Returns the finding where the key did not make the signature over `data`, is too weak, or cannot be judged here; else `null`. */
export function intactBy(
  of: {
    readonly key: BareKey;
    readonly name: string;
    readonly algorithm: SignatureAlgorithm;
    readonly algorithmName: string;
    readonly signature: Uint8Array;
    readonly data: Uint8Array;
    readonly content: SignedContent;
  },
  answers: KeyAnswers,
): Finding | null {
  const { key, name, algorithm, algorithmName, signature, data, content } = of;
  const answer = verifyPrimitive({ algorithm, key: key.spki, signature, data });
  if (answer === 'unsupported') return unusable({ state: 'unsupported', name: algorithmName }, answers);
  answers.set('algorithms-acceptable', 'yes');
  answers.set('signature-intact', answer === 'valid' ? 'yes' : 'no');
  if (answer === 'invalid')
    return failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_NOT_OVER_CONTENT', { signer: name, content: content.path });
  const weak = isWeakKey(key.kind);
  answers.set('keys-strong', weak ? 'no' : 'yes');
  if (!weak) return null;
  return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_KEY_WEAK', {
    certificate: name,
    key: keyText(key.kind),
  });
}

/** Returns the finding of an algorithm that is not relied on, or that nothing here can compute. */
export function unusable(algorithm: Exclude<Known<unknown>, { state: 'known' }>, answers: KeyAnswers): Finding {
  answers.set('algorithms-acceptable', 'no');
  const values = { algorithm: algorithm.name, where: 'signature', certificate: '' };
  return algorithm.state === 'weak'
    ? indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_ALGORITHM_WEAK', values)
    : indeterminate(null, 'SIGNATURE_ALGORITHM_UNSUPPORTED', values);
}

import { indeterminate } from './checks.ts';
import { keyAnchors } from './keys/anchors.ts';
import { fittingKey } from './keys/fitting.ts';
import { intactBy, keyVerdict, type KeyAnswers, type KeyInput, type KeyVerdict } from './keys/verdict.ts';
import { wholeContent } from './keys/whole-content.ts';
import { decodeBase64 } from './pem.ts';
import { keyText } from './x509/public-key.ts';

/**
 * Returns the judgement of a signature that is nothing but its number, as `openssl dgst -sign` and `cosign sign-blob --key` write it,
 * also as base64. It names neither key nor algorithm: it is tried with every public key that is a trust anchor. Where none fits,
 * that is no proof against it, because the right key may be absent.
 */
export async function verifyRaw(bytes: Uint8Array, { content, anchors }: KeyInput): Promise<KeyVerdict> {
  const answers: KeyAnswers = new Map([['format-supported', 'yes']]);
  answers.set('content-present', content === null ? 'no' : 'yes');
  if (content === null) return keyVerdict(indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNATURE_NO_CONTENT'), answers);
  const keys = keyAnchors(anchors, ['public-key']);
  const none = indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'SIGNATURE_NOT_BY_ANCHOR', { count: keys.length });
  if (keys.length === 0) return keyVerdict(none, answers);
  const data = await wholeContent(content);
  if (data === null) {
    return keyVerdict(indeterminate(null, 'SIGNATURE_CONTENT_TOO_LARGE', { content: content.path }), answers);
  }
  const signature = decodeBase64(Buffer.from(bytes).toString('latin1').trim()) ?? bytes;
  const found = fittingKey(keys, signature, data);
  answers.set('key-known', found === null ? 'no' : 'yes');
  if (found === null) return keyVerdict(none, answers);
  const { anchor, key, material } = found.by;
  const signer = { key, name: anchor.subject, fingerprintOf: material };
  const weak = intactBy(
    {
      key,
      name: anchor.subject,
      algorithm: found.algorithm,
      algorithmName: keyText(key.kind),
      signature,
      data,
      content,
    },
    answers,
  );
  if (weak !== null) return keyVerdict(weak, answers, { signer });
  answers.set('key-trusted', 'yes');
  return keyVerdict(null, answers, { signer, anchor });
}

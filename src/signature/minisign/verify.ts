import { getHashes } from 'node:crypto';
import type { SignatureAlgorithm } from '../algorithms.ts';
import { failed, indeterminate } from '../checks.ts';
import type { SignedContent } from '../content.ts';
import { keyAnchors } from '../keys/anchors.ts';
import {
  anchorName,
  intactBy,
  keyVerdict,
  unusable,
  type KeyAnswers,
  type KeyInput,
  type KeyVerdict,
} from '../keys/verdict.ts';
import { wholeContent } from '../keys/whole-content.ts';
import { verifyPrimitive } from '../primitives.ts';
import { minisignKeyText } from './key.ts';
import { claimedTime, parseMinisign, type MinisignSignature } from './parse.ts';

const ED25519: SignatureAlgorithm = { kind: 'ed25519' };
const PREHASH = 'blake2b512';

/**
 * Returns the judgement of a signature of minisign or signify. It names its key and does not hold it: without the anchor of that
 * name nothing can be said of it, not even whether the content is unchanged.
 */
export async function verifyMinisign(bytes: Uint8Array, { content, anchors }: KeyInput): Promise<KeyVerdict> {
  const answers: KeyAnswers = new Map([['format-supported', 'yes']]);
  const parsed = parseMinisign(bytes);
  answers.set('well-formed', parsed === null ? 'no' : 'yes');
  if (parsed === null) return keyVerdict(failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED'), answers);
  answers.set('content-present', content === null ? 'no' : 'yes');
  if (content === null) return keyVerdict(indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNATURE_NO_CONTENT'), answers);

  const named = keyAnchors(anchors, ['minisign-key']).filter(({ material }) => sameId(material, parsed.keyId));
  answers.set('key-known', named.length === 0 ? 'no' : 'yes');
  const keyId = minisignKeyText(parsed.keyId);
  if (named.length === 0) {
    return keyVerdict(indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'SIGNATURE_KEY_UNKNOWN', { key: keyId }), answers);
  }
  if (parsed.prehashed && !getHashes().includes(PREHASH)) {
    return keyVerdict(unusable({ state: 'unsupported', name: 'BLAKE2b-512' }, answers), answers);
  }
  const data = parsed.prehashed ? await content.digest(PREHASH) : await wholeContent(content);
  if (data === null) {
    return keyVerdict(indeterminate(null, 'SIGNATURE_CONTENT_TOO_LARGE', { content: content.path }), answers);
  }
  return judge(parsed, named, data, content, answers);
}

/** The eight bytes that name a key are chosen by whoever makes it, so that several may have one name. */
function judge(
  parsed: MinisignSignature,
  named: ReturnType<typeof keyAnchors>,
  data: Uint8Array,
  content: SignedContent,
  answers: KeyAnswers,
): KeyVerdict {
  const { signature } = parsed;
  const fits = (spki: Uint8Array): boolean =>
    verifyPrimitive({ algorithm: ED25519, key: spki, signature, data }) === 'valid';
  const found = named.find(({ key }) => fits(key.spki)) ?? named[0];
  if (found === undefined) throw new Error('no key to judge with');
  const { anchor, key, material } = found;
  const name = anchorName(anchor);
  const signer = { key, name: anchor.subject, fingerprintOf: material };
  const broken = intactBy(
    { key, name, algorithm: ED25519, algorithmName: 'Ed25519', signature, data, content },
    answers,
  );
  if (broken !== null) return keyVerdict(broken, answers, { signer });
  const { trusted } = parsed;
  if (trusted === null) {
    answers.set('key-trusted', 'yes');
    return keyVerdict(null, answers, { signer, anchor });
  }
  const bound = verifyPrimitive({
    algorithm: ED25519,
    key: key.spki,
    signature: trusted.signature,
    data: Buffer.concat([signature, trusted.bytes]),
  });
  answers.set('comment-bound', bound === 'valid' ? 'yes' : 'no');
  if (bound !== 'valid') {
    return keyVerdict(failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_COMMENT_FORGED', { signer: name }), answers, { signer });
  }
  answers.set('key-trusted', 'yes');
  const { comment } = trusted;
  return keyVerdict(null, answers, { signer, anchor, comment, claimed: claimedTime(comment) });
}

function sameId(material: Uint8Array, keyId: Uint8Array): boolean {
  return Buffer.compare(material.subarray(2, 2 + keyId.length), keyId) === 0;
}

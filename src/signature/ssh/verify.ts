import type { Known, SignatureAlgorithm } from '../algorithms.ts';
import { failed, indeterminate } from '../checks.ts';
import { keyAnchors } from '../keys/anchors.ts';
import { intactBy, keyVerdict, unusable, type KeyAnswers, type KeyInput, type KeyVerdict } from '../keys/verdict.ts';
import { toLength } from '../keys/numbers.ts';
import { readSshKey, sshFingerprint, type SshKey } from './key.ts';
import { parseSshSignature, type SshSignature } from './parse.ts';
import { Wire, WireProblem } from './wire.ts';

/** What `ssh-keygen -Y sign` signs files for. A signature for another purpose says nothing about a file of a release. */
const NAMESPACE = 'file';

/** Returns the judgement of an SSH signature. Its key comes with it: whose it is, only a trust anchor tells. */
export async function verifySsh(bytes: Uint8Array, input: KeyInput): Promise<KeyVerdict> {
  const answers: KeyAnswers = new Map([['format-supported', 'yes']]);
  try {
    const parsed = parseSshSignature(bytes);
    return await judge(parsed, readSshKey(parsed.blob), input, answers);
  } catch (error) {
    if (!(error instanceof WireProblem)) throw error;
    answers.set('well-formed', 'no');
    return keyVerdict(failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED'), answers);
  }
}

async function judge(
  parsed: SshSignature,
  { type, key }: SshKey,
  { content, anchors }: KeyInput,
  answers: KeyAnswers,
): Promise<KeyVerdict> {
  const name = `${type} ${sshFingerprint(parsed.blob)}`;
  if (key === null) return keyVerdict(unusable({ state: 'unsupported', name: type }, answers), answers);
  const signer = { key, name, fingerprintOf: parsed.blob };
  const { algorithm, signature } = algorithmOf(type, parsed, key.kind.kind === 'rsa' ? key.kind.bits : 0);
  answers.set('well-formed', 'yes');
  if (algorithm.state !== 'known') return keyVerdict(unusable(algorithm, answers), answers, { signer });
  answers.set('content-present', content === null ? 'no' : 'yes');
  if (content === null)
    return keyVerdict(indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNATURE_NO_CONTENT'), answers, { signer });

  const data = parsed.signedData(await content.digest(parsed.hash));
  const broken = intactBy(
    { key, name, algorithm: algorithm.value, algorithmName: algorithm.name, signature, data, content },
    answers,
  );
  if (broken !== null) return keyVerdict(broken, answers, { signer });
  answers.set('namespace-fits', parsed.namespace === NAMESPACE ? 'yes' : 'no');
  if (parsed.namespace !== NAMESPACE) {
    const values = { namespace: parsed.namespace };
    return keyVerdict(indeterminate('SIG_CONSTRAINTS_FAILURE', 'SIGNATURE_NAMESPACE_OTHER', values), answers, {
      signer,
    });
  }
  const anchor = keyAnchors(anchors, ['ssh-key', 'public-key']).find(
    ({ key: one }) => Buffer.compare(one.spki, key.spki) === 0,
  );
  answers.set('key-trusted', anchor === undefined ? 'no' : 'yes');
  if (anchor !== undefined) return keyVerdict(null, answers, { signer, anchor: anchor.anchor });
  return keyVerdict(indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'SIGNER_KEY_NOT_TRUSTED', { key: name }), answers, {
    signer,
  });
}

interface Algorithm {
  readonly algorithm: Known<SignatureAlgorithm>;
  /** In the form that the mathematics takes. */
  readonly signature: Uint8Array;
}

function algorithmOf(type: string, { algorithm: name, signature }: SshSignature, bits: number): Algorithm {
  if (type === 'ssh-rsa') return { algorithm: rsaAlgorithm(name), signature: toLength(signature, Math.ceil(bits / 8)) };
  if (name !== type) throw new WireProblem('a signature of another type than its key');
  switch (type) {
    case 'ssh-ed25519':
      return { algorithm: { state: 'known', value: { kind: 'ed25519' }, name: 'Ed25519' }, signature };
    case 'ecdsa-sha2-nistp256':
      return { algorithm: ecdsa('sha256', 'ECDSA with SHA-256'), signature: twoNumbers(signature, 32) };
    case 'ecdsa-sha2-nistp384':
      return { algorithm: ecdsa('sha384', 'ECDSA with SHA-384'), signature: twoNumbers(signature, 48) };
    case 'ecdsa-sha2-nistp521':
      return { algorithm: ecdsa('sha512', 'ECDSA with SHA-512'), signature: twoNumbers(signature, 66) };
    default:
      return { algorithm: { state: 'unsupported', name: type }, signature };
  }
}

/** RFC 8332. The name `ssh-rsa` stands for SHA-1, which PROTOCOL.sshsig forbids. */
function rsaAlgorithm(name: string): Known<SignatureAlgorithm> {
  if (name === 'rsa-sha2-256')
    return { state: 'known', value: { kind: 'rsa-pkcs1', digest: 'sha256' }, name: 'RSA with SHA-256' };
  if (name === 'rsa-sha2-512')
    return { state: 'known', value: { kind: 'rsa-pkcs1', digest: 'sha512' }, name: 'RSA with SHA-512' };
  if (name === 'ssh-rsa') return { state: 'weak', name: 'RSA with SHA-1' };
  throw new WireProblem('a signature of another type than its key');
}

function ecdsa(digest: 'sha256' | 'sha384' | 'sha512', name: string): Known<SignatureAlgorithm> {
  return { state: 'known', value: { kind: 'ecdsa', digest, encoding: 'ieee-p1363' }, name };
}

function twoNumbers(signature: Uint8Array, size: number): Uint8Array {
  const wire = new Wire(signature);
  const numbers = [wire.positive(), wire.positive()];
  wire.end();
  if (numbers.some(({ length }) => length > size)) throw new WireProblem('a number beyond its curve');
  return Buffer.concat(numbers.map((number) => toLength(number, size)));
}

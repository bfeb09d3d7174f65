import { bundleFromJSON, type Bundle } from '@sigstore/bundle';
import { toSignedEntity } from '@sigstore/verify';
import { createPublicKey } from 'node:crypto';
import type { SignatureResult, TrustAnchor } from '../../domain/signature.ts';
import { checksOf, failed, indeterminate, questionsOf, type Finding, type Question } from '../checks.ts';
import { bindSubjects, IN_TOTO, readStatement, statementText } from '../dsse/statement.ts';
import { keyAnchors } from '../keys/anchors.ts';
import { fingerprintOf } from '../keys/spki.ts';
import { anchorName } from '../keys/verdict.ts';
import { wholeContent } from '../keys/whole-content.ts';
import { NO_MEMBERS } from '../members.ts';
import { signatureResult, type DetachedInput } from '../result.ts';
import { objectOf, strictJson, textOf } from '../strict-json.ts';
import { notVerified, verifyWith } from './against-root.ts';
import { readSigstoreIdentity, readSigstoreRoot } from './root.ts';

/** What has been found of a bundle so far. */
interface Found {
  readonly answers: Map<Question, 'yes' | 'no'>;
  signer: SignatureResult['signer'];
  trusted: number | null;
  anchor: { readonly fingerprint: string; readonly name: string } | null;
  comment: string | null;
  covers: readonly string[] | undefined;
}

const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=0\.[123]|\.v0\.3\+json)$/u;
const ALGORITHMS: ReadonlyMap<number, 'sha256' | 'sha384' | 'sha512'> = new Map([
  [1, 'sha256'],
  [2, 'sha384'],
  [3, 'sha512'],
]);

/**
 * Returns the judgement of a Sigstore bundle (0.1 to 0.3, message signature or DSSE). Logs, certificates and proofs of time are verified by
 * the library of the Sigstore project, against trusted roots that a person imported; whether the signer may release is asked beyond that,
 * because a root lets anybody sign who has an account.
 */
export async function verifySigstore(input: DetachedInput): Promise<SignatureResult> {
  const answers = new Map<Question, 'yes' | 'no'>([['format-supported', 'yes']]);
  const found: Found = { answers, signer: null, trusted: null, anchor: null, comment: null, covers: undefined };
  const finding = await judge(input, found);
  const { signer, trusted, anchor, comment, covers } = found;
  const checks = checksOf(questionsOf('sigstore'), answers);
  return signatureResult(input, { format: 'sigstore', finding, checks, signer, trusted, anchor, comment, covers });
}

async function judge(input: DetachedInput, found: Found): Promise<Finding | null> {
  const { answers } = found;
  const version = unknownVersion(input.signature);
  if (version !== null) {
    answers.set('format-supported', 'no');
    return indeterminate(null, 'SIGNATURE_FORMAT_UNSUPPORTED', { format: version });
  }
  const bundle = bundleOrNull(input.signature);
  answers.set('well-formed', bundle === null ? 'no' : 'yes');
  if (bundle === null) return failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED');
  const { content } = input;
  answers.set('content-present', content === null ? 'no' : 'yes');
  if (content === null) return indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNATURE_NO_CONTENT');
  const changed = await contentFinding(bundle, input, found);
  if (changed !== null) return changed;
  const artifact = await wholeContent(content);
  if (artifact === null) return indeterminate(null, 'SIGNATURE_CONTENT_TOO_LARGE', { content: content.path });
  return bundle.verificationMaterial.content.$case === 'publicKey'
    ? judgeKey(bundle, artifact, input, found)
    : judgeIdentity(bundle, artifact, input, found);
}

/** Changed files are told before anything of trust: the digest in the bundle, or the subjects of its statement. */
async function contentFinding(bundle: Bundle, input: DetachedInput, found: Found): Promise<Finding | null> {
  const { content, members = NO_MEMBERS } = input;
  if (content === null) return null;
  const { answers } = found;
  if (bundle.content.$case === 'messageSignature') {
    const { algorithm, digest } = bundle.content.messageSignature.messageDigest;
    const name = ALGORITHMS.get(algorithm);
    if (name === undefined || digest.length === 0) return null;
    const same = Buffer.compare(await content.digest(name), digest) === 0;
    answers.set('content-unchanged', same ? 'yes' : 'no');
    return same ? null : failed('HASH_FAILURE', 'SIGNATURE_DIGEST_MISMATCH', { content: content.path });
  }
  const { payload, payloadType } = bundle.content.dsseEnvelope;
  const statement = payloadType === IN_TOTO ? readStatement(new Uint8Array(payload)) : null;
  if (statement === null) return indeterminate(null, 'STATEMENT_NOT_READ', { type: payloadType });
  found.comment = statementText(statement);
  const { covers, finding } = await bindSubjects(statement, members);
  found.covers = covers;
  answers.set('content-unchanged', finding === null ? 'yes' : 'no');
  return finding;
}

/** A signature by a key needs no root; an entry in a log that it brings along is then not looked at. */
function judgeKey(
  bundle: Bundle,
  artifact: Uint8Array,
  { anchors, content }: DetachedInput,
  found: Found,
): Finding | null {
  const { answers } = found;
  const keys = keyAnchors(anchors, ['public-key']);
  const signature = toSignedEntity(bundle, Buffer.from(artifact)).signature;
  const by = keys.find(({ key }) => {
    return signature.verifySignature(createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' }));
  });
  answers.set('signature-intact', by === undefined ? 'no' : 'yes');
  if (by === undefined || content === null) {
    answers.delete('signature-intact');
    return indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'SIGNATURE_NOT_BY_ANCHOR', { count: keys.length });
  }
  const { anchor, key, material } = by;
  found.signer = {
    name: anchorName(anchor),
    subject: anchor.subject,
    fingerprint: fingerprintOf(material),
    keyFingerprint: fingerprintOf(key.spki),
  };
  answers.set('identity-trusted', 'yes');
  found.anchor = { fingerprint: anchor.fingerprint, name: anchorName(anchor) };
  return null;
}

function judgeIdentity(
  bundle: Bundle,
  artifact: Uint8Array,
  { anchors, content }: DetachedInput,
  found: Found,
): Finding | null {
  const { answers } = found;
  const roots = anchors
    .filter(({ kind }) => kind === 'sigstore-root')
    .map((anchor) => readSigstoreRoot(bytesOf(anchor)))
    .filter((root) => root !== null);
  answers.set('root-given', roots.length === 0 ? 'no' : 'yes');
  if (roots.length === 0) return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'SIGSTORE_ROOT_MISSING');
  const tried = roots.map((root) => ({ root, outcome: verifyWith(bundle, artifact, root.material) }));
  const good = tried.find(({ outcome }) => typeof outcome === 'object');
  if (good === undefined || typeof good.outcome !== 'object') {
    const last = tried.at(-1);
    return notVerified(
      last?.root,
      typeof last?.outcome === 'string' ? last.outcome : 'other',
      content?.path ?? '',
      answers,
    );
  }
  for (const question of ['anchor-reached', 'timestamp-proven', 'log-proven', 'signature-intact'] as const) {
    answers.set(question, 'yes');
  }
  const { signer, time, certificate } = good.outcome;
  const identity = signer.identity?.subjectAlternativeName ?? '';
  const issuer = signer.identity?.extensions?.issuer ?? '';
  found.trusted = time;
  found.signer = {
    name: identity,
    subject: `${identity} (${issuer})`,
    fingerprint: fingerprintOf(certificate),
    keyFingerprint: fingerprintOf(new Uint8Array(signer.key.export({ type: 'spki', format: 'der' }))),
  };
  const trusted = anchors.find((anchor) => isIdentity(anchor, identity, issuer));
  answers.set('identity-trusted', trusted === undefined ? 'no' : 'yes');
  if (trusted === undefined) {
    return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', 'SIGNER_IDENTITY_NOT_TRUSTED', { identity, issuer });
  }
  found.anchor = { fingerprint: trusted.fingerprint, name: anchorName(trusted) };
  return null;
}

function isIdentity(anchor: TrustAnchor, identity: string, issuer: string): boolean {
  if (anchor.kind !== 'sigstore-identity') return false;
  const known = readSigstoreIdentity(bytesOf(anchor));
  return known !== null && known.identity === identity && known.issuer === issuer;
}

/** The library takes every media type; `null` where it is one of a version that it knows, or none at all. */
function unknownVersion(bytes: Uint8Array): string | null {
  const type = textOf(objectOf(strictJson(bytes))?.['mediaType']);
  return type === null || MEDIA_TYPE.test(type) ? null : type;
}

function bundleOrNull(bytes: Uint8Array): Bundle | null {
  const value = strictJson(bytes);
  if (value === undefined) return null;
  try {
    return bundleFromJSON(value);
  } catch {
    // The library throws its own errors and those of the language for bundles that are none.
    return null;
  }
}

function bytesOf({ material }: TrustAnchor): Uint8Array {
  return new Uint8Array(Buffer.from(material, 'base64'));
}

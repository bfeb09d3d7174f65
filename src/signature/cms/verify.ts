import {
  readDigestAlgorithm,
  readSignatureAlgorithm,
  type Digest,
  type Known,
  type SignatureAlgorithm,
} from '../algorithms.ts';
import { failed, indeterminate, type Answers, type Finding, type Question } from '../checks.ts';
import type { SignedContent } from '../content.ts';
import { DerProblem } from '../der/read.ts';
import type { Purpose } from '../path/constraints.ts';
import { judgeCertificates, type PathStatus } from '../path/judge.ts';
import { verifyPrimitive, type PrimitiveAnswer } from '../primitives.ts';
import { joinRevocation, readRevocation, type RevocationData } from '../revocation/read.ts';
import { certificateOrNull, type Certificate } from '../x509/certificate.ts';
import { readAttributeFacts } from './attributes.ts';
import { boundFinding, contentFinding, futureFinding, mathFinding, notUsable, orderFinding } from './findings.ts';
import type { SignedAttributes, SignedData, SignerInfo } from './parse.ts';
import { contentSignatureFinding } from './without-attributes.ts';

/** The judgement of one signer. `finding` is `null` when the signature passes. */
export interface SignerVerdict {
  readonly finding: Finding | null;
  readonly answers: Answers;
  readonly signer: Certificate | null;
  readonly claimed: number | null;
  /** When the signature existed, as a timestamp proves. */
  readonly trusted: number | null;
  readonly path: readonly Certificate[];
  readonly statuses: readonly PathStatus[];
  readonly anchor: Certificate | null;
}

export interface SignerInput {
  readonly data: SignedData;
  readonly content: SignedContent | null;
  readonly anchors: readonly Certificate[];
  readonly at: number;
  /** Data that came with the archive or the trust store; what came inside the signature is added. */
  readonly revocation: RevocationData;
  readonly purpose: Purpose;
  /** Returns when the signature of `info` existed, as timestamps prove; `none` where there are none, `unproven` where none holds. */
  readonly existed: (info: SignerInfo) => Promise<number | 'none' | 'unproven'>;
}

interface Judged {
  readonly finding: Finding | null;
  readonly claimed?: number | null;
  readonly trusted?: number | null;
  readonly path?: readonly Certificate[];
  readonly statuses?: readonly PathStatus[];
  readonly anchor?: Certificate | null;
}

/** Certificates with one issuer and serial number that are tried: an authority makes one, a renewed key two. */
const MOST_CANDIDATES = 4;

/**
 * Returns the judgement of every signer of a detached CMS signature, in the order of the file (RFC 5652, sections 5.4 and 5.6).
 * The first finding decides; what tells of a changed file or a forged signature comes before what tells of trust.
 */
export async function judgeSigners(input: SignerInput): Promise<readonly SignerVerdict[]> {
  const pool = input.data.certificates.map(certificateOrNull).filter((certificate) => certificate !== null);
  const verdicts: SignerVerdict[] = [];
  for (const info of input.data.signers) verdicts.push(await judgeSigner(info, pool, input));
  return verdicts;
}

async function judgeSigner(info: SignerInfo, pool: readonly Certificate[], input: SignerInput): Promise<SignerVerdict> {
  const answers = new Map<Question, 'yes' | 'no'>([
    ['format-supported', 'yes'],
    ['well-formed', 'yes'],
  ]);
  const candidates = signerCandidates(info, [...pool, ...input.anchors]);
  const signer = chooseSigner(info, candidates);
  answers.set('signer-certificate-found', signer === null ? 'no' : 'yes');
  const judged = await judgeWith(info, signer, pool, input, answers).catch((error: unknown): Judged => {
    if (!(error instanceof DerProblem)) throw error;
    answers.set('well-formed', 'no');
    return { finding: failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED') };
  });
  return {
    finding: judged.finding,
    answers,
    signer,
    claimed: judged.claimed ?? null,
    trusted: judged.trusted ?? null,
    path: judged.path ?? (signer === null ? [] : [signer]),
    statuses: judged.statuses ?? [],
    anchor: judged.anchor ?? null,
  };
}

async function judgeWith(
  info: SignerInfo,
  signer: Certificate | null,
  pool: readonly Certificate[],
  input: SignerInput,
  answers: Map<Question, 'yes' | 'no'>,
): Promise<Judged> {
  const proven =
    info.attributes === null
      ? await proveContent(info, signer, input, answers)
      : await proveAttributes(info, info.attributes, signer, input, answers);
  const { claimed = null } = proven;
  if (proven.finding !== null) return proven;
  if (signer === null) throw new Error('a signature that is proven has a signer');

  const existed = await input.existed(info);
  const trusted = typeof existed === 'number' ? existed : null;
  if (existed !== 'none') answers.set('timestamp-proven', trusted === null ? 'no' : 'yes');
  const disordered = orderFinding(claimed, trusted);
  if (disordered !== null) return { finding: disordered, claimed, trusted };
  const verdict = judgeCertificates(signer, pool, input.anchors, {
    at: input.at,
    claimed,
    trusted,
    revocation: joinRevocation([...input.data.revocation.map(readRevocation), input.revocation]),
    purpose: input.purpose,
  });
  for (const [question, answer] of verdict.answers) answers.set(question, answer);
  const { path, statuses, anchor } = verdict;
  const finding = verdict.finding ?? futureFinding(claimed, input.at);
  return { finding, claimed, trusted, path, statuses, anchor };
}

/** A signature over its attributes, which name the digest of the content. */
async function proveAttributes(
  info: SignerInfo,
  attributes: SignedAttributes,
  signer: Certificate | null,
  input: SignerInput,
  answers: Map<Question, 'yes' | 'no'>,
): Promise<Judged> {
  const digest = readDigestAlgorithm(info.digestAlgorithm);
  const facts = readAttributeFacts(attributes, input.data.contentType);
  if ('finding' in facts) {
    answers.set('attributes-complete', 'no');
    return facts;
  }
  answers.set('attributes-complete', 'yes');
  const { claimed } = facts;
  answers.set('content-present', input.content === null ? 'no' : 'yes');

  if (digest.state !== 'known') return { finding: notUsable(digest, answers), claimed };
  const changed = await contentFinding(facts, digest.value, input.content, answers);
  if (changed !== null) return { finding: changed, claimed };
  if (signer === null) return { finding: withoutSigner(), claimed };
  const algorithm = signatureAlgorithmOf(info, digest.value);
  if (algorithm.state !== 'known') return { finding: notUsable(algorithm, answers), claimed };
  const forged = mathFinding(mathOf(info, signer, algorithm.value), algorithm.name, signer, answers);
  if (forged !== null) return { finding: forged, claimed };
  const substituted = boundFinding(facts, signer, answers);
  if (substituted !== null) return { finding: substituted, claimed };
  return { finding: input.content === null ? withoutContent() : null, claimed };
}

/** A signature over the content itself: it claims no time, and names no certificate. */
async function proveContent(
  info: SignerInfo,
  signer: Certificate | null,
  { data, content }: SignerInput,
  answers: Map<Question, 'yes' | 'no'>,
): Promise<Judged> {
  const digest = readDigestAlgorithm(info.digestAlgorithm);
  answers.set('content-present', content === null ? 'no' : 'yes');
  if (digest.state !== 'known') return { finding: notUsable(digest, answers) };
  if (content === null) return { finding: withoutContent() };
  if (signer === null) return { finding: withoutSigner() };
  const algorithm = signatureAlgorithmOf(info, digest.value);
  if (algorithm.state !== 'known') return { finding: notUsable(algorithm, answers) };
  const of = { contentType: data.contentType, content, signer, signature: info.signature };
  const made = { ...of, algorithm: algorithm.value, algorithmName: algorithm.name };
  return { finding: await contentSignatureFinding(made, answers) };
}

function withoutSigner(): Finding {
  return indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'SIGNER_CERTIFICATE_MISSING');
}

function withoutContent(): Finding {
  return indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNATURE_NO_CONTENT');
}

function signerCandidates({ identifier }: SignerInfo, certificates: readonly Certificate[]): readonly Certificate[] {
  return certificates.filter((certificate) =>
    identifier.kind === 'key-identifier'
      ? certificate.extensions.subjectKeyIdentifier === identifier.identifier
      : certificate.issuer.key === identifier.issuerKey && certificate.serial === identifier.serial,
  );
}

/** Several certificates may fit the identifier; the one whose key signed is meant. */
function chooseSigner(info: SignerInfo, candidates: readonly Certificate[]): Certificate | null {
  const few = candidates.slice(0, MOST_CANDIDATES);
  if (few.length < 2) return few[0] ?? null;
  return few.find((one) => isSignedBy(info, one)) ?? few[0] ?? null;
}

function isSignedBy(info: SignerInfo, certificate: Certificate): boolean {
  try {
    const digest = readDigestAlgorithm(info.digestAlgorithm);
    if (digest.state !== 'known') return false;
    const algorithm = signatureAlgorithmOf(info, digest.value);
    return algorithm.state === 'known' && mathOf(info, certificate, algorithm.value) === 'valid';
  } catch (error) {
    if (error instanceof DerProblem) return false;
    throw error;
  }
}

/** The digest of the signature must be the digest of the content (RFC 5754; RFC 8419 for Ed25519): libraries differ on others. */
function signatureAlgorithmOf(info: SignerInfo, digest: Digest): Known<SignatureAlgorithm> {
  const algorithm = readSignatureAlgorithm(info.signatureAlgorithm, digest);
  if (algorithm.state !== 'known') return algorithm;
  const expected = algorithm.value.kind === 'ed25519' ? 'sha512' : algorithm.value.digest;
  return expected === digest ? algorithm : { state: 'unsupported', name: `${algorithm.name} over ${digest}` };
}

function mathOf(info: SignerInfo, signer: Certificate, algorithm: SignatureAlgorithm): PrimitiveAnswer {
  if (info.attributes === null) return 'invalid';
  return verifyPrimitive({ algorithm, key: signer.publicKey, signature: info.signature, data: info.attributes.signed });
}

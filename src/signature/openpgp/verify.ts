import { failed, indeterminate, type Finding } from '../checks.ts';
import { futureFinding } from '../cms/findings.ts';
import type { SignedContent } from '../content.ts';
import { keyVerdict, anchorName, unusable, type KeyAnswers, type KeyInput, type KeyVerdict } from '../keys/verdict.ts';
import { isWeakKey, keyText } from '../x509/public-key.ts';
import { readArmor } from './armor.ts';
import { candidatesFor, certificateBytes, choose, type Candidate } from './candidates.ts';
import type { PgpCertificate } from './certificate.ts';
import { algorithmOf, isMadeBy } from './check.ts';
import type { PgpKey } from './key-packet.ts';
import { PACKET, PgpProblem, readPackets } from './packets.ts';
import { PgpVersion, readSignaturePacket, type PgpSignature } from './signature-packet.ts';
import { primaryStanding, subkeyStanding, type KeyStanding } from './standing.ts';

/** What a signature of OpenPGP is judged with. Instants are milliseconds since 1970. */
export interface PgpInput extends KeyInput {
  readonly at: number;
  /** When the signature existed, as a timestamp proves; `null` where none does. */
  readonly existed: number | null;
}

/** One signer a packet; more in one file would only cost time. */
const MOST_SIGNERS = 32;
const BINARY = 0x00;
const TEXT = 0x01;

/** Returns the judgement of every signature in a detached file of OpenPGP, armoured or not, in its order (RFC 9580). */
export async function verifyOpenPgp(bytes: Uint8Array, input: PgpInput): Promise<readonly KeyVerdict[]> {
  const bodies = bodiesOf(bytes);
  if (bodies === null) return [malformed(new Map([['format-supported', 'yes']]))];
  const verdicts: KeyVerdict[] = [];
  for (const body of bodies) verdicts.push(await verifyOne(body, input));
  return verdicts;
}

function bodiesOf(bytes: Uint8Array): readonly Uint8Array[] | null {
  try {
    const binary = (bytes[0] ?? 0) >= 0x80;
    const packets = readPackets(binary ? bytes : readArmor(Buffer.from(bytes).toString('latin1'), 'SIGNATURE'));
    const bodies = packets.filter(({ type }) => type !== PACKET.padding && type !== PACKET.marker);
    // Anything but signatures makes it a message with its content inside, or a key.
    if (bodies.length === 0 || bodies.length > MOST_SIGNERS) return null;
    return bodies.every(({ type }) => type === PACKET.signature) ? bodies.map(({ body }) => body) : null;
  } catch (error) {
    if (error instanceof PgpProblem) return null;
    throw error;
  }
}

async function verifyOne(body: Uint8Array, input: PgpInput): Promise<KeyVerdict> {
  const answers: KeyAnswers = new Map([['format-supported', 'yes']]);
  try {
    const signature = readSignaturePacket(body);
    answers.set('well-formed', 'yes');
    return await judge(signature, input, answers);
  } catch (error) {
    if (error instanceof PgpProblem) return malformed(answers);
    if (!(error instanceof PgpVersion)) throw error;
    answers.set('format-supported', 'no');
    const format = `OpenPGP, version ${error.version}`;
    return keyVerdict(indeterminate(null, 'SIGNATURE_FORMAT_UNSUPPORTED', { format }), answers);
  }
}

async function judge(signature: PgpSignature, input: PgpInput, answers: KeyAnswers): Promise<KeyVerdict> {
  const { content, anchors } = input;
  const claimed = signature.created;
  if (signature.type !== BINARY && signature.type !== TEXT) return malformed(answers);
  if (claimed === null) return malformed(answers);
  answers.set('content-present', content === null ? 'no' : 'yes');
  if (content === null) {
    return keyVerdict(indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNATURE_NO_CONTENT'), answers, { claimed });
  }
  const candidates = candidatesFor(signature, anchors);
  const [first] = candidates;
  answers.set('key-known', first === undefined ? 'no' : 'yes');
  if (first === undefined) {
    const key = `OpenPGP ${(signature.issuerFingerprint ?? signature.issuerKeyId ?? '?').toUpperCase()}`;
    const finding = indeterminate('NO_SIGNING_CERTIFICATE_FOUND', 'SIGNATURE_KEY_UNKNOWN', { key });
    return keyVerdict(finding, answers, { claimed });
  }
  if (signature.unknownCritical !== null) {
    const name = `OpenPGP subpacket ${signature.unknownCritical}`;
    return keyVerdict(unusable({ state: 'unsupported', name }, answers), answers, { claimed });
  }
  const chosen = await choose(signature, candidates, content);
  const { anchor, key } = chosen;
  const finding = await findingOf(signature, chosen, content, input, answers);
  const bare = key.key;
  const known = {
    claimed,
    ...(bare === null ? {} : { signer: { key: bare, name: anchor.subject, fingerprintOf: certificateBytes(anchor) } }),
  };
  if (finding !== null) return keyVerdict(finding, answers, known);
  answers.set('key-trusted', 'yes');
  return keyVerdict(null, answers, { ...known, anchor });
}

async function findingOf(
  signature: PgpSignature,
  { anchor, certificate, key }: Candidate,
  content: SignedContent,
  input: PgpInput,
  answers: KeyAnswers,
): Promise<Finding | null> {
  const name = anchorName(anchor);
  const algorithm = algorithmOf(signature, key);
  if (algorithm.state !== 'known') return unusable(algorithm, answers);
  const answer = await isMadeBy(signature, key, content.stream());
  if (answer === 'unsupported' || key.key === null) {
    return unusable({ state: 'unsupported', name: algorithm.name }, answers);
  }
  answers.set('algorithms-acceptable', 'yes');
  // A signature over text is over its lines, however they end: that it fails over these bytes says nothing of the lines.
  if (signature.type === TEXT) return indeterminate('SIG_CONSTRAINTS_FAILURE', 'SIGNATURE_OVER_TEXT');
  answers.set('signature-intact', answer === 'valid' ? 'yes' : 'no');
  if (answer === 'invalid') {
    return failed('SIG_CRYPTO_FAILURE', 'SIGNATURE_NOT_OVER_CONTENT', { signer: name, content: content.path });
  }
  const weak = isWeakKey(key.key.kind);
  answers.set('keys-strong', weak ? 'no' : 'yes');
  if (weak) {
    const values = { certificate: name, key: keyText(key.key.kind) };
    return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_KEY_WEAK', values);
  }
  return keyFinding(signature, certificate, key, name, input, answers);
}

/** The key must be bound, be for signing, and be valid at the instant that is judged; so must the primary key above a subkey. */
async function keyFinding(
  signature: PgpSignature,
  certificate: PgpCertificate,
  key: PgpKey,
  name: string,
  { at, existed }: PgpInput,
  answers: KeyAnswers,
): Promise<Finding | null> {
  const primary = await primaryStanding(certificate);
  const subkey = certificate.subkeys.find((one) => one.key === key);
  const own = subkey === undefined ? primary : await subkeyStanding(certificate, subkey);
  const bound = boundFinding([primary, own], name);
  answers.set('key-bound', bound === null ? 'yes' : 'no');
  if (bound !== null) return bound;
  answers.set('purpose-allowed', own.maySign ? 'yes' : 'no');
  if (!own.maySign) return indeterminate('SIG_CONSTRAINTS_FAILURE', 'SIGNER_PURPOSE_WRONG', { certificate: name });

  const claimed = signature.created ?? at;
  const ends = [primary.ends, own.ends, signatureEnd(signature)].filter((end) => end !== null);
  const timed = timeFinding({ begins: key.created, ends, claimed, at, existed, name }) ?? futureFinding(claimed, at);
  answers.set('certificates-valid', timed === null ? 'yes' : 'no');
  if (timed !== null) return timed;
  const revoked = revokedFinding([primary, own], existed ?? at, name);
  answers.set('revocation-settled', revoked === null ? 'yes' : 'no');
  return revoked;
}

function boundFinding(standings: readonly KeyStanding[], name: string): Finding | null {
  if (standings.every(({ bound }) => bound === 'yes')) return null;
  if (standings.some(({ bound }) => bound === 'absent')) {
    return indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'SIGNER_KEY_NOT_BOUND', { key: name });
  }
  const values = { algorithm: 'SHA-1', where: 'certificate', certificate: name };
  return indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_ALGORITHM_WEAK', values);
}

function signatureEnd({ created, expiresAfter }: PgpSignature): number | null {
  return created === null || expiresAfter === null || expiresAfter === 0 ? null : created + expiresAfter * 1000;
}

function timeFinding(times: {
  readonly begins: number;
  readonly ends: readonly number[];
  readonly claimed: number;
  readonly at: number;
  readonly existed: number | null;
  readonly name: string;
}): Finding | null {
  const { begins, claimed, at, existed, name } = times;
  const iso = (time: number): string => new Date(time).toISOString();
  const early = [claimed, existed ?? at].find((time) => time < begins);
  if (early !== undefined) {
    const values = { certificate: name, notBefore: iso(begins), time: iso(early) };
    return indeterminate('NOT_YET_VALID', 'CERTIFICATE_NOT_YET_VALID', values);
  }
  const end = Math.min(...times.ends);
  const values = { certificate: name, notAfter: times.ends.length === 0 ? '' : iso(end) };
  if (claimed > end) return indeterminate('EXPIRED', 'CERTIFICATE_EXPIRED', { ...values, time: iso(claimed) });
  const judged = existed ?? at;
  if (judged <= end) return null;
  return indeterminate('OUT_OF_BOUNDS_NO_POE', 'CERTIFICATE_EXPIRED_NO_TIME_PROOF', { ...values, time: iso(judged) });
}

function revokedFinding(standings: readonly KeyStanding[], time: number, name: string): Finding | null {
  const revoked = standings.map((one) => one.revoked).filter((since) => since !== null);
  const hard = revoked.includes('always');
  const since = revoked.filter((one) => one !== 'always').find((one) => one <= time);
  if (!hard && since === undefined) return null;
  return indeterminate('REVOKED_NO_POE', 'SIGNER_KEY_REVOKED', {
    key: name,
    since: since === undefined || hard ? 'none' : new Date(since).toISOString(),
  });
}

function malformed(answers: KeyAnswers): KeyVerdict {
  answers.set('well-formed', 'no');
  return keyVerdict(failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED'), answers);
}

import { createHash } from 'node:crypto';
import type { Digest } from '../algorithms.ts';
import { failed, indeterminate, type Finding, type Question } from '../checks.ts';
import { unsignedValues, type SignerInfo } from '../cms/parse.ts';
import { judgeSigners, type SignerVerdict } from '../cms/verify.ts';
import { derOrNull, DerProblem } from '../der/read.ts';
import { OID } from '../oids.ts';
import type { RevocationData } from '../revocation/read.ts';
import type { Certificate } from '../x509/certificate.ts';
import { parseTimestamp, type TimestampToken } from './token.ts';

/** What timestamps are judged with. */
export interface TimestampGrounds {
  readonly anchors: readonly Certificate[];
  /** Milliseconds since 1970: authorities are judged as of now, because nothing else proves that they signed earlier. */
  readonly at: number;
  readonly revocation: RevocationData;
}

/** Timestamps on one signature that are judged; more would only cost time. */
const MOST_TOKENS = 4;

/**
 * Returns the judgement of a timestamp over bytes whose digest `stamped` gives, `null` where they are absent. `trusted` of a verdict
 * without finding is the time that it proves (RFC 3161; ETSI EN 319 102-1, clause 5.4).
 */
export async function judgeTimestamp(
  der: Uint8Array,
  stamped: ((digest: Digest) => Promise<Uint8Array>) | null,
  grounds: TimestampGrounds,
): Promise<SignerVerdict> {
  const token = tokenOrNull(der);
  if (token === null) return unread(failed('FORMAT_FAILURE', 'SIGNATURE_MALFORMED'), ['well-formed', 'no']);
  if (stamped === null) {
    return unread(indeterminate('SIGNED_DATA_NOT_FOUND', 'SIGNATURE_NO_CONTENT'), ['content-present', 'no']);
  }
  const { algorithm, digest } = token.imprint;
  if (algorithm.state !== 'known') {
    const values = { algorithm: algorithm.name, where: 'signature', certificate: '' };
    const finding =
      algorithm.state === 'weak'
        ? indeterminate('CRYPTO_CONSTRAINTS_FAILURE', 'SIGNATURE_ALGORITHM_WEAK', values)
        : indeterminate(null, 'SIGNATURE_ALGORITHM_UNSUPPORTED', values);
    return unread(finding, ['algorithms-acceptable', 'no']);
  }
  if (Buffer.compare(await stamped(algorithm.value), digest) !== 0) {
    return unread(failed('HASH_FAILURE', 'TIMESTAMP_OF_OTHER_CONTENT'), ['content-unchanged', 'no']);
  }
  return judgeAuthority(token, grounds);
}

/** Returns when the signature of `info` existed: by a timestamp over its file, which the caller knows, or by one that it holds. */
export async function existence(
  info: SignerInfo,
  known: number | null,
  grounds: TimestampGrounds,
): Promise<number | 'none' | 'unproven'> {
  const times = known === null ? [] : [known];
  const tokens = tokensOf(info);
  for (const token of tokens ?? []) {
    const { finding, trusted } = await judgeTimestamp(token, (digest) => digestOf(digest, info.signature), grounds);
    if (finding === null && trusted !== null) times.push(trusted);
  }
  if (times.length > 0) return Math.min(...times);
  return tokens?.length === 0 ? 'none' : 'unproven';
}

/** The authority's own signature, over what it says; the certificate must be bound to it (RFC 5816). */
async function judgeAuthority(token: TimestampToken, grounds: TimestampGrounds): Promise<SignerVerdict> {
  const [verdict] = await judgeSigners({
    ...grounds,
    data: token.data,
    content: {
      path: '',
      digest: (digest) => digestOf(digest, token.info),
      stream: () => chunks(token.info),
      bytes: (most) => Promise.resolve(token.info.subarray(0, most)),
    },
    purpose: 'timestamping',
    existed: () => Promise.resolve('none'),
  });
  if (verdict === undefined) throw new Error('a timestamp without signer');
  const finding = verdict.finding ?? beyond(verdict, token.time, grounds.at);
  return { ...verdict, finding, claimed: null, trusted: finding === null ? token.time : null };
}

function beyond({ answers }: SignerVerdict, time: number, at: number): Finding | null {
  if (answers.get('certificate-bound') !== 'yes') {
    return failed('FORMAT_FAILURE', 'SIGNATURE_ATTRIBUTES_MISSING', { attribute: 'signing-certificate' });
  }
  if (time <= at) return null;
  return indeterminate('NO_POE', 'TIMESTAMP_IN_FUTURE', { time: new Date(time).toISOString() });
}

/** `null` where what was added to the signature cannot be read. Nothing protects it, so that it takes nothing from the signature. */
function tokensOf(info: SignerInfo): readonly Uint8Array[] | null {
  try {
    return unsignedValues(info, OID.timestampToken).slice(0, MOST_TOKENS);
  } catch (error) {
    if (error instanceof DerProblem) return null;
    throw error;
  }
}

function tokenOrNull(der: Uint8Array): TimestampToken | null {
  return derOrNull(() => parseTimestamp(der));
}

function unread(finding: Finding, ...answers: readonly (readonly [Question, 'yes' | 'no'])[]): SignerVerdict {
  return {
    finding,
    answers: new Map<Question, 'yes' | 'no'>([['format-supported', 'yes'], ...answers]),
    signer: null,
    claimed: null,
    trusted: null,
    path: [],
    statuses: [],
    anchor: null,
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- an archive's content comes from a medium
async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function digestOf(digest: string, bytes: Uint8Array): Promise<Uint8Array> {
  return Promise.resolve(createHash(digest).update(bytes).digest());
}

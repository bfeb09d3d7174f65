import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { readAnchors, type MemberLookup } from '../../../src/signature/index.ts';
import { CONTENT, contentOf, judge, outcome } from './support.ts';

const OTHER = new TextEncoder().encode('another file\n');
const hex = (bytes: Uint8Array, algorithm = 'sha256'): string => createHash(algorithm).update(bytes).digest('hex');
const FILES = new Map([
  ['release.yaml', CONTENT],
  ['artifacts/app.bin', OTHER],
]);
const members: MemberLookup = {
  bySha256: (digest) => [...FILES].filter(([, bytes]) => hex(bytes) === digest).map(([path]) => path),
  at: (path) => (FILES.has(path) ? contentOf(FILES.get(path) ?? CONTENT) : null),
};
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const anchorsOf = (...keys: readonly KeyObject[]): readonly TrustAnchor[] =>
  keys.flatMap((key) =>
    readAnchors(key.export({ type: 'spki', format: 'der' }) as Buffer, { by: '', at: '', channel: '' }),
  );
const anchors = anchorsOf(p256.publicKey, ed.publicKey);
const IN_TOTO = 'application/vnd.in-toto+json';

const statement = (
  subject: unknown = [{ name: 'app.bin', digest: { sha256: hex(OTHER) } }],
  more: object = {},
): object => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject,
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { runDetails: { builder: { id: 'https://ci.example.org/build' } } },
  ...more,
});

function envelope(
  payload: object | string = statement(),
  changes: { type?: string; keys?: readonly KeyObject[]; signedType?: string; url?: boolean } = {},
): string {
  const { type = IN_TOTO, keys = [p256.privateKey], url = false } = changes;
  const { signedType = type } = changes;
  const bytes = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const pae = Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(signedType)} ${signedType} ${bytes.length} `),
    bytes,
  ]);
  const alphabet = (text: string): string => (url ? text.replaceAll('+', '-').replaceAll('/', '_') : text);
  const signatures = keys.map((key) => ({
    keyid: 'hint',
    sig: alphabet(sign(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', pae, key).toString('base64')),
  }));
  return JSON.stringify({ payloadType: type, payload: alphabet(bytes.toString('base64')), signatures });
}

const judged = async (text: string, trusted = anchors): Promise<string> =>
  outcome(
    await judge(new TextEncoder().encode(text), {
      anchors: trusted,
      members,
      content: null,
      path: 'build.intoto.jsonl',
    }),
  );

const PASSED = 'TOTAL_PASSED / null / STATEMENT_PASSED';
const MALFORMED = 'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_MALFORMED';
const OTHERS = 'TOTAL_FAILED / HASH_FAILURE / STATEMENT_ABOUT_OTHERS';
const NOT_BY = 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND / SIGNATURE_NOT_BY_ANCHOR';

describe('signed statements', () => {
  it('pass when a trusted key signed them and they are about members, by digest', async () => {
    const bytes = new TextEncoder().encode(envelope());
    const [result] = await judge(bytes, { anchors, members, content: null, path: 'build.intoto.jsonl' });
    expect(result).toMatchObject({
      format: 'dsse',
      indication: 'TOTAL_PASSED',
      covers: ['artifacts/app.bin'],
      comment: 'https://slsa.dev/provenance/v1 – https://ci.example.org/build',
      reason: { code: 'STATEMENT_PASSED', values: { count: 1 } },
    });
    expect(result!.checks.every(({ answer }) => answer === 'yes')).toBe(true);
  });

  it.each([
    [
      'SLSA provenance 0.2',
      statement(undefined, {
        _type: 'https://in-toto.io/Statement/v0.1',
        predicateType: 'https://slsa.dev/provenance/v0.2',
        predicate: { builder: { id: 'b' } },
      }),
    ],
    [
      'a subject by SHA-512 and path',
      statement([{ name: 'release.yaml', digest: { sha512: hex(CONTENT, 'sha512') } }]),
    ],
    [
      'subjects that are elsewhere beside one that is here',
      statement([
        { name: 'a', digest: { sha256: hex(OTHER) } },
        { name: 'elsewhere', digest: { sha256: 'ab'.repeat(32) } },
      ]),
    ],
    ['a predicate that is unknown', statement(undefined, { predicateType: 'https://example.org/x', predicate: 7 })],
  ])('pass with %s', async (_name, payload) => {
    expect(await judged(envelope(payload))).toBe(PASSED);
  });

  it('pass with other keys, in the other alphabet of base64, and one a line', async () => {
    expect(await judged(envelope(undefined, { keys: [ed.privateKey], url: true }))).toBe(PASSED);
    expect(await judged(`${envelope()}\n${envelope(undefined, { keys: [ed.privateKey] })}\n`)).toBe(
      `${PASSED}\n${PASSED}`,
    );
  });

  it('are judged signature by signature', async () => {
    const stranger = generateKeyPairSync('ed25519');
    expect(await judged(envelope(undefined, { keys: [stranger.privateKey, ed.privateKey] }))).toBe(
      `${NOT_BY}\n${PASSED}`,
    );
    expect(await judged(envelope(), [])).toBe(NOT_BY);
  });

  it('about something else fail, whoever signed them', async () => {
    const elsewhere = statement([{ name: 'app.bin', digest: { sha256: 'ab'.repeat(32) } }]);
    expect(await judged(envelope(elsewhere))).toBe(OTHERS);
    expect(await judged(envelope(elsewhere), [])).toBe(OTHERS);
    const changed = statement([{ name: 'release.yaml', digest: { sha256: 'ab'.repeat(32) } }]);
    expect(await judged(envelope(changed))).toBe('TOTAL_FAILED / HASH_FAILURE / STATEMENT_SUBJECT_CHANGED');
    const changed512 = statement([{ name: 'release.yaml', digest: { sha512: 'ab'.repeat(64) } }]);
    expect(await judged(envelope(changed512))).toBe('TOTAL_FAILED / HASH_FAILURE / STATEMENT_SUBJECT_CHANGED');
  });

  it('that name their subjects by weak or unknown digests alone are left open', async () => {
    const weak = statement([
      { name: 'release.yaml', digest: { sha1: hex(CONTENT, 'sha1'), gitCommit: 'ab'.repeat(20) } },
    ]);
    expect(await judged(envelope(weak))).toBe('INDETERMINATE / null / SIGNATURE_ALGORITHM_UNSUPPORTED');
  });

  it('of another type of content are left open', async () => {
    expect(await judged(envelope({ hello: 1 }, { type: 'application/json' }))).toBe(
      'INDETERMINATE / null / STATEMENT_NOT_READ',
    );
  });

  it('signed under another type do not pass', async () => {
    expect(await judged(envelope(undefined, { signedType: 'application/json' }))).toBe(NOT_BY);
  });

  const whole = JSON.parse(envelope()) as Record<string, unknown>;
  it.each([
    ['without signatures', { ...whole, signatures: [] }],
    ['without payload', { ...whole, payload: '' }],
    ['with a payload that is not base64', { ...whole, payload: '****' }],
    ['with a payload that is base64 in another way', { ...whole, payload: `${String(whole['payload'])}\n` }],
    ['with a signature that is none', { ...whole, signatures: [{ sig: 7 }] }],
    ['with too many signatures', { ...whole, signatures: Array.from({ length: 33 }, () => ({ sig: 'AA==' })) }],
  ])('%s are refused', async (_name, value) => {
    expect(await judged(JSON.stringify(value))).toBe(MALFORMED);
  });

  it.each([
    ['no JSON', 'hello'],
    ['a key twice', JSON.stringify(statement()).replace('{', '{"subject":[],')],
    ['no subject', statement([])],
    ['a subject without digest', statement([{ name: 'a' }])],
    ['a subject with a digest in capitals', statement([{ name: 'a', digest: { sha256: 'AB'.repeat(32) } }])],
    ['another kind of statement', statement(undefined, { _type: 'https://in-toto.io/Statement/v9' })],
    ['a list', []],
  ])('whose content is %s are refused', async (_name, payload) => {
    expect(await judged(envelope(payload))).toBe(MALFORMED);
  });

  it('with a key twice, cut off, or with something between the lines are refused', async () => {
    const text = envelope();
    expect(await judged(text.replace('{', '{"payload":"AA==",'))).toBe(MALFORMED);
    expect(await judged(`${text}\nhello\n`)).toBe(MALFORMED);
    expect(await judged('')).toBe(MALFORMED);
    for (let length = 1; length < text.length; length += 9) expect(await judged(text.slice(0, length))).toBe(MALFORMED);
    expect(await judged(Array.from({ length: 257 }, () => text).join('\n'))).toBe(MALFORMED);
  });
});

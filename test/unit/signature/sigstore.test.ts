import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { readAnchors, type MemberLookup } from '../../../src/signature/index.ts';
import { makeBundle, makeSigstore, trustedRoot } from '../../support/sigstore.ts';
import { CONTENT, contentOf, judge, outcome } from './support.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const anchorsOf = (...files: readonly Uint8Array[]): readonly TrustAnchor[] =>
  files.flatMap((file) => readAnchors(file, { by: '', at: '', channel: '' }));
const identityFile = (identity: string, issuer = 'https://accounts.example.org'): Uint8Array =>
  bytes(JSON.stringify({ sigstoreIdentity: { identity, issuer } }));

const own = makeSigstore();
const root = trustedRoot(own);
const known = identityFile('https://ci.example.org/release');
const anchors = anchorsOf(root, known);
const good = makeBundle(own, CONTENT);
const sha256 = createHash('sha256').update(CONTENT).digest('hex');
const members: MemberLookup = { bySha256: (digest) => (digest === sha256 ? ['release.yaml'] : []), at: () => null };
const judged = async (bundle: Uint8Array, changes: Partial<Parameters<typeof judge>[1]> = {}): Promise<string> =>
  outcome(await judge(bundle, { anchors, members, path: 'release.yaml.sigstore.json', ...changes }));

const PASSED = 'TOTAL_PASSED / null / SIGNATURE_PASSED';
const NOT_VERIFIED = 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND / SIGSTORE_NOT_VERIFIED';
const MALFORMED = 'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_MALFORMED';

describe('Sigstore bundles', () => {
  it('pass against the trusted root, by an identity that is a trust anchor', async () => {
    const [result] = await judge(good, { anchors, path: 'release.yaml.sigstore.json' });
    expect(outcome([result!])).toBe(PASSED);
    expect(result).toMatchObject({
      format: 'sigstore',
      signer: { name: 'https://ci.example.org/release' },
      times: { claimed: null, trusted: '2024-10-17T15:00:00.000Z' },
      anchor: anchors[1]!.fingerprint,
    });
    expect(result!.checks.every(({ answer }) => answer === 'yes')).toBe(true);
    expect(await judged(makeBundle(own, CONTENT, { version: '0.1' }))).toBe(PASSED);
  });

  it('with a statement pass where it is about the file', async () => {
    const statement = (digest: string): object => ({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'release.yaml', digest: { sha256: digest } }],
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {},
    });
    expect(await judged(makeBundle(own, CONTENT, { statement: statement(sha256) }))).toBe(
      'TOTAL_PASSED / null / STATEMENT_PASSED',
    );
    expect(await judged(makeBundle(own, CONTENT, { statement: statement('ab'.repeat(32)) }))).toContain(
      'STATEMENT_ABOUT_OTHERS',
    );
    expect(await judged(makeBundle(own, CONTENT, { statement: { hello: 1 } }))).toContain('STATEMENT_NOT_READ');
  });

  it('by anybody else are never passed: the root lets everybody sign', async () => {
    const open = 'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND / SIGNER_IDENTITY_NOT_TRUSTED';
    expect(await judged(good, { anchors: anchorsOf(root) })).toBe(open);
    expect(await judged(makeBundle(own, CONTENT, { identity: 'https://ci.example.org/release2' }))).toBe(open);
    expect(await judged(makeBundle(own, CONTENT, { issuer: 'https://other.example.org' }))).toBe(open);
    expect(await judged(good, { anchors: anchorsOf(root, identityFile('https://ci.example.org/.*')) })).toBe(open);
  });

  it('need a root, and the right one', async () => {
    expect(await judged(good, { anchors: anchorsOf(known) })).toBe(
      'INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND / SIGSTORE_ROOT_MISSING',
    );
    const other = trustedRoot(makeSigstore('Other Sigstore'));
    expect(await judged(good, { anchors: anchorsOf(other, known) })).toBe(NOT_VERIFIED);
    expect(await judged(good, { anchors: anchorsOf(other, root, known) })).toBe(PASSED);
  });

  it('over other content fail, and stay open without it', async () => {
    const content = contentOf(bytes('version: 1.3.1\n'));
    expect(await judged(good, { content })).toBe('TOTAL_FAILED / HASH_FAILURE / SIGNATURE_DIGEST_MISMATCH');
    expect(await judged(good, { content: null })).toContain('SIGNATURE_NO_CONTENT');
    // The digest in the bundle fits, and the signature is over other bytes.
    const [mine, theirs] = [good, makeBundle(own, bytes('other'))].map(
      (one) => JSON.parse(Buffer.from(one).toString()) as { messageSignature: { signature: string } },
    );
    const moved = {
      ...mine,
      messageSignature: { ...mine!.messageSignature, signature: theirs!.messageSignature.signature },
    };
    expect(await judged(bytes(JSON.stringify(moved)))).toContain('TOTAL_FAILED');
  });

  it('whose entry in the log is about something else fail', async () => {
    expect(await judged(makeBundle(own, CONTENT, { loggedDigest: 'ab'.repeat(32) }))).toBe(
      'TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGSTORE_NOT_VERIFIED',
    );
  });

  it('without proof of time, or with a certificate that no log holds, are not relied on', async () => {
    expect(await judged(makeBundle(own, CONTENT, { withPromise: false }))).toBe(
      'INDETERMINATE / NO_POE / SIGSTORE_NOT_VERIFIED',
    );
    expect(await judged(makeBundle(own, CONTENT, { withLoggedCertificate: false }))).toBe(NOT_VERIFIED);
  });

  it('by a key pass where the key is a trust anchor', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const bundle = bytes(
      JSON.stringify({
        mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
        verificationMaterial: { publicKey: { hint: 'any' }, tlogEntries: [] },
        messageSignature: {
          messageDigest: { algorithm: 'SHA2_256', digest: createHash('sha256').update(CONTENT).digest('base64') },
          signature: sign('sha256', CONTENT, privateKey).toString('base64'),
        },
      }),
    );
    const key = publicKey.export({ type: 'spki', format: 'der' });
    expect(await judged(bundle, { anchors: anchorsOf(key) })).toBe(PASSED);
    expect(await judged(bundle, { anchors })).toContain('SIGNATURE_NOT_BY_ANCHOR');
  });

  it('that are not whole are refused, and changed ones never pass as something else', async () => {
    const text = Buffer.from(good).toString();
    for (let length = 30; length < text.length; length += 61)
      expect(await judged(bytes(text.slice(0, length)))).toBe(MALFORMED);
    expect(await judged(bytes(text.replace('{', '{"messageSignature":{},')))).toBe(MALFORMED);
    expect(await judged(bytes(text.replace('v0.3', 'v9.9')))).toBe(
      'INDETERMINATE / null / SIGNATURE_FORMAT_UNSUPPORTED',
    );
    const value = JSON.parse(text) as Record<string, object>;
    for (const key of Object.keys(value)) {
      const less = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
      expect(await judged(bytes(JSON.stringify(less))), key).not.toContain('TOTAL_PASSED');
      expect(await judged(bytes(JSON.stringify({ ...value, [key]: 7 }))), key).not.toContain('TOTAL_PASSED');
    }
    const sensitive = [...text.matchAll(/"(?:rawBytes|signedEntryTimestamp|canonicalizedBody|signature|digest)":"/gu)];
    for (const { index, 0: found } of sensitive) {
      const at = index + found.length + 20;
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await judged(bytes(changed)), found).not.toContain('TOTAL_PASSED');
    }
  });
});

describe('trusted roots of Sigstore', () => {
  it('are trust anchors with the day from which their newest part holds', () => {
    expect(anchors[0]).toMatchObject({
      kind: 'sigstore-root',
      subject: 'Sigstore: Example Own Sigstore',
      notBefore: '2020-01-01T00:00:00.000Z',
    });
    expect(anchors[1]).toMatchObject({ kind: 'sigstore-identity', label: 'https://ci.example.org/release' });
  });

  const text = Buffer.from(root).toString();
  it.each([
    [
      'without the day from which a log holds',
      Buffer.from(trustedRoot(own))
        .toString()
        .replaceAll('"validFor":{"start":"2020-01-01T00:00:00Z"}', '"validFor":{}'),
    ],
    [
      'without authorities',
      text.replace(/"certificateAuthorities":\[.*?\}\],"ctlogs"/su, '"certificateAuthorities":[],"ctlogs"'),
    ],
    ['of an unknown version', text.replace('version=0.1', 'version=0.9')],
    ['with a key twice', text.replace('{', '{"tlogs":[],')],
    ['with a broken key', text.replace(/"rawBytes":"[^"]{40}/u, '"rawBytes":"AAAA')],
    ['cut off', text.slice(0, -5)],
    ['of an identity with more than it should have', '{"sigstoreIdentity":{"identity":"a","issuer":"b","also":"c"}}'],
    ['of an identity without issuer', '{"sigstoreIdentity":{"identity":"a","issuer":""}}'],
  ])('are refused %s', (_name, file) => {
    expect(() => anchorsOf(bytes(file))).toThrow('ANCHOR_NOT_UNDERSTOOD');
  });
});

import { constants, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import {
  minisignKeyPair,
  minisignSignature,
  sshArmour,
  sshKeyPair,
  sshSignature,
  wireString,
} from '../../support/key-signatures.ts';
import { CONTENT, contentOf, judge, outcome } from './support.ts';

const added = { by: 'an auditor', at: '2025-01-01T00:00:00Z', channel: 'telephone' };
const anchorsOf = (...files: readonly Uint8Array[]): readonly TrustAnchor[] =>
  files.flatMap((file) => readAnchors(file, added));
const other = contentOf(new TextEncoder().encode('version: 1.3.1\n'));
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);

const PASSED = 'TOTAL_PASSED / null / SIGNATURE_PASSED';
const MALFORMED = 'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_MALFORMED';
const OTHER_CONTENT = 'TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGNATURE_NOT_OVER_CONTENT';
const NO_CONTENT = 'INDETERMINATE / SIGNED_DATA_NOT_FOUND / SIGNATURE_NO_CONTENT';

describe('SSH signatures', () => {
  const pair = sshKeyPair();
  const good = sshSignature(CONTENT, pair);
  const anchors = anchorsOf(pair.publicFile);
  const judged = async (signature: Uint8Array): Promise<string> =>
    outcome(await judge(signature, { anchors, path: 'release.yaml.sig' }));

  it('pass by a key that is a trust anchor, in text and in bytes', async () => {
    expect(await judged(good)).toBe(PASSED);
    expect(await judged(sshArmour(good))).toBe(PASSED);
    const [result] = await judge(good, { anchors, path: 'release.yaml.sshsig' });
    expect(result).toMatchObject({
      format: 'ssh',
      covers: ['release.yaml'],
      signer: { name: 'jane@example.org', subject: anchors[0]!.subject },
      anchor: anchors[0]!.fingerprint,
      times: { claimed: null },
    });
    expect(result!.checks.every(({ answer }) => answer === 'yes')).toBe(true);
  });

  it('pass by the same key given as PEM', async () => {
    const pem = createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' });
    expect(outcome(await judge(good, { anchors: anchorsOf(bytes(String(pem))), path: 'a.sshsig' }))).toBe(PASSED);
  });

  it('leave the signer open where the key is no trust anchor', async () => {
    const strangers = anchorsOf(sshKeyPair().publicFile, minisignKeyPair().publicFile);
    for (const none of [[], strangers]) {
      const [result] = await judge(good, { anchors: none, path: 'a.sshsig' });
      expect(outcome([result!])).toBe('INDETERMINATE / NO_CERTIFICATE_CHAIN_FOUND / SIGNER_KEY_NOT_TRUSTED');
      expect(result!.signer?.name).toMatch(/^ssh-ed25519 SHA256:/u);
    }
  });

  it('fail over other content, and stay open without content', async () => {
    expect(outcome(await judge(good, { anchors, content: other, path: 'a.sshsig' }))).toBe(OTHER_CONTENT);
    expect(outcome(await judge(good, { anchors, content: null, path: 'a.sshsig' }))).toBe(NO_CONTENT);
  });

  it('made for another purpose say nothing of files', async () => {
    const git = sshSignature(CONTENT, pair, { namespace: 'git' });
    expect(await judged(git)).toBe('INDETERMINATE / SIG_CONSTRAINTS_FAILURE / SIGNATURE_NAMESPACE_OTHER');
    // The purpose is signed: writing another one over it breaks the signature.
    const renamed = Buffer.from(text(git).replace(text(wireString('git')), text(wireString('file'))), 'latin1');
    expect(await judged(renamed)).toBe(OTHER_CONTENT);
  });

  it('are refused when they are not whole, or say what the format does not know', async () => {
    for (let length = 6; length < good.length; length += 1) {
      expect(await judged(good.subarray(0, length)), `${length} bytes`).toBe(MALFORMED);
    }
    for (const change of [
      { hash: 'md5' },
      { hash: 'SHA512' },
      { version: 2 },
      { algorithm: 'ssh-rsa' },
      { namespace: '' },
    ]) {
      expect(await judged(sshSignature(CONTENT, pair, change)), JSON.stringify(change)).toBe(MALFORMED);
    }
    expect(await judged(Buffer.concat([good, Uint8Array.of(0)]))).toBe(MALFORMED);
    const armour = text(sshArmour(good));
    for (const broken of [
      armour + armour,
      armour.replace('-----END SSH', '-----END PGP'),
      armour.slice(0, -40),
      `{${armour.slice(0, 200)}`,
    ]) {
      expect(outcome(await judge(bytes(broken), { anchors, path: 'a.sshsig' })), broken).toBe(MALFORMED);
    }
  });

  it('by a key on a token or of an unknown type are named as unsupported', async () => {
    const blob = Buffer.concat([
      wireString('sk-ssh-ed25519@openssh.com'),
      wireString(new Uint8Array(32)),
      wireString('ssh:'),
    ]);
    const [result] = await judge(sshSignature(CONTENT, { ...pair, material: blob }), { anchors, path: 'a.sshsig' });
    expect(outcome([result!])).toBe('INDETERMINATE / null / SIGNATURE_ALGORITHM_UNSUPPORTED');
    expect(result!.reason.values['algorithm']).toBe('sk-ssh-ed25519@openssh.com');
  });

  it('with one bit changed never pass and never throw', async () => {
    for (const [index, byte] of good.entries()) {
      const changed = Uint8Array.from(good);
      changed[index] = byte ^ (1 << (index % 8));
      expect(await judged(changed), `byte ${index}`).not.toBe(PASSED);
    }
  });
});

describe('minisign and signify', () => {
  const pair = minisignKeyPair();
  const anchors = anchorsOf(pair.publicFile);
  const good = minisignSignature(CONTENT, pair);
  const judged = async (signature: Uint8Array): Promise<string> =>
    outcome(await judge(signature, { anchors, path: 'release.yaml.minisig' }));

  it('pass with the comment and the time that the key signed', async () => {
    const [result] = await judge(good, { anchors, path: 'release.yaml.minisig' });
    expect(outcome([result!])).toBe(PASSED);
    expect(result).toMatchObject({
      format: 'minisign',
      comment: 'timestamp:1735689600\tfile:release.yaml',
      times: { claimed: '2025-01-01T00:00:00.000Z', trusted: null },
      signer: { name: 'minisign 0707070707070707', subject: anchors[0]!.subject },
      anchor: anchors[0]!.fingerprint,
    });
    expect(anchors[0]!.subject).toMatch(/^minisign 0707070707070707 RW/u);
  });

  it('pass over the content itself, as older programs and signify sign', async () => {
    expect(await judged(minisignSignature(CONTENT, pair, { algorithm: 'Ed' }))).toBe(PASSED);
    const signify = minisignSignature(CONTENT, pair, { algorithm: 'Ed', comment: null });
    const [result] = await judge(signify, { anchors, path: 'release.yaml.sig' });
    expect(result).toMatchObject({ indication: 'TOTAL_PASSED', comment: null, times: { claimed: null } });
  });

  it('are found by the key alone where two keys have one name', async () => {
    const twin = minisignKeyPair();
    for (const files of [
      [pair.publicFile, twin.publicFile],
      [twin.publicFile, pair.publicFile],
    ]) {
      const [result] = await judge(good, { anchors: anchorsOf(...files), path: 'a.minisig' });
      expect(result).toMatchObject({ indication: 'TOTAL_PASSED', anchor: anchors[0]!.fingerprint });
    }
    expect(outcome(await judge(good, { anchors: anchorsOf(twin.publicFile), path: 'a.minisig' }))).toBe(OTHER_CONTENT);
  });

  it('by a key that is no anchor can be neither confirmed nor refuted', async () => {
    for (const none of [[], anchorsOf(minisignKeyPair(8).publicFile)]) {
      expect(outcome(await judge(good, { anchors: none, path: 'a.minisig', content: other }))).toBe(
        'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND / SIGNATURE_KEY_UNKNOWN',
      );
    }
  });

  it('fail over other content, with another comment, and stay open without content', async () => {
    expect(outcome(await judge(good, { anchors, content: other, path: 'a.minisig' }))).toBe(OTHER_CONTENT);
    expect(outcome(await judge(good, { anchors, content: null, path: 'a.minisig' }))).toBe(NO_CONTENT);
    const forged = bytes(text(good).replace('timestamp:17', 'timestamp:18'));
    expect(await judged(forged)).toBe('TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGNATURE_COMMENT_FORGED');
    // The comment of one signature under another one, both of the same key.
    const lines = text(good).split('\n');
    const later = text(minisignSignature(bytes('another file'), pair)).split('\n');
    const mixed = bytes([...lines.slice(0, 2), ...later.slice(2)].join('\n'));
    expect(await judged(mixed)).toBe('TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGNATURE_COMMENT_FORGED');
  });

  it('claim no time where the comment has none, or several', async () => {
    for (const comment of [
      '',
      'released by QA',
      'timestamp:1 timestamp:2',
      'timestamp:9999999999999',
      'xtimestamp:5',
    ]) {
      const [result] = await judge(minisignSignature(CONTENT, pair, { comment }), { anchors, path: 'a.minisig' });
      expect(result, comment).toMatchObject({ indication: 'TOTAL_PASSED', comment, times: { claimed: null } });
    }
  });

  it('are refused when they are not whole, twice, or in another form', async () => {
    const [untrusted = '', body = '', trusted = '', global = ''] = text(good).split('\n');
    const broken = [
      [untrusted],
      [untrusted, body, trusted],
      [untrusted, body.slice(4), trusted, global],
      [untrusted, body, trusted, global.slice(4)],
      [untrusted, body, global, trusted],
      [untrusted, body, trusted, global, untrusted, body],
      [untrusted, `${body} `, trusted, global],
      [untrusted, body.replace(/^RU/u, 'RX'), trusted, global],
      [untrusted, body, `trusted comment: ${'x'.repeat(9000)}`, global],
      // Without its comment, a signature over the digest is none of signify.
      [untrusted, body],
    ];
    for (const lines of broken) expect(await judged(bytes(`${lines.join('\n')}\n`)), lines.join('|')).toBe(MALFORMED);
    expect(await judged(bytes('hello'))).toBe(MALFORMED);
    expect(await judged(Buffer.concat([good, Uint8Array.of(0xff)]))).toBe(MALFORMED);
  });

  it('with one bit changed never pass as something else, and never throw', async () => {
    for (let index = text(good).indexOf('\n') + 1; index < good.length; index += 1) {
      const changed = Uint8Array.from(good);
      changed[index] = (good[index] ?? 0) ^ (1 << (index % 8));
      expect(await judged(changed), `byte ${index}`).not.toBe(PASSED);
    }
  });
});

describe('raw signatures', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ed = generateKeyPairSync('ed25519');
  const pem = (key: KeyObject): Uint8Array => bytes(String(key.export({ type: 'spki', format: 'pem' })));
  const anchors = anchorsOf(pem(rsa.publicKey), pem(p256.publicKey), pem(ed.publicKey));
  const judged = async (signature: Uint8Array, content = contentOf(CONTENT)): Promise<string> =>
    outcome(await judge(signature, { anchors, content, path: 'release.yaml.sig' }));
  const padding = constants.RSA_PKCS1_PSS_PADDING;

  it.each([
    ['RSA with SHA-256', sign('sha256', CONTENT, rsa.privateKey)],
    ['RSA with SHA-512', sign('sha512', CONTENT, rsa.privateKey)],
    ['RSA-PSS, salt as long as can be', sign('sha256', CONTENT, { key: rsa.privateKey, padding })],
    ['RSA-PSS, salt of the digest', sign('sha384', CONTENT, { key: rsa.privateKey, padding, saltLength: 48 })],
    ['ECDSA', sign('sha256', CONTENT, p256.privateKey)],
    ['ECDSA with SHA-384', sign('sha384', CONTENT, p256.privateKey)],
    ['Ed25519', sign(null, CONTENT, ed.privateKey)],
  ])('pass by the anchor that made them, in bytes and in base64: %s', async (_name, signature) => {
    expect(await judged(signature)).toBe(PASSED);
    expect(await judged(bytes(`${signature.toString('base64')}\n`))).toBe(PASSED);
  });

  const NOT_BY = 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND / SIGNATURE_NOT_BY_ANCHOR';

  it('that no anchor made are never failed, since the right key may be absent', async () => {
    const signature = sign('sha256', CONTENT, p256.privateKey);
    expect(await judged(signature, other)).toBe(NOT_BY);
    expect(await judged(sign('sha1', CONTENT, rsa.privateKey))).toBe(NOT_BY);
    expect(await judged(new Uint8Array(0))).toBe(NOT_BY);
    expect(outcome(await judge(signature, { anchors: [], path: 'a.sig' }))).toBe(NOT_BY);
    expect(outcome(await judge(signature, { anchors, path: 'a.sig', content: null }))).toBe(NO_CONTENT);
  });

  it('by a weak key are not relied on', async () => {
    const signature = sign('sha256', CONTENT, weak.privateKey);
    const results = await judge(signature, { anchors: anchorsOf(pem(weak.publicKey)), path: 'a.sig' });
    expect(outcome(results)).toBe('INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE / SIGNATURE_KEY_WEAK');
  });

  it('over a file that is too large to be held are not checked, and said so', async () => {
    const large = { ...contentOf(CONTENT), bytes: (most: number) => Promise.resolve(new Uint8Array(most)) };
    expect(await judged(sign(null, CONTENT, ed.privateKey), large)).toBe(
      'INDETERMINATE / null / SIGNATURE_CONTENT_TOO_LARGE',
    );
  });

  it('are refused as text of another kind only by name, and made-up bytes never pass', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('a.sig', 'a.minisig', 'a.sshsig'),
        async (made, path) => {
          const results = await judge(made, { anchors, path });
          return results.length === 1 && results[0]!.indication !== 'TOTAL_PASSED';
        },
      ),
      { numRuns: 300 },
    );
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import {
  CREATED,
  packet,
  pgpArmor,
  pgpCertificate,
  pgpPair,
  pgpRevocation,
  pgpSignature,
  pgpSubkey,
  seconds,
  SIGNED,
  subpacket,
  type PgpSigning,
} from '../../support/openpgp.ts';
import { CONTENT, contentOf, judge, outcome } from './support.ts';

const added = { by: 'an auditor', at: '2025-01-01T00:00:00Z', channel: 'telephone' };
const anchorsOf = (file: Uint8Array): readonly TrustAnchor[] => readAnchors(file, added);
const other = contentOf(new TextEncoder().encode('version: 1.3.1\n'));
const DAY = 86_400;

const PASSED = 'TOTAL_PASSED / null / SIGNATURE_PASSED';
const MALFORMED = 'TOTAL_FAILED / FORMAT_FAILURE / SIGNATURE_MALFORMED';

const pair = pgpPair();
const anchors = anchorsOf(pgpCertificate(pair));
const good = pgpSignature(CONTENT, pair);
const judged = async (
  signature: Uint8Array,
  file: Uint8Array | null = null,
  changes: Partial<Parameters<typeof judge>[1]> = {},
): Promise<string> =>
  outcome(await judge(signature, { anchors: file === null ? anchors : anchorsOf(file), path: 'a.asc', ...changes }));

describe('OpenPGP signatures', () => {
  it.each([4, 6] as const)('of version %i pass by their key, in armour and in bytes', async (version) => {
    const own = pgpPair(version);
    const signature = pgpSignature(CONTENT, own);
    for (const file of [pgpCertificate(own), pgpArmor('PUBLIC KEY BLOCK', pgpCertificate(own))]) {
      expect(await judged(signature, file)).toBe(PASSED);
      expect(await judged(pgpArmor('SIGNATURE', signature), file)).toBe(PASSED);
    }
    expect(await judged(pgpSignature(CONTENT, own, { hash: 'sha256' }), pgpCertificate(own))).toBe(PASSED);
  });

  it('name their signer as the trust anchor does, and the time that they claim', async () => {
    const [result] = await judge(good, { anchors, path: 'a.asc' });
    const fingerprint = Buffer.from(pair.fingerprint).toString('hex').toUpperCase();
    expect(result).toMatchObject({
      format: 'openpgp',
      signer: { name: 'Jane Doe', subject: `OpenPGP ${fingerprint}` },
      times: { claimed: '2024-10-17T15:00:00.000Z' },
      anchor: anchors[0]!.fingerprint,
    });
    expect(result!.checks.every(({ answer }) => answer === 'yes')).toBe(true);
  });

  it('fail over other content, stay open without it and by a key that is no anchor', async () => {
    expect(await judged(good, null, { content: other })).toBe(
      'TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGNATURE_NOT_OVER_CONTENT',
    );
    expect(await judged(good, null, { content: null })).toContain('SIGNATURE_NO_CONTENT');
    expect(await judged(good, pgpCertificate(pgpPair()))).toContain(
      'NO_SIGNING_CERTIFICATE_FOUND / SIGNATURE_KEY_UNKNOWN',
    );
  });

  it('of several signers are judged one by one', async () => {
    const twice = Buffer.concat([good, pgpSignature(CONTENT, pgpPair())]);
    expect(await judged(twice)).toBe(`${PASSED}\nINDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND / SIGNATURE_KEY_UNKNOWN`);
  });

  it.each<readonly [string, Partial<PgpSigning>, string]>([
    ['over text', { type: 1 }, 'INDETERMINATE / SIG_CONSTRAINTS_FAILURE / SIGNATURE_OVER_TEXT'],
    ['of a certification', { type: 0x13 }, MALFORMED],
    ['that stands alone', { type: 2 }, MALFORMED],
    ['with SHA-1', { hash: 'sha1' }, 'INDETERMINATE / CRYPTO_CONSTRAINTS_FAILURE / SIGNATURE_ALGORITHM_WEAK'],
    [
      'with a critical notation',
      { subpackets: [subpacket(0x94, seconds(0))] },
      'INDETERMINATE / null / SIGNATURE_ALGORITHM_UNSUPPORTED',
    ],
    [
      'with a critical part that is unknown',
      { subpackets: [subpacket(0xe5, seconds(0))] },
      'INDETERMINATE / null / SIGNATURE_ALGORITHM_UNSUPPORTED',
    ],
    ['with an unknown part that is not critical', { subpackets: [subpacket(0x65, seconds(0))] }, PASSED],
    ['with two times', { subpackets: [subpacket(2, seconds(SIGNED))] }, MALFORMED],
    [
      'that has ended',
      { subpackets: [subpacket(3, seconds(DAY))] },
      'INDETERMINATE / OUT_OF_BOUNDS_NO_POE / CERTIFICATE_EXPIRED_NO_TIME_PROOF',
    ],
    [
      'from the future',
      { created: Date.parse('2025-06-03T00:00:00Z') / 1000 },
      'INDETERMINATE / NO_POE / SIGNATURE_IN_FUTURE',
    ],
    ['from before the key', { created: CREATED - DAY }, 'INDETERMINATE / NOT_YET_VALID / CERTIFICATE_NOT_YET_VALID'],
    ['of version 3', { version: 3 }, 'INDETERMINATE / null / SIGNATURE_FORMAT_UNSUPPORTED'],
    ['of version 5', { version: 5 }, 'INDETERMINATE / null / SIGNATURE_FORMAT_UNSUPPORTED'],
  ])('%s end in their own code', async (_name, signing, expected) => {
    expect(await judged(pgpSignature(CONTENT, pair, signing))).toBe(expected);
  });

  it('whose issuer nothing protects are still proven by the key alone', async () => {
    // The key identifier in the unprotected part names another key: the fingerprint in the protected part decides.
    const unhashed = [subpacket(16, new Uint8Array(8))];
    expect(await judged(pgpSignature(CONTENT, pair, { unhashed }))).toBe(PASSED);
  });

  it('inside a message, with a key, or in a block of another kind are refused', async () => {
    const literal = packet(11, CONTENT);
    const inline = Buffer.concat([packet(4, new Uint8Array(13)), literal, good]);
    const armours = ['MESSAGE', 'SIGNED MESSAGE', 'PUBLIC KEY BLOCK'].map((label) => pgpArmor(label, good));
    const cases = [inline, Buffer.concat([good, literal]), pgpCertificate(pair), packet(8, good), ...armours];
    for (const [index, bytes] of cases.entries()) expect(await judged(bytes), `case ${index}`).toBe(MALFORMED);
    const signed = pgpArmor('SIGNATURE', good);
    const broken = [
      Buffer.concat([signed, signed]),
      Buffer.from(Buffer.from(signed).toString().replace('\n-----END', '\n=AAAA\n-----END')),
      Buffer.from(Buffer.from(signed).toString().replace('Comment: made in code\n\n', 'no header\n\n')),
      signed.subarray(0, -10),
    ];
    for (const [index, bytes] of broken.entries()) expect(await judged(bytes), `armour ${index}`).toBe(MALFORMED);
  });

  it('are refused wherever they are cut off, and with one bit changed never pass as something else', async () => {
    for (let length = 1; length < good.length; length += 1) {
      expect(await judged(good.subarray(0, length)), `${length} bytes`).toBe(MALFORMED);
    }
    for (const [index, byte] of good.entries()) {
      const changed = Uint8Array.from(good);
      changed[index] = byte ^ (1 << (index % 8));
      // The two bytes of the digest are a hint for readers, and protected by nothing.
      const hint = index === good.length - 66 || index === good.length - 65;
      if (!hint) expect(await judged(changed), `byte ${index}`).not.toContain('TOTAL_PASSED');
    }
  });
});

describe('keys of OpenPGP', () => {
  it('that have ended leave the time of signing unproven, unless a timestamp proves it', async () => {
    const ended = pgpCertificate(pair, { ends: 365 * DAY });
    expect(await judged(good, ended)).toBe('INDETERMINATE / OUT_OF_BOUNDS_NO_POE / CERTIFICATE_EXPIRED_NO_TIME_PROOF');
    expect(await judged(good, ended, { existed: '2024-10-18T00:00:00Z' })).toBe(PASSED);
    expect(await judged(good, pgpCertificate(pair, { ends: 30 * DAY }))).toBe(
      'INDETERMINATE / EXPIRED / CERTIFICATE_EXPIRED',
    );
    expect(await judged(good, pgpCertificate(pair, { ends: 4000 * DAY }))).toBe(PASSED);
  });

  it('that their owner revoked are not relied on', async () => {
    const REVOKED = 'INDETERMINATE / REVOKED_NO_POE / SIGNER_KEY_REVOKED';
    const revoked = (reason: number | null): Uint8Array =>
      pgpCertificate(pair, { own: [pgpRevocation(pair, SIGNED + 30 * DAY, reason)] });
    for (const reason of [null, 0, 1, 2, 3]) expect(await judged(good, revoked(reason))).toBe(REVOKED);
    // One that took the place of this key leaves what was signed before; one that was stolen leaves nothing.
    const existed = '2024-10-18T00:00:00Z';
    expect(await judged(good, revoked(1), { existed })).toBe(PASSED);
    expect(await judged(good, revoked(2), { existed })).toBe(REVOKED);
    expect(await judged(good, revoked(null), { existed })).toBe(REVOKED);
    const forged = pgpCertificate(pair, {
      own: [pgpRevocation({ ...pgpPair(), hashed: pair.hashed, fingerprint: pair.fingerprint }, SIGNED, 2)],
    });
    expect(await judged(good, forged)).toBe(PASSED);
  });

  it('must be bound by a signature of their own, for signing', async () => {
    expect(await judged(good, pgpCertificate(pair, { bound: false }))).toContain('SIGNER_KEY_NOT_BOUND');
    expect(await judged(good, pgpCertificate(pair, { hash: 'sha1' }))).toContain('SIGNATURE_ALGORITHM_WEAK');
    expect(await judged(good, pgpCertificate(pair, { flags: 1 }))).toContain('SIGNER_PURPOSE_WRONG');
    expect(await judged(good, pgpCertificate(pair, { flags: null }))).toBe(PASSED);
  });

  it('below another one sign only where both say that they belong together', async () => {
    const subkey = pgpPair();
    const signature = pgpSignature(CONTENT, subkey);
    const below = (changes = {}, more: readonly Uint8Array[] = []): Uint8Array =>
      pgpCertificate(pair, { flags: 1, more: [...pgpSubkey(pair, subkey, changes), ...more] });
    expect(await judged(signature, below())).toBe(PASSED);
    expect(await judged(signature, below({ answered: false }))).toContain('SIGNER_PURPOSE_WRONG');
    expect(await judged(signature, below({ flags: 4 }))).toContain('SIGNER_PURPOSE_WRONG');
    expect(await judged(signature, below({ by: { ...pgpPair(), fingerprint: pair.fingerprint } }))).toContain(
      'SIGNER_KEY_NOT_BOUND',
    );
    const revocation = pgpRevocation(pair, SIGNED + DAY, 1, subkey);
    expect(await judged(signature, below({}, [revocation]))).toContain('SIGNER_KEY_REVOKED');
    const primary = pgpRevocation(pair, SIGNED + DAY, 2);
    const both = pgpCertificate(pair, { own: [primary], more: pgpSubkey(pair, subkey) });
    expect(await judged(signature, both)).toContain('SIGNER_KEY_REVOKED');
  });

  it('are trust anchors with what their user calls itself, and never by a secret key', () => {
    expect(anchors).toHaveLength(1);
    expect(anchors[0]).toMatchObject({ kind: 'openpgp-key', label: 'Jane Doe', notBefore: '2024-01-01T00:00:00.000Z' });
    expect(anchorsOf(Buffer.concat([pgpCertificate(pair), pgpCertificate(pgpPair(6))]))).toHaveLength(2);
    const refused = (bytes: Uint8Array, code: string): void => expect(() => anchorsOf(bytes)).toThrow(code);
    refused(packet(5, pair.body), 'ANCHOR_PRIVATE_KEY');
    refused(pgpArmor('PRIVATE KEY BLOCK', packet(5, pair.body)), 'ANCHOR_PRIVATE_KEY');
    refused(pgpArmor('PUBLIC KEY BLOCK', good), 'ANCHOR_NOT_UNDERSTOOD');
    refused(pgpArmor('SIGNATURE', good), 'ANCHOR_NOT_UNDERSTOOD');
    const file = pgpCertificate(pair);
    // The key by itself is one; nothing that it signs is relied on.
    const alone = packet(6, pair.body).length;
    expect(anchorsOf(file.subarray(0, alone))).toHaveLength(1);
    for (let length = 1; length < alone; length += 1) refused(file.subarray(0, length), 'ANCHOR_');
  });
});

describe.skipIf(spawnSync('gpg', ['--version']).status !== 0)(
  'signatures of GnuPG (skipped where it is absent)',
  () => {
    const home = mkdtempSync(join(tmpdir(), 'countersign-gpg-'));
    const gpg = (...args: readonly string[]): Buffer =>
      execFileSync(
        'gpg',
        ['--homedir', home, '--batch', '--yes', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', '', ...args],
        {
          cwd: home,
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
    afterAll(() => {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
      rmSync(home, { recursive: true, force: true });
    });
    writeFileSync(join(home, 'release.yaml'), CONTENT);
    const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(home, name)));

    it.each(['rsa2048', 'ed25519', 'nistp256', 'nistp384', 'nistp521'])(
      'pass with %s, and fail over other content',
      async (algorithm) => {
        const user = `QA ${algorithm} <qa@example.org>`;
        gpg('--quick-generate-key', user, algorithm, 'sign', '1d');
        const key = gpg('--export', user);
        gpg('--local-user', user, '--detach-sign', '--armor', '--output', 'release.yaml.asc', 'release.yaml');
        const signature = read('release.yaml.asc');
        const now = new Date().toISOString();
        expect(await judged(signature, key, { at: now })).toBe(PASSED);
        expect(await judged(signature, key, { at: now, content: other })).toContain('TOTAL_FAILED');
        gpg('--local-user', user, '--detach-sign', '--output', 'release.yaml.gpg', 'release.yaml');
        const tampered = Uint8Array.from(read('release.yaml.gpg'));
        tampered[tampered.length - 9] = (tampered[tampered.length - 9] ?? 0) ^ 1;
        expect(await judged(tampered, key, { at: now })).toContain('TOTAL_FAILED');
        expect(await judged(signature, pgpCertificate(pair), { at: now })).toContain('SIGNATURE_KEY_UNKNOWN');
        expect(await judged(signature, key, { at: '2049-01-01T00:00:00Z' })).toContain(
          'CERTIFICATE_EXPIRED_NO_TIME_PROOF',
        );
        gpg('--local-user', user, '--detach-sign', '--textmode', '--output', 'text.sig', 'release.yaml');
        expect(await judged(read('text.sig'), key, { at: now })).toContain('SIGNATURE_OVER_TEXT');
        gpg('--local-user', user, '--sign', '--output', 'inline.gpg', 'release.yaml');
        expect(await judged(read('inline.gpg'), key, { at: now })).toBe(MALFORMED);
        gpg('--local-user', user, '--clearsign', '--output', 'clear.asc', 'release.yaml');
        expect(await judged(read('clear.asc'), key, { at: now })).toBe(MALFORMED);
        expect(() => anchorsOf(gpg('--export-secret-keys', user))).toThrow('ANCHOR_PRIVATE_KEY');
      },
    );

    it('pass with a subkey, and not after the key was revoked', async () => {
      const user = 'Subkey <subkey@example.org>';
      gpg('--quick-generate-key', user, 'ed25519', 'cert', '1d');
      const fingerprint = /fpr:+([0-9A-F]{40}):/u.exec(gpg('--with-colons', '--list-keys', user).toString())?.[1] ?? '';
      gpg('--quick-add-key', fingerprint, 'ed25519', 'sign', '1d');
      gpg('--local-user', user, '--detach-sign', '--output', 'release.yaml.sig', 'release.yaml');
      const now = new Date().toISOString();
      expect(await judged(read('release.yaml.sig'), gpg('--export', user), { at: now, path: 'release.yaml.sig' })).toBe(
        PASSED,
      );
      const revocation = readFileSync(join(home, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8').replace(
        /^:-/mu,
        '-',
      );
      writeFileSync(join(home, 'revocation.asc'), revocation);
      gpg('--import', 'revocation.asc');
      expect(await judged(read('release.yaml.sig'), gpg('--export', user), { at: now })).toContain(
        'SIGNER_KEY_REVOKED',
      );
    });
  },
);

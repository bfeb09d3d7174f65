import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAuthority, issue, issueAuthority, pem, type Signer } from '../../../src/packer/index.ts';
import type { KeyKind } from '../../support/keys.ts';
import { OID } from '../../../src/signature/oids.ts';
import { parseCertificate } from '../../../src/signature/x509/certificate.ts';
import { request } from '../../support/pki.ts';
import { anchorOf, CONTENT, contentOf, judge, outcome } from './support.ts';

/** Before version 3.2 openssl does not sign CMS by Ed25519. */
const SIGNS_ED25519 = /^OpenSSL (?:3\.(?:[2-9]|\d\d)|[4-9])/u.test(
  spawnSync('openssl', ['version']).stdout?.toString() ?? '',
);
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'countersign-openssl-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** openssl claims the present time, which the certificates must cover. */
const LONG = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' };
const AT = '2040-01-01T00:00:00Z';
const root = createAuthority(request('Root', LONG));

function opensslSigns(signer: Signer, ...options: readonly string[]): Uint8Array {
  writeFileSync(join(folder, 'key.pem'), signer.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'cert.pem'), pem(signer.certificate));
  writeFileSync(join(folder, 'chain.pem'), signer.chain.map((certificate) => pem(certificate)).join(''));
  writeFileSync(join(folder, 'content'), CONTENT);
  const chain = signer.chain.length === 0 ? [] : ['-certfile', 'chain.pem'];
  const files = ['-signer', 'cert.pem', '-inkey', 'key.pem', '-in', 'content', '-out', 'out', ...chain];
  execFileSync('openssl', ['cms', '-sign', '-binary', '-outform', 'DER', ...files, ...options], { cwd: folder });
  return new Uint8Array(readFileSync(join(folder, 'out')));
}

async function judged(signature: Uint8Array): Promise<string> {
  return outcome(await judge(signature, { anchors: [anchorOf(root)], at: AT }));
}

const signerOf = (kind: KeyKind): Signer => issue(root, request(`Signer ${kind}`, { ...LONG, kind, noRevAvail: true }));

describe.skipIf(!hasOpenssl)('signatures that openssl made (skipped where openssl is absent)', () => {
  it.each<readonly [KeyKind, readonly string[]]>([
    ['rsa-2048', []],
    ['rsa-2048', ['-md', 'sha512']],
    ['rsa-2048', ['-keyopt', 'rsa_padding_mode:pss']],
    ['rsa-2048', ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:20', '-md', 'sha384']],
    ['ec-p256', []],
    ['ec-p384', ['-md', 'sha384']],
    ['ec-brainpool256', []],
    ['ec-p256', ['-keyid']],
    ['ec-p256', ['-cades']],
    ['ec-p256', ['-nosmimecap']],
    ['ec-p256', ['-outform', 'PEM']],
    ['ec-p256', ['-nodetach']],
  ])('pass with %s %j, and fail over other content', async (kind, options) => {
    const signature = opensslSigns(signerOf(kind), ...options);
    expect(await judged(signature)).toBe('TOTAL_PASSED / null / SIGNATURE_PASSED');
    const content = contentOf(new TextEncoder().encode('version: 1.3.1\n'));
    expect(outcome(await judge(signature, { anchors: [anchorOf(root)], at: AT, content }))).toContain('TOTAL_FAILED');
  });

  it('pass over an intermediate authority that is an anchor', async () => {
    const middle = issueAuthority(root, request('Middle', LONG));
    const signer = issue(middle, request('Low', { ...LONG, noRevAvail: true }));
    const signature = opensslSigns(signer);
    expect(await judged(signature)).toContain('REVOCATION_NOT_CHECKED');
    expect(outcome(await judge(signature, { anchors: [anchorOf(middle)], at: AT }))).toContain('TOTAL_PASSED');
  });

  it.each([
    ['-noattr', 'TOTAL_PASSED / null / SIGNATURE_PASSED'],
    ['-nocerts', 'INDETERMINATE / NO_SIGNING_CERTIFICATE_FOUND / SIGNER_CERTIFICATE_MISSING'],
    ['-stream', 'INDETERMINATE / null / SIGNATURE_FORMAT_UNSUPPORTED'],
  ])('with %s are %s', async (option, expected) => {
    expect(await judged(opensslSigns(signerOf('ec-p256'), option))).toBe(expected);
  });

  it('with SHA-1 are weak', async () => {
    expect(await judged(opensslSigns(signerOf('ec-p256'), '-md', 'sha1'))).toContain('SIGNATURE_ALGORITHM_WEAK');
  });

  it('of two signers give two results', async () => {
    const first = signerOf('ec-p256');
    const second = signerOf('rsa-2048');
    writeFileSync(join(folder, 'first.der'), opensslSigns(first));
    writeFileSync(join(folder, 'key.pem'), second.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(folder, 'cert.pem'), pem(second.certificate));
    const args =
      '-resign -binary -inform DER -in first.der -content content -signer cert.pem -inkey key.pem -outform DER -out two.der';
    execFileSync('openssl', ['cms', ...args.split(' ')], { cwd: folder });
    const results = await judge(new Uint8Array(readFileSync(join(folder, 'two.der'))), {
      anchors: [anchorOf(root)],
      at: AT,
    });
    expect(results.map(({ indication, signer }) => `${indication} ${signer?.name ?? ''}`).sort()).toEqual([
      'TOTAL_PASSED Signer ec-p256',
      'TOTAL_PASSED Signer rsa-2048',
    ]);
  });

  describe.each<readonly [string, KeyKind, readonly string[]]>([
    ['RSA', 'rsa-2048', []],
    ['PSS', 'rsa-2048', ['-keyopt', 'rsa_padding_mode:pss']],
    ['ECDSA', 'ec-p256', []],
    ...(SIGNS_ED25519 ? ([['Ed25519', 'ed25519', ['-md', 'sha512']]] as const) : []),
  ])('with %s', (name, kind, options) => {
    const made = (changes: Parameters<typeof request>[1] = {}): Uint8Array =>
      opensslSigns(issue(root, request(`Signer ${name}`, { ...LONG, kind, noRevAvail: true, ...changes })), ...options);

    it('pass, and not over other content, tampered with, expired, of the wrong purpose or from an unknown authority', async () => {
      const good = made();
      expect(await judged(good)).toBe('TOTAL_PASSED / null / SIGNATURE_PASSED');
      const content = contentOf(new TextEncoder().encode('version: 1.3.1\n'));
      const anchors = [anchorOf(root)];
      expect(outcome(await judge(good, { anchors, at: AT, content }))).toContain('SIGNATURE_DIGEST_MISMATCH');
      const tampered = Uint8Array.from(good);
      tampered[good.length - 7] = (good[good.length - 7] ?? 0) ^ 1;
      expect(await judged(tampered)).toBe('TOTAL_FAILED / SIG_CRYPTO_FAILURE / SIGNATURE_CRYPTO_INVALID');
      expect(await judged(made({ notAfter: '2039-12-31T00:00:00Z' }))).toContain('CERTIFICATE_EXPIRED_NO_TIME_PROOF');
      expect(await judged(made({ purposes: [OID.serverAuth] }))).toContain('SIGNER_PURPOSE_WRONG');
      const stranger = [anchorOf(createAuthority(request('Stranger', LONG)))];
      expect(outcome(await judge(good, { anchors: stranger, at: AT }))).toContain('CHAIN_NOT_FOUND');
    });
  });

  it('are settled by a revocation list and an answer that openssl made', async () => {
    const signer = issue(root, request('Revocable', LONG));
    const signature = opensslSigns(signer);
    const write = (file: string, text: string | Uint8Array): void => writeFileSync(join(folder, file), text);
    write('ca.pem', pem(root.certificate));
    write('ca.key', root.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const { serial } = parseCertificate(signer.certificate);
    const config =
      '[ca]\ndefault_ca=one\n[one]\ndatabase=index\ncertificate=ca.pem\nprivate_key=ca.key\ndefault_md=sha256\ndefault_crl_days=9000\n';
    write('ca.cnf', config);
    const run = (...args: readonly string[]): Buffer =>
      execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const entry = (status: string, revoked: string): string =>
      `${status}\t490101000000Z\t${revoked}\t${serial.toUpperCase()}\tunknown\t/CN=Revocable\n`;
    for (const [status, revoked, expected] of [
      ['V', '', 'TOTAL_PASSED / null / SIGNATURE_PASSED'],
      ['R', '250101000000Z', 'INDETERMINATE / REVOKED_NO_POE / CERTIFICATE_REVOKED'],
    ] as const) {
      write('index', entry(status, revoked));
      run('ca', '-config', 'ca.cnf', '-gencrl', '-out', 'list.pem');
      run(
        'ocsp',
        '-index',
        'index',
        '-CA',
        'ca.pem',
        '-rsigner',
        'ca.pem',
        '-rkey',
        'ca.key',
        '-issuer',
        'ca.pem',
        '-cert',
        'cert.pem',
        '-ndays',
        '9000',
        '-no_nonce',
        '-respout',
        'answer.der',
      );
      for (const file of ['list.pem', 'answer.der']) {
        const revocation = [new Uint8Array(readFileSync(join(folder, file)))];
        expect(outcome(await judge(signature, { anchors: [anchorOf(root)], at: AT, revocation })), file).toBe(expected);
      }
    }
  });
});

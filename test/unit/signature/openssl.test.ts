import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAuthority, issue, issueAuthority, pem, type Signer } from '../../../src/packer/index.ts';
import type { KeyKind } from '../../support/keys.ts';
import { request } from '../../support/pki.ts';
import { anchorOf, CONTENT, contentOf, judge, outcome } from './support.ts';

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
});

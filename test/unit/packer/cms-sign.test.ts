import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  certificatePem,
  createAuthority,
  issue,
  issueAuthority,
  pem,
  signCms,
  type Scheme,
} from '../../../src/packer/index.ts';
import type { KeyKind } from '../../support/keys.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'countersign-cms-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CONTENT = new TextEncoder().encode('version: 1.3.0\n');

function opensslVerifies(
  signature: Uint8Array,
  anchor: string,
  content: Uint8Array,
): { passed: boolean; said: string } {
  writeFileSync(join(folder, 'sig.der'), signature);
  writeFileSync(join(folder, 'ca.pem'), anchor);
  writeFileSync(join(folder, 'content'), content);
  const options =
    'cms -verify -binary -inform DER -purpose any -attime 1729177200 -in sig.der -content content -CAfile ca.pem -out out';
  const [, ...args] = options.split(' ');
  const { status, stderr } = spawnSync('openssl', ['cms', ...args], { cwd: folder, encoding: 'utf8' });
  return { passed: status === 0, said: stderr };
}

describe.skipIf(!hasOpenssl)('openssl cms agrees (skipped where openssl is absent)', () => {
  const cases: readonly (readonly [KeyKind, Scheme])[] = [
    ['rsa-2048', 'rsa-pkcs1'],
    ['rsa-2048', 'rsa-pss'],
    ['ec-p256', 'ecdsa'],
    ['ec-p384', 'ecdsa'],
    ['ec-p521', 'ecdsa'],
    ['ec-brainpool256', 'ecdsa'],
  ];
  it.each(cases)('with a signature by %s, %s', (kind, scheme) => {
    const authority = createAuthority(request('Authority', { kind: 'rsa-2048' }));
    const signer = issue(authority, request(`Signer ${kind}`, { kind, noRevAvail: true }));
    const signature = signCms(CONTENT, signer, { signingTime: SIGNED_AT, scheme });
    expect(opensslVerifies(signature, certificatePem(authority), CONTENT)).toMatchObject({ passed: true });
    const changed = new TextEncoder().encode('version: 1.3.1\n');
    expect(opensslVerifies(signature, certificatePem(authority), changed)).toMatchObject({ passed: false });
  });

  it('with a chain of two authorities', () => {
    const root = createAuthority(request('Root', { pathLength: 1 }));
    const middle = issueAuthority(root, request('Middle', { pathLength: 0 }));
    const signature = signCms(CONTENT, issue(middle, request('Signer')), { signingTime: SIGNED_AT });
    expect(opensslVerifies(signature, certificatePem(root), CONTENT)).toMatchObject({ passed: true });
  });

  it('with the fields of a certificate', () => {
    const authority = createAuthority(request('Authority'));
    const signer = issue(authority, request('Signer', { noRevAvail: true }));
    writeFileSync(join(folder, 'cert.pem'), pem(signer.certificate));
    const text = execFileSync('openssl', ['x509', '-in', join(folder, 'cert.pem'), '-noout', '-text'], {
      encoding: 'utf8',
    });
    expect(text).toContain('CA:FALSE');
    expect(text).toContain('Digital Signature, Non Repudiation');
    expect(text).toContain('1.3.6.1.5.5.7.3.36');
    expect(text).toMatch(/No Revocation Available|2\.5\.29\.56/u);
    expect(text).toContain('Not After : Jan  1 00:00:00 2026 GMT');
  });
});

describe('signCms', () => {
  it('gives the same bytes each time for RSA PKCS#1', () => {
    const signer = issue(
      createAuthority(request('Authority', { kind: 'rsa-2048' })),
      request('Signer', { kind: 'rsa-2048' }),
    );
    const once = signCms(CONTENT, signer, { signingTime: SIGNED_AT });
    expect(signCms(CONTENT, signer, { signingTime: SIGNED_AT })).toEqual(once);
  });

  it('refuses a digest of another algorithm than the one asked for', () => {
    const signer = issue(createAuthority(request('Authority')), request('Signer'));
    const digest = { algorithm: 'sha384', value: new Uint8Array(48) } as const;
    expect(() => signCms(digest, signer, { signingTime: null, digest: 'sha256' })).toThrow(TypeError);
  });
});

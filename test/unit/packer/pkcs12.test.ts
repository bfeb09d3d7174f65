import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createAuthority,
  issue,
  issueAuthority,
  openPkcs12,
  pem,
  Pkcs12Problem,
  type Signer,
} from '../../../src/packer/index.ts';
import type { KeyKind } from '../../support/keys.ts';
import { request } from '../../support/pki.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'countersign-p12-'));
afterAll(() => rmSync(folder, { recursive: true }));

function codeOf(open: () => unknown): string {
  try {
    open();
    return 'opened';
  } catch (error) {
    return error instanceof Pkcs12Problem ? error.code : `untyped: ${String(error)}`;
  }
}

function pkcs12(signer: Signer, passphrase: string, ...options: readonly string[]): Uint8Array {
  writeFileSync(join(folder, 'key.pem'), signer.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(folder, 'cert.pem'), pem(signer.certificate));
  writeFileSync(join(folder, 'chain.pem'), signer.chain.map((certificate) => pem(certificate)).join(''));
  const files = ['-inkey', 'key.pem', '-in', 'cert.pem', '-certfile', 'chain.pem', '-out', 'out.p12'];
  execFileSync('openssl', ['pkcs12', '-export', ...files, '-passout', `pass:${passphrase}`, ...options], {
    cwd: folder,
  });
  return new Uint8Array(readFileSync(join(folder, 'out.p12')));
}

describe.skipIf(!hasOpenssl)('files that openssl made (skipped where openssl is absent)', () => {
  const root = createAuthority(request('Root'));
  const middle = issueAuthority(root, request('Middle'));
  const signerOf = (kind: KeyKind): Signer => issue(middle, request(`Signer ${kind}`, { kind }));

  it.each<KeyKind>(['rsa-2048', 'ec-p256', 'ec-p384', 'ed25519'])('gives key, certificate and chain of %s', (kind) => {
    const signer = signerOf(kind);
    const opened = openPkcs12(pkcs12(signer, 'correct horse'), 'correct horse');
    expect(opened.privateKey.equals(signer.privateKey)).toBe(true);
    expect(opened.certificate).toEqual(signer.certificate);
    expect(opened.chain).toEqual(signer.chain);
  });

  it('says that the passphrase is wrong', () => {
    const bytes = pkcs12(signerOf('ec-p256'), 'correct horse');
    expect(codeOf(() => openPkcs12(bytes, 'battery staple'))).toBe('PKCS12_PASSPHRASE_WRONG');
  });

  it('says that there is no key', () => {
    const bytes = pkcs12(signerOf('ec-p256'), 'x', '-nokeys');
    expect(codeOf(() => openPkcs12(bytes, 'x'))).toBe('PKCS12_NO_KEY');
  });
});

describe('bytes that are no PKCS#12 file', () => {
  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('-----BEGIN PRIVATE KEY-----')],
    ['other DER', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x03)],
    ['too much', new Uint8Array(2 * 1024 * 1024)],
  ])('%s', (_name, bytes) => {
    expect(codeOf(() => openPkcs12(bytes, ''))).toBe('PKCS12_MALFORMED');
  });
});

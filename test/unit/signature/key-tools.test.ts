import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import { CONTENT, contentOf, judge, outcome } from './support.ts';

const has = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'countersign-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'release.yaml'), CONTENT);

const other = contentOf(new TextEncoder().encode('version: 1.3.1\n'));
const run = (command: string, ...args: readonly string[]): Buffer =>
  execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], input: '' });
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
const anchorsOf = (name: string): readonly TrustAnchor[] =>
  readAnchors(read(name), { by: 'an auditor', at: '2025-01-01T00:00:00Z', channel: 'telephone' });

/** Proves that the signature passes by its key, fails over other content, tampered with, and stays open by a key that is no anchor. */
async function proven(
  name: string,
  key: string,
  expected: { readonly changed: 'TOTAL_FAILED' | 'INDETERMINATE'; readonly unknown: string },
): Promise<void> {
  const signature = read(name);
  const anchors = anchorsOf(key);
  expect(outcome(await judge(signature, { anchors, path: name }))).toBe('TOTAL_PASSED / null / SIGNATURE_PASSED');
  expect(outcome(await judge(signature, { anchors, path: name, content: other }))).toContain(expected.changed);
  expect(outcome(await judge(signature, { anchors: [], path: name }))).toContain(expected.unknown);
  const tampered = Uint8Array.from(signature);
  const at = Math.floor(signature.length * 0.6);
  tampered[at] = tampered[at] === 0x41 ? 0x42 : 0x41;
  expect(outcome(await judge(tampered, { anchors, path: name }))).not.toContain('TOTAL_PASSED');
}

describe.skipIf(!has('ssh-keygen', '-?'))('signatures of ssh-keygen (skipped where it is absent)', () => {
  it.each([
    ['ed25519', []],
    ['rsa', ['-b', '2048']],
    ['ecdsa', ['-b', '256']],
    ['ecdsa', ['-b', '384']],
    ['ecdsa', ['-b', '521']],
  ] as const)('pass with %s %j', async (type, size) => {
    const key = `ssh-${type}${size[1] ?? ''}`;
    run('ssh-keygen', '-q', '-t', type, ...size, '-N', '', '-C', 'qa@example.org', '-f', key);
    for (const hash of ['sha256', 'sha512']) {
      rmSync(join(folder, 'release.yaml.sig'), { force: true });
      run('ssh-keygen', '-q', '-Y', 'sign', '-O', `hashalg=${hash}`, '-n', 'file', '-f', key, 'release.yaml');
      await proven('release.yaml.sig', `${key}.pub`, { changed: 'TOTAL_FAILED', unknown: 'SIGNER_KEY_NOT_TRUSTED' });
    }
    rmSync(join(folder, 'release.yaml.sig'));
    run('ssh-keygen', '-q', '-Y', 'sign', '-n', 'git', '-f', key, 'release.yaml');
    const git = await judge(read('release.yaml.sig'), { anchors: anchorsOf(`${key}.pub`), path: 'release.yaml.sig' });
    expect(outcome(git)).toContain('SIGNATURE_NAMESPACE_OTHER');
    rmSync(join(folder, 'release.yaml.sig'));
  });
});

describe.skipIf(!has('minisign', '-v'))('signatures of minisign (skipped where it is absent)', () => {
  it.each([['-H'], ['-l']])('pass with %s', async (form) => {
    run('minisign', '-G', '-W', '-f', '-p', 'minisign.pub', '-s', 'minisign.key');
    run('minisign', '-S', form, '-t', 'released by QA', '-s', 'minisign.key', '-m', 'release.yaml');
    await proven('release.yaml.minisig', 'minisign.pub', { changed: 'TOTAL_FAILED', unknown: 'SIGNATURE_KEY_UNKNOWN' });
    const [result] = await judge(read('release.yaml.minisig'), {
      anchors: anchorsOf('minisign.pub'),
      path: 'a.minisig',
    });
    expect(result!.comment).toBe('released by QA');
    expect(() => anchorsOf('minisign.key')).toThrow('ANCHOR_PRIVATE_KEY');
  });
});

describe.skipIf(!has('signify-openbsd'))('signatures of signify (skipped where it is absent)', () => {
  it('pass', async () => {
    run('signify-openbsd', '-G', '-n', '-p', 'signify.pub', '-s', 'signify.sec');
    run('signify-openbsd', '-S', '-s', 'signify.sec', '-m', 'release.yaml', '-x', 'release.yaml.sig');
    await proven('release.yaml.sig', 'signify.pub', { changed: 'TOTAL_FAILED', unknown: 'SIGNATURE_KEY_UNKNOWN' });
    expect(() => anchorsOf('signify.sec')).toThrow('ANCHOR_PRIVATE_KEY');
  });
});

describe.skipIf(!has('openssl', 'version'))('raw signatures of openssl (skipped where it is absent)', () => {
  it.each([
    ['RSA', ['-algorithm', 'RSA'], ['-sha256']],
    ['PSS', ['-algorithm', 'RSA'], ['-sha512', '-sigopt', 'rsa_padding_mode:pss']],
    ['ECDSA', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], ['-sha384']],
    ['brainpool', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1'], ['-sha256']],
  ] as const)('pass with %s', async (_name, make, how) => {
    run('openssl', 'genpkey', ...make, '-out', 'raw.key');
    run('openssl', 'pkey', '-in', 'raw.key', '-pubout', '-out', 'raw.pub');
    run('openssl', 'dgst', ...how, '-sign', 'raw.key', '-out', 'release.yaml.sig', 'release.yaml');
    await proven('release.yaml.sig', 'raw.pub', { changed: 'INDETERMINATE', unknown: 'SIGNATURE_NOT_BY_ANCHOR' });
    expect(() => anchorsOf('raw.key')).toThrow('ANCHOR_PRIVATE_KEY');
  });

  it('pass with Ed25519', async () => {
    run('openssl', 'genpkey', '-algorithm', 'ED25519', '-out', 'raw.key');
    run('openssl', 'pkey', '-in', 'raw.key', '-pubout', '-outform', 'DER', '-out', 'raw.pub');
    run(
      'openssl',
      'pkeyutl',
      '-sign',
      '-rawin',
      '-inkey',
      'raw.key',
      '-in',
      'release.yaml',
      '-out',
      'release.yaml.sig',
    );
    await proven('release.yaml.sig', 'raw.pub', { changed: 'INDETERMINATE', unknown: 'SIGNATURE_NOT_BY_ANCHOR' });
  });
});

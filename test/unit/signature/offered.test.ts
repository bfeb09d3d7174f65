import { describe, expect, it } from 'vitest';
import { certificatePem, createAuthority, issue, issueAuthority, pem, signCms } from '../../../src/packer/index.ts';
import { offeredAnchors } from '../../../src/signature/index.ts';
import {
  minisignKeyPair,
  minisignSignature,
  sshArmour,
  sshKeyPair,
  sshSignature,
} from '../../support/key-signatures.ts';
import { request, SIGNED_AT } from '../../support/pki.ts';
import { CONTENT } from './support.ts';

const added = { by: 'an auditor', at: '2025-01-01T00:00:00Z', channel: '' };
const root = createAuthority(request('Root'));
const signer = issue(issueAuthority(root, request('Middle')), request('Low'));
const signature = signCms(CONTENT, signer, { signingTime: SIGNED_AT });
const subjects = (path: string, bytes: Uint8Array): readonly string[] =>
  offeredAnchors(path, bytes, added)
    .map(({ subject }) => subject.split(',')[0] ?? '')
    .sort();

describe('what an archive offers as trust anchors', () => {
  it('are the certificates in a signature, in DER and in PEM', () => {
    expect(subjects('a.p7s', signature)).toEqual(['CN=Low', 'CN=Middle']);
    expect(subjects('a.p7s', new TextEncoder().encode(pem(signature, 'PKCS7')))).toEqual(['CN=Low', 'CN=Middle']);
  });

  it('are the key in an SSH signature, and a file of certificates', () => {
    const pair = sshKeyPair();
    expect(subjects('a.sig', sshArmour(sshSignature(CONTENT, pair)))[0]).toMatch(/^ssh-ed25519 SHA256:/u);
    expect(subjects('keys/ca.pem', new TextEncoder().encode(certificatePem(root)))).toEqual(['CN=Root']);
  });

  it('are nothing where a signature does not hold its key', () => {
    const minisign = minisignSignature(CONTENT, minisignKeyPair());
    for (const [path, bytes] of [
      ['a.minisig', minisign],
      ['a.p7s', signature.subarray(0, -1)],
      ['a.sig', sshSignature(CONTENT, sshKeyPair()).subarray(0, 40)],
      ['a.txt', CONTENT],
    ] as const) {
      expect(() => offeredAnchors(path, bytes, added), path).toThrow('ANCHOR_');
    }
  });
});

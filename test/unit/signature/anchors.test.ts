import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificatePem, createAuthority, pem } from '../../../src/packer/index.ts';
import { AnchorProblem, readAnchors } from '../../../src/signature/index.ts';
import { minisignKeyPair, sshKeyPair, wireString } from '../../support/key-signatures.ts';
import { request } from '../../support/pki.ts';

const first = createAuthority(request('First'));
const second = createAuthority(request('Second'));
const added = { by: 'an auditor', at: '2025-01-01T00:00:00Z', channel: 'telephone' };
const text = (lines: string): Uint8Array => new TextEncoder().encode(lines);

function codeOf(bytes: Uint8Array): string {
  try {
    return `${readAnchors(bytes, added).length} anchors`;
  } catch (error) {
    return error instanceof AnchorProblem ? error.code : `untyped: ${String(error)}`;
  }
}

describe('readAnchors', () => {
  it('gives the certificate with who added it, when and how', () => {
    const [anchor] = readAnchors(first.certificate, added);
    expect(anchor).toEqual({
      kind: 'certificate',
      label: '',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/u) as string,
      subject: 'CN=First,O=Example Devices,C=DE',
      notBefore: '2024-01-01T00:00:00.000Z',
      notAfter: '2026-01-01T00:00:00.000Z',
      material: Buffer.from(first.certificate).toString('base64'),
      addedBy: 'an auditor',
      addedAt: '2025-01-01T00:00:00Z',
      channel: 'telephone',
      note: '',
      roles: [],
      manufacturer: null,
      expires: null,
    });
  });

  it('gives every certificate of a PEM file in its order, each once', () => {
    const file = `Trust anchors of the manufacturer\n${certificatePem(first)}\nand\n${certificatePem(second)}${certificatePem(first)}`;
    expect(readAnchors(text(file), added).map(({ subject }) => subject.split(',')[0])).toEqual([
      'CN=First',
      'CN=Second',
    ]);
  });

  it.each([
    ['nothing', new Uint8Array(0), 'ANCHOR_NONE_FOUND'],
    ['text', text('hello'), 'ANCHOR_NOT_UNDERSTOOD'],
    ['DER with something after it', Uint8Array.from([...first.certificate, 0]), 'ANCHOR_NOT_UNDERSTOOD'],
    ['DER cut off', first.certificate.slice(0, -1), 'ANCHOR_NOT_UNDERSTOOD'],
    [
      'a broken certificate beside a good one',
      text(certificatePem(first) + pem(Uint8Array.of(0x30, 0))),
      'ANCHOR_NOT_UNDERSTOOD',
    ],
    ['a request', text(pem(first.certificate, 'CERTIFICATE REQUEST')), 'ANCHOR_NOT_UNDERSTOOD'],
    ['a private key', text(certificatePem(first) + pem(Uint8Array.of(1), 'PRIVATE KEY')), 'ANCHOR_PRIVATE_KEY'],
    ['a block without end', text(certificatePem(first).slice(0, -10)), 'ANCHOR_NOT_UNDERSTOOD'],
    ['a block in a block', text(`-----BEGIN CERTIFICATE-----\n${certificatePem(first)}`), 'ANCHOR_NOT_UNDERSTOOD'],
    ['too much', new Uint8Array(5 * 1024 * 1024), 'ANCHOR_TOO_LARGE'],
  ])('refuses %s', (_name, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });
});

describe('readAnchors of keys', () => {
  const ssh = sshKeyPair('jane doe');
  const line = Buffer.from(ssh.publicFile).toString().trim();
  const minisign = minisignKeyPair();
  const base64 = Buffer.from(minisign.material).toString('base64');
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });

  it('gives a public key from PEM and from DER', () => {
    const [anchor, ...more] = readAnchors(text(pem(spki, 'PUBLIC KEY')), added);
    expect(more).toEqual([]);
    expect(anchor).toEqual({
      kind: 'public-key',
      fingerprint: createHash('sha256').update(spki).digest('hex'),
      subject: expect.stringMatching(/^EC P-256 key [0-9a-f]{16}$/u) as string,
      label: '',
      notBefore: null,
      notAfter: null,
      material: spki.toString('base64'),
      addedBy: 'an auditor',
      addedAt: '2025-01-01T00:00:00Z',
      channel: 'telephone',
      note: '',
      roles: [],
      manufacturer: null,
      expires: null,
    });
    expect(readAnchors(spki, added)).toEqual([anchor]);
  });

  it('gives the keys of OpenSSH with their comments or principals as labels, each once', () => {
    const other = Buffer.from(sshKeyPair().publicFile).toString();
    const keys = readAnchors(text(`# keys\r\n${line}\r\n\r\n${other}qa@example.org ${line}\n`), added);
    expect(keys.map(({ kind, label }) => [kind, label])).toEqual([
      ['ssh-key', 'qa@example.org'],
      ['ssh-key', 'jane@example.org'],
    ]);
    expect(keys[0]!.subject).toMatch(/^ssh-ed25519 SHA256:[A-Za-z0-9+/]{43}$/u);
    expect(readAnchors(ssh.publicFile, added)[0]!.label).toBe('jane doe');
  });

  it('gives a key of minisign from its file and from the text that is published', () => {
    const [anchor] = readAnchors(minisign.publicFile, added);
    expect(anchor).toMatchObject({ kind: 'minisign-key', subject: `minisign 0707070707070707 ${base64}` });
    expect(readAnchors(text(base64), added)).toEqual([anchor]);
  });

  const secret = Buffer.concat([text('EdScB2'), new Uint8Array(152)]).toString('base64');
  it.each([
    [
      'a private key beside a public one',
      pem(spki, 'PUBLIC KEY') + String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
      'ANCHOR_PRIVATE_KEY',
    ],
    [
      'a private key of OpenSSH',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n',
      'ANCHOR_PRIVATE_KEY',
    ],
    ['a secret key of minisign', `untrusted comment: minisign encrypted secret key\n${secret}\n`, 'ANCHOR_PRIVATE_KEY'],
    ['a public key cut off', pem(spki.subarray(0, -1), 'PUBLIC KEY'), 'ANCHOR_NOT_UNDERSTOOD'],
    ['a key of minisign cut off', base64.slice(0, -4), 'ANCHOR_NOT_UNDERSTOOD'],
    [
      'a signature of minisign',
      `untrusted comment: signature\n${base64}\ntrusted comment: x\n${base64}\n`,
      'ANCHOR_NOT_UNDERSTOOD',
    ],
    ['a key of SSH under another type', line.replace('ssh-ed25519', 'ssh-rsa'), 'ANCHOR_NOT_UNDERSTOOD'],
    ['a key of SSH cut off', line.replace(/.{8} jane/u, ' jane'), 'ANCHOR_NOT_UNDERSTOOD'],
    ['a key of SSH for one purpose alone', `qa@example.org namespaces="git" ${line}`, 'ANCHOR_NOT_UNDERSTOOD'],
    [
      'a key on a token',
      `sk-ssh-ed25519@openssh.com ${Buffer.from(wireString('sk-ssh-ed25519@openssh.com')).toString('base64')}`,
      'ANCHOR_NOT_UNDERSTOOD',
    ],
    ['keys of SSH with something between', `${line}\nhello\n${line}\n`, 'ANCHOR_NOT_UNDERSTOOD'],
    ['comments alone', '# none yet\n', 'ANCHOR_NONE_FOUND'],
  ])('refuses %s', (_name, file, code) => {
    expect(codeOf(text(file))).toBe(code);
  });
});

import { describe, expect, it } from 'vitest';
import { certificatePem, createAuthority, pem } from '../../../src/packer/index.ts';
import { AnchorProblem, readAnchors } from '../../../src/signature/index.ts';
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
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/u) as string,
      subject: 'CN=First,O=Example Devices,C=DE',
      notBefore: '2024-01-01T00:00:00.000Z',
      notAfter: '2026-01-01T00:00:00.000Z',
      certificate: Buffer.from(first.certificate).toString('base64'),
      addedBy: 'an auditor',
      addedAt: '2025-01-01T00:00:00Z',
      channel: 'telephone',
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
    ['nothing', new Uint8Array(0), 'ANCHOR_NOT_A_CERTIFICATE'],
    ['text', text('hello'), 'ANCHOR_NOT_A_CERTIFICATE'],
    ['DER with something after it', Uint8Array.from([...first.certificate, 0]), 'ANCHOR_NOT_A_CERTIFICATE'],
    ['DER cut off', first.certificate.slice(0, -1), 'ANCHOR_NOT_A_CERTIFICATE'],
    [
      'a broken certificate beside a good one',
      text(certificatePem(first) + pem(Uint8Array.of(0x30, 0))),
      'ANCHOR_NOT_A_CERTIFICATE',
    ],
    ['a request', text(pem(first.certificate, 'CERTIFICATE REQUEST')), 'ANCHOR_NOT_A_CERTIFICATE'],
    ['a private key', text(certificatePem(first) + pem(Uint8Array.of(1), 'PRIVATE KEY')), 'ANCHOR_PRIVATE_KEY'],
    ['a block without end', text(certificatePem(first).slice(0, -10)), 'ANCHOR_NOT_A_CERTIFICATE'],
    ['a block in a block', text(`-----BEGIN CERTIFICATE-----\n${certificatePem(first)}`), 'ANCHOR_NOT_A_CERTIFICATE'],
    ['too much', new Uint8Array(5 * 1024 * 1024), 'ANCHOR_TOO_LARGE'],
  ])('refuses %s', (_name, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../support/evidence-file.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const found = (content: string | Uint8Array, path = 'notes.txt') => evidenceOf(path, content).privateKeys;

describe('private keys', () => {
  it('finds PEM keys of every form with their line', () => {
    expect(found(`one\ntwo\n${pem}`)).toEqual([{ kind: 'line', line: 3 }]);
    expect(found(rsa.export({ type: 'pkcs1', format: 'pem' }))).toHaveLength(1);
    expect(found(privateKey.export({ type: 'sec1', format: 'pem' }))).toHaveLength(1);
    expect(found(rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }))).toHaveLength(1);
    const body = Buffer.alloc(120, 7).toString('base64');
    expect(found(`-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n`)).toHaveLength(1);
    expect(
      found(`-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n${body}\n`),
    ).toHaveLength(1);
    expect(found(`-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n${body}\n`)).toHaveLength(1);
  });

  it('finds keys in JSON strings, in UTF-16 and in the middle of binary files', () => {
    expect(found(JSON.stringify({ key: pem }), 'config.json')).toEqual([{ kind: 'line', line: 1 }]);
    expect(found(new Uint8Array(Buffer.from(`\ufeff${pem}`, 'utf16le')), 'key.bin')).toEqual([{ kind: 'file' }]);
    expect(
      found(new Uint8Array(Buffer.concat([Buffer.alloc(500), Buffer.from(pem), Buffer.alloc(9)])), 'fw.bin'),
    ).toHaveLength(1);
  });

  it('finds DER keys and PKCS#12 files by content, whatever they are called', () => {
    const der = (type: 'pkcs8' | 'sec1') => new Uint8Array(privateKey.export({ type, format: 'der' }));
    expect(found(der('pkcs8'), 'logo.png')).toEqual([{ kind: 'file' }]);
    expect(found(der('sec1'), 'a.bin')).toHaveLength(1);
    expect(found(new Uint8Array(rsa.export({ type: 'pkcs1', format: 'der' })), 'a.bin')).toHaveLength(1);
    const data = [0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01];
    expect(found(Uint8Array.from([0x30, 3 + data.length, 0x02, 0x01, 0x03, ...data]), 'store.bin')).toHaveLength(1);
  });

  it('does not take public keys, names of keys, or programs that know the name for keys', () => {
    expect(found(publicKey.export({ type: 'spki', format: 'pem' }))).toEqual([]);
    expect(found(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })), 'key.der')).toEqual([]);
    expect(found('Never archive `-----BEGIN PRIVATE KEY-----` blocks with a release.')).toEqual([]);
    expect(found(new Uint8Array(Buffer.from('\0-----BEGIN RSA PRIVATE KEY-----\0-----END\0')), 'openssl')).toEqual([]);
  });
});

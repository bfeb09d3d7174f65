import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { element, integer, objectIdentifier, sequence, setOf, time, utf8String } from '../../../src/packer/der.ts';
import { createAuthority, issue } from '../../../src/packer/index.ts';
import { readSignatureAlgorithm } from '../../../src/signature/algorithms.ts';
import { childrenOf, DerProblem, readDer } from '../../../src/signature/der/read.ts';
import { booleanOf, integerBytes, namedBits, oidOf, timeOf } from '../../../src/signature/der/values.ts';
import { OID } from '../../../src/signature/oids.ts';
import { parseCertificate } from '../../../src/signature/x509/certificate.ts';
import { readName } from '../../../src/signature/x509/name.ts';
import { isWeakKey } from '../../../src/signature/x509/public-key.ts';
import { request } from '../../support/pki.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('certificates', () => {
  it.each(['rsa-2048', 'ec-p256', 'ec-p521', 'ed25519'] as const)('are read as node:crypto reads them (%s)', (kind) => {
    const root = createAuthority(request('Root'));
    const { certificate } = issue(root, request(`Signer ${kind}`, { kind }));
    const ours = parseCertificate(certificate);
    const theirs = new X509Certificate(certificate);
    expect(ours.fingerprint).toBe(theirs.fingerprint256.replaceAll(':', '').toLowerCase());
    const info = theirs.publicKey.export({ type: 'spki', format: 'der' });
    expect(ours.keyFingerprint).toBe(createHash('sha256').update(info).digest('hex'));
    expect(ours.serial).toBe(theirs.serialNumber.toLowerCase());
    expect(ours.notAfter).toBe(Date.parse(theirs.validTo));
    expect(ours.notBefore).toBe(Date.parse(theirs.validFrom));
    expect(ours.subject.text).toBe(theirs.subject.split('\n').reverse().join(','));
    expect(Buffer.from(ours.publicKey)).toEqual(theirs.publicKey.export({ type: 'spki', format: 'der' }));
    expect(ours.version).toBe(3);
  });

  it('after 2049 have their times too', () => {
    const { certificate } = createAuthority(request('Root', { notAfter: '2050-01-01T00:00:00Z' }));
    expect(parseCertificate(certificate).notAfter).toBe(Date.parse('2050-01-01T00:00:00Z'));
  });

  it('without extensions are of version 1', () => {
    const { certificate } = createAuthority(request('Root', { ca: null, usage: null }));
    expect(parseCertificate(certificate)).toMatchObject({ version: 1, extensions: { basicConstraints: null } });
  });
});

describe('names', () => {
  const name = (...values: readonly Uint8Array[]): Uint8Array =>
    sequence(...values.map((value) => setOf(sequence(objectIdentifier(OID.commonName), value))));
  const read = (bytes: Uint8Array): ReturnType<typeof readName> => readName(readDer(bytes));

  it('show hidden characters and escape what separates', () => {
    expect(read(name(utf8String('Alice\u202e, QA\u0000'))).text).toBe('CN=Alice<U+202E>\\, QA<U+0000>');
  });

  it('are equal whatever their case, spaces and string type, and not otherwise', () => {
    const printable = element(0x13, new TextEncoder().encode('example  root'));
    const key = read(name(utf8String(' Example Root'))).key;
    expect(read(name(printable)).key).toBe(key);
    expect(read(name(utf8String('Example Boot'))).key).not.toBe(key);
    expect(read(name(utf8String('Example'), utf8String('Root'))).key).not.toBe(key);
  });

  it('in UTF-16 are read, and bytes that are no text are shown as bytes', () => {
    expect(read(name(element(0x1e, hex('00 51 00 41')))).short).toBe('QA');
    expect(read(name(element(0x0c, hex('ff')))).text).toBe('CN=#0c01ff');
  });
});

describe('keys', () => {
  it.each([
    [1024, 65537n, true],
    [2047, 65537n, true],
    [2048, 65537n, false],
    [4096, 3n, true],
    [4096, 1n, true],
    [4096, 65538n, true],
  ])('RSA %i with exponent %s', (bits, exponent, weak) => {
    expect(isWeakKey({ kind: 'rsa', bits, exponent, pssOnly: false })).toBe(weak);
  });
});

describe('RSA-PSS parameters', () => {
  const parameters = (...parts: readonly Uint8Array[]): ReturnType<typeof readSignatureAlgorithm> =>
    readSignatureAlgorithm(readDer(sequence(objectIdentifier(OID.rsaPss), sequence(...parts))), null);
  const sha256 = sequence(objectIdentifier(OID.sha256));
  const mask = (digest: Uint8Array): Uint8Array => element(0xa1, sequence(objectIdentifier(OID.mgf1), digest));

  it('are read in full', () => {
    expect(parameters(element(0xa0, sha256), mask(sha256), element(0xa2, integer(32)))).toMatchObject({
      state: 'known',
      value: { kind: 'rsa-pss', digest: 'sha256', maskDigest: 'sha256', saltLength: 32 },
    });
  });

  it('left out mean SHA-1, which is weak', () => {
    expect(parameters()).toMatchObject({ state: 'weak' });
    expect(parameters(element(0xa0, sha256))).toMatchObject({ state: 'weak' });
  });

  it('of another trailer or mask are not supported', () => {
    expect(parameters(element(0xa0, sha256), mask(sha256), element(0xa3, integer(2)))).toMatchObject({
      state: 'unsupported',
    });
    const shake = element(0xa1, sequence(objectIdentifier('2.16.840.1.101.3.4.2.11')));
    expect(parameters(element(0xa0, sha256), shake)).toMatchObject({ state: 'unsupported' });
  });
});

describe('DER', () => {
  it.each([
    ['an indefinite length', '30 80 00 00'],
    ['a long form for a short length', '04 81 01 00'],
    ['a length with a leading zero', '04 82 00 81'],
    ['a length of five bytes', '04 85 00 00 00 00 01'],
    ['a tag of two bytes', '1f 81 01 00'],
    ['a length beyond the end', '04 05 00'],
    ['nothing', ''],
    ['a tag alone', '30'],
    ['bytes after the end', '05 00 00'],
  ])('with %s is refused', (_name, bytes) => {
    expect(() => readDer(hex(bytes))).toThrow(DerProblem);
  });

  it.each([
    ['a padded integer', () => integerBytes(readDer(hex('02 02 00 01')))],
    ['a padded negative integer', () => integerBytes(readDer(hex('02 02 ff 80')))],
    ['an integer of no bytes', () => integerBytes(readDer(hex('02 00')))],
    ['a boolean of 1', () => booleanOf(readDer(hex('01 01 01')))],
    ['a padded object identifier', () => oidOf(readDer(hex('06 03 2a 80 01')))],
    ['an object identifier without end', () => oidOf(readDer(hex('06 02 2a 81')))],
    ['unused bits that are set', () => namedBits(readDer(hex('03 02 07 ff')))],
    ['more unused bits than a byte has', () => namedBits(readDer(hex('03 02 08 00')))],
    ['a primitive with members', () => childrenOf(readDer(hex('04 02 05 00')))],
    ['a day that is not', () => timeOf(readDer(element(0x17, new TextEncoder().encode('240230000000Z'))))],
    ['a time with an offset', () => timeOf(readDer(element(0x17, new TextEncoder().encode('240201000000+0100'))))],
    ['a time without seconds', () => timeOf(readDer(element(0x17, new TextEncoder().encode('2402010000Z'))))],
  ])('%s is refused', (_name, read) => {
    expect(read).toThrow(DerProblem);
  });

  it('reads object identifiers of every root', () => {
    for (const oid of ['0.9.2342.19200300.100.1.25', '1.2.840.113549.1.7.2', '2.16.840.1.101.3.4.2.1', '2.5.29.56']) {
      expect(oidOf(readDer(objectIdentifier(oid)))).toBe(oid);
    }
    expect(oidOf(readDer(hex('06 02 88 37')))).toBe('2.999');
  });

  it('reads two-digit years as RFC 5280 does', () => {
    expect(timeOf(readDer(time('1950-01-01T00:00:00Z')))).toBe(Date.parse('1950-01-01T00:00:00Z'));
    expect(timeOf(readDer(time('2049-12-31T23:59:59Z')))).toBe(Date.parse('2049-12-31T23:59:59Z'));
  });
});

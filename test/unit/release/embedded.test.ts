import { describe, expect, test } from 'vitest';
import { embeddedKind } from '../../../src/release/embedded.ts';
import { signedFiles, verified } from '../../support/signed-release.ts';

/** The headers of a program for Windows whose certificate table has `size` bytes. */
function program(size: number, wide = true): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(0x80, 0x3c);
  bytes.write('PE\u0000\u0000', 0x80, 'latin1');
  const optional = 0x80 + 24;
  bytes.writeUInt16LE(wide ? 0x20b : 0x10b, optional);
  const directories = optional + (wide ? 112 : 96);
  bytes.writeUInt32LE(16, directories - 4);
  bytes.writeUInt32LE(0x400, directories + 32);
  bytes.writeUInt32LE(size, directories + 36);
  return bytes;
}

function machO(command: number, little: boolean, wide: boolean): Buffer {
  const bytes = Buffer.alloc(128);
  const write = (value: number, at: number): unknown =>
    little ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at);
  write(wide ? 0xfeedfacf : 0xfeedface, 0);
  write(2, 16);
  const start = wide ? 32 : 28;
  write(0x19, start);
  write(24, start + 4);
  write(command, start + 24);
  write(16, start + 28);
  return bytes;
}

function rpm(tag: number): Buffer {
  const bytes = Buffer.alloc(256);
  bytes.writeUInt32BE(0xedabeedb, 0);
  bytes.writeUInt32BE(0x8eade801, 96);
  bytes.writeUInt32BE(2, 104);
  bytes.writeUInt32BE(1000, 112);
  bytes.writeUInt32BE(tag, 128);
  return bytes;
}

const zip = (...names: readonly string[]): Buffer => Buffer.from(`PK\u0003\u0004 ${names.join(' ')}`, 'latin1');
const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n${text}`, 'latin1');

describe('signatures inside artefacts', () => {
  test.each([
    ['a signed program', program(1_024), 'authenticode'],
    ['a signed program of 32 bits', program(1_024, false), 'authenticode'],
    ['a program that is not signed', program(0), null],
    ['a program cut off', program(1_024).subarray(0, 200), null],
    ['a signed JAR', zip('META-INF/MANIFEST.MF', 'META-INF/RELEASE.SF', 'META-INF/RELEASE.EC'), 'jar'],
    ['a JAR that is not signed', zip('META-INF/MANIFEST.MF'), null],
    ['an APK by its own block', zip('classes.dex', 'APK Sig Block 42'), 'apk'],
    ['a signed NuGet package', zip('.signature.p7s'), 'nuget'],
    ['a signed APPX package', zip('AppxSignature.p7x'), 'appx'],
    ['a signed Office document', zip('_xmlsignatures/sig1.xml'), 'office'],
    ['a signed PDF', pdf('<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] >>'), 'pdf'],
    ['a PDF that speaks of signatures', pdf('/Type /SigField'), null],
    ['a signed program for macOS', machO(0x1d, true, true), 'apple'],
    ['a signed program of 32 bits for macOS', machO(0x1d, false, false), 'apple'],
    ['a program for macOS that is not signed', machO(0x26, true, true), null],
    ['a signed RPM', rpm(1005), 'rpm'],
    ['an RPM that is not signed', rpm(1004), null],
    ['something else', Buffer.from('#!/bin/sh\nexit\n'), null],
    ['nothing', Buffer.alloc(0), null],
  ] as const)('%s', (_name, bytes, kind) => {
    expect(embeddedKind(bytes)).toBe(kind);
    for (let length = 0; length < bytes.length; length += 3) embeddedKind(bytes.subarray(0, length));
  });

  test('are named, and count neither for nor against the archive', async () => {
    const files = {
      'bin/setup.exe': program(64),
      'bin/tool.exe': program(0),
      'lib/a.JAR': zip('META-INF/A.RSA'),
      'a.txt': zip('META-INF/A.RSA'),
    };
    const { verification } = await verified(signedFiles(files));
    expect(verification.verdict).toBe('TOTAL_PASSED');
    expect(verification.embedded).toEqual([
      { path: 'bin/setup.exe', kind: 'authenticode' },
      { path: 'lib/a.JAR', kind: 'jar' },
    ]);
  });
});

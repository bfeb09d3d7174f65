import { expect, test } from 'vitest';
import { anchorsInFile } from '../../../main/files/anchor-file.ts';
import { trustText } from '../../../main/files/trust-store.ts';
import { certificatePem, createAuthority } from '../../../src/packer/index.ts';
import { request } from '../../support/pki.ts';
import { anchor } from './support.ts';

const added = { by: 'auditor', at: '2026-11-22T10:00:00.000Z', channel: 'command line' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('an exported trust store keeps labels, limits and who confirmed its anchors', () => {
  const limited = { ...anchor('a', 'in person'), label: 'QA', roles: ['release'], manufacturer: 'X', note: 'n' };
  expect(anchorsInFile(bytes(trustText([limited])), 'anchors.json', added)).toEqual([limited]);
});

test('a broken export is told by its name, and is no certificate either', () => {
  for (const [text, code] of [
    ['{"schema":"countersign/trust@2","anchors":[{}]}', 'FILE_NOT_READABLE'],
    ['{"schema":"countersign/trust@9","anchors":[]}', 'FILE_NOT_READABLE'],
    ['{"anchors":[]}', 'ANCHOR_NOT_READABLE'],
  ] as const) {
    expect(() => anchorsInFile(bytes(text), 'anchors.json', added), text).toThrow(code);
  }
});

test('a certificate is read as before, and says who added it', () => {
  const pem = certificatePem(createAuthority(request('Root')));
  expect(anchorsInFile(bytes(pem), 'root.pem', added)[0]).toMatchObject({
    addedBy: 'auditor',
    channel: 'command line',
  });
});

import { Buffer } from 'node:buffer';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../support/evidence-file.ts';
import { buildTar } from '../../support/tar-builder.ts';
import { buildZip } from '../../support/zip-builder.ts';

const tests = Buffer.from('<testsuite tests="1"><testcase name="a"/></testsuite>');

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');
const ARCHIVES: readonly (readonly [string, Uint8Array])[] = [
  ['zip', buildZip([{ name: 'unit.xml', data: tests }])],
  ['zip', hex('504b0506000000000000000000000000000000000000')],
  ['tar', buildTar([{ name: 'unit.xml', data: tests }])],
  ['gzip', gzipSync(tests)],
  ['zstd', zstdCompressSync(tests)],
  ['xz', hex('fd377a585a000004')],
  ['bzip2', hex('425a68393141592653590000')],
  ['7z', hex('377abcaf271c0004')],
  ['rar', hex('526172211a0701')],
];

describe('an archive inside the archive', () => {
  it.each(ARCHIVES)('is not opened, and never counts as read: %s', (archive, bytes) => {
    for (const path of ['inner.bin', 'unit.xml', 'results.txt', 'inner']) {
      for (const role of ['tests', 'sbom', null] as const) {
        const file = evidenceOf(path, bytes, role);
        expect(file.facts).toEqual({ kind: 'opaque', archive });
        expect(file.reading.state).toBe('not-read');
        expect(file.reading.notes).toMatchObject([{ key: 'evidence.nested-archive', values: { archive } }]);
      }
    }
  });

  it('is told from an office document, which is not understood, and from text that begins alike', () => {
    const zip = buildZip([{ name: 'word/document.xml', data: tests }]);
    expect(evidenceOf('plan.docx', zip).reading.state).toBe('not-understood');
    expect(evidenceOf('notes.txt', Buffer.from('BZh91AY is how bzip2 begins\n')).facts.kind).toBe('text');
    expect(evidenceOf('notes.txt', Buffer.from('PK is short for private key\n')).facts.kind).toBe('text');
    expect(evidenceOf('empty.bin', new Uint8Array(0)).facts.kind).not.toBe('opaque');
  });
});

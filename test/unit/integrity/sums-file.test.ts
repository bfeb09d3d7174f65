import { describe, expect, it } from 'vitest';
import { algorithmNamed, parseChecksum } from '../../../src/integrity/checksum.ts';
import { parseBagManifest, parseSums } from '../../../src/integrity/sums-file.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(128);
const one = (text: string) => parseSums(text, 'sha256')[0];
const sha256 = { algorithm: 'sha256', hex: A };

describe('a checksum of the manifest', () => {
  it.each([
    [`sha256:${A}`, sha256],
    [`SHA-256:${A.toUpperCase()}`, sha256],
    [`sha512:${B}`, { algorithm: 'sha512', hex: B }],
    [`sha1:${'c'.repeat(40)}`, { algorithm: 'sha1', hex: 'c'.repeat(40) }],
    [`md5:${'d'.repeat(32)}`, { algorithm: 'md5', hex: 'd'.repeat(32) }],
    ['sha256:...', null],
    ['sha256:', null],
    [`sha256:${A}a`, null],
    [`sha256:${A.slice(1)}`, null],
    [`sha256:${A.slice(1)}g`, null],
    [`sha512:${A}`, null],
    [`blake3:${A}`, null],
    [A, null],
    ['', null],
  ])('%j is %j', (text, expected) => {
    expect(parseChecksum(text)).toEqual(expected);
  });

  it('knows the names of algorithms as tools write them, and no other', () => {
    expect(['sha256', 'SHA-256', 'SHA2-256', 'MD5', 'SHA1', 'SHA-1'].map(algorithmNamed)).toEqual([
      'sha256',
      'sha256',
      'sha256',
      'md5',
      'sha1',
      'sha1',
    ]);
    expect(['sha3-256', 'sha160', 'sha512/256', 'constructor', ''].map(algorithmNamed)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('a checksum file', () => {
  it.each([
    ['GNU text', `${A}  fw.bin`, 'fw.bin'],
    ['GNU binary', `${A} *fw.bin`, 'fw.bin'],
    ['upper case', `${A.toUpperCase()}  fw.bin`, 'fw.bin'],
    ['GNU escaped backslash', `\\${A}  a\\\\b`, 'a\\b'],
    ['GNU escaped line feed', `\\${A}  a\\nb`, 'a\nb'],
    ['GNU escaped carriage return', `\\${A} *a\\rb`, 'a\rb'],
    ['BSD', `SHA256 (fw.bin) = ${A}`, 'fw.bin'],
    ['BSD escaped', `\\SHA256 (a\\\\b) = ${A}`, 'a\\b'],
    ['BSD with brackets in the name', `SHA256 (fw (1).bin) = ${A}`, 'fw (1).bin'],
    ['OpenSSL', `SHA2-256(fw.bin)= ${A}`, 'fw.bin'],
    ['BSD reversed', `${A} fw.bin`, 'fw.bin'],
    ['CRLF', `${A}  fw.bin\r\n`, 'fw.bin'],
    ['a name with spaces', `${A}  fw 1 .bin`, 'fw 1 .bin'],
    ['a name that begins with a space', `${A}   fw.bin`, ' fw.bin'],
    ['a name with a star', `${A}  *fw.bin`, '*fw.bin'],
    ['a leading ./', `${A}  ./a/fw.bin`, 'a/fw.bin'],
    ['an unescaped backslash', `${A}  a\\nb`, 'a\\nb'],
  ])('reads the form: %s', (_what, line, path) => {
    expect(parseSums(line, 'sha256')).toEqual([{ path, checksum: sha256 }]);
  });

  it.each([
    ['a digest that is too short', `${A.slice(2)}  fw.bin`],
    ['a digest of another algorithm', `${B}  fw.bin`],
    ['a digest that is none', `zz${A.slice(2)}  fw.bin`],
    ['a tag that is not known', `BLAKE2b (fw.bin) = ${A}`],
    ['a tag that does not fit the digest', `SHA512 (fw.bin) = ${A}`],
    ['a weak tag in a file that is named after a strong algorithm', `MD5 (fw.bin) = ${'d'.repeat(32)}`],
    ['no name', A],
    ['prose', 'these are the checksums'],
    ['a cleartext signature', '-----BEGIN PGP SIGNED MESSAGE-----'],
  ])('has an entry without checksum for: %s', (_what, line) => {
    expect(one(line)?.checksum).toBeNull();
  });

  it('passes over empty lines and comments, and keeps every other', () => {
    const text = `# made by hand\n\n${A}  a\r\n   \r\n${A} *b\nSHA512 (c) = ${B}\n`;
    expect(parseSums(text, 'sha256').map(({ path }) => path)).toEqual(['a', 'b', 'c']);
  });
});

describe('a BagIt manifest', () => {
  it('reads any white space, and decodes CR, LF and percent only', () => {
    const text = `${A}  data/a\n${A}\tdata/b%0Ac\n${A} *data/100%25 %41\r\nnot a line`;
    const plain = { marked: false, dotted: false };
    expect(parseBagManifest(text, 'sha256')).toEqual([
      { path: 'data/a', checksum: sha256, ...plain },
      { path: 'data/b\nc', checksum: sha256, ...plain },
      { path: 'data/100% %41', checksum: sha256, marked: true, dotted: false },
      { path: 'not a line', checksum: null, ...plain },
    ]);
  });
});

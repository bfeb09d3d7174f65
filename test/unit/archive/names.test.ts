import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { checkMemberName, compareCodePoints } from '../../../src/archive/index.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { openBytes, readAll, refusalCode, refusalOf } from '../../support/archives.ts';
import { buildZip, unicodePath } from '../../support/zip-builder.ts';

describe('the name policy', () => {
  it.each([
    ['/etc/passwd', 'NAME_ABSOLUTE'],
    ['//server/share/x', 'NAME_ABSOLUTE'],
    ['\\\\server\\share\\x', 'NAME_ABSOLUTE'],
    ['\\x', 'NAME_ABSOLUTE'],
    ['C:/x', 'NAME_ABSOLUTE'],
    ['c:x', 'NAME_ABSOLUTE'],
    ['../x', 'NAME_PARENT'],
    ['a/../../x', 'NAME_PARENT'],
    ['a/..', 'NAME_PARENT'],
    ['', 'NAME_EMPTY_PART'],
    ['a//b', 'NAME_EMPTY_PART'],
    ['./a', 'NAME_EMPTY_PART'],
    ['a/./b', 'NAME_EMPTY_PART'],
    ['a\\b', 'NAME_BACKSLASH'],
    ['..\\x', 'NAME_BACKSLASH'],
    ['a\u0000b', 'NAME_CONTROL_CHARACTER'],
    ['a\nb', 'NAME_CONTROL_CHARACTER'],
    ['a\u007f', 'NAME_CONTROL_CHARACTER'],
    ['a\u0085b', 'NAME_CONTROL_CHARACTER'],
    ['a\ud800', 'NAME_NOT_UTF8'],
    ['CON', 'NAME_RESERVED'],
    ['docs/nul.txt', 'NAME_RESERVED'],
    ['aux .txt', 'NAME_RESERVED'],
    ['LPT1.tar.gz', 'NAME_RESERVED'],
    ['com\u00b9', 'NAME_RESERVED'],
    ['conin$', 'NAME_RESERVED'],
    ['a./b', 'NAME_TRAILING_DOT_OR_SPACE'],
    ['a ', 'NAME_TRAILING_DOT_OR_SPACE'],
    ['...', 'NAME_TRAILING_DOT_OR_SPACE'],
    ['ab:stream', 'NAME_COLON'],
    ['x'.repeat(1025), 'BUDGET_NAME_LENGTH'],
    ['ü'.repeat(513), 'BUDGET_NAME_LENGTH'],
    ['d/'.repeat(65) + 'x', 'BUDGET_DEPTH'],
  ])('refuses %j as %s', async (name, code) => {
    expect((await refusalOf(() => checkMemberName(name, DEFAULT_BUDGETS))).code).toBe(code);
  });

  it.each([
    'a',
    '.hidden',
    'a b',
    '~user',
    'console.log',
    'com10',
    'nulls/a',
    'Prüfbericht.pdf',
    '测试/报告.xml',
    '..a',
    'a..b',
    'a=b&c#d?.txt',
    'd/'.repeat(64) + 'x',
    'x'.repeat(1024),
    '__proto__',
    '\u{1f600}.png',
  ])('lets %j pass', (name) => {
    expect(() => checkMemberName(name, DEFAULT_BUDGETS)).not.toThrow();
  });

  it.each([
    ['a parent', '../a', 'NAME_PARENT'],
    ['an absolute folder', '/a/', 'NAME_ABSOLUTE'],
    ['a folder without a name', 'a//', 'NAME_EMPTY_PART'],
    ['a single slash', '/', 'NAME_EMPTY_PART'],
    ['a NUL', 'a\0.txt', 'NAME_CONTROL_CHARACTER'],
  ])('is asked for each entry of a ZIP: %s', async (_what, name, code) => {
    expect(await refusalCode(buildZip([{ name }]))).toBe(code);
  });
});

describe('names that systems would confuse', () => {
  it.each([
    ['the same name twice', ['a', 'b', 'a'], 'NAME_DUPLICATE'],
    ['the same folder twice', ['a/', 'x', 'a/'], 'NAME_DUPLICATE'],
    ['upper and lower case', ['README', 'readme'], 'NAME_COLLISION'],
    ['case in a folder', ['Docs/a', 'docs/A'], 'NAME_COLLISION'],
    ['composed and decomposed letters', ['\u00fc', 'u\u0308'], 'NAME_COLLISION'],
    ['sharp s', ['straße', 'STRASSE'], 'NAME_COLLISION'],
    ['a ligature', ['\ufb01le', 'file'], 'NAME_COLLISION'],
    ['the Kelvin sign', ['\u212a', 'k'], 'NAME_COLLISION'],
    ['final sigma', ['ΟΔΟΣ', 'οδος'], 'NAME_COLLISION'],
    ['a file and a folder', ['a', 'a/b'], 'NAME_COLLISION'],
    ['a folder and then a file', ['a/b', 'a'], 'NAME_COLLISION'],
    ['a folder entry and a file', ['x', 'a/', 'a'], 'NAME_COLLISION'],
    ['a file and a folder in other case', ['Data', 'data/x'], 'NAME_COLLISION'],
  ])('refuses %s', async (_what, names, code) => {
    expect(await refusalCode(buildZip(names.map((name) => ({ name }))))).toBe(code);
  });

  it('accepts folders that differ in case only, a folder entry after its files, and a dotless i', async () => {
    const names = ['Docs/a', 'docs/b', 'Docs/', 'x/y/z', 'x/y/', 'x/', 'ı', 'i'];
    expect((await openBytes(buildZip(names.map((name) => ({ name }))))).members).toHaveLength(5);
  });
});

describe('the encoding of names', () => {
  it('refuses code page 437, bytes that are no UTF-8, and an overlong slash', async () => {
    expect(await refusalCode(buildZip([{ name: Buffer.from([0x81, 0x61]), flags: 0 }]))).toBe('NAME_NOT_UTF8');
    expect(await refusalCode(buildZip([{ name: Buffer.from('ü'), flags: 0 }]))).toBe('NAME_NOT_UTF8');
    expect(await refusalCode(buildZip([{ name: Buffer.from([0xff, 0x61]), flags: 1 << 11 }]))).toBe('NAME_NOT_UTF8');
    expect(await refusalCode(buildZip([{ name: Buffer.from([0x2e, 0x2e, 0xc0, 0xaf]), flags: 1 << 11 }]))).toBe(
      'NAME_NOT_UTF8',
    );
  });

  it('reads UTF-8 names by their flag, and a Unicode path that says the same', async () => {
    const extra = unicodePath('Prüfung', 'Prüfung');
    const archive = await openBytes(buildZip([{ name: 'Prüfung', data: 'x', local: { extra }, central: { extra } }]));
    expect([...(await readAll(archive)).keys()]).toEqual(['Prüfung']);
  });

  it('keeps a byte order mark in a name apart from the name without it', async () => {
    const archive = await openBytes(buildZip([{ name: '\ufeffa' }, { name: 'a' }]));
    expect(archive.members.map(({ path }) => path)).toEqual(['a', '\ufeffa']);
  });
});

describe('the order of paths', () => {
  it('is by code point, as sort orders bytes, not by UTF-16 unit', () => {
    const paths = ['\u{1f600}', '\uff5e', 'b', 'a/b', 'a', 'a.b', '\ue000'];
    const byBytes = paths.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    expect(paths.toSorted(compareCodePoints)).toEqual(byBytes);
  });
});

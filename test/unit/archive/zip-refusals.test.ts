import { Buffer } from 'node:buffer';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { openBytes, refusalCode } from '../../support/archives.ts';
import {
  buildZip,
  extraField,
  u32,
  u64,
  unicodePath,
  type EntrySpec,
  type ZipSpec,
} from '../../support/zip-builder.ts';

const A: EntrySpec = { name: 'a.txt', data: 'alpha' };
const B: EntrySpec = { name: 'b.txt', data: 'beta' };
const junk = Buffer.from('junk');
const symlink = 0o120777 * 0x10000;

/** Each row: what is wrong, the entries, the end, and the code that it must be refused with. */
const CRAFTED: readonly (readonly [string, readonly EntrySpec[], ZipSpec, string])[] = [
  ['no entry at all', [], {}, 'CONTAINER_EMPTY'],
  ['folders only', [{ name: 'docs/' }], {}, 'CONTAINER_EMPTY'],
  ['bytes after the end', [A], { trailing: junk }, 'ZIP_TRAILING_DATA'],
  ['a comment shorter than stated', [A], { comment: junk, end: { commentLength: 9 } }, 'CONTAINER_TRUNCATED'],
  ['a second end in the comment', [A], { comment: buildZip([B]) }, 'ZIP_END_RECORD_AMBIGUOUS'],
  [
    'an end signature in the comment',
    [A],
    { comment: Buffer.concat([u32(0x06054b50), junk]) },
    'ZIP_END_RECORD_AMBIGUOUS',
  ],
  ['part two of three', [A], { end: { disk: 1, directoryDisk: 1 } }, 'ZIP_MULTI_DISK'],
  ['an entry on another disk', [{ ...A, central: { disk: 3 } }], {}, 'ZIP_MULTI_DISK'],
  ['more entries in all than on this disk', [A], { end: { entriesHere: 1, entries: 2 } }, 'ZIP_ENTRY_COUNT_MISMATCH'],
  ['fewer entries stated than there are', [A, B], { end: { entriesHere: 1, entries: 1 } }, 'ZIP_ENTRY_COUNT_MISMATCH'],
  ['more entries stated than there are', [A], { end: { entriesHere: 2, entries: 2 } }, 'ZIP_ENTRY_COUNT_MISMATCH'],
  ['a program in front', [A], { prefix: junk }, 'ZIP_PREFIX_DATA'],
  ['a program in front that offsets count', [A], { prefix: junk, offsetsCountPrefix: true }, 'ZIP_PREFIX_DATA'],
  ['bytes between entries', [A, { ...B, before: junk }], {}, 'ZIP_GAP'],
  ['an entry hidden from the directory', [A, { ...B, before: hiddenEntry() }], {}, 'ZIP_GAP'],
  ['bytes before the directory', [A], { beforeDirectory: junk }, 'ZIP_GAP'],
  ['bytes after the directory', [A], { afterDirectory: junk, end: { directorySize: 51 } }, 'ZIP_GAP'],
  ['bytes after the directory that it counts', [A], { afterDirectory: junk, end: { directorySize: 55 } }, 'ZIP_GAP'],
  ['a directory that ends after the file', [A], { end: { directorySize: 999 } }, 'CONTAINER_TRUNCATED'],
  ['two entries over one local header', [A, { ...A, name: 'b.txt', central: { headerOffset: 0 } }], {}, 'ZIP_OVERLAP'],
  ['an entry inside the directory', [A, { ...B, central: { headerOffset: 90 } }], {}, 'ZIP_OVERLAP'],
  [
    'an entry that reaches into the next',
    [{ ...A, local: { compressedSize: 9, size: 9 }, central: { compressedSize: 9, size: 9 } }, B],
    {},
    'ZIP_OVERLAP',
  ],
  ['another local signature', [{ ...A, local: { signature: 0x04034b51 } }], {}, 'ZIP_ENTRY_MALFORMED'],
  ['another directory signature', [{ ...A, central: { signature: 0x02014b51 } }], {}, 'ZIP_ENTRY_MALFORMED'],
  ['extra fields that overrun', [{ ...A, central: { extra: Buffer.from([1, 0, 99, 0]) } }], {}, 'ZIP_ENTRY_MALFORMED'],
  ['extra fields that end too early', [{ ...A, local: { extra: Buffer.from([1]) } }], {}, 'ZIP_ENTRY_MALFORMED'],
  [
    'ZIP64 twice in one header',
    [{ ...A, central: { size: 0xffffffff, extra: Buffer.concat([extraField(1, u64(5)), extraField(1, u64(6))]) } }],
    {},
    'ZIP_ENTRY_MALFORMED',
  ],
  ['a ZIP64 mark without its field', [{ ...A, central: { size: 0xffffffff } }], {}, 'ZIP_ENTRY_MALFORMED'],
  [
    'a ZIP64 field that contradicts the header',
    [{ ...A, central: { extra: extraField(1, Buffer.concat([u64(6), u64(5)])) } }],
    {},
    'ZIP_ENTRY_MALFORMED',
  ],
  [
    'a folder with bytes that are no empty stream',
    [A, { name: 'docs/', method: 8, raw: Buffer.from('hi') }],
    {},
    'ZIP_DATA_CORRUPT',
  ],
  [
    'a folder with hidden bytes',
    [A, { name: 'docs/', method: 8, raw: Buffer.from([3, 0, 1]) }],
    {},
    'ZIP_ENTRY_MALFORMED',
  ],
  ['a folder with content', [A, { name: 'docs/', data: 'x' }], {}, 'ZIP_ENTRY_MALFORMED'],
  ['another local name', [{ ...A, local: { name: 'c.txt' } }], {}, 'ZIP_HEADER_MISMATCH'],
  ['a local name in other case', [{ ...A, local: { name: 'A.txt' } }], {}, 'ZIP_HEADER_MISMATCH'],
  ['another local method', [{ ...A, local: { method: 8 } }], {}, 'ZIP_HEADER_MISMATCH'],
  ['other local flags', [{ ...A, local: { flags: 1 << 11 } }], {}, 'ZIP_HEADER_MISMATCH'],
  ['another local CRC', [{ ...A, local: { crc: 1 } }], {}, 'ZIP_HEADER_MISMATCH'],
  ['another local size', [{ ...A, local: { size: 4 } }], {}, 'ZIP_HEADER_MISMATCH'],
  ['another local packed size', [{ ...A, method: 8, local: { compressedSize: 4 } }], {}, 'ZIP_HEADER_MISMATCH'],
  [
    'another size in the local ZIP64 field',
    [{ ...A, zip64: true, local: { extra: extraField(1, Buffer.concat([u64(6), u64(5)])) } }],
    {},
    'ZIP_HEADER_MISMATCH',
  ],
  ['a zero local CRC without a descriptor', [{ ...A, local: { crc: 0 } }], {}, 'ZIP_HEADER_MISMATCH'],
  [
    'a descriptor with another CRC',
    [{ ...A, descriptor: 'signed', descriptorFields: { crc: 1 } }],
    {},
    'ZIP_HEADER_MISMATCH',
  ],
  [
    'a descriptor with another size',
    [{ ...A, descriptor: 'plain', descriptorFields: { size: 4 } }],
    {},
    'ZIP_HEADER_MISMATCH',
  ],
  [
    'a descriptor with another packed size',
    [{ ...A, descriptor: 'plain', descriptorFields: { compressedSize: 4 } }],
    {},
    'ZIP_HEADER_MISMATCH',
  ],
  ['a descriptor that is missing', [{ ...A, flags: 8 }, B], {}, 'ZIP_HEADER_MISMATCH'],
  ['a descriptor in eight bytes without ZIP64', [{ ...A, descriptor: 'signed64' }], {}, 'ZIP_GAP'],
  ['bytes before a descriptor', [{ ...A, descriptor: 'signed', after: junk }], {}, 'ZIP_GAP'],
  [
    'a descriptor that is not announced',
    [{ ...A, flags: 0, descriptor: 'signed', local: { crc: undefined as never } }],
    {},
    'ZIP_HEADER_MISMATCH',
  ],
  [
    'a Unicode path with another name',
    [{ ...A, central: { extra: unicodePath('a.txt', 'c.txt') } }],
    {},
    'ZIP_HEADER_MISMATCH',
  ],
  [
    'a local Unicode path with another name',
    [{ ...A, local: { extra: unicodePath('a.txt', 'c.txt') } }],
    {},
    'ZIP_HEADER_MISMATCH',
  ],
  ['stored, but packed smaller', [{ ...A, raw: Buffer.from('alph') }], {}, 'ZIP_SIZE_MISMATCH'],
  [
    'inflates to more than stated',
    [{ ...A, method: 8, raw: deflateRawSync(Buffer.from('alpha and more')) }],
    {},
    'ZIP_SIZE_MISMATCH',
  ],
  [
    'inflates to less than stated',
    [{ ...A, method: 8, raw: deflateRawSync(Buffer.from('al')) }],
    {},
    'ZIP_SIZE_MISMATCH',
  ],
  ['bytes that do not match the CRC', [{ ...A, raw: Buffer.from('alphb') }], {}, 'ZIP_CRC_MISMATCH'],
  [
    'deflated bytes that do not match the CRC',
    [{ ...A, method: 8, raw: deflateRawSync(Buffer.from('alphb')) }],
    {},
    'ZIP_CRC_MISMATCH',
  ],
  ['no deflate data', [{ ...A, method: 8, raw: Buffer.from([0xff, 0xff]) }], {}, 'ZIP_DATA_CORRUPT'],
  [
    'deflate data cut off',
    [{ ...A, method: 8, raw: deflateRawSync(Buffer.from('alpha')).subarray(0, 4) }],
    {},
    'ZIP_DATA_CORRUPT',
  ],
  [
    'bytes hidden after the deflate data',
    [{ ...A, method: 8, raw: Buffer.concat([deflateRawSync(Buffer.from('alpha')), junk]) }],
    {},
    'ZIP_DATA_CORRUPT',
  ],
  ['encryption', [{ ...A, flags: 1 }], {}, 'ENTRY_ENCRYPTED'],
  ['strong encryption', [{ ...A, flags: 1 << 6 }], {}, 'ENTRY_ENCRYPTED'],
  ['masked headers', [{ ...A, flags: 1 << 13 }], {}, 'ENTRY_ENCRYPTED'],
  ['AES encryption by its method', [{ ...A, method: 99 }], {}, 'ENTRY_ENCRYPTED'],
  [
    'AES encryption by its field',
    [{ ...A, central: { extra: extraField(0x9901, Buffer.alloc(7)) } }],
    {},
    'ENTRY_ENCRYPTED',
  ],
  ['LZMA', [{ ...A, method: 14 }], {}, 'ENTRY_METHOD_UNSUPPORTED'],
  ['Deflate64', [{ ...A, method: 9 }], {}, 'ENTRY_METHOD_UNSUPPORTED'],
  ['Zstandard', [{ ...A, method: 93 }], {}, 'ENTRY_METHOD_UNSUPPORTED'],
  ['patched data', [{ ...A, flags: 1 << 5 }], {}, 'ENTRY_METHOD_UNSUPPORTED'],
  ['a symbolic link', [{ ...A, central: { attributes: symlink } }], {}, 'ENTRY_TYPE_UNSUPPORTED'],
  ['a device', [{ ...A, central: { attributes: 0o020666 * 0x10000 } }], {}, 'ENTRY_TYPE_UNSUPPORTED'],
  ['a pipe', [{ ...A, central: { attributes: 0o010666 * 0x10000 } }], {}, 'ENTRY_TYPE_UNSUPPORTED'],
  ['a folder under a file name', [{ ...A, central: { attributes: 0o040755 * 0x10000 } }], {}, 'ENTRY_TYPE_UNSUPPORTED'],
  [
    'a file under a folder name',
    [A, { name: 'docs/', central: { attributes: 0o100644 * 0x10000 } }],
    {},
    'ENTRY_TYPE_UNSUPPORTED',
  ],
  ['an MS-DOS folder under a file name', [{ ...A, central: { attributes: 0x10 } }], {}, 'ENTRY_TYPE_UNSUPPORTED'],
  ['a volume label', [{ ...A, central: { attributes: 0x08 } }], {}, 'ENTRY_TYPE_UNSUPPORTED'],
];

/** A whole entry that no directory names. */
function hiddenEntry(): Buffer {
  const whole = buildZip([{ name: 'hidden.exe', data: 'payload' }]);
  return whole.subarray(0, whole.indexOf(u32(0x02014b50)));
}

describe('a ZIP that can be read in more than one way, or in none', () => {
  it.each(CRAFTED)('refuses %s', async (_what, entries, spec, code) => {
    expect(await refusalCode(buildZip(entries, spec))).toBe(code);
  });

  it('refuses an empty file, a text, and a TAR', async () => {
    expect(await refusalCode(Buffer.alloc(0))).toBe('CONTAINER_EMPTY');
    expect(await refusalCode(Buffer.from('version: 1.0'))).toBe('CONTAINER_UNKNOWN');
    expect(await refusalCode(Buffer.from('P'))).toBe('CONTAINER_UNKNOWN');
    expect(await refusalCode(Buffer.concat([Buffer.from('release.yaml'), Buffer.alloc(1012)]))).toBe(
      'CONTAINER_UNKNOWN',
    );
  });

  it('refuses the first part of a spanned archive', async () => {
    expect(await refusalCode(Buffer.concat([u32(0x08074b50), buildZip([A])]))).toBe('ZIP_MULTI_DISK');
  });

  it('refuses a large member whose deflate data are cut off, run on, or lie', async () => {
    const data = Buffer.alloc(3 * 1024 * 1024, 'the quick brown fox ');
    const packed = deflateRawSync(data);
    const entry = { name: 'big.bin', data, method: 8 };
    expect(await refusalCode(buildZip([{ ...entry, raw: packed.subarray(0, -20) }]))).toBe('ZIP_DATA_CORRUPT');
    expect(await refusalCode(buildZip([{ ...entry, raw: Buffer.concat([packed, junk]) }]))).toBe('ZIP_DATA_CORRUPT');
    expect(await refusalCode(buildZip([{ ...entry, raw: deflateRawSync(Buffer.concat([data, junk])) }]))).toBe(
      'ZIP_SIZE_MISMATCH',
    );
    expect(await refusalCode(buildZip([{ ...entry, raw: deflateRawSync(data.subarray(1)) }]))).toBe(
      'ZIP_SIZE_MISMATCH',
    );
  });
});

describe('ZIP64', () => {
  it.each([
    ['a locator that points elsewhere', { zip64End: { locatorOffset: 3 } }, 'ZIP_END_RECORD_AMBIGUOUS'],
    ['a record longer than it is', { zip64End: { recordSize: 60 } }, 'ZIP_END_RECORD_AMBIGUOUS'],
    [
      'a short record with another count',
      { zip64End: true, end: { entries: 7, entriesHere: 7 } },
      'ZIP_END_RECORD_AMBIGUOUS',
    ],
    ['a short record with another offset', { zip64End: true, end: { directoryOffset: 7 } }, 'ZIP_END_RECORD_AMBIGUOUS'],
    ['a short record with another size', { zip64End: true, end: { directorySize: 7 } }, 'ZIP_END_RECORD_AMBIGUOUS'],
    ['several disks', { zip64End: { disks: 2 } }, 'ZIP_MULTI_DISK'],
    ['another disk', { zip64End: { disk: 1 } }, 'ZIP_END_RECORD_AMBIGUOUS'],
    ['another disk in both records', { zip64End: { disk: 1 }, end: { disk: 1 } }, 'ZIP_MULTI_DISK'],
    ['another count', { zip64End: { entries: 2, entriesHere: 2 } }, 'ZIP_ENTRY_COUNT_MISMATCH'],
    ['an offset beyond the file', { zip64End: { directoryOffset: 2 ** 52 } }, 'CONTAINER_TRUNCATED'],
    ['a count beyond all limits', { zip64End: { entries: 2 ** 52, entriesHere: 2 ** 52 } }, 'BUDGET_MEMBERS'],
    ['bytes in front of the record', { zip64End: true, afterDirectory: junk }, 'ZIP_GAP'],
  ] satisfies [string, ZipSpec, string][])('refuses %s', async (_what, spec, code) => {
    expect(await refusalCode(buildZip([A], spec))).toBe(code);
  });
});

describe('budgets', () => {
  const budgets = {
    ...DEFAULT_BUDGETS,
    members: 2,
    totalSize: 100,
    memberSize: 60,
    ratio: 10,
    ratioFloor: 20,
    nameLength: 12,
    depth: 2,
  };
  const bomb = { name: 'bomb', data: Buffer.alloc(50_000), method: 8 };

  it.each([
    ['members', [A, B, { name: 'c' }], 'BUDGET_MEMBERS'],
    ['one member', [{ name: 'a', data: 'x'.repeat(61) }], 'BUDGET_MEMBER_SIZE'],
    [
      'all members together',
      [
        { name: 'a', data: 'x'.repeat(60) },
        { name: 'b', data: 'x'.repeat(41) },
      ],
      'BUDGET_TOTAL_SIZE',
    ],
    ['the name', [{ name: 'a-name-too-long' }], 'BUDGET_NAME_LENGTH'],
    ['the folders', [{ name: 'a/b/c/d' }], 'BUDGET_DEPTH'],
  ] satisfies [string, EntrySpec[], string][])(
    'refuses an archive over the budget for %s',
    async (_what, entries, code) => {
      expect(await refusalCode(buildZip(entries), { budgets })).toBe(code);
    },
  );

  it('refuses a bomb by its ratio before a byte of it is inflated', async () => {
    expect(await refusalCode(buildZip([bomb]), { budgets: { ...budgets, memberSize: 1e9, totalSize: 1e9 } })).toBe(
      'BUDGET_RATIO',
    );
  });

  it('refuses a bomb that is cut into members of which none is one', async () => {
    const piece = { data: Buffer.alloc(300_000), method: 8 };
    const bombs = Array.from({ length: 60 }, (_, index) => ({ ...piece, name: `${index}.txt` }));
    expect((await openBytes(buildZip(bombs.slice(0, 50)))).members).toHaveLength(50);
    expect(await refusalCode(buildZip(bombs))).toBe('BUDGET_RATIO');
  });

  it('never inflates more than a bomb admits to', async () => {
    const lying = { ...bomb, central: { size: 10 }, local: { size: 10 } };
    expect(await refusalCode(buildZip([lying]))).toBe('ZIP_SIZE_MISMATCH');
  });
});

describe('truncation', () => {
  const whole = buildZip(
    [A, { ...B, method: 8, descriptor: 'signed' }, { name: 'c.txt', data: 'gamma', zip64: true }],
    { zip64End: true, comment: Buffer.from('comment') },
  );

  it('refuses the archive cut off at any byte, with a typed code', async () => {
    const codes = new Set<string>();
    for (let length = 0; length < whole.length; length += 1) codes.add(await refusalCode(whole.subarray(0, length)));
    expect([...codes].sort()).toEqual(['CONTAINER_EMPTY', 'CONTAINER_TRUNCATED', 'CONTAINER_UNKNOWN']);
  });

  it('refuses the archive without its first bytes, with a typed code', async () => {
    for (let start = 1; start < whole.length; start += 1) {
      expect(await refusalCode(whole.subarray(start))).toMatch(/^(CONTAINER|ZIP)_/u);
    }
  });
});

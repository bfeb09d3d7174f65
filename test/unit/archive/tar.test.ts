import { Buffer } from 'node:buffer';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { Refusal } from '../../../src/domain/errors.ts';
import { openBytes, readAll, refusalCode } from '../../support/archives.ts';
import { buildTar, pax, paxRecord, type TarEntrySpec } from '../../support/tar-builder.ts';

const A: TarEntrySpec = { name: 'a.txt', data: 'alpha' };
const B: TarEntrySpec = { name: 'docs/b.txt', data: 'beta' };
const LONG = `${'long/'.repeat(30)}name.txt`;
const zeros = (length: number): Uint8Array => new Uint8Array(length);

async function contentsOf(bytes: Uint8Array): Promise<Record<string, string>> {
  const read = await readAll(await openBytes(bytes));
  return Object.fromEntries([...read].map(([path, data]) => [path, data.toString('utf8')]));
}

const readable: readonly (readonly [string, Uint8Array, Record<string, string>])[] = [
  ['POSIX entries', buildTar([A, B]), { 'a.txt': 'alpha', 'docs/b.txt': 'beta' }],
  ['entries of before POSIX', buildTar([{ ...A, magic: '', type: '\0' }]), { 'a.txt': 'alpha' }],
  ['a name in two parts', buildTar([{ name: 'b.txt', prefix: 'a/folder', data: 'x' }]), { 'a/folder/b.txt': 'x' }],
  [
    'names that begin with ./, and folders',
    buildTar([
      { name: './', type: '5' },
      { name: './docs/', type: '5' },
      { name: './docs/b.txt', data: 'beta' },
    ]),
    { 'docs/b.txt': 'beta' },
  ],
  [
    'a name in an extended header',
    buildTar([pax(paxRecord('path', LONG), paxRecord('mtime', '1.5')), { name: LONG.slice(0, 100), data: 'x' }]),
    { [LONG]: 'x' },
  ],
  [
    'a name that is not ASCII',
    buildTar([pax(paxRecord('path', 'prüfung.txt')), { name: 'pr?fung.txt', data: 'x' }]),
    { 'prüfung.txt': 'x' },
  ],
  [
    'a long name as GNU writes it',
    buildTar([
      { name: '././@LongLink', type: 'L', data: `${LONG}\0` },
      { name: LONG.slice(0, 100), data: 'x' },
    ]),
    { [LONG]: 'x' },
  ],
  [
    'a global header with the commit, as git archive writes it',
    buildTar([{ ...pax(paxRecord('comment', 'b3e654c')), type: 'g' }, A]),
    { 'a.txt': 'alpha' },
  ],
  ['padding after the end', buildTar([A], zeros(10_240)), { 'a.txt': 'alpha' }],
];

describe('reading a TAR archive', () => {
  it.each(readable)('reads %s', async (_what, bytes, contents) => {
    expect(await contentsOf(bytes)).toEqual(contents);
  });

  it.each(readable)('reads the same from gzip: %s', async (_what, bytes, contents) => {
    expect(await contentsOf(gzipSync(bytes))).toEqual(contents);
  });

  it.each(readable)('reads the same from Zstandard: %s', async (_what, bytes, contents) => {
    expect(await contentsOf(zstdCompressSync(bytes))).toEqual(contents);
  });

  it('says what it read, by its bytes and not by its name', async () => {
    const bytes = buildTar([A, B]);
    expect((await openBytes(bytes)).identity).toMatchObject({ container: 'tar', size: bytes.length, members: 2 });
    expect((await openBytes(gzipSync(bytes))).identity).toMatchObject({ container: 'tar.gz', members: 2 });
    expect((await openBytes(zstdCompressSync(bytes))).identity).toMatchObject({ container: 'tar.zst', members: 2 });
  });

  it('reads a gzip of several members, cut anywhere', async () => {
    const bytes = buildTar([A, B]);
    const parts = [bytes.subarray(0, 700), bytes.subarray(700, 701), bytes.subarray(701)].map((part) => gzipSync(part));
    expect(await contentsOf(Buffer.concat(parts))).toEqual({ 'a.txt': 'alpha', 'docs/b.txt': 'beta' });
  });

  it('reads Zstandard of several frames, cut anywhere', async () => {
    const bytes = buildTar([A, B]);
    const cuts = [bytes.subarray(0, 700), bytes.subarray(700, 701), zeros(0), bytes.subarray(701)];
    const frames = cuts.map((part) => zstdCompressSync(part));
    expect(await contentsOf(Buffer.concat(frames))).toEqual({ 'a.txt': 'alpha', 'docs/b.txt': 'beta' });
  });

  it.each([
    ['gzip', gzipSync],
    ['Zstandard', zstdCompressSync],
  ])('reads members of %s in any order, and again', async (_what, pack) => {
    const archive = await openBytes(pack(buildTar([A, B, { name: 'c', data: 'gamma' }])));
    const text = async (path: string): Promise<string> => Buffer.from(await archive.read(path, 100)).toString();
    expect(await text('c')).toBe('gamma');
    expect(await text('a.txt')).toBe('alpha');
    expect(await Promise.all([text('docs/b.txt'), text('a.txt'), text('c')])).toEqual(['beta', 'alpha', 'gamma']);
  });
});

const refused: readonly (readonly [string, Uint8Array, string])[] = [
  ['a header with a wrong checksum', buildTar([A, { ...B, checksum: 1 }]), 'TAR_HEADER_CORRUPT'],
  ['a size that is no number', tampered(buildTar([A, B]), 1024 + 124, 'x'), 'TAR_HEADER_CORRUPT'],
  ['an end after one block of zeros', buildTar([A], zeros(512)), 'TAR_END_MISSING'],
  ['no end', buildTar([A], zeros(0)), 'TAR_END_MISSING'],
  ['a second archive after the end', Buffer.concat([buildTar([A]), buildTar([B])]), 'TAR_TRAILING_DATA'],
  ['a size beyond the end', buildTar([{ ...A, size: 100_000 }]), 'CONTAINER_TRUNCATED'],
  ['a cut within a header', buildTar([A, B]).subarray(0, 1100), 'CONTAINER_TRUNCATED'],
  ['bytes hidden in the padding', buildTar([{ ...A, padding: 0x41 }, B]), 'TAR_PADDING'],
  ['two names', buildTar([pax(paxRecord('path', 'other.txt')), A]), 'TAR_HEADER_MISMATCH'],
  ['two sizes', buildTar([pax(paxRecord('size', '4')), A]), 'TAR_HEADER_MISMATCH'],
  ['an extended header without an entry', buildTar([A, pax(paxRecord('path', 'x'))]), 'TAR_HEADER_MISMATCH'],
  [
    'two extended headers',
    buildTar([pax(paxRecord('mtime', '1')), pax(paxRecord('mtime', '2')), A]),
    'TAR_HEADER_MISMATCH',
  ],
  ['a folder with bytes', buildTar([A, { name: 'f/', type: '5', data: 'x' }]), 'TAR_HEADER_MISMATCH'],
  ['a file whose name ends in /', buildTar([A, { name: 'f/', data: 'x' }]), 'TAR_HEADER_MISMATCH'],
  ['a record with a wrong length', buildTar([pax('99 path=x\n'), A]), 'TAR_PAX_MALFORMED'],
  ['a key twice', buildTar([pax(paxRecord('path', 'a.txt'), paxRecord('path', 'b')), A]), 'TAR_PAX_MALFORMED'],
  ['a key of sparse files', buildTar([pax(paxRecord('GNU.sparse.major', '1')), A]), 'TAR_PAX_MALFORMED'],
  ['a link in an extended header', buildTar([pax(paxRecord('linkpath', 'x')), A]), 'TAR_PAX_MALFORMED'],
  ['a global name', buildTar([{ ...pax(paxRecord('path', 'x')), type: 'g' }, A]), 'TAR_PAX_MALFORMED'],
  ['a hard link', buildTar([A, { name: 'l', type: '1' }]), 'ENTRY_TYPE_UNSUPPORTED'],
  ['a symbolic link', buildTar([A, { name: 'l', type: '2' }]), 'ENTRY_TYPE_UNSUPPORTED'],
  ['a device', buildTar([A, { name: 'd', type: '3' }]), 'ENTRY_TYPE_UNSUPPORTED'],
  ['a FIFO', buildTar([A, { name: 'p', type: '6' }]), 'ENTRY_TYPE_UNSUPPORTED'],
  ['a sparse file of GNU', buildTar([A, { name: 's', type: 'S' }]), 'ENTRY_TYPE_UNSUPPORTED'],
  ['an entry of a type that nobody knows', buildTar([A, { name: 's', type: 'Z' }]), 'ENTRY_TYPE_UNSUPPORTED'],
  ['a name that leads out', buildTar([{ name: '../x', data: 'x' }]), 'NAME_PARENT'],
  ['an absolute name', buildTar([{ name: '/etc/x', data: 'x' }]), 'NAME_ABSOLUTE'],
  ['a name twice', buildTar([A, A]), 'NAME_DUPLICATE'],
  ['a name twice, once with ./', buildTar([A, { ...A, name: './a.txt' }]), 'NAME_DUPLICATE'],
  ['names that differ in case', buildTar([A, { ...A, name: 'A.TXT' }]), 'NAME_COLLISION'],
  ['folders alone', buildTar([{ name: 'f/', type: '5' }]), 'CONTAINER_EMPTY'],
];

describe('a TAR archive that can be read in more than one way, or in none', () => {
  it.each(refused)('is refused: %s', async (_what, bytes, code) => {
    expect(await refusalCode(bytes)).toBe(code);
    expect(await refusalCode(gzipSync(bytes))).toBe(code);
    expect(await refusalCode(zstdCompressSync(bytes))).toBe(code);
  });

  it('is refused beyond the budgets', async () => {
    const bytes = buildTar([A, B]);
    const refusal = (budget: object) => refusalCode(bytes, { budgets: { ...DEFAULT_BUDGETS, ...budget } });
    expect(await refusal({ members: 1 })).toBe('BUDGET_MEMBERS');
    expect(await refusal({ memberSize: 4 })).toBe('BUDGET_MEMBER_SIZE');
    expect(await refusal({ totalSize: 8 })).toBe('BUDGET_TOTAL_SIZE');
    expect(await refusal({ nameLength: 5 })).toBe('BUDGET_NAME_LENGTH');
  });
});

describe('gzip around it', () => {
  const bytes = gzipSync(buildTar([A, B]));

  it('is refused where it is cut off, damaged, or goes on', async () => {
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [bytes.subarray(0, bytes.length - 1), 'GZIP_CORRUPT'],
      [bytes.subarray(0, 40), 'GZIP_CORRUPT'],
      [tampered(bytes, bytes.length - 6, 'x'), 'GZIP_CORRUPT'],
      [Buffer.concat([bytes, Buffer.from('letter')]), 'GZIP_TRAILING_DATA'],
      [Buffer.concat([bytes, zeros(10)]), 'GZIP_TRAILING_DATA'],
      [gzipSync('no archive'), 'CONTAINER_UNKNOWN'],
    ];
    for (const [given, code] of cases) expect(await refusalCode(given)).toBe(code);
  });

  it('is read at any length without a warning of its decoder', async () => {
    const noise = Buffer.concat(
      Array.from({ length: 6_000 }, (_, index) => createHash('sha512').update(String(index)).digest()),
    );
    const large = Buffer.concat(Array.from({ length: 60 }, (_, index) => Buffer.concat([noise, Buffer.from([index])])));
    const warnings: string[] = [];
    const warned = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', warned);
    const archive = await openBytes(gzipSync(buildTar([{ name: 'large', data: large }, A])));
    expect((await readAll(archive)).get('large')?.equals(large)).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  it('is refused as a bomb before it was inflated far', async () => {
    const bomb = gzipSync(buildTar([{ name: 'zeros', data: zeros(64 * 1024 * 1024) }]));
    expect(await refusalCode(bomb)).toBe('BUDGET_RATIO');
  });
});

describe('Zstandard around it', () => {
  const whole = buildTar([A, B]);
  const bytes = zstdCompressSync(whole, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const SKIPPABLE = Uint8Array.of(0x5a, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4);

  it('is refused where it is cut off, damaged, or goes on', async () => {
    const cases: readonly (readonly [Uint8Array, string])[] = [
      [bytes.subarray(0, bytes.length - 1), 'ZSTD_CORRUPT'],
      [bytes.subarray(0, 40), 'ZSTD_CORRUPT'],
      [bytes.subarray(0, 5), 'ZSTD_CORRUPT'],
      [tampered(bytes, bytes.length - 2, 'x'), 'ZSTD_CORRUPT'],
      [Buffer.concat([bytes, Buffer.from('letter')]), 'ZSTD_TRAILING_DATA'],
      [Buffer.concat([bytes, zeros(10)]), 'ZSTD_TRAILING_DATA'],
      [zstdCompressSync('no archive'), 'CONTAINER_UNKNOWN'],
    ];
    for (const [given, code] of cases) expect(await refusalCode(given)).toBe(code);
  });

  it('is refused where bytes stand in it that no program shows, or where it needs more than it holds', async () => {
    const first = bytes[4] ?? 0;
    const headed = (descriptor: number, ...more: readonly number[]): Buffer =>
      Buffer.from([...bytes.subarray(0, 4), descriptor, ...more, ...bytes.subarray(5)]);
    const feature = async (given: Uint8Array): Promise<unknown> =>
      openBytes(given).then(
        () => 'read',
        (thrown: unknown) => (thrown instanceof Refusal ? [thrown.code, thrown.values['feature']] : thrown),
      );
    expect(await feature(Buffer.concat([SKIPPABLE, bytes]))).toEqual(['ZSTD_UNSUPPORTED', 'skippable']);
    expect(await feature(Buffer.concat([bytes, SKIPPABLE]))).toEqual(['ZSTD_UNSUPPORTED', 'skippable']);
    expect(await feature(headed(first | 0x01, 7))).toEqual(['ZSTD_UNSUPPORTED', 'dictionary']);
    // A window of its own (no single segment), of 2 to the power of 10 + 18 bytes.
    expect(await feature(headed(first & 0xdf, 18 << 3))).toEqual(['ZSTD_UNSUPPORTED', 'window']);
    expect(await feature(headed(first | 0x08))).toEqual(['ZSTD_CORRUPT', undefined]);
    const empty = zstdCompressSync('');
    const many = Buffer.concat([...Array.from({ length: 10_000 }, () => empty), bytes]);
    expect(await feature(many)).toEqual(['ZSTD_UNSUPPORTED', 'frames']);
  });

  it('is refused as a bomb before it was inflated far', async () => {
    const bomb = zstdCompressSync(buildTar([{ name: 'zeros', data: zeros(64 * 1024 * 1024) }]));
    expect(await refusalCode(bomb)).toBe('BUDGET_RATIO');
  });

  it('reads what is larger than its window', async () => {
    const noise = Buffer.concat(
      Array.from({ length: 50_000 }, (_, index) => createHash('sha512').update(String(index)).digest()),
    );
    const large = Buffer.concat([noise, noise, noise]);
    const packed = zstdCompressSync(buildTar([{ name: 'large', data: large }, A]), {
      params: { [constants.ZSTD_c_windowLog]: 17 },
    });
    const read = await readAll(await openBytes(packed));
    expect(read.get('large')?.equals(large)).toBe(true);
    expect(read.get('a.txt')?.toString()).toBe('alpha');
  });
});

const hasTar = spawnSync('tar', ['--version']).error === undefined;

describe.skipIf(!hasTar)('archives of GNU tar', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-unit-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'r', LONG, '..'), { recursive: true });
  writeFileSync(join(folder, 'r', LONG), 'long');
  writeFileSync(join(folder, 'r', 'grün.txt'), 'x');

  it.each(['gnu', 'pax', 'posix'])('of the form %s are read', async (form) => {
    const bytes = execFileSync('tar', [`--format=${form}`, '-C', join(folder, 'r'), '-cf', '-', '.']);
    expect(await contentsOf(bytes)).toEqual({ [LONG]: 'long', 'grün.txt': 'x' });
  });
});

function tampered(bytes: Uint8Array, at: number, text: string): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.write(text, at, 'latin1');
  return copy;
}

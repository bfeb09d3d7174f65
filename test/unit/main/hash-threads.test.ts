import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource, type OpenSource } from '../../../main/files/archive-source.ts';
import { hashThreads } from '../../../main/files/hash-threads.ts';
import { openArchive, tolerateDamage, type Archive, type Stretch } from '../../../src/archive/index.ts';
import type { Progress } from '../../../src/domain/archive.ts';
import { Cancelled } from '../../../src/domain/errors.ts';
import { accessOf, refusalOf } from '../../support/archives.ts';
import { buildZip, type EntrySpec } from '../../support/zip-builder.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const text = (seed: number, size: number): Buffer => Buffer.alloc(size, `${seed} of many, and then some more of it. `);

// More members than a thread is worth, of every form: small and large, stored and deflated, whole and damaged.
const entries: readonly EntrySpec[] = [
  ...Array.from({ length: 4_100 }, (_, index) => ({
    name: `small/${index}`,
    data: text(index, index % 50),
    method: index % 2 === 0 ? 8 : 0,
  })),
  { name: 'large/stored', data: text(1, 3_000_001) },
  { name: 'large/deflated', data: text(2, 9_000_001), method: 8 },
  { name: 'damaged/crc', data: Buffer.from('alpha'), raw: Buffer.from('alphb') },
  { name: 'damaged/deflated', data: text(3, 50), method: 8, raw: Buffer.from([0xff, 0xff, 0xff]) },
  { name: 'damaged/large', data: text(4, 2_000_000), raw: text(5, 2_000_000) },
];
const zip = buildZip(entries);

let folder = '';
let file = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-threads-'));
  file = join(folder, 'release.zip');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens the archive as a file on disk, and lets go of it. */
async function withFile<T>(use: (archive: Archive, source: OpenSource) => Promise<T>): Promise<T> {
  writeFileSync(file, zip);
  const source = await openSource(file);
  try {
    return await use(await openArchive(source.source), source);
  } finally {
    await source.close();
  }
}

const wanted = new Map([['large/stored', new Set(['sha512', 'md5'] as const)]]);

describe('hashing on threads', () => {
  it('finds for every member what one thread finds, damage included, and tells progress up to the end', async () => {
    const alone = tolerateDamage(await openArchive({ kind: 'file', name: 'x.zip', access: accessOf(zip) }));
    const expected = await alone.digests(wanted, {});
    const seen: Progress[] = [];
    await withFile(async (opened) => {
      const archive = tolerateDamage(opened);
      const found = await archive.digests(wanted, { onProgress: (progress) => seen.push(progress) });
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      expect(await archive.sha256({})).toBe(sha256(zip));
      expect([...archive.damage].sort()).toEqual([...alone.damage].sort());
    });
    expect([...alone.damage.keys()].sort()).toEqual(['damaged/crc', 'damaged/deflated', 'damaged/large']);
    expect(Object.keys(expected.get('large/stored')?.digests ?? {})).toEqual(['sha256', 'sha512', 'md5']);
    expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
  });

  const stretch = (offset: number, size: number): Stretch => ({
    offset,
    packed: size,
    size,
    deflated: false,
    crc: null,
    algorithms: ['sha256'],
  });

  it('stops when cancelled', async () => {
    writeFileSync(file, '');
    truncateSync(file, 40 * 1024 ** 3);
    const fd = openSync(file, 'r');
    const signal = { aborted: false };
    setTimeout(() => (signal.aborted = true), 300);
    const size = 20 * 1024 ** 3;
    const hashing = hashThreads(fd, 2 * size).hash([stretch(0, size), stretch(size, size)], {
      onBytes: () => undefined,
      signal,
    });
    await expect(hashing).rejects.toBeInstanceOf(Cancelled);
    closeSync(fd);
  });

  it('refuses a file that became shorter, and tells what cannot be read', async () => {
    writeFileSync(file, 'short');
    const fd = openSync(file, 'r');
    const options = { onBytes: () => undefined };
    expect((await refusalOf(() => hashThreads(fd, 9).hash([stretch(0, 9)], options))).code).toBe('ARCHIVE_CHANGED');
    closeSync(fd);
    const directory = openSync(folder, 'r');
    expect(await hashThreads(directory, 9).hash([stretch(0, 9)], options)).toEqual([
      { digests: null, damage: null, failure: 'EISDIR' },
    ]);
    closeSync(directory);
  });
});

describe('a file that is exchanged while it is open', () => {
  it('is the same where it was only touched', async () => {
    await withFile(async (archive) => {
      await archive.sha256({});
      utimesSync(file, new Date(0), new Date(0));
      expect(await archive.unchanged()).toBe(true);
    });
  });

  it('is noticed where one byte was changed in place and the time set back', async () => {
    await withFile(async (archive) => {
      await archive.sha256({});
      const { atime, mtime } = statSync(file);
      const fd = openSync(file, 'r+');
      writeSync(fd, 'X', 40);
      closeSync(fd);
      utimesSync(file, atime, mtime);
      expect(await archive.unchanged()).toBe(false);
    });
  });

  it('is noticed in a folder: one byte changed in place and the time set back; a file that was only touched is the same', async () => {
    const release = join(folder, 'release');
    mkdirSync(release, { recursive: true });
    writeFileSync(join(release, 'a.txt'), 'alpha');
    const source = await openSource(release);
    const archive = await openArchive(source.source);
    await archive.sha256({});
    const { atime, mtime } = statSync(join(release, 'a.txt'));
    expect(await archive.unchanged()).toBe(true);
    utimesSync(join(release, 'a.txt'), new Date(0), new Date(0));
    expect(await archive.unchanged()).toBe(true);
    writeFileSync(join(release, 'a.txt'), 'alphA');
    utimesSync(join(release, 'a.txt'), atime, mtime);
    expect(await archive.unchanged()).toBe(false);
  });

  it('is noticed where another file took its name, though the handle still reads the old one', async () => {
    await withFile(async (archive) => {
      await archive.sha256({});
      writeFileSync(join(folder, 'other.zip'), zip);
      renameSync(join(folder, 'other.zip'), file);
      expect(await archive.unchanged()).toBe(false);
    });
  });
});

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../../src/archive/index.ts';
import type { Progress } from '../../../src/domain/archive.ts';
import { Cancelled, Refusal } from '../../../src/domain/errors.ts';
import { accessBy, accessOf, folderOf, openBytes, openFiles, readAll, refusalOf } from '../../support/archives.ts';
import { buildZip, extraField, u64, type EntrySpec, type ZipSpec } from '../../support/zip-builder.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const sha512 = (bytes: string): string => createHash('sha512').update(bytes).digest('hex');
const noise = Buffer.concat(
  Array.from({ length: 100_000 }, (_, index) => createHash('sha256').update(String(index)).digest()),
);

describe('reading a ZIP', () => {
  const forms: readonly (readonly [string, Partial<EntrySpec>, ZipSpec])[] = [
    ['stored', {}, {}],
    ['deflated', { method: 8 }, {}],
    ['a descriptor without signature', { descriptor: 'plain' }, {}],
    ['a descriptor with signature', { method: 8, descriptor: 'signed' }, {}],
    ['ZIP64 in every entry', { zip64: true }, {}],
    ['ZIP64 with a wide descriptor', { method: 8, zip64: true, descriptor: 'signed64' }, {}],
    ['ZIP64 with a wide descriptor without signature', { zip64: true, descriptor: 'plain64' }, {}],
    ['a ZIP64 end', {}, { zip64End: true }],
    [
      'a ZIP64 end beside a short record that says the same',
      {},
      { zip64End: true, end: { entries: 4, entriesHere: 4 } },
    ],
    ['a comment', {}, { comment: Buffer.from('made by hand') }],
    ['Unix modes', { central: { attributes: 0o100644 * 0x10000 } }, {}],
  ];

  it.each(forms)('reads %s', async (_what, form, spec) => {
    const contents = {
      'b.txt': Buffer.from('beta'),
      'a/empty': Buffer.alloc(0),
      'big.bin': noise,
      'a/x': Buffer.from('x'),
    };
    const zip = buildZip(
      Object.entries(contents).map(([name, data]) => ({ name, data, ...form })),
      spec,
    );
    const archive = await openBytes(zip);
    expect(archive.members.map(({ path }) => path)).toEqual(['a/empty', 'a/x', 'b.txt', 'big.bin']);
    expect(archive.inByteOrder.map(({ path }) => path)).toEqual(Object.keys(contents));
    const read = await readAll(archive);
    for (const [name, data] of Object.entries(contents)) expect(sha256(read.get(name) ?? '')).toBe(sha256(data));
    expect(archive.identity).toEqual({ name: 'release.zip', container: 'zip', size: zip.length, members: 4 });
    const digests = await archive.digests(new Map([['a/x', new Set(['sha512'] as const)]]), {});
    expect(await archive.sha256({})).toBe(sha256(zip));
    expect(digests.get('a/x')?.digests).toEqual({ sha256: sha256('x'), sha512: sha512('x') });
    for (const [name, data] of Object.entries(contents))
      expect(digests.get(name)).toMatchObject({ digests: { sha256: sha256(data) }, damage: null });
  });

  it('reads ZIP64 fields that repeat what the header states', async () => {
    const all = {
      extra: extraField(1, Buffer.concat([u64(5), u64(5), u64(0)])),
      size: 0xffffffff,
      compressedSize: 0xffffffff,
    };
    const archive = await openBytes(buildZip([{ name: 'a', data: 'alpha', central: all }]));
    expect(archive.members).toEqual([{ path: 'a', size: 5 }]);
  });

  it('leaves folders out of the members', async () => {
    const folder = { name: 'docs/', central: { attributes: 0o040755 * 0x10000 + 0x10 } };
    const deflated = { name: 'META-INF/', method: 8 };
    const archive = await openBytes(buildZip([folder, deflated, { name: 'docs/a', data: 'x' }]));
    expect(archive.members).toEqual([{ path: 'docs/a', size: 1 }]);
  });

  it('reads a whole member up to a limit, and refuses a larger one', async () => {
    const archive = await openFiles({ a: 'alpha' });
    expect(Buffer.from(await archive.read('a', 5)).toString()).toBe('alpha');
    expect((await refusalOf(() => archive.read('a', 4))).code).toBe('BUDGET_MEMBER_SIZE');
  });

  it('reads several members at the same time', async () => {
    const archive = await openFiles({ a: noise, b: noise.subarray(1), c: 'x' });
    const all = await Promise.all(['a', 'b', 'c'].map((path) => archive.read(path, noise.length)));
    expect(all.map(sha256)).toEqual([sha256(noise), sha256(noise.subarray(1)), sha256('x')]);
  });

  it('tells progress in bytes of file and members, and ends at their sum', async () => {
    const seen: Progress[] = [];
    const zip = buildZip([{ name: 'big.bin', data: noise }]);
    const archive = await openBytes(zip);
    await archive.digests(new Map(), { onProgress: (progress) => seen.push(progress) });
    const total = zip.length + noise.length;
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(seen.at(-1)).toEqual({ phase: 'hashing', done: total, total });
  });

  it('stops when cancelled, while hashing and while reading', async () => {
    const zip = buildZip([{ name: 'big.bin', data: noise, method: 8 }]);
    const archive = await openBytes(zip);
    const signal = { aborted: false };
    const stopping = archive.digests(new Map(), { signal, onProgress: () => (signal.aborted = true) });
    await expect(stopping).rejects.toBeInstanceOf(Cancelled);
    const later = { aborted: false };
    const reading = (async () => {
      for await (const chunk of archive.stream('big.bin', later)) later.aborted = chunk.length > 0;
    })();
    await expect(reading).rejects.toBeInstanceOf(Cancelled);
  });

  it('passes an error of the medium on as it is, from the middle of a compressed member too', async () => {
    const zip = buildZip([{ name: 'big.bin', data: noise, method: 8 }]);
    const broken = { after: Number.POSITIVE_INFINITY };
    const failure = new Error('EIO');
    const access = accessBy(zip.length, (offset, length) =>
      offset >= broken.after ? Promise.reject(failure) : Promise.resolve(zip.subarray(offset, offset + length)),
    );
    const archive = await openArchive({ kind: 'file', name: 'x.zip', access });
    broken.after = 1_500_000;
    await expect(readAll(archive)).rejects.toBe(failure);
  });
});

describe('an archive that is exchanged while it is open', () => {
  it('is noticed: other bytes, more bytes, fewer bytes', async () => {
    const zip = buildZip([{ name: 'a', data: 'alpha' }]);
    let now: Uint8Array = zip;
    const access = accessBy(zip.length, (at, length) => Promise.resolve(now.subarray(at, at + length)));
    const archive = await openArchive({ kind: 'file', name: 'x.zip', access });
    expect(await archive.unchanged()).toBe(true);
    now = Buffer.concat([zip, Buffer.from('x')]);
    expect(await archive.unchanged()).toBe(false);
    now = Buffer.from(zip).fill(0, 0, 1);
    expect(await archive.unchanged()).toBe(false);
    now = zip.subarray(0, 20);
    expect(await archive.unchanged()).toBe(false);
    expect((await refusalOf(() => archive.read('a', 9))).code).toBe('ARCHIVE_CHANGED');
  });

  it('is noticed in a folder: other bytes, a file more, another size', async () => {
    const files: Record<string, string> = { a: 'alpha', b: 'beta' };
    const folder = { list: () => folderOf(files).list(), open: (path: string) => folderOf(files).open(path) };
    const archive = await openArchive({ kind: 'folder', name: 'release', folder });
    expect(await archive.unchanged()).toBe(true);
    files.b = 'bete';
    expect(await archive.unchanged()).toBe(false);
    files.b = 'beta';
    files.c = '';
    expect(await archive.unchanged()).toBe(false);
    delete files.c;
    files.a = 'alphabet';
    expect((await refusalOf(() => archive.read('a', 99))).code).toBe('ARCHIVE_CHANGED');
  });
});

describe('reading a folder', () => {
  const open = (files: Record<string, string>, types: Record<string, 'link' | 'other'> = {}) =>
    openArchive({ kind: 'folder', name: 'release', folder: folderOf(files, types) });

  it('has the digest of its sorted sha256sum lines', async () => {
    const archive = await open({ 'b/x': 'two', a: 'one' });
    const lines = `${sha256('one')}  a\n${sha256('two')}  b/x\n`;
    expect(archive.identity).toEqual({ name: 'release', container: 'folder', size: 6, members: 2 });
    expect(await archive.sha256({})).toBe(sha256(lines));
    expect([...(await readAll(archive))].map(([path, data]) => [path, data.toString()])).toEqual([
      ['a', 'one'],
      ['b/x', 'two'],
    ]);
  });

  it.each([
    ['no file', {}, {}, 'CONTAINER_EMPTY'],
    ['a link', { a: 'x', link: '' }, { link: 'link' }, 'ENTRY_TYPE_UNSUPPORTED'],
    ['a device', { a: 'x', tty: '' }, { tty: 'other' }, 'ENTRY_TYPE_UNSUPPORTED'],
    ['a name that could not be decoded', { 'a\ufffd': 'x' }, {}, 'NAME_NOT_UTF8'],
    ['a backslash', { 'a\\b': 'x' }, {}, 'NAME_BACKSLASH'],
    ['names that collide', { a: 'x', A: 'y' }, {}, 'NAME_COLLISION'],
  ] as const)('refuses a folder with %s', async (_what, files, types, code) => {
    expect((await refusalOf(() => open({ ...files }, { ...types }))).code).toBe(code);
  });
});

describe('mutations', () => {
  const entries: EntrySpec[] = [
    { name: 'release.yaml', data: 'version: 1.0.0\n' },
    { name: 'docs/' },
    { name: 'docs/a.txt', data: 'alpha '.repeat(20), method: 8, descriptor: 'signed' },
    { name: 'fw.bin', data: Buffer.from([0, 1, 2, 3]), zip64: true },
  ];
  const zip = buildZip(entries, { zip64End: true, comment: Buffer.from('c') });
  const truth = new Map(entries.map(({ name, data }) => [Buffer.from(name).toString(), Buffer.from(data ?? '')]));

  /** Whatever the bytes are: a refusal, or members whose bytes are what the CRC-32 promised. */
  async function refusedOrRead(bytes: Buffer): Promise<void> {
    try {
      const archive = await openArchive({ kind: 'file', name: 'x', access: accessOf(bytes) });
      for (const [path, data] of await readAll(archive)) {
        const original = truth.get(path);
        if (original !== undefined && !data.equals(original)) throw new Error(`other bytes under ${path}`);
      }
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
    }
  }

  it('of any bytes end in a refusal or a correct read', async () => {
    const change = fc.tuple(fc.nat(zip.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(zip);
        for (const [at, value] of changes) bytes[at] = value;
        await refusedOrRead(bytes);
      }),
      { numRuns: 1500 },
    );
  });

  it('by cutting out, doubling and inserting end in a refusal or a correct read', async () => {
    const piece = fc.tuple(fc.nat(zip.length), fc.nat(60), fc.uint8Array({ maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(piece, fc.boolean(), async ([at, length, inserted], doubled) => {
        const middle = doubled ? zip.subarray(at, at + length) : inserted;
        await refusedOrRead(Buffer.concat([zip.subarray(0, at), middle, zip.subarray(doubled ? at : at + length)]));
      }),
      { numRuns: 800 },
    );
  });

  it('of each single byte to its complement end in a refusal or a correct read', async () => {
    for (const at of zip.keys()) {
      const bytes = Buffer.from(zip);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      await refusedOrRead(bytes);
    }
  });
});

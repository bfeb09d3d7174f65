import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../src/domain/errors.ts';
import { writeZip } from '../../../src/packer/index.ts';
import { openBytes } from '../../support/archives.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('writeZip', () => {
  it('writes what the strict reader opens, with the same bytes inside', async () => {
    const files = [
      { path: 'release.yaml', bytes: text('version: 1.0.0\n'.repeat(40)) },
      { path: 'empty.txt', bytes: new Uint8Array(0) },
      { path: 'unterlagen/Gebrauchsanweisung für Ärzte.md', bytes: text('# Grüße\n') },
    ];
    const archive = await openBytes(writeZip(files));
    expect(archive.members.map(({ path }) => path).sort()).toEqual(files.map(({ path }) => path).sort());
    for (const { path, bytes } of files) expect(await archive.read(path, 10_000)).toEqual(bytes);
  });

  it('gives the same bytes for the same files in any order', () => {
    const files = ['b', 'a/z', 'a.txt', 'ä', 'B-'].map((path) => ({ path, bytes: text(path.repeat(200)) }));
    expect(writeZip([...files].reverse())).toEqual(writeZip(files));
  });

  it('stores small and incompressible files and deflates the others', () => {
    const noise = Uint8Array.from({ length: 600 }, (_, index) => (index * index * 7919 + index * 104_729) >> 5);
    const zip = Buffer.from(
      writeZip([
        { path: '1-small', bytes: text('aaaa') },
        { path: '2-large', bytes: text('a'.repeat(5000)) },
      ]),
    );
    expect(zip.readUInt16LE(8)).toBe(0);
    const second = 30 + 7 + 4;
    expect(zip.readUInt16LE(second + 8)).toBe(8);
    const size = zip.readUInt32LE(second + 18);
    expect(inflateRawSync(zip.subarray(second + 37, second + 37 + size)).length).toBe(5000);
    const plain = Buffer.from(writeZip([{ path: 'n', bytes: noise.map((value) => value & 0xff) }]));
    expect(plain.length).toBeLessThan(600 + 200);
  });

  it('sets the UTF-8 flag, no data descriptor, and a fixed time', () => {
    const zip = Buffer.from(writeZip([{ path: 'ä', bytes: text('x') }]));
    expect(zip.readUInt16LE(6)).toBe(0x0800);
    expect([zip.readUInt16LE(10), zip.readUInt16LE(12)]).toEqual([0, 0x21]);
  });

  it('stores what a reader would refuse for its ratio', async () => {
    const archive = await openBytes(writeZip([{ path: 'zeros.bin', bytes: new Uint8Array(20 * 1024 * 1024) }]));
    let size = 0;
    for await (const chunk of archive.stream('zeros.bin')) size += chunk.length;
    expect(size).toBe(20 * 1024 * 1024);
  });

  it('writes ZIP64 records when there are more than 65,534 members', async () => {
    const files = Array.from({ length: 65_536 }, (_, index) => ({ path: `m/${index}`, bytes: new Uint8Array(0) }));
    const archive = await openBytes(writeZip(files));
    expect(archive.members.length).toBe(65_536);
  });

  it.each([
    ['../up', 'NAME_PARENT'],
    ['/root', 'NAME_ABSOLUTE'],
    ['a//b', 'NAME_EMPTY_PART'],
    ['a\\b', 'NAME_BACKSLASH'],
    ['nul.txt', 'NAME_RESERVED'],
    ['a\u0000b', 'NAME_CONTROL_CHARACTER'],
  ])('refuses the name %j', (path, code) => {
    expect(() => writeZip([{ path, bytes: text('x') }])).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('refuses names that a file system would take for one', () => {
    const twice = ['Report.md', 'report.md'].map((path) => ({ path, bytes: text('x') }));
    expect(() => writeZip(twice)).toThrow(Refusal);
    expect(() => writeZip([twice[0]!, twice[0]!])).toThrow(
      expect.objectContaining({ code: 'NAME_DUPLICATE' }) as Error,
    );
  });
});

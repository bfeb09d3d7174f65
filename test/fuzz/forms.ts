import { Buffer } from 'node:buffer';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { ArchiveSource, FolderAccess } from '../../src/archive/index.ts';
import { accessOf } from '../support/archives.ts';
import { extraField } from '../support/zip-builder.ts';
import { buildZip, unicodePath, type EntrySpec } from '../support/zip-builder.ts';
import { buildTar, pax, paxRecord } from '../support/tar-builder.ts';

/** A kind of archive to damage. */
export interface Form {
  readonly name: string;
  /** A well-formed one: what the damage is done to. */
  readonly whole: Uint8Array;
  /** What is done to the damaged bytes before they are opened: mended sums, so that damage gets further than they; compression. */
  readonly finish: (bytes: Uint8Array) => Uint8Array;
  /** What its members hold where a checksum of the container itself vouches for them, else `null`. */
  readonly truth: ReadonlyMap<string, Uint8Array> | null;
  /** How the bytes are opened where they are not the archive itself. */
  readonly source?: (bytes: Uint8Array) => ArchiveSource;
}

const LONG = `${'folder/'.repeat(20)}name.txt`;
const TEXT = 'alpha '.repeat(40);

const ENTRIES: readonly EntrySpec[] = [
  { name: 'release.json', data: '{"version":"1.0.0"}' },
  { name: 'docs/' },
  { name: 'docs/a.txt', data: TEXT, method: 8, descriptor: 'signed' },
  { name: 'docs/b.txt', data: TEXT, method: 8 },
  { name: 'grün.txt', data: 'beta', flags: 1 << 11, local: { extra: unicodePath('grün.txt', 'grün.txt') } },
  { name: 'fw.bin', data: Buffer.from([0, 1, 2, 3]), zip64: true, central: {} },
];

/** A folder as lines; see {@link listedFolder}. */
const LISTING = [
  'release.json\tfile\t19\t{"version":"1.0.0"}',
  `docs/a.txt\tfile\t${String(TEXT.length)}\t${TEXT}`,
  'docs/deep/er/b.txt\tfile\t4\tbeta',
  'empty\tfile\t0\t',
  '',
].join('\n');

const PART = '----';
const X256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881';
/** Tag files of a bag and checksum files, all right; see {@link zipOfLists}. */
const LISTS = [
  'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n',
  `${X256}  data/a\n`,
  'd41d8cd98f00b204e9800998ecf8427e *bag-info.txt\r\n',
  'https://example.invalid/a 1 data/a\n',
  'Payload-Oxum: 1.1\nContact-Name: nobody\n',
  `${X256}  a\n\\${X256}  b\\\\n\nSHA256 (a) = ${X256}\n# comment\n`,
  '',
].join(PART);

const whole = (bytes: Uint8Array): Uint8Array => bytes;
const tar = buildTar([
  { ...pax(paxRecord('comment', 'b3e654c')), type: 'g' },
  { name: 'release.json', data: '{"version":"1.0.0"}' },
  { name: 'docs/', type: '5' },
  pax(paxRecord('path', LONG), paxRecord('size', '5')),
  { name: LONG.slice(0, 100), data: 'alpha' },
  { name: '././@LongLink', type: 'L', data: `${LONG}.2\0` },
  { name: LONG.slice(0, 100), data: TEXT },
]);
const zip = buildZip(ENTRIES, { comment: Buffer.from('comment') });
const zip64 = buildZip(ENTRIES, { zip64End: true });
const truth = new Map(
  ENTRIES.filter(({ name }) => name !== 'docs/').map(({ name, data }) => [String(name), Buffer.from(data ?? '')]),
);

/** Every kind of file that is read, in the shapes in which programs write them. */
export const FORMS: readonly Form[] = [
  { name: 'zip', whole: zip, finish: whole, truth },
  { name: 'zip64', whole: zip64, finish: whole, truth },
  { name: 'zip with extra fields', whole: withExtra(), finish: whole, truth: null },
  { name: 'tar', whole: tar, finish: mendTarSums, truth: null },
  { name: 'tar.gz', whole: gzipSync(tar), finish: whole, truth: null },
  { name: 'tar.gz, damaged inside', whole: tar, finish: (bytes) => gzipSync(mendTarSums(bytes)), truth: null },
  { name: 'tar.zst', whole: zstdCompressSync(tar), finish: whole, truth: null },
  { name: 'tar.zst, damaged inside', whole: tar, finish: (bytes) => zstdCompressSync(mendTarSums(bytes)), truth: null },
  {
    name: 'folder, damaged in its listing and its files',
    whole: Buffer.from(LISTING),
    finish: whole,
    truth: null,
    source: (bytes) => ({ kind: 'folder', name: 'release', folder: listedFolder(bytes) }),
  },
  { name: 'lists of checksums, damaged inside', whole: Buffer.from(LISTS), finish: zipOfLists, truth: null },
];

/** Returns the folder that the lines of `bytes` describe: path, type, size as listed, content. */
function listedFolder(bytes: Uint8Array): FolderAccess {
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  const files = lines.slice(0, -1).map((line) => {
    const [path = '', type = '', size = '', data = ''] = line.split('\t');
    const known = type === 'link' || type === 'other' ? type : 'file';
    return {
      path,
      type: known,
      size: /^\d{1,15}$/u.test(size) ? Number(size) : data.length,
      data: Buffer.from(data),
    } as const;
  });
  return {
    list: () => Promise.resolve(files.map(({ path, type, size }) => ({ path, type, size, stamp: path }))),
    open: (path) => {
      const found = files.find((file) => file.path === path)?.data ?? Buffer.alloc(0);
      return Promise.resolve({
        ...accessOf(found),
        stamp: () => Promise.resolve(path),
        close: () => Promise.resolve(),
      });
    },
  };
}

/** Returns an archive with a bag, whose tag files and lists are the parts of `bytes`. */
function zipOfLists(bytes: Uint8Array): Uint8Array {
  const parts = Buffer.from(bytes).toString('latin1').split(PART);
  const names = [
    'bag/bagit.txt',
    'bag/manifest-sha256.txt',
    'bag/tagmanifest-md5.txt',
    'bag/fetch.txt',
    'bag/bag-info.txt',
    'SHA256SUMS',
    'a.sha512',
  ];
  return buildZip([
    ...names.map((name, index) => ({ name, data: Buffer.from(parts[index] ?? '', 'latin1') })),
    { name: 'bag/data/a', data: 'x' },
    { name: 'a', data: 'x' },
  ]);
}

function withExtra(): Uint8Array {
  const extra = Buffer.concat([extraField(0x5455, Buffer.from([1, 0, 0, 0, 0])), extraField(0x7875, Buffer.alloc(11))]);
  return buildZip([{ name: 'a.txt', data: TEXT, method: 8, local: { extra }, central: { extra } }]);
}

/** Writes the right checksum into every block that could be a header: else hardly any damage would be looked at. */
function mendTarSums(bytes: Uint8Array): Uint8Array {
  const mended = Buffer.from(bytes);
  for (let at = 0; at + 512 <= mended.length; at += 512) {
    if (mended.toString('latin1', at + 257, at + 262) !== 'ustar') continue;
    const header = mended.subarray(at, at + 512);
    header.fill(0x20, 148, 156);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  }
  return mended;
}

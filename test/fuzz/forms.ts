import { Buffer } from 'node:buffer';
import { gzipSync, zstdCompressSync } from 'node:zlib';
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
];

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

import { Buffer } from 'node:buffer';
import { closeSync, createReadStream, createWriteStream, openSync, writeSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { constants, crc32, createGzip, deflateRawSync } from 'node:zlib';

/** What the archives of a run are made of. Sizes in bytes. */
export interface Sizes {
  readonly large: number;
  readonly members: number;
}

const MEMBER = 64 * 1024 * 1024;
const SMALL = 2 * 1024;
const MIB = 1024 * 1024;

/** Writes a ZIP of `size` bytes in large members, stored or deflated. */
export function writeLargeZip(file: string, size: number, deflated: boolean): void {
  writeZipFile(file, parts(size), deflated);
}

/** Writes a ZIP of `count` members of 2 KiB. */
export function writeManyZip(file: string, count: number): void {
  const text = textOf(MIB);
  writeZipFile(
    file,
    Array.from({ length: count }, (_, index) => ({
      name: `files/${String(index % 100).padStart(2, '0')}/${String(index).padStart(6, '0')}.txt`,
      data: () => text.subarray((index * 97) % (MIB - SMALL)).subarray(0, SMALL),
    })),
    true,
  );
}

/** Writes the members of {@link writeLargeZip} as a TAR compressed by gzip. `plain` is a file for the TAR itself. */
export async function writeTarGz(file: string, plain: string, size: number): Promise<void> {
  const out = openSync(plain, 'w');
  for (const { name, data } of parts(size)) {
    const bytes = data();
    writeSync(out, tarHeader(name, bytes.length));
    writeSync(out, bytes);
    writeSync(out, Buffer.alloc((512 - (bytes.length % 512)) % 512));
  }
  writeSync(out, Buffer.alloc(1024));
  closeSync(out);
  await pipeline(createReadStream(plain), createGzip({ level: constants.Z_BEST_SPEED }), createWriteStream(file));
}

interface Part {
  readonly name: string;
  readonly data: () => Uint8Array;
}

function parts(size: number): readonly Part[] {
  const text = textOf(MEMBER);
  return Array.from({ length: Math.ceil(size / MEMBER) }, (_, index) => ({
    name: `part-${String(index).padStart(3, '0')}.txt`,
    data: () => text.subarray(0, Math.min(MEMBER, size - index * MEMBER)),
  }));
}

/** Text that deflates to about a third, as logs and test results do; the same in every run. */
function textOf(length: number): Uint8Array {
  let state = 1;
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
  const words = Array.from({ length: 4_096 }, () =>
    Array.from({ length: 3 + (next() % 7) }, () => String.fromCharCode(97 + (next() % 26))).join(''),
  );
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length;) at += Math.max(1, bytes.write(`${words[next() % 4_096] ?? ''} `, at, 'latin1'));
  return bytes;
}

function writeZipFile(file: string, members: readonly Part[], deflated: boolean): void {
  const out = openSync(file, 'w');
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, data } of members) {
    const plain = data();
    const packed = deflated ? deflateRawSync(plain, { level: 6 }) : plain;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(deflated ? 8 : 0, 4);
    fields.writeUInt32LE(0x21 << 16, 6);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name)]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, Buffer.from(name));
    writeSync(out, local);
    writeSync(out, packed);
    at += local.length + packed.length;
  }
  const centre = Buffer.concat(directory);
  writeSync(out, centre);
  writeEnd(out, members.length, centre.length, at);
  closeSync(out);
}

/** ZIP64 records always: more members than 65,534 need them, and fewer may have them. */
function writeEnd(out: number, count: number, size: number, offset: number): void {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 0, 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  for (const [value, at] of [
    [count, 24],
    [count, 32],
    [size, 40],
    [offset, 48],
  ] as const) {
    record.writeBigUInt64LE(BigInt(value), at);
  }
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + size), 8);
  locator.writeUInt32LE(1, 16);
  const end = Buffer.alloc(22, 0xff);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt32LE(0, 4);
  end.writeUInt16LE(0, 20);
  writeSync(out, Buffer.concat([record, locator, end]));
}

function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write('0000644\x000000000\x000000000\x00', 100, 'latin1');
  header.write(`${size.toString(8).padStart(11, '0')}\x0000000000000\x00        0`, 124, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

import { decodeBase64 } from '../pem.ts';
import { PgpProblem } from './packets.ts';

const BEGIN = /^-----BEGIN PGP ([A-Z ]{1,40})-----$/u;
const HEADER = /^[A-Za-z][A-Za-z-]{0,30}: /u;
const CRC24_START = 0xb704ce;
const CRC24_POLYNOMIAL = 0x1864cfb;

/**
 * Returns what an ASCII armour of OpenPGP holds: one block with `label`, such as `SIGNATURE`, and nothing but blank lines around it
 * (RFC 9580, section 6.2). A checksum may be left out and must be right where it stands. Throws {@link PgpProblem}.
 */
export function readArmor(text: string, label: string): Uint8Array {
  const lines = text.split(/\r\n|\n|\r/u).map((line) => line.trimEnd());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  if (BEGIN.exec(lines.shift() ?? '')?.[1] !== label) throw new PgpProblem('another kind of block');
  if (lines.pop() !== `-----END PGP ${label}-----`) throw new PgpProblem('a block without end');
  const blank = lines.indexOf('');
  const headers = lines.splice(0, blank + 1).slice(0, -1);
  if (blank < 0 || headers.some((line) => !HEADER.test(line))) throw new PgpProblem('no blank line after the headers');
  const checksum = lines.at(-1)?.startsWith('=') === true ? lines.pop() : undefined;
  const bytes = decodeBase64(lines.join(''));
  if (bytes === null) throw new PgpProblem('no base64');
  if (checksum !== undefined && checksum.slice(1) !== crc24(bytes)) throw new PgpProblem('another checksum');
  return bytes;
}

function crc24(bytes: Uint8Array): string {
  let crc = CRC24_START;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) {
      crc <<= 1;
      if ((crc & 0x1000000) !== 0) crc ^= CRC24_POLYNOMIAL;
    }
  }
  return Buffer.from([crc >> 16, crc >> 8, crc].map((byte) => byte & 0xff)).toString('base64');
}

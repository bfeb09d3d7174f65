/**
 * Writes DER (ITU-T X.690). Certificates of other people go into a signature byte for byte, which is why values are built from
 * bytes here and never decoded and encoded again.
 */

const SEQUENCE = 0x30;
const SET = 0x31;

/** Returns one DER element: `tag`, the length of `parts` together, and `parts`. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = join(parts);
  return join([Uint8Array.of(tag), lengthOf(body.length), body]);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(SEQUENCE, ...parts);
}

/** Returns a SET OF with its members in the order that DER asks for (X.690, 11.6). */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return element(SET, ...[...parts].sort(compareBytes));
}

/** Returns an INTEGER. Bytes are an unsigned number, most significant first. */
export function integer(value: number | Uint8Array): Uint8Array {
  const bytes = typeof value === 'number' ? bigEndian(value) : value;
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const shortest = bytes.subarray(start);
  return (shortest[0] ?? 0) >= 0x80 ? element(0x02, Uint8Array.of(0), shortest) : element(0x02, shortest);
}

/** Returns an OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, ...[first * 40 + second, ...rest].map(base128));
}

export function octetString(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x04, ...parts);
}

/** Returns a BIT STRING of whole bytes, or with `unused` bits left out at the end. */
export function bitString(bytes: Uint8Array, unused = 0): Uint8Array {
  return element(0x03, Uint8Array.of(unused), bytes);
}

export function booleanTrue(): Uint8Array {
  return element(0x01, Uint8Array.of(0xff));
}

export function nullValue(): Uint8Array {
  return element(0x05);
}

export function utf8String(text: string): Uint8Array {
  return element(0x0c, new TextEncoder().encode(text));
}

export function printableString(text: string): Uint8Array {
  return element(0x13, new TextEncoder().encode(text));
}

export function ia5String(text: string): Uint8Array {
  return element(0x16, new TextEncoder().encode(text));
}

/** Returns a context-specific constructed element `[number]` around `parts`. */
export function context(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 + number, ...parts);
}

/** Returns a context-specific primitive element `[number]` with the bytes of `parts`. */
export function contextPrimitive(number: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x80 + number, ...parts);
}

/** Returns a time to the second: UTCTime from 1950 to 2049, else GeneralizedTime (RFC 5280, 4.1.2.5). `iso` is ISO 8601. */
export function time(iso: string): Uint8Array {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) throw new RangeError(`not a time: ${iso}`);
  const digits = instant
    .toISOString()
    .replace(/\.\d+Z$/u, 'Z')
    .replace(/[-:T]/gu, '');
  const year = instant.getUTCFullYear();
  const text = new TextEncoder().encode(year >= 1950 && year < 2050 ? digits.slice(2) : digits);
  return element(year >= 1950 && year < 2050 ? 0x17 : 0x18, text);
}

/** Returns `parts` one after the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes = bigEndian(length);
  return Uint8Array.of(0x80 + bytes.length, ...bytes);
}

function bigEndian(value: number): Uint8Array {
  const bytes = [value % 256];
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}

function base128(value: number): Uint8Array {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 + (rest % 128));
  return Uint8Array.from(bytes);
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  return Buffer.compare(left, right);
}

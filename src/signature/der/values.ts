import { DerProblem, expectTag, TAG, type Element } from './read.ts';

/** Returns an OBJECT IDENTIFIER in its dotted form. */
export function oidOf(element: Element | undefined): string {
  const { content } = expectTag(element, TAG.objectIdentifier);
  if (content.length === 0 || content.length > 64) throw new DerProblem('an object identifier of impossible length');
  const arcs: bigint[] = [];
  let value = 0n;
  let inside = false;
  for (const byte of content) {
    if (!inside && byte === 0x80) throw new DerProblem('an object identifier that is not the shortest');
    value = value * 128n + BigInt(byte & 0x7f);
    inside = (byte & 0x80) !== 0;
    if (inside) continue;
    arcs.push(value);
    value = 0n;
  }
  if (inside) throw new DerProblem('an object identifier without end');
  const [first = 0n, ...rest] = arcs;
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** Returns the bytes of an INTEGER, two's complement, checked to be the shortest. */
export function integerBytes(element: Element | undefined): Uint8Array {
  const { content } = expectTag(element, TAG.integer);
  const [first, second] = content;
  if (first === undefined) throw new DerProblem('an integer without bytes');
  const padded = second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (padded) throw new DerProblem('an integer that is not the shortest');
  return content;
}

/** Returns a non-negative INTEGER of at most 32 bits. */
export function smallInteger(element: Element | undefined): number {
  const bytes = integerBytes(element);
  if (bytes.length > 5 || (bytes[0] ?? 0) >= 0x80) throw new DerProblem('an integer out of range');
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** Returns a BOOLEAN; DER knows two encodings only. */
export function booleanOf(element: Element): boolean {
  const [value, more] = expectTag(element, TAG.boolean).content;
  if (more !== undefined || (value !== 0 && value !== 0xff)) throw new DerProblem('a boolean that is neither');
  return value === 0xff;
}

/** Returns a BIT STRING of whole bytes, as signatures and keys are. */
export function wholeBits(element: Element | undefined): Uint8Array {
  const { content } = expectTag(element, TAG.bitString);
  if (content[0] !== 0) throw new DerProblem('a bit string of broken bytes');
  return content.subarray(1);
}

/** Returns whether each bit of a BIT STRING is set, the first bit first. Unused bits must be zero. */
export function namedBits(element: Element): readonly boolean[] {
  const [unused, ...bytes] = expectTag(element, TAG.bitString).content;
  const last = bytes.at(-1);
  if (unused === undefined || unused > 7 || (unused > 0 && last === undefined)) throw new DerProblem('a bit string');
  if (last !== undefined && (last & ((1 << unused) - 1)) !== 0) throw new DerProblem('unused bits that are set');
  return bytes.flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte & (1 << bit)) !== 0));
}

/** Returns a UTCTime or GeneralizedTime in milliseconds since 1970, in the one form that RFC 5280 allows: seconds and `Z`. */
export function timeOf(element: Element | null): number {
  if (element === null) throw new DerProblem('a time is missing');
  const text = Buffer.from(element.content).toString('latin1');
  if (element.tag === TAG.utcTime && /^\d{12}Z$/u.test(text))
    return instant(`${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}`);
  if (element.tag === TAG.generalizedTime && /^\d{14}Z$/u.test(text)) return instant(text);
  throw new DerProblem('not a time');
}

/** Returns an AlgorithmIdentifier: its object identifier and its parameters, `null` where there are none. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  readonly parameters: Element | null;
}

/** Returns whether the element is an ASN.1 NULL. */
export function isNull(element: Element): boolean {
  return element.tag === TAG.null && element.content.length === 0;
}

function instant(digits: string): number {
  const iso = digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/u, '$1-$2-$3T$4:$5:$6.000Z');
  const date = new Date(iso);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) throw new DerProblem('a time that no calendar knows');
  return date.getTime();
}

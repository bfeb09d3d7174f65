/** The head of one DER or BER value. `end` is `null` for an indefinite length. */
interface Head {
  readonly tag: number;
  readonly start: number;
  readonly end: number | null;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OBJECT_ID = 0x06;
const OCTETS = 0x04;

/** OIDs 1.2.840.113549.1.7.1 (data) and .2 (signed data), without the last byte: what a PKCS#12 file holds (RFC 7292, 4). */
const PKCS7 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
/** OIDs 1.2.840.113549.1.5 (PKCS#5) and .12.1 (PKCS#12) of password-based encryption: what opens an encrypted PKCS#8 key. */
const PKCS5 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
const PKCS12_PBE = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];

/**
 * Returns whether a file is one PKCS#12 store (RFC 7292), PKCS#8 key, encrypted or not (RFC 5958), PKCS#1 key (RFC 8017), or SEC1
 * key (RFC 5915). A store that holds certificates only cannot be told from one with a key, and counts.
 */
export function startsPrivateDer(bytes: Uint8Array): boolean {
  const whole = headAt(bytes, 0);
  if (whole?.tag !== SEQUENCE || (whole.end !== null && whole.end !== bytes.length)) return false;
  const first = headAt(bytes, whole.start);
  if (first?.end === undefined || first.end === null) return false;
  const second = headAt(bytes, first.end);
  if (second === null) return false;
  if (first.tag === SEQUENCE) {
    return (
      second.tag === OCTETS && (startsWithObject(bytes, first, PKCS5) || startsWithObject(bytes, first, PKCS12_PBE))
    );
  }
  if (first.tag !== INTEGER || first.end - first.start !== 1) return false;
  const version = bytes[first.start] ?? -1;
  if (version === 3 && second.tag === SEQUENCE) return startsWithObject(bytes, second, PKCS7);
  if (version <= 1 && second.tag === SEQUENCE && second.end !== null) {
    return startsWithObject(bytes, second, []) && headAt(bytes, second.end)?.tag === OCTETS;
  }
  if (version <= 1 && second.tag === INTEGER) return (second.end ?? 0) - second.start >= 64;
  return version === 1 && second.tag === OCTETS && [20, 24, 28, 32, 48, 66].includes((second.end ?? 0) - second.start);
}

function startsWithObject(bytes: Uint8Array, sequence: Head, object: readonly number[]): boolean {
  const head = headAt(bytes, sequence.start);
  return head?.tag === OBJECT_ID && object.every((byte, index) => bytes[head.start + index] === byte);
}

function headAt(bytes: Uint8Array, at: number): Head | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return null;
  if (first < 0x80) return { tag, start: at + 2, end: at + 2 + first };
  if (first === 0x80) return { tag, start: at + 2, end: null };
  const count = first & 0x7f;
  if (count > 4 || at + 2 + count > bytes.length) return null;
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  return { tag, start: at + 2 + count, end: at + 2 + count + length };
}

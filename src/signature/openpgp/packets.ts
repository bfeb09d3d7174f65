/** Bytes that are not what OpenPGP says (RFC 9580). */
export class PgpProblem extends Error {}

/** One packet: its type and its body. */
export interface Packet {
  readonly type: number;
  readonly body: Uint8Array;
}

export const PACKET = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  marker: 10,
  trust: 12,
  userId: 13,
  publicSubkey: 14,
  userAttribute: 17,
  padding: 21,
} as const;

const MOST_PACKETS = 4096;

/** Returns the packets that `bytes` are. Throws {@link PgpProblem}, also for lengths that are told in parts or not at all. */
export function readPackets(bytes: Uint8Array): readonly Packet[] {
  const packets: Packet[] = [];
  const reader = new Reader(bytes);
  while (reader.left() > 0) {
    if (packets.length >= MOST_PACKETS) throw new PgpProblem('too many packets');
    packets.push(readPacket(reader));
  }
  return packets;
}

function readPacket(reader: Reader): Packet {
  const first = reader.number(1);
  if (first < 0x80) throw new PgpProblem('no packet');
  if (first >= 0xc0) return { type: first & 0x3f, body: reader.take(readLength(reader)) };
  const size = [1, 2, 4][first & 3];
  if (size === undefined) throw new PgpProblem('a packet without length');
  return { type: (first >> 2) & 0x0f, body: reader.take(reader.number(size)) };
}

/** Returns a length of one, two or five bytes, as new packets and subpackets have them (RFC 9580, section 4.2.1). */
export function readLength(reader: Reader, partial: 'refused' | 'two-bytes' = 'refused'): number {
  const first = reader.number(1);
  if (first < 192) return first;
  if (first === 255) return reader.number(4);
  if (first >= 224 && partial === 'refused') throw new PgpProblem('a length in parts');
  return (first - 192) * 256 + reader.number(1) + 192;
}

/** Reads numbers and bytes in order. Every method throws {@link PgpProblem} where there are too few. */
export class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Uint8Array {
    if (length > this.left()) throw new PgpProblem('cut off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Uint8Array {
    return this.take(this.left());
  }

  /** An unsigned number of `size` bytes, most significant first. */
  number(size: number): number {
    return this.take(size).reduce((value, byte) => value * 256 + byte, 0);
  }

  /** A multiprecision integer: its length in bits, which must be the true one, and its bytes. */
  integer(): Uint8Array {
    const bits = this.number(2);
    const bytes = this.take(Math.ceil(bits / 8));
    const [first] = bytes;
    if (first !== undefined && first >> ((bits - 1) % 8) !== 1) throw new PgpProblem('a number of another length');
    return bytes;
  }

  end(): void {
    if (this.left() > 0) throw new PgpProblem('more than it should be');
  }
}

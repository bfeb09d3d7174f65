/** Bytes that are not what the SSH formats say. */
export class WireProblem extends Error {}

/** Reads the data types of RFC 4251, section 5, from its first byte to its last. Every method throws {@link WireProblem}. */
export class Wire {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw new WireProblem('cut off');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint32(): number {
    return Buffer.from(this.take(4)).readUInt32BE();
  }

  string(): Uint8Array {
    return this.take(this.uint32());
  }

  /** A string of printable ASCII, as names are. */
  name(): string {
    const text = Buffer.from(this.string()).toString('latin1');
    if (!/^[\u0021-\u007e]{1,255}$/u.test(text)) throw new WireProblem('no name');
    return text;
  }

  /** A positive number in its shortest form, without the sign's byte. */
  positive(): Uint8Array {
    const bytes = this.string();
    const [first = 0x80, second = 0] = bytes;
    if (first >= 0x80 || (first === 0 && second < 0x80)) throw new WireProblem('no positive number');
    return first === 0 ? bytes.subarray(1) : bytes;
  }

  end(): void {
    if (this.#at !== this.#bytes.length) throw new WireProblem('more than it should be');
  }
}

/** Returns `bytes` as a string of RFC 4251. */
export function wireString(bytes: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

import { createHash } from 'node:crypto';

/** Everything that differs from seed to seed is drawn from named digests: the same seed and name give the same bytes, in any order. */
export interface Seeded {
  /** Returns `length` hexadecimal characters for `name`. */
  readonly hex: (name: string, length: number) => string;
  /** Returns a whole number from `from` up to and including `to` for `name`. */
  readonly number: (name: string, from: number, to: number) => number;
  /** Returns a UUID, version 4 in form, for `name`. */
  readonly uuid: (name: string) => string;
}

/** Returns the source of all variation of one sample. */
export function seeded(seed: number): Seeded {
  const bytes = (name: string): Buffer => createHash('sha512').update(`${seed}:${name}`).digest();
  return {
    hex: (name, length) => bytes(name).toString('hex').slice(0, length),
    number: (name, from, to) => from + (bytes(name).readUInt32BE(0) % (to - from + 1)),
    uuid: (name) => uuidOf(bytes(name)),
  };
}

function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

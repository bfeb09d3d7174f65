import { Buffer } from 'node:buffer';
import fc from 'fast-check';

/** One thing done to the bytes of a file. Places are parts of its length, so that they fit whatever was done before. */
export type Damage =
  | { readonly kind: 'set'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'number'; readonly at: number; readonly width: 2 | 4 | 8; readonly value: bigint }
  | { readonly kind: 'cut'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: 'truncate'; readonly at: number };

/** Numbers at which sizes, offsets and counts break: nothing, all ones, the ends of signed and of exact numbers. */
const EDGES = [0n, 1n, 0x7fffn, 0xffffn, 0x7fffffffn, 0xfffffffen, 0xffffffffn, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n];

/** Bytes that mean something to one of the readers. */
const WORDS = [
  'PK\x01\x02',
  'PK\x03\x04',
  'PK\x05\x06',
  'PK\x06\x06',
  '../',
  '/',
  '\\',
  '\0',
  'ustar',
  '\x1f\x8b\x08',
  'x',
  'L',
  'g',
]
  .map((word) => Uint8Array.from(Buffer.from(word, 'latin1')))
  .concat([Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), Uint8Array.of(0x50, 0x2a, 0x4d, 0x18)]);

/** Anywhere alike: a damaged first byte says no more than that it is no archive. */
const place = fc.noBias(fc.nat(999_999)).map((part) => part / 1_000_000);
const piece = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 24 }), fc.constantFrom(...WORDS));
const length = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.constantFrom(512, 1024));

/** One to four damages, done one after the other. */
export const damages: fc.Arbitrary<readonly Damage[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('set' as const), at: place, bytes: piece }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('number' as const),
        at: place,
        width: fc.constantFrom(2 as const, 4 as const, 8 as const),
        value: fc.constantFrom(...EDGES),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: place, length }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('insert' as const), at: place, bytes: piece }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('repeat' as const), at: place, length, to: place }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('truncate' as const), at: place }) },
  ),
  { minLength: 1, maxLength: 4 },
);

/** Returns `whole` with all of `done` done to it. */
export function damaged(whole: Uint8Array, done: readonly Damage[]): Uint8Array {
  return done.reduce<Uint8Array>(doOne, whole);
}

function doOne(bytes: Uint8Array, damage: Damage): Uint8Array {
  const at = Math.floor(damage.at * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (damage.kind) {
    case 'set':
      return Buffer.concat([before, damage.bytes, after.subarray(damage.bytes.length)]);
    case 'number':
      return Buffer.concat([before, littleEndian(damage.value, damage.width), after.subarray(damage.width)]);
    case 'cut':
      return Buffer.concat([before, after.subarray(damage.length)]);
    case 'insert':
      return Buffer.concat([before, damage.bytes, after]);
    case 'repeat': {
      const to = Math.floor(damage.to * bytes.length);
      return Buffer.concat([bytes.subarray(0, to), after.subarray(0, damage.length), bytes.subarray(to)]);
    }
    case 'truncate':
      return before;
  }
}

function littleEndian(value: bigint, width: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(8 * width, value));
  return bytes.subarray(0, width);
}

import { ed25519Key, type BareKey } from '../keys/spki.ts';

/** A public key of minisign or signify: `Ed`, eight bytes that name it, and the Ed25519 key. */
export interface MinisignKey {
  readonly id: Uint8Array;
  readonly key: BareKey;
}

const ALGORITHM = 'Ed';
const ID_END = 10;
const LENGTH = 42;

/** Returns the key that `bytes` are, or `null` for everything else. */
export function readMinisignKey(bytes: Uint8Array): MinisignKey | null {
  if (bytes.length !== LENGTH || Buffer.from(bytes.subarray(0, 2)).toString('latin1') !== ALGORITHM) return null;
  const key = ed25519Key(bytes.subarray(ID_END));
  return key === null ? null : { id: bytes.subarray(2, ID_END), key };
}

/** Returns the name of a key as minisign prints it: its eight bytes as a number, the last one first. */
export function minisignKeyText(id: Uint8Array): string {
  return `minisign ${Buffer.from(id).reverse().toString('hex').toUpperCase()}`;
}

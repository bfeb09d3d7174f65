import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { Problem } from './problem.ts';

const FORMAT = 'countersign/workspace@1';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const MOST_MEMORY = 512 * 1024 * 1024;

/** The first line of a sealed workspace: how its key comes from the passphrase (RFC 7914), and a seal that only that key opens. */
const headerSchema = z.strictObject({
  format: z.literal(FORMAT),
  kdf: z.literal('scrypt'),
  cost: z.number().int().min(1_024).max(1_048_576),
  block: z.number().int().min(1).max(32),
  parallel: z.number().int().min(1).max(16),
  salt: z.string().regex(/^[A-Za-z0-9+/=]{16,128}$/u),
  check: z.string().max(200),
});
type Header = z.infer<typeof headerSchema>;

/** Seals and opens the lines of one workspace, each on its own, so that a journal of any length is read and written line by line. */
export interface Sealer {
  /** The first line of the file, without its line feed. */
  readonly header: string;
  /** Returns `line` sealed for place `sequence`, counted from 1. */
  seal(line: string, sequence: number): string;
  /** Returns what was sealed for place `sequence`, or `null` where it is not that. */
  open(sealed: string, sequence: number): string | null;
}

/** Returns whether a file that begins with `line` is a sealed workspace. */
export function isSealed(line: string): boolean {
  return line.startsWith(`{"format":"${FORMAT}"`);
}

/** Returns a sealer with a new key of `passphrase`: scrypt with 128 MiB of memory, a salt of 16 random bytes. */
export async function newSealer(passphrase: string): Promise<Sealer> {
  const facts = { format: FORMAT, kdf: 'scrypt', cost: 131_072, block: 8, parallel: 1 } as const;
  const salt = randomBytes(16).toString('base64');
  const key = await keyOf(passphrase, { ...facts, salt });
  const check = sealWith(key, '', aad(JSON.stringify({ ...facts, salt }), 0));
  return sealer(key, { ...facts, salt, check });
}

/** Returns the sealer of a file with this `header`. Throws `PASSPHRASE_WRONG`, or `WORKSPACE_NOT_READABLE` for a header that is none. */
export async function sealerOf(header: string, passphrase: string): Promise<Sealer> {
  const parsed = headerSchema.safeParse(parse(header));
  if (!parsed.success || JSON.stringify(parsed.data) !== header) throw new Problem('WORKSPACE_NOT_READABLE');
  const { check, ...facts } = parsed.data;
  if (memoryOf(facts) > MOST_MEMORY) throw new Problem('WORKSPACE_NOT_READABLE');
  const key = await keyOf(passphrase, facts);
  if (openWith(key, check, aad(JSON.stringify(facts), 0)) === null) throw new Problem('PASSPHRASE_WRONG');
  return sealer(key, parsed.data);
}

function sealer(key: Buffer, facts: Header): Sealer {
  const header = JSON.stringify(facts);
  return {
    header,
    seal: (line, sequence) => sealWith(key, line, aad(header, sequence)),
    open: (sealed, sequence) => openWith(key, sealed, aad(header, sequence)),
  };
}

/** What a seal is bound to: this file and this place in it, so that no line can be moved. */
function aad(header: string, sequence: number): Buffer {
  return Buffer.from(`${createHash('sha256').update(header, 'utf8').digest('hex')} ${String(sequence)}`, 'utf8');
}

function sealWith(key: Buffer, text: string, bound: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bound);
  // UTF-16, because a journal's text may hold lone surrogates, which UTF-8 cannot.
  const body = Buffer.concat([cipher.update(text, 'utf16le'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64');
}

function openWith(key: Buffer, sealed: string, bound: Buffer): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.toString('base64') !== sealed || bytes.byteLength < NONCE_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(bound);
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const body = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
    return Buffer.concat(body).toString('utf16le');
  } catch {
    return null;
  }
}

type Derivation = Pick<Header, 'cost' | 'block' | 'parallel' | 'salt'>;

function memoryOf({ cost, block, parallel }: Derivation): number {
  return 128 * block * (cost + parallel);
}

function keyOf(passphrase: string, given: Derivation): Promise<Buffer> {
  const { cost, block, parallel, salt } = given;
  const options = { N: cost, r: block, p: parallel, maxmem: memoryOf(given) + 1024 * 1024 };
  return new Promise((resolve, reject) => {
    const secret = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
    scrypt(secret, Buffer.from(salt, 'base64'), KEY_BYTES, options, (error, key) => {
      secret.fill(0);
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

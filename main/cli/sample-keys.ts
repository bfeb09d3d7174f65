import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyPair } from '../../src/packer/index.ts';

const generate = promisify(generateKeyPair);

/** Returns fresh key pairs by name, made side by side: RSA keys take a second or two each, the others next to none. */
export async function sampleKeys(
  wanted: readonly { readonly name: string; readonly kind: 'rsa-3072' | 'ec-p256' }[],
): Promise<ReadonlyMap<string, KeyPair>> {
  const pairs = wanted.map(async ({ name, kind }): Promise<[string, KeyPair]> => [
    name,
    kind === 'rsa-3072'
      ? await generate('rsa', { modulusLength: 3072 })
      : await generate('ec', { namedCurve: 'P-256' }),
  ]);
  return new Map(await Promise.all(pairs));
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assetsFolder } from './assets.ts';

/** Returns the product's version, as in its package.json. */
export function productVersion(): string {
  const text = readFileSync(join(assetsFolder(), '../package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** Returns the name and version of the crypto library that this process runs on. Electron's is BoringSSL, which names no version. */
export function cryptoLibrary(): string {
  const { openssl, electron } = process.versions;
  return 'electron' in process.versions ? `BoringSSL of Electron ${electron}` : `OpenSSL ${openssl}`;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { assetsFolder } from './assets.ts';

/** Returns the product's version, as in its package.json. */
export function productVersion(): string {
  const text = readFileSync(join(assetsFolder(), '../package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

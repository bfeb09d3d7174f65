import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ReportFonts } from '../../src/report/index.ts';
import files from '../../assets/fonts/files.json' with { type: 'json' };
import { assetsFolder } from './assets.ts';

/** Returns the report's fonts: from the build's own copies, or from their packages when run from the sources. */
export async function loadFonts(): Promise<ReportFonts> {
  const [sans, bold, mono, fallback] = await Promise.all([load('sans'), load('bold'), load('mono'), load('fallback')]);
  return { sans, bold, mono, fallback };
}

async function load(name: keyof ReportFonts): Promise<Uint8Array> {
  const built = join(assetsFolder(), 'fonts', `${name}.ttf`);
  return readFile(existsSync(built) ? built : createRequire(import.meta.url).resolve(files[name]));
}

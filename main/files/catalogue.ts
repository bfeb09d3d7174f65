import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Catalogue } from '../../src/domain/render.ts';
import { assetsFolder } from './assets.ts';

const textsSchema = z.record(z.string(), z.string());

/**
 * Returns all texts of one language, merged from `<folder>/<language>/*.json`. Throws when a file is malformed or a key stands
 * twice: both are our own bug, and a wrong sentence must not be shown.
 */
export function loadCatalogue(language = 'en', folder = join(assetsFolder(), 'messages')): Catalogue {
  const texts = Object.create(null) as Record<string, string>;
  const names = readdirSync(join(folder, language)).filter((name) => name.endsWith('.json'));
  for (const name of names.sort()) {
    const parsed = textsSchema.parse(JSON.parse(readFileSync(join(folder, language, name), 'utf8')));
    for (const [key, text] of Object.entries(parsed)) {
      if (key in texts) throw new Error(`message ${key} stands twice, the second time in ${name}`);
      texts[key] = text;
    }
  }
  return { language, texts };
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the folder of the product's data: beside the bundles in a build, in the project when run from its sources. */
export function assetsFolder(): string {
  const candidates = [join(import.meta.dirname, '../assets'), join(import.meta.dirname, '../../assets')];
  const found = candidates.find((candidate) => existsSync(join(candidate, 'messages')));
  if (found === undefined) throw new Error('the assets folder is missing');
  return found;
}

import type { Member } from '../domain/archive.ts';
import { Refusal } from '../domain/errors.ts';

const NAMES = [
  'release.yaml',
  'release.yml',
  'release.json',
  'manifest.yaml',
  'manifest.yml',
  'manifest.json',
] as const;

/**
 * Returns the path of the release manifest: in the root, else in the single folder that holds everything; `null` where there
 * is none. Throws `MANIFEST_AMBIGUOUS` when several files could be it.
 */
export function findManifest(members: readonly Member[]): string | null {
  const root = singleFolder(members);
  const paths = new Set(members.map((member) => member.path));
  const candidates = NAMES.map((name) => root + name).filter((path) => paths.has(path));
  if (candidates.length > 1) throw new Refusal('MANIFEST_AMBIGUOUS', null, { candidates });
  return candidates[0] ?? null;
}

/** Returns the one top folder, with its `/`, when every member lies in it; else the root, `''`. */
function singleFolder(members: readonly Member[]): string {
  const first = members[0]?.path ?? '';
  const folder = first.slice(0, first.indexOf('/') + 1);
  return members.every((member) => member.path.startsWith(folder)) ? folder : '';
}

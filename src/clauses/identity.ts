import type { EvidenceRef } from '../domain/evidence.ts';
import type { IdentityKey, IdentityStatement, Release } from '../domain/release.ts';
import { filesOf } from './files.ts';

/** The release's own statement of one identity key: the manifest's, else the release record's; `null` where neither makes one. */
export function released(release: Release, key: IdentityKey): { value: string; where: EvidenceRef } | null {
  const records = new Set(filesOf(release, 'release_record').map((file) => file.path));
  const statements = release.identity.filter((statement) => statement.key === key);
  const own =
    statements.find((statement) => statement.where.path === release.manifest?.path) ??
    statements.find((statement) => records.has(statement.where.path));
  return own === undefined ? null : { value: own.value, where: own.where };
}

/** Returns all statements of `key`. */
export function statementsOf(release: Release, key: IdentityKey): readonly IdentityStatement[] {
  return release.identity.filter((statement) => statement.key === key);
}

/** Returns the release's version for a sentence, `?` where nobody states one. */
export function versionName(release: Release): string {
  return released(release, 'version')?.value ?? '?';
}

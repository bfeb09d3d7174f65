import type { EvidenceRef } from '../domain/evidence.ts';
import type { FactsKind } from '../domain/facts.ts';
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

/** Returns all statements of `key` that are about the release; what a tool looked at is judged by the tool's own rule. */
export function statementsOf(release: Release, key: IdentityKey): readonly IdentityStatement[] {
  const ofTools = new Set(release.evidence.filter(({ facts }) => TOOL_KINDS.has(facts.kind)).map(({ path }) => path));
  return release.identity.filter((statement) => statement.key === key && !ofTools.has(statement.where.path));
}

/** Kinds of facts that a tool writes about what it was given. */
const TOOL_KINDS: ReadonlySet<FactsKind> = new Set<FactsKind>([
  'static-analysis',
  'dynamic-test',
  'coverage',
  'provenance',
  'git-history',
]);

/** Returns the release's version for a sentence, `?` where nobody states one. */
export function versionName(release: Release): string {
  return released(release, 'version')?.value ?? '?';
}

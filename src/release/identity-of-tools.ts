import type { EvidenceFile } from '../domain/evidence.ts';
import type { Located, Tree } from '../domain/facts.ts';
import type { Locator } from '../domain/locator.ts';
import type { IdentityKey } from '../domain/release.ts';
import { parseSha256 } from '../domain/brand.ts';

/** What a file that a tool wrote states of the release that it worked on; `about` names the artefact where it is about one. */
export interface ToolStatement {
  readonly key: IdentityKey;
  readonly found: Located<string>;
  readonly about?: string;
}

/**
 * Returns what analyses, coverage, provenance and the history of the source state of version, tag, commit and build, and what any file states
 * of the digests of the artefacts. `tag` is the release's: of a history only its own tag concerns the release.
 */
export function statementsOfTools({ facts }: EvidenceFile, tag: string | null): readonly ToolStatement[] {
  switch (facts.kind) {
    case 'static-analysis':
      return facts.runs.flatMap(({ commits }) => commits.map((found) => ({ key: 'commit' as const, found })));
    case 'dynamic-test':
      return [...saying('version', facts.version), ...saying('build', facts.build)];
    case 'coverage':
      return [...saying('version', facts.version), ...saying('commit', facts.commit)];
    case 'provenance':
      return [
        ...facts.materials.flatMap(({ name, digests, at }) => {
          const commit = digests['gitcommit'] ?? (name.startsWith('git+') ? digests['sha1'] : undefined);
          return saying('commit', commit === undefined ? null : { value: commit, at });
        }),
        ...facts.subjects.flatMap(({ name, digests, at }) =>
          digest(name, digests['sha256'] === undefined ? null : { value: digests['sha256'], at }),
        ),
      ];
    case 'git-history':
      return facts.refs
        .filter(({ name, commit }) => tag !== null && name === `refs/tags/${tag}` && commit !== null)
        .flatMap(({ name, commit }) => [
          { key: 'tag', found: { value: name, at: WHOLE } },
          { key: 'commit', found: { value: commit ?? '', at: WHOLE } },
        ]);
    case 'tree':
      return artefactsIn(facts);
    default:
      return [];
  }
}

const WHOLE: Locator = { kind: 'file' };

function saying(key: IdentityKey, found: Located<string> | null): readonly ToolStatement[] {
  return found === null ? [] : [{ key, found }];
}

function digest(name: string, found: Located<string> | null): readonly ToolStatement[] {
  if (found === null || parseSha256(found.value.toLowerCase()) === null) return [];
  return [{ key: 'artifact', found, about: artefactName(name) }];
}

/** Returns the name by which an artefact is known wherever it lies. */
export function artefactName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const DIGEST_FIELD = /^(.*\/artifacts\/\d+)\/(?:sha256|released_sha256|rebuilt_sha256)$/u;

/** Digests in a list `artifacts` of a build manifest or a rebuild record. */
function artefactsIn({ scalars }: Tree): readonly ToolStatement[] {
  return Object.entries(scalars).flatMap(([pointer, found]) => {
    const entry = DIGEST_FIELD.exec(pointer)?.[1];
    const name = entry === undefined ? undefined : (scalars[`${entry}/path`] ?? scalars[`${entry}/name`]);
    return name === undefined ? [] : digest(name.value, found);
  });
}

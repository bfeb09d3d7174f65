import { checkMemberName } from '../archive/index.ts';
import type { Member } from '../domain/archive.ts';
import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import type { ReleaseManifest } from '../domain/manifest.ts';
import { withoutDot } from './sums-file.ts';

/** What the manifest names beside its checksums: artefacts, tests, evidence and approval statements. */
export interface NamedFiles {
  readonly unsafe: readonly { readonly path: string; readonly code: string }[];
  /** Paths of files or folders that the archive does not hold, from the archive's root. */
  readonly absent: readonly string[];
}

/** Returns which files that `manifest` names have an unsafe path or are absent. */
export function checkNamedFiles(manifest: ReleaseManifest, members: readonly Member[], budgets: Budgets): NamedFiles {
  const present = presentPaths(members);
  const unsafe: { path: string; code: string }[] = [];
  const absent: string[] = [];
  for (const path of new Set(namedPaths(manifest))) {
    const full = manifest.root + withoutDot(path).replace(/\/$/u, '');
    const code = nameCode(full, budgets);
    if (code !== null) unsafe.push({ path: path.slice(0, budgets.nameLength), code });
    else if (!present.has(full.normalize('NFC'))) absent.push(full);
  }
  return { unsafe, absent };
}

function namedPaths(manifest: ReleaseManifest): readonly string[] {
  return [
    ...manifest.artifacts,
    ...manifest.tests.map(({ path }) => path),
    ...Object.values(manifest.evidence).flat(),
    ...manifest.approvals.flatMap(({ statement }) => (statement === null ? [] : [statement])),
  ];
}

/** Files and the folders above them: a manifest may name a whole folder as evidence. */
function presentPaths(members: readonly Member[]): ReadonlySet<string> {
  const present = new Set<string>();
  for (const member of members) {
    const path = member.path.normalize('NFC');
    present.add(path);
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (present.has(folder)) break;
      present.add(folder);
    }
  }
  return present;
}

function nameCode(path: string, budgets: Budgets): string | null {
  try {
    checkMemberName(path, budgets);
    return null;
  } catch (thrown) {
    if (thrown instanceof Refusal) return thrown.code;
    throw thrown;
  }
}

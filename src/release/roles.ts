import { EVIDENCE_ROLES, type EvidenceRole, type ReleaseManifest } from '../domain/manifest.ts';

/**
 * Returns a function from a member's path to the role that the manifest gives it: `tests` for a file of `tests[]`, else the
 * evidence role that names it or a folder above it; `null` where the manifest names it nowhere.
 */
export function roleFinder(manifest: ReleaseManifest | null): (path: string) => EvidenceRole | 'tests' | null {
  const roles = new Map<string, EvidenceRole | 'tests'>();
  if (manifest !== null) {
    const put = (path: string, role: EvidenceRole | 'tests'): void => {
      const full = (manifest.root + path.replace(/^(?:\.\/+)+/u, '').replace(/\/$/u, '')).normalize('NFC');
      if (!roles.has(full)) roles.set(full, role);
    };
    for (const test of manifest.tests) put(test.path, 'tests');
    for (const role of EVIDENCE_ROLES) for (const path of manifest.evidence[role] ?? []) put(path, role);
  }
  return (path) => {
    const name = path.normalize('NFC');
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) {
      const role = roles.get(name.slice(0, end));
      if (role !== undefined) return role;
    }
    return null;
  };
}

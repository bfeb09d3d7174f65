import type { LockedPackage } from '../../domain/facts.ts';
import type { TreeNode } from '../../parse/index.ts';
import { below, entriesAt, placeAt, rootSpot, textAt, type Spot } from '../json-walk.ts';
import { readDropping, type Outcome } from '../reading.ts';

type TreeLock = 'npm' | 'nuget' | 'pnpm' | 'yarn';

/** Returns which package manager wrote a lock file in JSON or YAML, `null` where it is none that is known. */
export function lockFormatOf(tree: TreeNode): TreeLock | null {
  const root = rootSpot(tree);
  if (below(root, '__metadata', 'cacheKey') !== null || textAt(root, '__metadata', 'version') !== null) return 'yarn';
  const version = below(root, 'lockfileVersion');
  if (
    version !== null &&
    (below(root, 'importers') !== null || textAt(root, 'lockfileVersion')?.includes('.') === true)
  )
    return 'pnpm';
  if (version !== null && (below(root, 'packages') !== null || below(root, 'dependencies') !== null)) return 'npm';
  const frameworks = entriesAt(root, 'dependencies');
  const isNuget =
    textAt(root, 'version') !== null &&
    frameworks.length > 0 &&
    frameworks.every((one) => entriesAt(one).every((each) => below(each, 'type') !== null));
  return isNuget ? 'nuget' : null;
}

/** Returns the packages of a lock file of npm (1 to 3), pnpm (5 to 9), Yarn 2 and later, or NuGet. Packages of the project itself are none. */
export function readTreeLock(tree: TreeNode, format: TreeLock): Outcome {
  const root = rootSpot(tree);
  const packages = { npm: ofNpm, nuget: ofNuget, pnpm: ofPnpm, yarn: ofYarn }[format](root);
  return readDropping({ kind: 'lockfile', format, packages }, []);
}

function ofNpm(root: Spot): readonly LockedPackage[] {
  const flat = entriesAt(root, 'packages').filter(({ key }) => key.includes('node_modules/'));
  if (below(root, 'packages') !== null)
    return flat
      .filter((one) => textAt(one, 'link') !== 'true')
      .map((one) => npmPackage(textAt(one, 'name') ?? one.key.slice(one.key.lastIndexOf('node_modules/') + 13), one));
  const nested = (spot: Spot): readonly LockedPackage[] =>
    entriesAt(spot, 'dependencies').flatMap((one) => [npmPackage(one.key, one), ...nested(one)]);
  return nested(root);
}

function npmPackage(name: string, one: Spot): LockedPackage {
  return {
    name,
    version: textAt(one, 'version'),
    // What another package brings in its own bytes is covered by that one's digest.
    hashed:
      textAt(one, 'integrity') !== null || textAt(one, 'inBundle') === 'true' || textAt(one, 'bundled') === 'true',
    source: textAt(one, 'resolved'),
    at: placeAt(one),
  };
}

function ofNuget(root: Spot): readonly LockedPackage[] {
  return entriesAt(root, 'dependencies').flatMap((framework) =>
    entriesAt(framework)
      .filter((one) => textAt(one, 'type') !== 'Project')
      .map((one) => ({
        name: one.key,
        version: textAt(one, 'resolved'),
        hashed: textAt(one, 'contentHash') !== null,
        source: null,
        at: placeAt(one),
      })),
  );
}

function ofPnpm(root: Spot): readonly LockedPackage[] {
  return entriesAt(root, 'packages').map((one) => {
    const key = one.key.replace(/^\//u, '').replace(/\(.*$/u, '');
    const at = key.lastIndexOf('@') > 0 ? key.lastIndexOf('@') : key.lastIndexOf('/');
    return {
      name: textAt(one, 'name') ?? key.slice(0, at),
      version: textAt(one, 'version') ?? key.slice(at + 1),
      hashed: textAt(one, 'resolution', 'integrity') !== null || textAt(one, 'resolution', 'commit') !== null,
      source: textAt(one, 'resolution', 'tarball') ?? textAt(one, 'resolution', 'repo'),
      at: placeAt(one),
    };
  });
}

function ofYarn(root: Spot): readonly LockedPackage[] {
  return entriesAt(root)
    .filter(({ key }) => key !== '__metadata')
    .filter((one) => !/@(?:workspace|link|portal):/u.test(textAt(one, 'resolution') ?? ''))
    .map((one) => {
      const resolution = textAt(one, 'resolution') ?? one.key;
      return {
        name: resolution.slice(0, Math.max(resolution.indexOf('@', 1), 0)),
        version: textAt(one, 'version'),
        hashed: textAt(one, 'checksum') !== null,
        source: resolution,
        at: placeAt(one),
      };
    });
}

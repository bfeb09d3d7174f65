import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

const read = <T>(name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as T;

describe('the lockfile', () => {
  const { packages } = read<{ packages: Readonly<Record<string, Locked>> }>('package-lock.json');
  const locked = Object.entries(packages).filter(([folder]) => folder !== '');

  // npm writes neither where a registry's mirror lacks a package; what is installed is then what some registry says that day.
  it('names the address and the SHA-512 of every package', () => {
    const incomplete = locked.filter(
      ([, { resolved = '', integrity = '' }]) =>
        !resolved.startsWith('https://registry.npmjs.org/') || !integrity.startsWith('sha512-'),
    );
    expect(locked.length).toBeGreaterThan(300);
    expect(incomplete.map(([folder]) => folder)).toEqual([]);
  });

  it('pins each package of package.json to one version', () => {
    const wanted = read<Readonly<Record<string, Readonly<Record<string, string>>>>>('package.json');
    const asked = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(wanted[kind] ?? {}),
    );
    const loose = asked.filter(
      ([name, version]) => packages[`node_modules/${name}`]?.version !== version.replace(/^npm:.*@/u, ''),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(loose).toEqual([]);
  });
});

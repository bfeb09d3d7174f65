import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../support/evidence-file.ts';

const folder = join(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'cyclonedx/tools/src/test/resources');

describe.skipIf(!existsSync(folder))('CycloneDX specification', () => {
  const files = (existsSync(folder) ? globSync('**/*.{json,xml}', { cwd: folder }).sort() : []).map((path) => ({
    path,
    valid: basename(path).startsWith('valid-'),
    read: evidenceOf(path, readFileSync(join(folder, path)), 'sbom'),
  }));
  const valid = files.filter((file) => file.valid);
  const invalid = files.filter((file) => !file.valid);

  it('reads every valid BOM in full as an SBOM, JSON and XML', () => {
    const wrong = valid.filter(({ read }) => read.reading.state !== 'read' || read.facts.kind !== 'sbom');
    expect(wrong.map(({ path, read }) => [path, read.reading])).toEqual([]);
  });

  it('reads no invalid BOM in full, and says why', () => {
    expect(invalid.filter(({ read }) => read.reading.state === 'read').map(({ path }) => path)).toEqual([]);
    expect(invalid.filter(({ read }) => read.reading.notes.length === 0).map(({ path }) => path)).toEqual([]);
  });

  it('finds as many components in XML as in the same BOM in JSON', () => {
    const count = (path: string): number | null => {
      const file = valid.find((one) => one.path === path);
      return file?.read.facts.kind === 'sbom' ? file.read.facts.components.length : null;
    };
    const pairs = valid
      .filter(({ path }) => path.endsWith('.xml'))
      .map(({ path }) => [path, count(path), count(path.replace(/xml$/u, 'json'))] as const);
    const both = pairs.filter(([, , json]) => json !== null);
    // The two forms of these are not of the same BOM.
    const other = /valid-(?:bom|component-ref)-1\.[45]/u;
    expect(both.filter(([path, xml, json]) => xml !== json && !other.test(path))).toEqual([]);
    expect(both.length).toBeGreaterThan(80);
    const [json, xml] = ['json', 'xml'].map((ending) =>
      [valid, invalid].map((list) => list.filter(({ path }) => path.endsWith(ending)).length),
    );
    const partly = invalid.filter(({ read }) => read.reading.state === 'partly-read').length;
    console.log(
      `CycloneDX: valid ${String(json?.[0])} JSON and ${String(xml?.[0])} XML read; invalid ${String(json?.[1])} JSON and ${String(xml?.[1])} XML not read in full (${partly} partly: licence or reference)`,
    );
  });
});

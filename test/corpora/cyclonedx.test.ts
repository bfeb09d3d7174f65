import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceOf, noteKeys } from '../support/evidence-file.ts';

const folder = join(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'cyclonedx/tools/src/test/resources');

describe.skipIf(!existsSync(folder))('CycloneDX specification', () => {
  const files = (existsSync(folder) ? globSync('**/*.{json,xml}', { cwd: folder }).sort() : []).map((path) => ({
    path,
    valid: basename(path).startsWith('valid-'),
    read: evidenceOf(path, readFileSync(join(folder, path)), 'sbom'),
  }));
  const json = files.filter(({ path }) => path.endsWith('.json'));
  const xml = files.filter(({ path }) => path.endsWith('.xml'));

  it('reads every valid JSON BOM in full as an SBOM', () => {
    const wrong = json.filter(
      ({ valid, read }) => valid && (read.reading.state !== 'read' || read.facts.kind !== 'sbom'),
    );
    expect(wrong.map(({ path, read }) => [path, read.reading])).toEqual([]);
  });

  it('reads no invalid JSON BOM in full, and says why', () => {
    const invalid = json.filter(({ valid }) => !valid);
    expect(invalid.filter(({ read }) => read.reading.state === 'read').map(({ path }) => path)).toEqual([]);
    expect(invalid.filter(({ read }) => read.reading.notes.length === 0).map(({ path }) => path)).toEqual([]);
    expect(invalid.length).toBeGreaterThan(60);
  });

  it('says of every XML BOM that XML is not read, and where it is damaged', () => {
    const said = Object.groupBy(xml, ({ read }) => noteKeys(read)[0] ?? '');
    expect(xml.filter(({ read }) => read.reading.state !== 'not-understood').map(({ path }) => path)).toEqual([]);
    const counts = Object.entries(said).map(([key, list]) => `${list?.length ?? 0} ${key}`);
    const invalid = json.filter(({ valid }) => !valid);
    const partly = invalid.filter(({ read }) => read.reading.state === 'partly-read').length;
    console.log(
      `CycloneDX: ${json.length - invalid.length} valid JSON read, ${invalid.length} invalid JSON not read in full ` +
        `(${partly} partly: licence or reference), ${xml.length} XML not understood (${counts.join(', ')})`,
    );
    expect(Object.keys(said)).toContain('evidence.cyclonedx.xml');
  });
});

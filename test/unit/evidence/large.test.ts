import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const INDEX = new URL('../../../src/evidence/index.ts', import.meta.url).href;

/** Reads what `make` returns in a process whose heap may hold `megabytes`, and returns how many entries were read. It dies beyond that. */
function readWithin(megabytes: number, make: string, list: string): { readonly n: number; readonly state: string } {
  const code = `import { readEvidence } from ${JSON.stringify(INDEX)};
    const bytes = (() => { ${make} })();
    const file = readEvidence({ path: 'file', sha256: 'a'.repeat(64), size: bytes.length, role: null, bytes });
    console.log(JSON.stringify({ n: file.facts.${list}.length, state: file.reading.state }));`;
  const heap = `--max-old-space-size=${megabytes}`;
  const args = [heap, '--max-semi-space-size=16', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e'];
  return JSON.parse(execFileSync(process.execPath, [...args, code], { encoding: 'utf8' })) as {
    n: number;
    state: string;
  };
}

describe('large evidence', () => {
  it('JUnit results of 100 MB are read in a heap of 160 MB', () => {
    const make = `const one = (n) => '<testcase classname="com.example.module.Class" name="verifies that requirement SRS-' + n + ' holds"><system-out>' + 'output '.repeat(140) + '</system-out></testcase>\\n';
      const parts = [Buffer.from('<?xml version="1.0" encoding="UTF-8"?><testsuites><testsuite name="s">')];
      for (let n = 0; n < 100_000; n += 1) parts.push(Buffer.from(one(n)));
      parts.push(Buffer.from('</testsuite></testsuites>'));
      return Buffer.concat(parts.splice(0));`;
    expect(readWithin(160, make, 'cases')).toEqual({ n: 100_000, state: 'read' });
  });

  it('a CycloneDX SBOM of 100,000 components is read in a heap of 260 MB', () => {
    const make = `const one = (n) => ({ type: 'library', 'bom-ref': 'c' + n, name: 'library-' + n, version: '1.0.' + n, purl: 'pkg:npm/library-' + n + '@1.0.' + n, supplier: { name: 'Example' }, licenses: [{ license: { id: 'MIT' } }], hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }] });
      const parts = [Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[')];
      for (let n = 0; n < 100_000; n += 1) parts.push(Buffer.from((n === 0 ? '' : ',\\n') + JSON.stringify(one(n), null, 2)));
      parts.push(Buffer.from(']}'));
      return Buffer.concat(parts.splice(0));`;
    expect(readWithin(260, make, 'components')).toEqual({ n: 100_000, state: 'read' });
  });
});

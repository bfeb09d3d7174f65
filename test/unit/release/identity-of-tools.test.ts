import { describe, expect, it } from 'vitest';
import { readRelease } from '../../../src/release/index.ts';
import { BUNDLE, SARIF } from '../../support/evidence-specimens.ts';
import { digestOf, manifestFor, sign, verified, type Files } from '../../support/signed-release.ts';

const APP = new Uint8Array([0, 1, 2, 255]);
const HEAD = BUNDLE.commits.get('b') ?? '';
const OTHER = 'f'.repeat(64);
const provenance = (sha256: string, commit: string): string =>
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'dist/app.bin', digest: { sha256 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: { resolvedDependencies: [{ uri: 'git+https://x', digest: { gitCommit: commit } }] },
      runDetails: { builder: { id: 'https://ci' } },
    },
  });

async function statements(files: Files): Promise<readonly (readonly [string, string, string, boolean])[]> {
  const members = { 'app.bin': APP, ...files };
  const manifest = `git_commit: ${HEAD}\nartifacts: [app.bin]\nevidence: { source: source.bundle, build_manifest: build.yaml }\n`;
  const { archive, verification } = await verified(
    sign({ ...members, 'release.yaml': manifestFor(members, manifest).replace('v1.3.0', 'v1') }, 'release.yaml'),
  );
  const { identity } = await readRelease(archive, verification);
  return identity.map(({ key, value, where, agrees }) => [key, value, where.path, agrees] as const);
}

describe('the identity table', () => {
  it('holds what tools, provenance and the history of the source say, and who differs', async () => {
    const said = await statements({
      'source.bundle': BUNDLE.bytes,
      'a.sarif': JSON.stringify(SARIF),
      'provenance.json': provenance(digestOf(APP), HEAD),
    });
    expect(said).toContainEqual(['tag', 'refs/tags/v1', 'source.bundle', true]);
    expect(said).toContainEqual(['commit', HEAD, 'source.bundle', true]);
    expect(said).toContainEqual(['commit', HEAD, 'provenance.json', true]);
    expect(said.filter(([, , path]) => path === 'a.sarif')).toMatchObject([
      ['commit', expect.anything(), 'a.sarif', false],
    ]);
  });

  it('compares every stated digest of an artefact with the artefact itself', async () => {
    const said = await statements({
      'build.yaml': `artifacts:\n  - { path: out/app.bin, sha256: ${digestOf(APP).toUpperCase()} }\n  - { name: app.bin, sha256: ${OTHER} }\n  - { sha256: ${OTHER} }\n  - { path: other.bin, sha256: no digest }\n`,
      'provenance.json': provenance(OTHER, HEAD),
    });
    expect(said.filter(([key]) => key === 'artifact')).toEqual([
      ['artifact', `app.bin ${digestOf(APP)}`, 'app.bin', true],
      ['artifact', `app.bin ${digestOf(APP).toUpperCase()}`, 'build.yaml', true],
      ['artifact', `app.bin ${OTHER}`, 'build.yaml', false],
      ['artifact', `app.bin ${OTHER}`, 'provenance.json', false],
    ]);
  });
});

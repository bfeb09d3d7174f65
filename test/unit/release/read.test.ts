import { describe, expect, test } from 'vitest';
import type { Sha256 } from '../../../src/domain/brand.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import type { Release, Verification } from '../../../src/domain/release.ts';
import { readRelease } from '../../../src/release/index.ts';
import { english, refusalOf } from '../../support/archives.ts';
import { signedFiles, verified, type Files } from '../../support/signed-release.ts';

const JUNIT = `<testsuite name="unit"><properties><property name="version" value="v1.3.0"/>
<property name="commit" value="0123456789abcdef0123456789abcdef01234567"/></properties><testcase name="a" classname="c"/></testsuite>`;
const SBOM =
  '{"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"component":{"type":"firmware","name":"fw","version":"1.2.9"}},"components":[]}';
const MEMBERS: Files = { 'app.bin': new Uint8Array([0, 1, 2, 255]), 'tests/unit.xml': JUNIT, 'sbom.json': SBOM };
const MORE = `git_commit: 0123456789abcdef0123456789abcdef01234567
tests: [tests/unit.xml]
evidence: { sbom: sbom.json, documents: docs }
`;

async function read(files: Files = signedFiles({ ...MEMBERS, 'docs/ifu.md': '# IFU\n' }, MORE)): Promise<Release> {
  const { archive, verification } = await verified(files);
  return readRelease(archive, verification);
}

describe('reading a release', () => {
  test('holds every member but signatures, in path order, bound to its digest', async () => {
    const release = await read();
    expect(release.evidence.map((file) => file.path)).toEqual([
      'app.bin',
      'docs/ifu.md',
      'release.yaml',
      'sbom.json',
      'tests/unit.xml',
    ]);
    const digests = new Map(release.verification.integrity.members.map((member) => [member.path, member.sha256]));
    for (const file of release.evidence) expect(file.sha256).toBe(digests.get(file.path));
    expect(release.manifest?.version).toBe('1.3.0');
    expect(Object.isFrozen(release.evidence)).toBe(true);
  });

  test('gives files the role that the manifest gives them, folders included', async () => {
    const roles = Object.fromEntries((await read()).evidence.map((file) => [file.path, file.role]));
    expect(roles).toMatchObject({
      'tests/unit.xml': 'tests',
      'sbom.json': 'sbom',
      'docs/ifu.md': 'documents',
      'app.bin': null,
    });
  });

  test('states the identity in each file and whether it agrees with the manifest', async () => {
    const { identity } = await read();
    const said = identity.map(({ key, value, where, agrees }) => [key, value, where.path, agrees]);
    expect(said).toContainEqual(['version', '1.3.0', 'release.yaml', true]);
    expect(said).toContainEqual(['version', 'v1.3.0', 'tests/unit.xml', true]);
    expect(said).toContainEqual(['version', '1.2.9', 'sbom.json', false]);
    expect(said).toContainEqual(['commit', '0123456789abcdef0123456789abcdef01234567', 'tests/unit.xml', true]);
    expect(identity.find((statement) => statement.where.path === 'tests/unit.xml')?.where.quote).toBe('v1.3.0');
  });

  test('lists a file over the budget as not read', async () => {
    const { archive, verification } = await verified(signedFiles(MEMBERS, MORE));
    const release = await readRelease(archive, verification, { budgets: { ...DEFAULT_BUDGETS, evidenceFileSize: 10 } });
    const sbom = release.evidence.find((file) => file.path === 'sbom.json');
    expect(sbom).toMatchObject({ facts: { kind: 'opaque' }, reading: { state: 'not-read' } });
    expect(english.texts).toHaveProperty([sbom?.reading.notes[0]?.key ?? '']);
  });

  test.each([{ evidenceTotalSize: 0 }, { evidenceFacts: 0 }])(
    'reads no more evidence than the budget for all of it, and says of the rest that it was not read: %j',
    async (budget) => {
      const { archive, verification } = await verified(signedFiles(MEMBERS, MORE));
      const release = await readRelease(archive, verification, { budgets: { ...DEFAULT_BUDGETS, ...budget } });
      const left = release.evidence.filter(({ reading }) => reading.notes[0]?.key === 'release.not-read.budget');
      expect(left.length).toBeGreaterThan(0);
      expect(left.length).toBeLessThan(release.evidence.length);
      expect(left.every(({ facts, reading }) => facts.kind === 'opaque' && reading.state === 'not-read')).toBe(true);
      expect(english.texts).toHaveProperty(['release.not-read.budget']);
    },
  );

  test('refuses bytes that are not those that were hashed', async () => {
    const { archive, verification } = await verified(signedFiles(MEMBERS, MORE));
    const members = verification.integrity.members.map((member) =>
      member.path === 'app.bin' ? { ...member, sha256: '0'.repeat(64) as Sha256 } : member,
    );
    const other: Verification = { ...verification, integrity: { ...verification.integrity, members } };
    const refusal = await refusalOf(() => readRelease(archive, other));
    expect(refusal.code).toBe('ARCHIVE_CHANGED');
    expect(refusal.member).toBe('app.bin');
  });

  test('reads an archive without a manifest', async () => {
    const release = await read(MEMBERS);
    expect(release.manifest).toBeNull();
    expect(release.manifestRef).toBeNull();
    expect(release.evidence.find((file) => file.path === 'tests/unit.xml')?.facts.kind).toBe('test-results');
  });

  test('stops when it is cancelled', async () => {
    const { archive, verification } = await verified(signedFiles(MEMBERS, MORE));
    await expect(readRelease(archive, verification, { signal: { aborted: true } })).rejects.toThrow('cancelled');
  });
});

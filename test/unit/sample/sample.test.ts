import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildSample,
  signers,
  smallManifestFiles,
  type FaultySample,
  type Sample,
} from '../../../assets/sample/index.ts';
import { assess, DECIDED_RULES, resolveProfile } from '../../../src/clauses/index.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { Release, Verification } from '../../../src/domain/release.ts';
import { writeZip } from '../../../src/packer/index.ts';
import { readRelease, verifyArchive } from '../../../src/release/index.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import { openBytes } from '../../support/archives.ts';
import { sampleKeysForTests, sharedFaultySample, sharedSample } from '../../support/sample.ts';

let sample: Sample;
let faulty: FaultySample;

const AT = Date.parse('2026-03-01T09:00:00Z');

async function read(bytes: Uint8Array, trusted = true): Promise<{ verification: Verification; release: Release }> {
  const archive = await openBytes(bytes);
  const anchors = readAnchors(new TextEncoder().encode(sample.anchorPem), {
    by: 'test',
    at: '2026-03-01T09:00:00Z',
    channel: 'test',
  });
  const verification = await verifyArchive(archive, { anchors: trusted ? anchors : [], at: AT });
  return { verification, release: await readRelease(archive, verification) };
}

async function assessed(bytes: Uint8Array): Promise<Assessment> {
  const [{ release }, { release: previous }] = await Promise.all([read(bytes), read(sample.previous)]);
  return assess(release, resolveProfile(release.manifest, {}), previous);
}

beforeAll(() => {
  sample = sharedSample();
  faulty = sharedFaultySample();
});

describe('the sample release', () => {
  it('passes verification as a whole when its anchor is trusted', async () => {
    const { verification } = await read(sample.archive);
    expect(verification.reasons.map(({ code }) => code)).toEqual(['ARCHIVE_PASSED']);
    expect(verification.verdict).toBe('TOTAL_PASSED');
    expect(verification.approvals.filter(({ anomaly }) => anomaly === null)).toHaveLength(5);
    expect(verification.approvals.filter(({ anomaly }) => anomaly !== null)).toHaveLength(11);
  });

  it('does not pass when its anchor is not trusted', async () => {
    const { verification } = await read(sample.archive, false);
    expect(verification.verdict).toBe('INDETERMINATE');
  });

  it('has a predecessor that passes as well', async () => {
    expect((await read(sample.previous)).verification.verdict).toBe('TOTAL_PASSED');
  });

  it('is read without a rest', async () => {
    const { release } = await read(sample.archive);
    const partly = release.evidence.filter(
      ({ reading }) => reading.state === 'partly-read' || reading.state === 'not-understood',
    );
    expect(partly.map(({ path }) => path)).toEqual([]);
  });

  it('fails no rule, and has the figures of its record', async () => {
    const assessment = await assessed(sample.archive);
    expect(assessment.results.filter(({ result }) => result === 'fail').map(({ rule }) => rule)).toEqual([]);
    expect(assessment.figures).toMatchObject({ anomalies: 11, soup: 147, approvals: { signed: 5, required: 5 } });
  });

  it('has the same bytes for the same seed and keys, signatures by elliptic curves aside', () => {
    const again = buildSample({ seed: 1, keys: sampleKeysForTests() });
    expect([...again.files.keys()]).toEqual([...sample.files.keys()]);
    const differing = [...sample.files].filter(([path, bytes]) => !Buffer.from(bytes).equals(again.files.get(path)!));
    expect(differing.map(([path]) => path).filter((path) => !path.endsWith('.p7s'))).toEqual([]);
    expect(differing.map(([path]) => path)).not.toContain('release.yaml.p7s');
  });

  it('differs with another seed, and its counts do not', () => {
    const other = buildSample({ seed: 2, keys: sampleKeysForTests() });
    expect([...other.files.keys()]).toEqual([...sample.files.keys()]);
    expect(Buffer.from(other.files.get('release.yaml')!).equals(sample.files.get('release.yaml')!)).toBe(false);
  });

  it('asks for every key it needs', () => {
    const [first] = signers();
    const keys = new Map([...sampleKeysForTests()].filter(([name]) => name !== first?.name));
    expect(() => buildSample({ seed: 1, keys })).toThrow(RangeError);
  });

  it('holds no private key', () => {
    for (const bytes of sample.files.values()) expect(Buffer.from(bytes).includes('PRIVATE KEY')).toBe(false);
  });
});

describe('the sample with planted faults', () => {
  it('fails verification', async () => {
    expect((await read(faulty.archive)).verification.verdict).toBe('TOTAL_FAILED');
  });

  it('lists at least fifteen faults with ids of their own', () => {
    expect(faulty.faults.length).toBeGreaterThanOrEqual(15);
    expect(new Set(faulty.faults.map(({ id }) => id)).size).toBe(faulty.faults.length);
    for (const { id } of faulty.faults) expect(faulty.faultsMarkdown).toContain(`| ${id} |`);
  });

  it('makes every rule fail that a fault names', async () => {
    const { results } = await assessed(faulty.archive);
    const failed = new Set(results.filter(({ result }) => result === 'fail').map(({ rule }) => rule));
    const named = new Set(faulty.faults.flatMap(({ rules }) => rules));
    expect([...named].filter((rule) => !failed.has(rule))).toEqual([]);
    expect([...failed].filter((rule) => !named.has(rule))).toEqual([]);
    expect([...named].filter((rule) => !DECIDED_RULES.includes(rule))).toEqual([]);
  });

  it('differs from the good one in the listed places and what follows from them, and nowhere else', () => {
    const paths = new Set([...sample.files.keys(), ...faulty.files.keys()]);
    const differing = [...paths].filter((path) => {
      const [good, bad] = [sample.files.get(path), faulty.files.get(path)];
      return good === undefined || bad === undefined || !Buffer.from(good).equals(bad);
    });
    const listed = faulty.faults.flatMap(({ where }) => where);
    expect(listed.filter((path) => !differing.includes(path))).toEqual([]);
    // Checksums, signatures and statements quote what they are about.
    const follows = /^(?:release\.yaml|archive\/archive-record\.md|approvals\/.*)$|\.p7s$/u;
    expect(differing.filter((path) => !listed.includes(path) && !follows.test(path))).toEqual([]);
  });
});

describe('the small manifest', () => {
  it('opens as it stands and passes nothing that is not there', async () => {
    const files = [...smallManifestFiles()].map(([path, bytes]) => ({ path, bytes }));
    const { verification, release } = await read(writeZip(files));
    expect(release.manifest?.version).toBe('1.3.0');
    expect(release.manifest?.approvals.map(({ role, name }) => `${role}: ${name}`)).toEqual(['qa: alice', 'ra: bob']);
    expect(verification.verdict).not.toBe('TOTAL_PASSED');
    expect(verification.integrity.unlisted).toEqual(expect.arrayContaining(['sbom.json', 'unit.xml']));
  });

  it('fails where its own practice asks for more', async () => {
    const files = [...smallManifestFiles()].map(([path, bytes]) => ({ path, bytes }));
    const { release } = await read(writeZip(files));
    const { results } = assess(release, resolveProfile(release.manifest, {}), null);
    const failed = results.filter(({ result }) => result === 'fail').map(({ rule }) => rule);
    expect(failed).toEqual(expect.arrayContaining(['CS-APR-01', 'CS-ART-03', 'CS-ART-04', 'CS-ART-05']));
  });
});

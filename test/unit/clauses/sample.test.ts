import { expect, test } from 'vitest';
import { buildFaultySample, buildSample, signers, smallManifestFiles } from '../../../assets/sample/index.ts';
import { assess, resolveProfile } from '../../../src/clauses/index.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { Release } from '../../../src/domain/release.ts';
import { writeZip } from '../../../src/packer/index.ts';
import { readRelease, verifyArchive } from '../../../src/release/index.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import { openBytes } from '../../support/archives.ts';
import { sharedKeys } from '../../support/keys.ts';
import { AT } from '../../support/pki.ts';
import {
  anomalies,
  anomaly,
  release,
  results,
  riskFile,
  testCase,
  traceMatrix,
} from '../../support/release-builder.ts';

const keys = new Map(signers().map(({ name }) => [name, sharedKeys('ec-p256', name)] as const));
const sample = buildSample({ seed: 1, keys });

async function read(archive: Uint8Array, anchorPem: string | null): Promise<Release> {
  const added = { by: 'auditor', at: '2025-01-01T00:00:00Z', channel: 'telephone' };
  const anchors = anchorPem === null ? [] : readAnchors(Buffer.from(anchorPem), added);
  const opened = await openBytes(archive);
  return readRelease(opened, await verifyArchive(opened, { anchors, at: AT }));
}

function judged(of: Release, previous: Release | null): Assessment {
  return assess(of, resolveProfile(of.manifest, {}), previous);
}

function failed(assessment: Assessment): readonly string[] {
  return assessment.results.filter((result) => result.result === 'fail').map((result) => result.rule);
}

test('nothing fails on the sample release, and its figures are those of the release', async () => {
  const subject = await read(sample.archive, sample.anchorPem);
  const assessment = judged(subject, await read(sample.previous, sample.anchorPem));
  expect(subject.verification.verdict).toBe('TOTAL_PASSED');
  expect(failed(assessment)).toEqual([]);
  expect(assessment.figures).toMatchObject({
    anomalies: 11,
    soup: 147,
    approvals: { signed: 5, unproven: 0, failed: 0, recorded: 0, required: 5 },
  });
  expect(assessment.figures.tests.map(({ level, total, passed }) => [level, total, passed])).toEqual([
    ['unit', 412, 412],
    ['integration', 68, 68],
    ['system', 96, 94],
  ]);
});

test('every planted fault makes its rules fail', async () => {
  const faulty = buildFaultySample({ seed: 1, keys });
  const subject = await read(faulty.archive, faulty.anchorPem);
  const found = failed(judged(subject, await read(sample.previous, sample.anchorPem)));
  expect(subject.verification.verdict).toBe('TOTAL_FAILED');
  expect(faulty.faults.flatMap((fault) => fault.rules.filter((rule) => !found.includes(rule)))).toEqual([]);
});

test('the small manifest opens as it stands and fires the rules that it breaks', async () => {
  const files = [...smallManifestFiles()].map(([path, bytes]) => ({ path, bytes }));
  const subject = await read(writeZip(files), null);
  expect(subject.verification.verdict).toBe('INDETERMINATE');
  const assessment = judged(subject, null);
  expect(failed(assessment)).toEqual(expect.arrayContaining(['CS-APR-01', 'CS-ART-03', 'CS-ART-04', 'CS-ART-05']));
  const missing = assessment.results.find((result) => result.rule === 'CS-APR-01');
  expect(missing?.sentence.values['roles']).toEqual(['security']);
});

test('a release with very many files and entries is judged in seconds', () => {
  const n = 20_000;
  const many = Array.from({ length: n }, (_, index) => index);
  const files = [
    ...many.map((index) => results(`tests/${String(index)}-unit.xml`, [testCase(`U-${String(index)}`, 'failed')])),
    anomalies(many.map((index) => anomaly(`A-${String(index)}`, { tests: [`T-${String(index)}`] }))),
    traceMatrix(Object.fromEntries(many.map((index) => [`R-${String(index)}`, [`U-${String(index)}`]]))),
    riskFile(),
  ];
  const tests = many.map((index) => ({ path: `tests/${String(index)}-unit.xml`, level: 'unit' as const }));
  const subject = release({ manifest: { tests, artifacts: tests.map(({ path }) => path) }, files });
  const before = performance.now();
  expect(failed(judged(subject, release({ files: [anomalies([])], archive: 'previous' })))).toContain('CS-581-02');
  expect(performance.now() - before).toBeLessThan(200_000);
});

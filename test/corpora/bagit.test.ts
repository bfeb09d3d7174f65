import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../main/files/archive-source.ts';
import { openArchive } from '../../src/archive/index.ts';
import type { IntegrityReport } from '../../src/domain/integrity.ts';
import { checkIntegrity } from '../../src/integrity/index.ts';

const FOLDER = path.resolve(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'bagit');

/** Its payload is a copy of another bag whose own tag manifest does not match: the archive does contradict itself. */
const CONTRADICTS_ITSELF = 'v0.97/valid/minimal-bag';

/** Rules of BagIt about its declaration, metadata and fetch list, which say nothing about bytes and digests. */
const NOT_ABOUT_BYTES = [
  'v0.97/invalid/bom-in-bagit.txt',
  'v0.97/invalid/missing-bagit.txt',
  'v0.97/invalid/out-of-scope-file-paths-using-dot-notation-for-fetch',
  'v1.0/invalid/bagit-with-invalid-whitespace',
];

function bagsOf(kind: string): readonly string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .map((version) => `${version}/${kind}`)
    .filter((folder) => existsSync(path.join(FOLDER, folder)))
    .flatMap((folder) => readdirSync(path.join(FOLDER, folder)).map((bag) => `${folder}/${bag}`))
    .filter((bag) => statSync(path.join(FOLDER, bag)).isDirectory());
}

async function check(bag: string): Promise<IntegrityReport> {
  const opened = await openSource(path.join(FOLDER, bag));
  try {
    return await checkIntegrity(await openArchive(opened.source), null);
  } finally {
    await opened.close();
  }
}

describe.skipIf(!existsSync(FOLDER))('the BagIt conformance suite', () => {
  it('is there', () => {
    expect(bagsOf('valid').length).toBeGreaterThan(0);
  });

  it.each(bagsOf('valid').filter((bag) => bag !== CONTRADICTS_ITSELF))('%s is not failed', async (bag) => {
    const report = await check(bag);
    expect(report.verdict).toBe('INDETERMINATE');
    expect([...report.mismatched, ...report.missing]).toEqual([]);
  });

  it.each(bagsOf('invalid').filter((bag) => !NOT_ABOUT_BYTES.includes(bag)))(
    '%s is failed or doubted by name',
    async (bag) => {
      const report = await check(bag);
      const { mismatched, missing, unlisted, unsafe } = report;
      const doubted = [...unlisted, ...unsafe.map((entry) => entry.path)].filter(
        (entry) => !/manifest-\w+\.txt$/u.test(entry),
      );
      expect([...mismatched, ...missing, ...doubted].length).toBeGreaterThan(0);
      expect(report.verdict).not.toBe('TOTAL_PASSED');
    },
  );
});

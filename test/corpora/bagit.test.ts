import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../main/files/archive-source.ts';
import { openArchive } from '../../src/archive/index.ts';
import type { BagResult } from '../../src/domain/bag.ts';
import type { IntegrityReport } from '../../src/domain/integrity.ts';
import { checkIntegrity } from '../../src/integrity/index.ts';

const FOLDER = path.resolve(process.env.COUNTERSIGN_CORPORA ?? '../shared/corpora', 'bagit');

/** Its payload is a copy of another bag whose own tag manifest does not match: the bag is valid, and the archive contradicts itself. */
const CONTRADICTS_ITSELF = 'v0.97/valid/minimal-bag';

/** Three bags that are allowed to be what others are warned of: the suite has them among the valid ones of their version. */
function bagsOf(kind: string): readonly string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .map((version) => `${version}/${kind}`)
    .filter((folder) => existsSync(path.join(FOLDER, folder)))
    .flatMap((folder) => readdirSync(path.join(FOLDER, folder)).map((bag) => `${folder}/${bag}`))
    .filter((bag) => statSync(path.join(FOLDER, bag)).isDirectory());
}

async function check(bag: string): Promise<{ readonly report: IntegrityReport; readonly bag: BagResult }> {
  const opened = await openSource(path.join(FOLDER, bag));
  try {
    const report = await checkIntegrity(await openArchive(opened.source), null);
    const outer = report.bags.find(({ folder }) => folder === '');
    if (outer === undefined) throw new Error('not recognised as a bag');
    return { report, bag: outer };
  } finally {
    await opened.close();
  }
}

describe.skipIf(!existsSync(FOLDER))('the BagIt conformance suite', () => {
  it('is there, all 60 bags of it', () => {
    const kinds = ['valid', 'invalid', 'warning', 'linux-only', 'windows-only'];
    expect(kinds.flatMap(bagsOf)).toHaveLength(60);
  });

  it.each(bagsOf('valid'))('%s is valid', async (name) => {
    const { report, bag } = await check(name);
    expect(bag).toMatchObject({ state: expect.stringMatching(/^(?:valid|warned)$/u) });
    expect(report.verdict).toBe(name === CONTRADICTS_ITSELF ? 'TOTAL_FAILED' : 'INDETERMINATE');
  });

  it.each(bagsOf('warning'))('%s is valid, with a warning', async (name) => {
    const { report, bag } = await check(name);
    expect(bag).toMatchObject({ state: 'warned' });
    expect(report.verdict).toBe('INDETERMINATE');
  });

  // Those that only one system would be harmed by are refused on every one: nobody knows where the bag is opened next.
  it.each([...bagsOf('invalid'), ...bagsOf('linux-only'), ...bagsOf('windows-only')])('%s is invalid', async (name) => {
    const { report, bag } = await check(name);
    expect(bag).toMatchObject({ state: 'invalid' });
    expect(report.verdict).not.toBe('TOTAL_PASSED');
    expect(report.reasons.map(({ code }) => code)).toContain('BAG_INVALID');
  });
});

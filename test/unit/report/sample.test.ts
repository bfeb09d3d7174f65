import { CRYPTO_POLICY } from '../../../src/signature/index.ts';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../../src/archive/index.ts';
import { assess, editionCatalogue, resolveProfile, RULE_SET } from '../../../src/clauses/index.ts';
import { readRelease, verifyArchive } from '../../../src/release/index.ts';
import { reportModel, type ReportModel } from '../../../src/report/index.ts';
import { reportPdf } from '../../../src/report/pdf/index.ts';
import { shellWord } from '../../../src/report/pdf/shell-word.ts';
import { readAnchors } from '../../../src/signature/index.ts';
import { accessOf, english } from '../../support/archives.ts';
import { HAS_PDFTOTEXT, pdfPages } from '../../support/pdf-text.ts';
import { reportFonts } from '../../support/report-fixture.ts';
import { sharedFaultySample, sharedSample } from '../../support/sample.ts';

const fonts = reportFonts();
const AT = Date.parse('2025-06-01T00:00:00Z');

/** The whole walk: bytes of an archive in, the report out. */
async function report(
  bytes: Uint8Array,
  anchorPem: string,
): Promise<{ model: ReportModel; pdf: Uint8Array; pages: number }> {
  const archive = await openArchive({ kind: 'file', name: 'triage-2.4.0.zip', access: accessOf(bytes) });
  const added = { by: 'auditor', at: '2025-05-31T08:00:00Z', channel: 'read over the telephone' };
  const anchors = readAnchors(Buffer.from(anchorPem), added);
  const verification = await verifyArchive(archive, { anchors, at: AT });
  const release = await readRelease(archive, verification);
  const assessment = assess(release, resolveProfile(release.manifest, {}), null);
  const model = reportModel({
    release,
    assessment,
    edition: editionCatalogue(assessment.profile.edition),
    ruleSet: RULE_SET,
    workspace: null,
    anchors,
    tool: { name: 'Countersign', version: '0.1.0' },
    selftest: { vectors: 52, asExpected: 52, failed: [], unsupported: [], crypto: 'OpenSSL 3.5.4' },
    cryptoPolicy: CRYPTO_POLICY,
    createdAt: '2025-06-01T00:00:00.000Z',
    catalogue: english,
  });
  const drawn = await reportPdf(model, fonts);
  return { model, pdf: drawn.bytes, pages: drawn.pages };
}

/** Every value of the model that a reader could look for, in small words. */
function missingWords(model: ReportModel, text: string): readonly string[] {
  const rules = model.sections.flatMap((section) => section.rules);
  const wanted = [
    ...rules.map((rule) => rule.rule),
    ...rules.flatMap((rule) => rule.evidence.map((evidence) => evidence.sha256)),
    ...model.members.map((member) => member.sha256 ?? ''),
    ...model.signatures.map((signature) => signature.signer?.fingerprint ?? ''),
    ...model.anomalies.map((anomaly) => anomaly.id),
    ...model.anchors.map((anchor) => anchor.fingerprint),
    ...model.integrity.mismatched.flatMap((one) => [one.expected, one.actual]),
    model.archive.sha256,
    model.ruleSet.sha256,
  ];
  return wanted.filter((word) => !text.includes(word));
}

describe.skipIf(!HAS_PDFTOTEXT)('the report of the sample release', () => {
  let made: Awaited<ReturnType<typeof report>>;
  let pages: readonly string[] = [];
  let text = '';
  beforeAll(async () => {
    const sample = sharedSample();
    made = await report(sample.archive, sample.anchorPem);
    pages = pdfPages(made.pdf);
    text = pages.join('\n');
  });

  it('has ten pages or more', () => {
    expect(made.pages).toBeGreaterThanOrEqual(10);
    expect(pages).toHaveLength(made.pages);
  });

  it('opens with the figures of the release', () => {
    const [cover] = pages;
    for (const figure of ['412 of 412', '68 of 68', '94 of 96', '\n11\n', '\n147\n', '5 of 5', 'PASSED'])
      expect(cover).toContain(figure);
  });

  it('names every rule, anomaly and signer, with every digest whole', () => {
    expect(missingWords(made.model, text)).toEqual([]);
  });

  it('says everything in words', () => {
    expect(text.match(/\b(?:report|reason|check|rules|evidence|audit)\.[\w.-]+ \{.*/gu)).toBeNull();
  });
});

describe.skipIf(!HAS_PDFTOTEXT)('the report of a release with faults', () => {
  it('names the same things, and a verdict that is not passed', async () => {
    const faulty = sharedFaultySample();
    const { model, pdf } = await report(faulty.archive, faulty.anchorPem);
    const text = pdfPages(pdf).join('\n');
    expect(model.verdict).not.toBe('TOTAL_PASSED');
    expect(missingWords(model, text)).toEqual([]);
    expect(text).not.toContain('Archive verification: PASSED');
    expect(text.match(/\b(?:report|reason|check|rules|evidence|audit)\.[\w.-]+ \{.*/gu)).toBeNull();
  });
});

describe('a name on a command line', () => {
  const names = [
    'plain.zip',
    "it's here.zip",
    '-rf',
    '$(reboot)',
    '`id`',
    'a;b',
    'ünïcödé.txt',
    'quote"s',
    'back\\slash',
    'new\nline',
    'a\u202eb',
  ];

  it.skipIf(spawnSync('bash', ['-c', 'true']).status !== 0)('reaches the program as it is', () => {
    for (const name of names) {
      const echoed = spawnSync('bash', ['-c', `printf %s ${shellWord(name)}`]).stdout.toString('utf8');
      expect(echoed).toBe(name.startsWith('-') ? `./${name}` : name);
    }
  });

  it('has nothing in it that cannot be typed', () => {
    for (const name of names) expect(shellWord(name)).toMatch(/^[\u0020-\u007e]+$/u);
  });

  it.skipIf(process.platform !== 'linux')('gives a folder the digest that the report prints', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    try {
      const files = new Map([...sharedSample().files].slice(0, 6)).set('Zürich/ä b.txt', Buffer.from('x'));
      for (const [path, bytes] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      const archive = await openArchive({
        kind: 'folder',
        name: 'release',
        folder: {
          list: () => Promise.resolve([...files].map(([path, bytes]) => ({ path, size: bytes.length, type: 'file' }))),
          open: (path) => Promise.resolve({ ...accessOf(files.get(path)!), close: () => Promise.resolve() }),
        },
      });
      const command = `cd ${shellWord(folder)} && find . -type f -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`;
      const printed = spawnSync('sh', ['-c', command]).stdout.toString('utf8');
      expect(printed).toBe(`${await archive.sha256({})}  -\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

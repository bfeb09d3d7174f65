import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { reportModel } from '../../../src/report/index.ts';
import { reportPdf } from '../../../src/report/pdf/index.ts';
import { HAS_PDFTOTEXT, draw, inkOf, pdfInk, pdfPages, pdfSource } from '../../support/pdf-text.ts';
import { emptyInput, reportFonts, reportInput, sha, withMembers } from '../../support/report-fixture.ts';

/** The report of the fixture as users get it, and the same with readable operators. */
let packed: Awaited<ReturnType<typeof draw>>;
let source = '';
let metadata = '';
beforeAll(async () => {
  packed = await draw(reportInput());
  const { bytes } = await draw(reportInput(), false);
  source = pdfSource(bytes);
  metadata = pdfSource(bytes, 'utf8');
});

describe('the file', () => {
  it('has the same bytes when made twice', async () => {
    const second = await draw(reportInput());
    expect(createHash('sha256').update(packed.bytes).digest('hex')).toBe(
      createHash('sha256').update(second.bytes).digest('hex'),
    );
    expect(packed.pages).toBe(second.pages);
  });

  it('has the same bytes whichever report came before it', async () => {
    // A font draws the letters lam and alef with the glyph of their ligature, which is a character of its own too.
    const [letters, ligature] = ['\u0644\u0627.txt', '\ufefb.txt'];
    const model = (path: string) => reportModel(withMembers(emptyInput(), [path]));
    const fonts = reportFonts();
    await reportPdf(model(ligature), fonts);
    const after = await reportPdf(model(letters), fonts);
    const alone = await reportPdf(model(letters), reportFonts());
    expect(Buffer.compare(after.bytes, alone.bytes)).toBe(0);
  });

  it('has other bytes for another time of making', async () => {
    const other = await draw(reportInput({ createdAt: '2024-11-06T10:00:00.000Z' }));
    expect(Buffer.compare(other.bytes, packed.bytes)).not.toBe(0);
  });

  it('is tagged, in a language, of the kind PDF/A-3a, with an outline, and shows its title', () => {
    for (const part of [
      '/StructTreeRoot',
      '/Lang (en)',
      '<pdfaid:part>3</pdfaid:part>',
      '/Outlines',
      '/DisplayDocTitle true',
      '/Marked true',
      '/S /TH',
      '/Scope /Column',
      '/S /H1',
      '/S /TOC',
    ]) {
      expect(source).toContain(part);
    }
  });

  it('embeds every font and uses no other', () => {
    expect(source.match(/\/FontFile2/gu)).toHaveLength(4);
    expect(source).not.toContain('Helvetica');
  });

  it('escapes the product name in its metadata', () => {
    expect(metadata).toContain('Triage &amp; &lt;Watch&gt; 2.4.0</rdf:li>');
  });

  it('closes every marked stretch that it opens', () => {
    expect(source.match(/ BDC\n/gu)!.length).toBe(source.match(/\bEMC\n/gu)!.length);
  });

  it('holds no link that leaves it, no script and no attachment', () => {
    expect(source).not.toMatch(/\/S \/(?:URI|Launch|JavaScript|GoToR|SubmitForm)|\/EmbeddedFiles|\/JS /u);
  });

  it('gives the same bytes in another time zone', async () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Asia/Tokyo';
    const second = await draw(reportInput());
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    expect(Buffer.compare(packed.bytes, second.bytes)).toBe(0);
  });
});

describe.skipIf(!HAS_PDFTOTEXT)('the text, as pdftotext reads it', () => {
  let pages: readonly string[] = [];
  let ink = '';
  let text = '';
  beforeAll(() => {
    pages = pdfPages(packed.bytes);
    text = pages.join('\n');
    ink = inkOf(pages);
  });

  it('opens with verdict and figures', () => {
    for (const figure of ['412 of 412', '68 of 68', '94 of 96', '11', '147', '4 of 5', 'FAILED'])
      expect(pages[0]).toContain(figure);
  });

  it('has page n of m and the archive digest on every page', () => {
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`page ${String(index + 1)} of ${String(pages.length)}`);
      expect(page).toContain(`sha256 ${sha('archive')}`);
    }
  });

  it('names every rule, section, anomaly and SOUP item', () => {
    for (const { rule } of reportInput().assessment.results) expect(text).toContain(rule);
    for (let index = 0; index < 11; index += 1) expect(text).toContain(`AN-${String(100 + index)}`);
    for (let index = 0; index < 147; index += 1) expect(text).toContain(`pkg:npm/library-${String(index)}@1.2.3`);
  });

  it('prints every digest in one piece', () => {
    for (const of of [
      'archive',
      'release.yaml',
      'tests/unit.xml',
      'sbom.json',
      'expected',
      'actual',
      'Release Signer',
      'Release CA',
      'rules',
      'head',
    ]) {
      expect(text).toContain(sha(of));
    }
  });

  it('leaves no catalogue key unrendered', () => {
    expect(text).not.toMatch(/\b(?:report|verdict|outcome|grade|audit)\.[a-z-]+\.?[a-z-]* \{/u);
    expect(text).not.toMatch(/\b(?:reason|check|rules)\.[A-Za-z_-]+(?:\.sentence)? \{/u);
    expect(text).not.toContain('undefined');
    expect(text).not.toContain('[object');
  });

  it('has the right page beside each entry of the contents', () => {
    for (const title of ['Clause by clause', 'Evidence register', 'Glossary', 'Rollback plan']) {
      const entry = new RegExp(`${title}[^\\d]*(\\d+)`, 'u');
      const layout = pages[1]!;
      expect(layout).toContain(title);
      const page = pages.findIndex((one, index) => index > 1 && one.includes(`\n${title}\n`)) + 1;
      expect(page).toBeGreaterThan(2);
      expect(layout.match(entry) !== null || layout.includes(String(page))).toBe(true);
      expect(layout.split('\n')).toContain(String(page));
    }
  });

  it('shows the auditor beside the rules, and the journal', () => {
    expect(text).toContain('differs from the rules’ result');
    expect(text).toContain('saw the missing logs on site');
    expect(text).toContain('judged 5.8.1: Conforms');
  });

  it('quotes the archive name for a shell', () => {
    expect(ink).toContain(`sha256sum'triage-2.4.0(it'\\''sfinal).zip'`);
    expect(ink).toContain('opensslcms-verify-binary-informDER-purposeany-inrelease.yaml.p7s-contentrelease.yaml');
  });

  it('names what is mismatched, missing, unlisted, weak and unsafe', () => {
    for (const path of ['sbom.json', 'docs/ifu.md', 'notes/forgotten.txt', 'old/md5.bin', '../outside'])
      expect(text).toContain(path);
  });

  it('marks a mock audit on every page, and no other', async () => {
    expect(text).not.toContain('MOCK');
    const input = reportInput();
    const profile = { ...input.assessment.profile, mode: 'mock' } as const;
    const { bytes } = await draw({ ...input, assessment: { ...input.assessment, profile } }, false);
    const mock = pdfPages(bytes);
    for (const page of mock) expect(page).toContain('MOCK AUDIT, INTERNAL');
    expect(pdfSource(bytes).match(/\/Type \/Background/gu)).toHaveLength(mock.length);
  });

  it('says of an archive that holds nothing that it holds nothing', async () => {
    const { bytes, pages: count } = await draw(emptyInput());
    const empty = pdfPages(bytes).join('\n');
    expect(count).toBeGreaterThanOrEqual(4);
    expect(empty).toContain('unknown');
    expect(empty).toContain('That is not the same as no anomalies.');
    expect(empty).toContain('The archive holds no signature.');
    expect(empty).not.toContain('PASSED\n0 members');
  });

  it('does not say that nothing was read where it prints what was read but could not count it', async () => {
    const input = reportInput();
    const figures = { ...input.assessment.figures, anomalies: null, soup: null };
    const { bytes } = await draw({ ...input, assessment: { ...input.assessment, figures } });
    const said = pdfPages(bytes).join('\n').replace(/\s+/gu, ' ');
    expect(said).not.toContain('No export of anomalies was read');
    expect(said).not.toContain('No SOUP list and no SBOM was read');
    expect(said).toContain('How many residual anomalies there are is not known');
    expect(said).toContain('How many SOUP items the build holds is not known');
  });

  it('says what the verdict on a sign-off is about, where there is one', async () => {
    const input = reportInput();
    const { verification } = input.release;
    const approvals = [{ ...verification.approvals[3]!, anomaly: 'AN-104', indication: 'INDETERMINATE' as const }];
    const signed = { ...input, release: { ...input.release, verification: { ...verification, approvals } } };
    const words = 'Theverdictonasign-offisaboutitssignature';
    expect(pdfInk((await draw(signed)).bytes)).toContain(words);
    expect(pdfInk((await draw(input)).bytes)).not.toContain(words);
  });

  it('names the export beside each anomaly’s place', async () => {
    const { bytes } = await draw(reportInput());
    expect(pdfInk(bytes)).toContain('anomalies/known.json/anomalies/AN-100(line12)');
  });
});

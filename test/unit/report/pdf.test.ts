import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from '../../../src/domain/evidence.ts';
import { message } from '../../../src/domain/message.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';
import { reportModel, reportPdf, type ReportInput } from '../../../src/report/index.ts';
import { HAS_PDFTOTEXT, pdfInk, pdfPages } from '../../support/pdf-text.ts';
import {
  anomaly,
  covered,
  emptyInput,
  evidenceFile,
  manifest,
  reportFonts,
  reportInput,
  sha,
} from '../../support/report-fixture.ts';

const fonts = reportFonts();

function draw(input: ReportInput, compress = true) {
  return reportPdf(reportModel(input), fonts, { compress });
}

function named(name: string): ReportInput {
  const input = reportInput();
  const given = manifest();
  const release = { ...input.release, manifest: { ...given, product: { ...given.product, name } } };
  return { ...input, release };
}

function withMembers(paths: readonly string[]): ReportInput {
  const input = reportInput();
  const verification = { ...input.release.verification, coverage: paths.map((path) => covered(path)) };
  return { ...input, release: { ...input.release, verification } };
}

function withAnomalies(evaluations: readonly string[]): ReportInput {
  const input = reportInput();
  const anomalies = evaluations.map((evaluation, index) => anomaly(`AN-${String(index)}`, evaluation));
  const facts = {
    kind: 'anomalies',
    version: null,
    tool: null,
    query: null,
    exported: null,
    exportedAt: null,
    statedRows: null,
    anomalies,
  } as const;
  return { ...input, release: { ...input.release, evidence: [evidenceFile('anomalies.json', facts)] } };
}

describe('the file', () => {
  it('has the same bytes when made twice', async () => {
    const [first, second] = [await draw(reportInput()), await draw(reportInput())];
    expect(createHash('sha256').update(first.bytes).digest('hex')).toBe(
      createHash('sha256').update(second.bytes).digest('hex'),
    );
    expect(first.pages).toBe(second.pages);
  });

  it('has other bytes for another time of making', async () => {
    const other = await draw(reportInput({ createdAt: '2024-11-06T10:00:00.000Z' }));
    expect(Buffer.compare(other.bytes, (await draw(reportInput())).bytes)).not.toBe(0);
  });

  it('is tagged, in a language, of the kind PDF/A-3a, with an outline, and shows its title', async () => {
    const text = Buffer.from((await draw(reportInput(), false)).bytes).toString('latin1');
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
      expect(text).toContain(part);
    }
  });

  it('embeds every font and uses no other', async () => {
    const text = Buffer.from((await draw(reportInput(), false)).bytes).toString('latin1');
    expect(text.match(/\/FontFile2/gu)).toHaveLength(4);
    expect(text).not.toContain('Helvetica');
  });

  it('escapes the product name in its metadata', async () => {
    const text = Buffer.from((await draw(reportInput(), false)).bytes).toString('utf8');
    expect(text).toContain('Triage &amp; &lt;Watch&gt; 2.4.0</rdf:li>');
  });

  it('closes every marked stretch that it opens', async () => {
    const text = Buffer.from((await draw(reportInput(), false)).bytes).toString('latin1');
    expect(text.match(/ BDC\n/gu)!.length).toBe(text.match(/\bEMC\n/gu)!.length);
  });

  it('holds no link that leaves it, no script and no attachment', async () => {
    const text = Buffer.from((await draw(reportInput(), false)).bytes).toString('latin1');
    expect(text).not.toMatch(/\/S \/(?:URI|Launch|JavaScript|GoToR|SubmitForm)|\/EmbeddedFiles|\/JS /u);
  });

  it('gives the same bytes in another time zone', async () => {
    const before = process.env['TZ'];
    const first = await draw(reportInput());
    process.env['TZ'] = 'Asia/Tokyo';
    const second = await draw(reportInput());
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });
});

describe.skipIf(!HAS_PDFTOTEXT)('the text, as pdftotext reads it', () => {
  let pages: readonly string[] = [];
  let ink = '';
  let text = '';
  beforeAll(async () => {
    const { bytes } = await draw(reportInput());
    pages = pdfPages(bytes);
    text = pages.join('\n');
    ink = pdfInk(bytes);
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
    expect(
      Buffer.from(bytes)
        .toString('latin1')
        .match(/\/Type \/Background/gu),
    ).toHaveLength(mock.length);
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
});

/** Names that try to be something else, and how the report must show them. */
const HOSTILE_NAMES = [
  ['a bidirectional override', 'safe\u202egpj.exe', 'safe<U+202E>gpj.exe'],
  ['a control character', 'bell\u0007.txt', 'bell<U+0007>.txt'],
  ['a zero-width space', 'a\u200bb.txt', 'a<U+200B>b.txt'],
  ['a lone surrogate', 'x\ud800y', 'x<U+D800>y'],
  ['a character in none of the fonts', 'dna \u{1f9ec}.txt', 'dna<U+1F9EC>.txt'],
  ['characters of other scripts', 'Ωμέγα-Дата-Übersicht', 'Ωμέγα-Дата-Übersicht'],
  ['markup', '<script>alert(1)</script>&amp;', '<script>alert(1)</script>&amp;'],
  ['PDF syntax', ') Tj ET (\\051 endstream', ')TjET(\\051endstream'],
] as const;

describe.skipIf(!HAS_PDFTOTEXT)('hostile text', () => {
  // One report with all of the names: each test looks for its own.
  let ink = '';
  beforeAll(async () => {
    const names = [...HOSTILE_NAMES.map(([, name]) => name), 'Zu\u0308rich.txt', 'שלום.txt', 'سلام.txt'];
    ink = pdfInk((await draw(withMembers(names))).bytes);
  });

  it.each(HOSTILE_NAMES)('shows %s', (_, name, shown) => {
    expect(ink).toContain(shown.replace(/\s/gu, ''));
    if (shown.includes('<U+')) expect(ink).not.toContain(name.replace(/\s/gu, ''));
  });

  it('shows a letter with a combining mark', () => {
    expect(ink.normalize('NFC')).toContain('Zürich.txt');
  });

  it('shows Hebrew and Arabic names letter by letter', () => {
    for (const letter of 'שלום') expect(ink).toContain(letter);
    expect(ink).not.toContain('<U+05');
  });

  it('wraps a word of 5,000 characters and loses none of it', async () => {
    const word = `${'abcdefghij'.repeat(500)}ENDMARK`;
    const ink = pdfInk((await draw(withMembers([word]))).bytes);
    expect(ink.match(/ENDMARK/gu)).toHaveLength(1);
    expect(ink.split('abcdefghij').length - 1).toBeGreaterThanOrEqual(490);
  });

  it('draws a product name of 5,000 characters without running off the page', async () => {
    const { bytes } = await draw(named(`${'W'.repeat(5_000)}ENDMARK`), false);
    const places = Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/1 0 0 -1 (\S+) (\S+) Tm/gu);
    for (const [, x, y] of places) {
      expect(Number(x)).toBeLessThan(545);
      expect(Number(y)).toBeLessThan(825);
    }
    expect(pdfInk((await draw(named(`${'W'.repeat(5_000)}ENDMARK`))).bytes)).toContain('ENDMARK');
  });
});

describe('the type area', () => {
  it('holds every line, however much waits for the next block', async () => {
    const input = reportInput();
    const clauses = input.edition.clauses.map((clause) => ({
      ...clause,
      title: 'word '.repeat(90),
      asks: 'word '.repeat(140),
    }));
    const sections = input.assessment.sections.map((one) => ({ ...one, why: message('word '.repeat(130)) }));
    const { bytes } = await draw(
      { ...input, edition: { ...input.edition, clauses }, assessment: { ...input.assessment, sections } },
      false,
    );
    const places = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/1 0 0 -1 (\S+) (\S+) Tm/gu),
    ];
    expect(places.length).toBeGreaterThan(500);
    for (const [, x, y] of places) {
      expect(Number(x)).toBeLessThan(542);
      expect(Number(y) < 779 || Number(y) > 796).toBe(true);
      expect(Number(y)).toBeLessThan(812);
    }
  });
});

describe.skipIf(!HAS_PDFTOTEXT)('tables', () => {
  it('go on over pages with a row that is higher than one, and lose no line of it', async () => {
    const long = (mark: string) =>
      `${Array.from({ length: 1_500 }, (_, index) => `w${String(index)}`).join(' ')} ${mark}`;
    const { bytes } = await draw(withAnomalies([long('ENDONE'), 'short', long('ENDTWO')]));
    const ink = pdfInk(bytes);
    for (const mark of ['ENDONE', 'ENDTWO', 'w0w1w2']) expect(ink).toContain(mark);
    const seen = new Set(
      pdfPages(bytes)
        .join(' ')
        .match(/\bw\d+\b/gu),
    );
    expect(seen.size).toBe(1_500);
  });

  it('repeat their header on each page', async () => {
    const pages = pdfPages((await draw(reportInput())).bytes);
    const soup = pages.filter((page) => page.includes('pkg:npm/library-'));
    expect(soup.length).toBeGreaterThan(2);
    for (const page of soup) expect(page).toContain('Package URL');
  });

  it('hold every row of 2,000, in reasonable time', async () => {
    const paths = Array.from(
      { length: 2_000 },
      (_, index) => `evidence/folder-${String(index % 50)}/file-${String(index)}.txt`,
    );
    const { bytes, pages } = await draw(withMembers(paths));
    const text = pdfPages(bytes).join('\n');
    for (const path of paths) expect(text).toContain(sha(path));
    expect(pages).toBeGreaterThan(60);
  }, 120_000);

  it('hold 1,000 evidence references of one rule', async () => {
    const input = reportInput();
    const evidence = Array.from({ length: 1_000 }, (_, index) => {
      const locator: Locator = { kind: 'line', line: index + 1 };
      return { path: 'source/main.c', sha256: sha(String(index)), locator, quote: `quote ${String(index)}` };
    });
    const results = [{ ...input.assessment.results[0]!, evidence }];
    const text = pdfPages((await draw({ ...input, assessment: { ...input.assessment, results } })).bytes).join('\n');
    for (const one of evidence) expect(text).toContain(one.sha256);
  }, 120_000);

  it('say where a listing ends early', async () => {
    const text = pdfPages((await draw(withAnomalies(Array.from({ length: 2_001 }, () => 'x')))).bytes).join('\n');
    expect(text).toContain('the first 2000 of 2001 entries follow');
  }, 60_000);
});

describe.skipIf(!HAS_PDFTOTEXT)('headings', () => {
  it('never stand at the foot of a page', async () => {
    for (const lines of [0, 5, 11]) {
      const input = reportInput();
      const sentence = message('cli.none');
      const results = input.assessment.results.map((one, index) =>
        index === 0 ? { ...one, missing: Array.from({ length: lines }, () => sentence), sentence } : one,
      );
      const pages = pdfPages((await draw({ ...input, assessment: { ...input.assessment, results } })).bytes);
      const titles = new Set([
        ...SECTIONS.flatMap((section) =>
          reportModel(input)
            .sections.filter((one) => one.section === section)
            .map((one) => one.title),
        ),
        'Glossary',
        'Test results',
        'Clause by clause',
        'The auditor’s judgement',
      ]);
      for (const page of pages.slice(2)) {
        const body = page.split('\n').filter((line) => line.trim() !== '' && !/^(sha256 |page \d+ of)/u.test(line));
        expect(titles.has(body.at(-1)!)).toBe(false);
        expect(body.at(-1)!).not.toMatch(/^CS-[0-9A-Z]{3}-\d{2} /u);
      }
    }
  }, 60_000);
});

import { describe, expect, it } from 'vitest';
import type { Locator } from '../../../src/domain/evidence.ts';
import { message } from '../../../src/domain/message.ts';
import { SECTIONS } from '../../../src/domain/clause.ts';
import { reportModel, type ReportInput } from '../../../src/report/index.ts';
import { HAS_PDFTOTEXT, draw, pdfInk, pdfPages } from '../../support/pdf-text.ts';
import { anomaly, emptyInput, evidenceFile, reportInput, sha, withMembers } from '../../support/report-fixture.ts';

function withAnomalies(evaluations: readonly string[]): ReportInput {
  const input = emptyInput();
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
    const input = emptyInput();
    const { evidence } = reportInput().release;
    const pages = pdfPages((await draw({ ...input, release: { ...input.release, evidence } })).bytes);
    const soup = pages.filter((page) => page.includes('pkg:npm/library-'));
    expect(soup.length).toBeGreaterThan(2);
    for (const page of soup) expect(page).toContain('Package URL');
  });

  it('hold every row of 1,200, in reasonable time', async () => {
    const paths = Array.from(
      { length: 1_200 },
      (_, index) => `evidence/folder-${String(index % 50)}/file-${String(index)}.txt`,
    );
    const { bytes, pages } = await draw(withMembers(emptyInput(), paths));
    const text = pdfPages(bytes).join('\n');
    for (const path of paths) expect(text).toContain(sha(path));
    expect(pages).toBeGreaterThan(36);
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
    expect(text).toContain('of 2001, the first 2000 follow');
  }, 60_000);
});

describe.skipIf(!HAS_PDFTOTEXT)('paragraphs', () => {
  it.each([100, 128, 156, 184])('of %i words never leave their last line alone on a page', async (count) => {
    const input = reportInput();
    const words = Array.from({ length: count }, (_, index) => `w${String(index + 100)}`);
    const catalogue = { ...input.catalogue, texts: { ...input.catalogue.texts, 'rules.long': words.join(' ') } };
    const sentence = message('rules.long');
    const results = input.assessment.results.map((one) => ({ ...one, sentence, missing: [], evidence: [] }));
    const pages = pdfPages((await draw({ ...input, catalogue, assessment: { ...input.assessment, results } })).bytes);
    const all = pages.map((page) => page.split('\n').filter((line) => line.trim() !== ''));
    const before = all.flatMap((lines) => lines.filter((_, index) => lines[index + 1]?.endsWith(words.at(-1)!)));
    expect(before).toHaveLength(results.length);
    for (const line of before) expect(line).toMatch(/^w\d{3} /u);
  });
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

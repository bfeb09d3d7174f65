import { beforeAll, describe, expect, it } from 'vitest';
import { message } from '../../../src/domain/message.ts';
import type { ReportInput } from '../../../src/report/index.ts';
import { HAS_PDFTOTEXT, draw, pdfInk, textPlaces } from '../../support/pdf-text.ts';
import { emptyInput, manifest, reportInput, withMembers } from '../../support/report-fixture.ts';

function named(name: string): ReportInput {
  const input = reportInput();
  const given = manifest();
  const release = { ...input.release, manifest: { ...given, product: { ...given.product, name } } };
  return { ...input, release };
}

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
    ink = pdfInk((await draw(withMembers(emptyInput(), names))).bytes);
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
    const ink = pdfInk((await draw(withMembers(emptyInput(), [word]))).bytes);
    expect(ink.match(/ENDMARK/gu)).toHaveLength(1);
    expect(ink.split('abcdefghij').length - 1).toBeGreaterThanOrEqual(490);
  });

  it('draws a product name of 5,000 characters without running off the page', async () => {
    const { bytes } = await draw(named(`${'W'.repeat(5_000)}ENDMARK`), false);
    const places = textPlaces(bytes);
    expect(places.length).toBeGreaterThan(500);
    expect(Math.max(...places.map(({ x }) => x))).toBeLessThan(545);
    expect(Math.max(...places.map(({ y }) => y))).toBeLessThan(825);
    expect(pdfInk(bytes)).toContain('ENDMARK');
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
    const places = textPlaces(bytes);
    expect(places.length).toBeGreaterThan(500);
    expect(places.filter(({ x, y }) => !(x < 542 && (y < 779 || (y > 796 && y < 812))))).toEqual([]);
  });
});

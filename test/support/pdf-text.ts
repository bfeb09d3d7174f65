import { spawnSync } from 'node:child_process';
import { reportModel, type ReportInput } from '../../src/report/index.ts';
import { reportPdf } from '../../src/report/pdf/index.ts';
import { reportFonts } from './report-fixture.ts';

const fonts = reportFonts();

/** Returns the report of `input` as a PDF, with the product's fonts. */
export function draw(input: ReportInput, compress = true): Promise<{ bytes: Uint8Array; pages: number }> {
  return reportPdf(reportModel(input), fonts, { compress });
}

/** Returns what an uncompressed PDF is written in. */
export function pdfSource(bytes: Uint8Array, encoding: 'latin1' | 'utf8' = 'latin1'): string {
  return Buffer.from(bytes).toString(encoding);
}

/** Returns where each stretch of text begins, in points from the top left corner, as an uncompressed PDF has it. */
export function textPlaces(bytes: Uint8Array): readonly { readonly x: number; readonly y: number }[] {
  const places = pdfSource(bytes).matchAll(/1 0 0 -1 (\S+) (\S+) Tm/gu);
  return Array.from(places, ([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

/** Whether poppler's `pdftotext` is on this machine. */
export const HAS_PDFTOTEXT = spawnSync('pdftotext', ['-v']).error === undefined;

/** Returns the text of a PDF as poppler reads it, page by page. */
export function pdfPages(bytes: Uint8Array): readonly string[] {
  const run = spawnSync('pdftotext', ['-', '-'], { input: withoutColours(bytes), maxBuffer: 256 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stdout.toString('utf8').split('\f').slice(0, -1);
}

/** Returns the text of a PDF without any white space, so that what goes on over lines and pages is found again. */
export function pdfInk(bytes: Uint8Array): string {
  return inkOf(pdfPages(bytes));
}

/** Returns the text of pages without any white space. */
export function inkOf(pages: readonly string[]): string {
  return pages.join('').replace(/\s/gu, '');
}

/** Hides the colour profile by a name of the same length: poppler prepares it anew for each page, which text does not need. */
function withoutColours(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf('/OutputIntents ');
  if (at >= 0) copy.write('/OutputIntentz ', at, 'latin1');
  return copy;
}

import { spawnSync } from 'node:child_process';

/** Whether poppler's `pdftotext` is on this machine. */
export const HAS_PDFTOTEXT = spawnSync('pdftotext', ['-v']).error === undefined;

/** Returns the text of a PDF as poppler reads it, page by page. */
export function pdfPages(bytes: Uint8Array): readonly string[] {
  const run = spawnSync('pdftotext', ['-', '-'], { input: bytes, maxBuffer: 256 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stdout.toString('utf8').split('\f').slice(0, -1);
}

/** Returns the text of a PDF without any white space, so that what goes on over lines and pages is found again. */
export function pdfInk(bytes: Uint8Array): string {
  return pdfPages(bytes).join('').replace(/\s/gu, '');
}

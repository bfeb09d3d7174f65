import type { EvidenceContent, SessionView } from '../../../src/contract/contract.ts';
import { textOf } from '../../support/session-files.ts';
import { pretendDigest } from '../../support/session-parts.ts';

/** How a member is read: as it is, or every text as bytes, as nothing, as far more than is shown, as hostile text. */
export type Reading = 'whole' | 'hex' | 'empty' | 'long' | 'hostile';

const MOST_TEXT = 8 * 1024 * 1024;
const MOST_HEX = 1024 * 1024;
const LONG_SIZE = 90_000_000;
const HOSTILE = `first\u202E line\r\n<script>alert(1)</script>\u0000\u0007\n"key": "${'z'.repeat(5_000)}"\n\tשלום עולם ${'e\u0301\u0302\u0303'.repeat(40)}\nlast`;

/** Returns the view with the sizes that its texts have when they are read so. */
export function sizedFor(view: SessionView, reading: Reading): SessionView {
  const size = sizeOf(reading);
  if (size === null) return view;
  const texts = new Set(view.verification.coverage.filter((row) => isText(row.path, row.by)).map(({ path }) => path));
  const resize = <T extends { readonly path: string; readonly size: number }>(file: T): T =>
    texts.has(file.path) ? { ...file, size } : file;
  const { archive, coverage, integrity } = view.verification;
  const more = coverage.reduce((sum, row) => sum + resize(row).size - row.size, 0);
  return {
    ...view,
    evidence: view.evidence.map(resize),
    verification: {
      ...view.verification,
      archive: { ...archive, size: archive.size + more },
      coverage: coverage.map(resize),
      integrity: { ...integrity, members: integrity.members.map(resize) },
    },
  };
}

function isText(path: string, by: string): boolean {
  return by !== 'is-signature' && !path.startsWith('artifacts/');
}

function sizeOf(reading: Reading): number | null {
  switch (reading) {
    case 'whole':
    case 'hex':
      return null;
    case 'empty':
      return 0;
    case 'long':
      return LONG_SIZE;
    case 'hostile':
      return new TextEncoder().encode(HOSTILE).length;
  }
}

/** Returns the beginning of a member as the other side gives it: at most 8 MiB of text or 1 MiB of bytes. */
export function contentOf(view: SessionView, path: string, reading: Reading): EvidenceContent {
  const size = view.verification.coverage.find((row) => row.path === path)?.size ?? 0;
  const base = { path, size, sha256: pretendDigest(path) };
  const text = reading === 'hex' ? null : textFor(path, size, reading);
  if (text !== null) {
    const views: EvidenceContent['views'] = [...(isShownOtherwise(path, reading) ? viewsFor(path) : []), 'text'];
    return { ...base, form: 'text', content: text, truncated: reading === 'long', views };
  }
  const shown = Math.min(size, MOST_HEX);
  let bytes = '';
  for (let place = 0; place < shown; place += 1) bytes += String.fromCharCode((place * 37) % 256);
  return { ...base, form: 'hex', content: btoa(bytes), truncated: shown < size, views: ['hex'] };
}

function isShownOtherwise(path: string, reading: Reading): boolean {
  return reading === 'whole' && viewsFor(path).length > 0;
}

function viewsFor(path: string): EvidenceContent['views'] {
  if (path.endsWith('.md')) return ['formatted'];
  if (/\.(?:json|xml|csv)$/u.test(path)) return ['table', 'tree'];
  return path.endsWith('.yaml') ? ['tree'] : [];
}

function textFor(path: string, size: number, reading: Exclude<Reading, 'hex'>): string | null {
  switch (reading) {
    case 'whole':
      return textOf(path) ?? (/\.(?:yaml|txt)$/u.test(path) ? 'A short text.\n'.padStart(size) : null);
    case 'empty':
      return '';
    case 'hostile':
      return HOSTILE;
    case 'long':
      return Array.from({ length: MOST_TEXT / 64 }, (_, place) => longLine(place + 1)).join('');
  }
}

/** 64 bytes with the line's end. */
function longLine(n: number): string {
  return `  { "id": "AN-${String(n).padStart(6, '0')}", "verdict": "acceptable" },`.padEnd(63) + '\n';
}

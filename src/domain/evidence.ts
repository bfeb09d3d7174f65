import type { Sha256 } from './brand.ts';
import type { EvidenceRole } from './manifest.ts';
import type { Message } from './message.ts';
import type { Facts } from './facts.ts';

/** Where inside a file something stands; each form is enough for a person without this tool to find it again. */
export type Locator =
  | { readonly kind: 'file' }
  | { readonly kind: 'line'; readonly line: number; readonly column?: number }
  | { readonly kind: 'pointer'; readonly pointer: string; readonly line: number }
  | { readonly kind: 'element'; readonly path: string; readonly line: number }
  | { readonly kind: 'case'; readonly id: string; readonly line: number }
  | { readonly kind: 'row'; readonly row: number; readonly column: string | null; readonly line: number }
  | { readonly kind: 'commit'; readonly commit: string };

/** A link to a place in a file of the archive, bound to the file's bytes by digest. */
export interface EvidenceRef {
  readonly path: string;
  readonly sha256: Sha256;
  readonly locator: Locator;
  /** A short quotation in the original language, 200 characters at most; empty for a whole file. */
  readonly quote: string;
}

/** What became of a file: its facts are used only as far as it was read. */
export interface ReadingReport {
  readonly path: string;
  readonly state: 'read' | 'partly-read' | 'not-understood' | 'not-read';
  /** What was dropped and why; empty when all was read. */
  readonly notes: readonly Message[];
}

/** One file of the archive with what was read from it. */
export interface EvidenceFile {
  readonly path: string;
  readonly sha256: Sha256;
  readonly size: number;
  /** The role that the manifest gives it, `tests` for a file of `tests[]`, `null` where only its content told what it is. */
  readonly role: EvidenceRole | 'tests' | null;
  readonly facts: Facts;
  /** Places of private key material (PEM, OpenSSH, PKCS#12), which must never be archived with a release. */
  readonly privateKeys: readonly Locator[];
  readonly reading: ReadingReport;
}

/** Returns a locator as the short text that JSON and PDF print, such as `line 12` or `/metadata/component/version`. */
export function locatorText(locator: Locator): string {
  switch (locator.kind) {
    case 'file':
      return 'file';
    case 'line':
      return locator.column === undefined ? `line ${locator.line}` : `line ${locator.line}:${locator.column}`;
    case 'pointer':
      return `${locator.pointer === '' ? '/' : locator.pointer} (line ${locator.line})`;
    case 'element':
      return `${locator.path} (line ${locator.line})`;
    case 'case':
      return `case ${locator.id} (line ${locator.line})`;
    case 'row':
      return locator.column === null
        ? `row ${locator.row} (line ${locator.line})`
        : `row ${locator.row}, column ${locator.column} (line ${locator.line})`;
    case 'commit':
      return `commit ${locator.commit}`;
  }
}

/** Returns the line that a locator points at, 1 being the first; `null` for a whole file or a commit. */
export function locatorLine(locator: Locator): number | null {
  return locator.kind === 'file' || locator.kind === 'commit' ? null : locator.line;
}

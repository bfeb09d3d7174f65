import type { Sha256 } from './brand.ts';
import type { EvidenceRole } from './manifest.ts';
import type { Message } from './message.ts';
import type { Facts } from './facts.ts';
import type { Locator } from './locator.ts';

/** A link to a place in a file of the archive, bound to the file's bytes by digest. */
export interface EvidenceRef {
  readonly path: string;
  readonly sha256: Sha256;
  readonly locator: Locator;
  /** A short quotation in the original language, 200 characters at most; empty for a whole file. */
  readonly quote: string;
  /** SHA-256 of the supplement whose file it is; absent for the audited archive. */
  readonly supplement?: Sha256 | undefined;
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

export { locatorLine, locatorText, type Locator } from './locator.ts';

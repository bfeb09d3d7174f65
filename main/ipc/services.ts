import type { Chosen, ProfileWords } from '../../src/contract/contract.ts';
import type { ColumnMap } from '../../src/domain/column-map.ts';
import type { Listing, Progress } from '../../src/domain/archive.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import type { JournalFile } from '../files/journal-file.ts';
import { Problem } from '../files/problem.ts';
import type { Settings } from '../files/settings.ts';
import type { Sessions } from '../files/sessions.ts';
import type { TrustStore } from '../files/trust-store.ts';
import type { Workspaces } from '../files/workspaces.ts';
import type { Inspector } from '../inspector/host.ts';
import type { Inspected } from '../inspector/protocol.ts';

/** One archive that a person chose, from choosing to closing. Only its token and name are known to the window. */
export interface ArchiveSession {
  readonly path: string;
  readonly previousPath: string | null;
  readonly name: string;
  /** What the auditor said of the profile; `null` where nothing. */
  profile: ProfileWords | null;
  inspector: Inspector | null;
  verified: Verified | null;
}

/** What a session holds once its archive was verified. */
export interface Verified {
  readonly inspected: Inspected;
  readonly anchors: readonly TrustAnchor[];
  readonly journal: JournalFile;
}

/** The system's dialogs. Each returns an absolute path, or `null` when the person closed it without a choice. */
export interface Dialogs {
  chooseArchive(kind: 'file' | 'folder'): Promise<string | null>;
  chooseAnchorFile(): Promise<string | null>;
  /** The file that trust anchors are written to, or taken from. */
  chooseTrustFile(to: 'save' | 'open'): Promise<string | null>;
  chooseReport(suggestedName: string): Promise<string | null>;
}

/** Everything the calls of the contract are made from. */
export interface Services {
  readonly product: { readonly name: string; readonly version: string; readonly runtime: 'electron' | 'stand-in' };
  /** Of the person at this machine: stands in the journal and beside trust anchors. */
  readonly author: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sessions: Sessions<ArchiveSession>;
  readonly startInspector: () => Inspector;
  readonly trust: TrustStore;
  /** Anchors that the command line gave for this run; never stored. */
  readonly givenAnchors: () => Promise<readonly TrustAnchor[]>;
  readonly workspaces: Workspaces;
  /** What the user set in the data folder, as it stands now. */
  readonly settings: () => Promise<Settings>;
  readonly keepColumns: (map: ColumnMap) => Promise<void>;
  readonly dialogs: Dialogs;
  readonly sendProgress: (session: string, progress: Progress) => void;
  readonly sendListing: (session: string, listing: Listing) => void;
  /** Returns the archive that the program was started with, once. */
  readonly takeInitial: () => Chosen | null;
  /** Closes the window, or leaves it open, after the window was asked. */
  readonly leaving: { readonly leave: () => void; readonly stay: () => void };
}

/** Returns a session's verified archive, or throws `NOT_VERIFIED`. */
export function verifiedOf(session: ArchiveSession): Verified {
  if (session.verified === null) throw new Problem('NOT_VERIFIED');
  return session.verified;
}

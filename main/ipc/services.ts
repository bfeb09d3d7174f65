import type { Chosen, ProfileWords } from '../../src/contract/contract.ts';
import type { ColumnMap } from '../../src/domain/column-map.ts';
import type { Listing, Progress } from '../../src/domain/archive.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import type { ArchiveFacts, SetUp } from '../../src/domain/workspace.ts';
import type { Audits } from '../files/audits.ts';
import { Problem } from '../files/problem.ts';
import type { Settings } from '../files/settings.ts';
import type { Sessions } from '../files/sessions.ts';
import type { TrustStore } from '../files/trust-store.ts';
import type { WorkspaceFile, ReadOnly } from '../files/workspace-file.ts';
import type { Workspaces } from '../files/workspaces.ts';
import type { Inspector } from '../inspector/host.ts';
import type { Inspected } from '../inspector/protocol.ts';

/** One archive that a person chose, from choosing to closing. Only its token and name are known to the window. */
export interface ArchiveSession {
  readonly path: string;
  readonly name: string;
  /** Anchors of this session alone: those of the sample release. */
  readonly anchors: readonly TrustAnchor[];
  previousPath: string | null;
  /** Where its workspace is, where a person said so. */
  place: string | null;
  /** For the workspace that is opened next; forgotten as soon as it is open. */
  passphrase: string | null;
  setUp: SetUp | null;
  /** The name that this person's work is written down under; `null` for the one at this machine. */
  author: string | null;
  /** What the auditor said of the profile; `null` where nothing. */
  profile: ProfileWords | null;
  inspector: Inspector | null;
  /** What the inspector found, whether or not the workspace is open. */
  found: Found | null;
  verified: Verified | null;
  supplements: readonly Supplement[];
}

export interface Found {
  readonly inspected: Inspected;
  readonly anchors: readonly TrustAnchor[];
}

/** What a session holds once its archive was verified and its workspace opened. */
export interface Verified extends Found {
  readonly workspace: WorkspaceFile;
  readonly readOnly: ReadOnly | null;
}

/** An archive that was added to an audit later. `inspector` is `null` where its file is not at hand. */
export interface Supplement {
  readonly facts: ArchiveFacts;
  readonly path: string | null;
  readonly inspector: Inspector | null;
  readonly inspected: Inspected | null;
}

/** The system's dialogs. Each returns an absolute path, or `null` when the person closed it without a choice. */
export interface Dialogs {
  chooseArchive(kind: 'file' | 'folder', purpose?: 'audited' | 'previous' | 'supplement'): Promise<string | null>;
  chooseAnchorFile(): Promise<string | null>;
  /** The file that trust anchors are written to, or taken from. */
  chooseTrustFile(to: 'save' | 'open'): Promise<string | null>;
  chooseReport(suggestedName: string): Promise<string | null>;
  /** A workspace: one to open, the place of a new one, or the place of a copy for a reviewer. */
  chooseWorkspace(to: 'open' | 'begin' | 'hand-over' | 'take-back', suggestedName: string): Promise<string | null>;
}

/** A sample release on this disk, with the anchor that its signatures end in. */
export interface Practice {
  readonly archive: string;
  readonly previous: string;
  readonly anchors: readonly TrustAnchor[];
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
  readonly audits: Audits;
  readonly practice: (faults: boolean) => Promise<Practice>;
  /** Anchors that count for this archive alone, because it is one of ours for practice. */
  readonly practiceAnchors: (archive: string) => Promise<readonly TrustAnchor[]>;
  /** What the user set in the data folder, as it stands now. */
  readonly settings: () => Promise<Settings>;
  readonly keepColumns: (map: ColumnMap) => Promise<void>;
  readonly dialogs: Dialogs;
  readonly sendProgress: (session: string, progress: Progress) => void;
  readonly sendListing: (session: string, listing: Listing) => void;
  /** Returns the archive that the program was started with, once. */
  readonly takeInitial: () => Promise<Chosen | null>;
  /** Closes the window, or leaves it open, after the window was asked. */
  readonly leaving: { readonly leave: () => void; readonly stay: () => void };
}

/** Returns a session's verified archive, or throws `NOT_VERIFIED`. */
export function verifiedOf(session: ArchiveSession): Verified {
  if (session.verified === null) throw new Problem('NOT_VERIFIED');
  return session.verified;
}

/** Returns the inspector of a session, or throws `NOT_VERIFIED`. */
export function inspectorOf(session: ArchiveSession): Inspector {
  if (session.inspector === null) throw new Problem('NOT_VERIFIED');
  return session.inspector;
}

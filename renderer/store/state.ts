import type { AuditItem, Chosen, ColumnsOffer, EvidenceContent, SessionView } from '../../src/contract/contract.ts';
import type { WireError } from '../../src/contract/define.ts';
import type { SectionId } from '../../src/domain/clause.ts';
import type { EvidenceRef } from '../../src/domain/evidence.ts';
import type { TrustAnchor } from '../../src/domain/signature.ts';
import type { Judgement } from '../../src/domain/workspace.ts';
import type { Listing } from '../../src/domain/archive.ts';
import type { TableQuery } from '../../src/domain/desk.ts';
import type { DeskTable } from '../../src/domain/sample.ts';
import type { Drafts } from './draft.ts';
import type { Run } from './rate.ts';

export type Screen = 'open' | 'running' | 'locked' | 'verdict' | 'clauses' | 'desk' | 'work';

export const WORK_TABS = ['findings', 'samples', 'questions', 'documents', 'time', 'review'] as const;
export type WorkTab = (typeof WORK_TABS)[number];

/** The rows that a link to the desk means. */
export type DeskPreset = Partial<Pick<TableQuery, 'text' | 'facets'>>;

/** The form of a new audit. */
export interface NewAuditState {
  readonly chosen: Chosen;
  readonly previous: string | null;
  readonly place: string | null;
  readonly problem: WireError | null;
}

/** A sealed audit that waits for its passphrase, and the screen that it goes on with. */
export interface LockedState {
  readonly name: string;
  readonly screen: Screen;
  readonly busy: boolean;
  readonly problem: WireError | null;
}

/** Work on the other side that one waits for. */
export interface Waiting {
  readonly busy: boolean;
  readonly problem: WireError | null;
}
export type DialogName = 'search' | 'trust' | 'columns' | 'profile' | 'export' | 'help' | 'close' | 'leave';

export interface AppInfo {
  readonly name: string;
  readonly version: string;
  readonly runtime: 'electron' | 'stand-in';
}

/** A judgement that is being edited, not yet in the journal. Absent means: what the journal holds. */
export interface JudgementDraft {
  readonly judgement: Judgement;
  readonly reason: string;
  readonly state: 'editing' | 'saving' | 'failed';
  readonly problem: WireError | null;
}

/** A note that was typed in this session. `saved`: the journal holds exactly `text`. */
export interface NoteDraft {
  readonly text: string;
  readonly state: 'unsaved' | 'saving' | 'saved' | 'failed';
  readonly problem: WireError | null;
}

/** The evidence pane: what is shown, and the section whose evidence it can become. */
export interface Viewer {
  readonly ref: EvidenceRef;
  readonly state: 'loading' | 'ready' | 'failed';
  readonly content: EvidenceContent | null;
  readonly problem: WireError | null;
  readonly adding: 'idle' | 'saving' | 'added' | 'failed';
  readonly addProblem: WireError | null;
}

export interface ExportResult {
  readonly name: string;
  readonly pages: number;
  readonly size: number;
  readonly sha256: string;
}

export interface ExportState {
  readonly state: 'idle' | 'running' | 'done' | 'failed';
  readonly result: ExportResult | null;
  readonly problem: WireError | null;
}

export interface TrustState {
  readonly state: 'loading' | 'ready' | 'failed';
  readonly anchors: readonly TrustAnchor[];
  /** Read from files that the person chose, not yet trusted. */
  readonly candidates: readonly TrustAnchor[];
  readonly busy: boolean;
  readonly problem: WireError | null;
  /** What was done last that nothing else on the screen shows. */
  readonly told: { readonly what: 'exported' | 'imported'; readonly count: number; readonly name: string } | null;
  /** Whether the anchors changed after the shown verification. */
  readonly changedSinceVerified: boolean;
}

/** The table whose columns a person says the meaning of. */
export interface ColumnsState {
  readonly path: string;
  readonly offer: ColumnsOffer | null;
  readonly busy: boolean;
  readonly problem: WireError | null;
}

/** Everything that the window shows. */
export interface AppState {
  readonly screen: Screen;
  readonly dialog: DialogName | null;
  readonly info: AppInfo | null;
  readonly chosen: Chosen | null;
  /** Given from outside while another archive is open; the person decides. */
  readonly offered: Chosen | null;
  readonly run: Run | null;
  /** What the archive that is being verified holds, as soon as that is known. */
  readonly listing: Listing | null;
  /** What went wrong last in opening or verifying. */
  readonly problem: WireError | null;
  readonly view: SessionView | null;
  readonly section: SectionId;
  readonly judgements: Readonly<Partial<Record<SectionId, JudgementDraft>>>;
  readonly notes: Readonly<Partial<Record<SectionId, NoteDraft>>>;
  readonly viewer: Viewer | null;
  readonly exporting: ExportState;
  readonly columns: ColumnsState | null;
  readonly trust: TrustState;
  /** The audits that were open here; `null` before they are known. */
  readonly audits: readonly AuditItem[] | null;
  readonly newAudit: NewAuditState | null;
  readonly locked: LockedState | null;
  readonly drafts: Drafts;
  readonly desk: { readonly table: DeskTable; readonly preset: DeskPreset };
  readonly work: { readonly tab: WorkTab; readonly id: string | null };
  readonly drawing: Waiting;
  readonly desking: Waiting;
  readonly verdictPart: string;
}

const IDLE: Waiting = { busy: false, problem: null };

export const INITIAL_STATE: AppState = {
  screen: 'open',
  dialog: null,
  info: null,
  chosen: null,
  offered: null,
  run: null,
  listing: null,
  problem: null,
  view: null,
  section: '5.8.1',
  judgements: {},
  notes: {},
  viewer: null,
  exporting: { state: 'idle', result: null, problem: null },
  columns: null,
  trust: {
    state: 'loading',
    anchors: [],
    candidates: [],
    busy: false,
    problem: null,
    told: null,
    changedSinceVerified: false,
  },
  audits: null,
  newAudit: null,
  locked: null,
  drafts: {},
  desk: { table: 'anomalies', preset: {} },
  work: { tab: 'findings', id: null },
  drawing: IDLE,
  desking: IDLE,
  verdictPart: 'overview',
};

/** What belongs to one session and is dropped with it. */
export const NO_SESSION = {
  view: null,
  run: null,
  listing: null,
  viewer: null,
  section: '5.8.1',
  judgements: {},
  notes: {},
  exporting: INITIAL_STATE.exporting,
  columns: null,
  locked: null,
  drafts: {},
  desk: INITIAL_STATE.desk,
  work: INITIAL_STATE.work,
  drawing: IDLE,
  desking: IDLE,
  verdictPart: 'overview',
} as const satisfies Partial<AppState>;

/** Returns what is not in the journal: sections with a judgement or a note, findings and questions by their ids. */
export function unsaved(state: AppState): readonly string[] {
  const notes = Object.entries(state.notes).filter(([, draft]) => draft.state !== 'saved');
  const drafts = Object.entries(state.drafts).filter(([, draft]) => draft.state !== 'saved');
  const names = [
    ...Object.keys(state.judgements),
    ...[...notes, ...drafts].map(([key]) => key.replace(/^private /u, '')),
  ];
  return [...new Set(names)];
}

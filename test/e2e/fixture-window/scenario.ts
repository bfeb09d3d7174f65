import type { AuditItem, ColumnsOffer, SessionView } from '../../../src/contract/contract.ts';
import type { WireError } from '../../../src/contract/define.ts';
import type { Listing, Progress } from '../../../src/domain/archive.ts';
import { foldWorkspace } from '../../../src/audit/index.ts';
import type { Mode, SectionId } from '../../../src/domain/clause.ts';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import {
  UNTOUCHED_SECTION,
  type WorkspaceAction,
  type WorkspaceEvent,
  type WorkspaceState,
} from '../../../src/domain/workspace.ts';
import { answering, asThrown, createFakeClient, type FakeClient } from '../../support/fake-client.ts';
import { sessionView } from '../../support/session-fixture.ts';
import { ANCHOR, pretendDigest } from '../../support/session-parts.ts';
import type { Variant } from '../../support/session-variants.ts';
import { contentOf, sizedFor, type Reading } from './content.ts';
import { deskOf } from './tables.ts';
import { BLOCKS, CERTIFICATE, treeAt } from './views.ts';

/** What a spec wants of the window's other side. Plain data, because it crosses into the page. */
export interface Scenario {
  readonly variant: Variant;
  readonly mode?: Mode;
  /** An archive is given at start, as by file association. */
  readonly initial?: boolean;
  readonly anchors?: number;
  /** `hang`: until it is cancelled. Otherwise the error that it rejects with. */
  readonly verify?: 'hang' | WireError;
  readonly progress?: readonly Progress[];
  readonly choose?: WireError;
  readonly note?: WireError;
  readonly judge?: WireError;
  readonly exporting?: 'hang' | 'closed' | WireError;
  readonly columns?: WireError;
  readonly read?: Reading | 'hang' | WireError;
  readonly fault?: WorkspaceState['fault'];
  readonly pages?: number;
  /** How many audits were open before. */
  readonly audits?: number;
  /** How many rows each table of the desk has. */
  readonly rows?: number;
  readonly sealed?: boolean;
  readonly supplements?: boolean;
  readonly readOnly?: SessionView['desk']['readOnly'];
  readonly unlock?: WireError;
  /** What the auditor did before. */
  readonly done?: readonly WorkspaceAction[];
}

/** What a spec can do to the other side while the window runs. */
export interface FixtureControl {
  readonly calls: FakeClient['calls'];
  readonly progress: (progress: Progress) => void;
  readonly list: (listing: Listing) => void;
  readonly offer: () => void;
  /** Lets notes and judgements be saved again. */
  readonly heal: () => void;
}

const SESSION = '0'.repeat(32);
const SECOND_ANCHOR: TrustAnchor = {
  ...ANCHOR,
  fingerprint: pretendDigest('new'),
  subject: 'CN=Second Authority,O=Example',
  channel: '',
};
const COLUMNS: Omit<ColumnsOffer, 'path'> = {
  role: 'tests',
  manufacturer: 'Example Medical GmbH',
  columns: [
    { written: 'Fall', readAs: null, examples: ['M-0001', 'M-0002', 'M-0003'], words: [] },
    { written: 'Was', readAs: null, examples: ['Alarm 1 tönt', 'Alarm 2 tönt', 'Alarm 3 tönt'], words: [] },
    {
      written: 'Ausgang',
      readAs: null,
      examples: ['i.O.', 'n.i.O.'],
      words: [
        { word: 'i.O.', result: 'passed' },
        { word: 'n.i.O.', result: null },
      ],
    },
    { written: 'Notiz', readAs: 'comment', examples: [], words: [] },
  ],
  known: ['test_id', 'title', 'result', 'tester', 'comment'],
};
const CHOSEN = { session: SESSION, name: 'triage-2.4.0-release.zip' };

/** Returns a client that plays `scenario`, and the control over it. */
export function playScenario(scenario: Scenario): { readonly fake: FakeClient; readonly control: FixtureControl } {
  const reading = typeof scenario.read === 'string' && scenario.read !== 'hang' ? scenario.read : 'whole';
  const view = sizedFor(sessionView(scenario.variant, scenario.mode ?? 'third-party'), reading);
  let workspace: WorkspaceState = { ...(view.workspace as WorkspaceState), fault: scenario.fault ?? null };
  let anchors: TrustAnchor[] = scenario.anchors === 0 ? [] : [ANCHOR];
  let healed = false;
  let endVerify: (error: WireError) => void = () => undefined;

  const events: WorkspaceEvent[] = [];
  const began = workspace;
  /** What was said in this scenario, over the workspace that it began with. */
  const folded = (): WorkspaceState => {
    const { head, fault } = began;
    const state = foldWorkspace(events, { head, fault, lines: began.events + events.length, unknownActions: 0 });
    const sections = { ...began.sections };
    for (const [section, said] of Object.entries(state.sections)) {
      const before = began.sections[section as SectionId] ?? UNTOUCHED_SECTION;
      const changed = Object.entries(said).filter(([key, value]) => !isSame(value, UNTOUCHED_SECTION[key as never]));
      sections[section as SectionId] = { ...before, ...Object.fromEntries(changed) };
    }
    return {
      ...began,
      ...state,
      sections,
      archiveSha256: began.archiveSha256,
      findings: [...began.findings, ...state.findings],
      questions: [...began.questions, ...state.questions],
      samples: [...began.samples, ...state.samples],
    };
  };
  let author = view.desk.author;
  const desk = deskOf(scenario.rows ?? 240);
  const say = (action: WorkspaceAction): void => {
    const at = `2024-11-05T10:${String(events.length % 60).padStart(2, '0')}:00Z`;
    events.push({ sequence: events.length + 1, at, author, previous: '', action });
    workspace = folded();
  };
  const supplements = [
    {
      sha256: pretendDigest('late'),
      name: 'late-evidence.zip',
      verdict: 'INDETERMINATE',
      evidence: view.evidence.slice(0, 6),
    },
    { sha256: pretendDigest('gone'), name: 'raw-logs.tar.gz', verdict: 'TOTAL_PASSED', evidence: null },
  ];
  const whole = (): unknown => {
    const readOnly =
      scenario.readOnly ?? (workspace.handedOver !== null && author === 'auditor' ? 'handed-over' : null);
    const added = scenario.supplements === true ? supplements : [];
    return {
      ...view,
      workspace,
      supplements: added,
      desk: { ...view.desk, author, readOnly, sealed: scenario.sealed ?? false },
    };
  };
  const failing = async (error: WireError | undefined): Promise<void> => {
    await Promise.resolve();
    if (error !== undefined && !healed) throw asThrown(error);
  };

  for (const action of scenario.done ?? []) say(action);

  const fake = createFakeClient({
    app: {
      info: answering({ name: 'Countersign', version: '0.1.0', runtime: 'stand-in' }),
      leave: answering({}),
      stay: answering({}),
      initialArchive: answering(scenario.initial === true ? CHOSEN : null),
    },
    archive: {
      choose: async ({ kind }) => {
        await failing(scenario.choose);
        return kind === 'folder' ? { ...CHOSEN, name: 'triage-2.4.0' } : CHOSEN;
      },
      openDropped: (file) => Promise.resolve({ ...CHOSEN, name: file.name }),
      verify: () =>
        new Promise((resolve, reject) => {
          endVerify = (error) => reject(asThrown(error));
          for (const progress of scenario.progress ?? []) control.progress(progress);
          if (scenario.verify === 'hang') return;
          if (scenario.verify === undefined) resolve(whole() as never);
          else reject(asThrown(scenario.verify));
        }),
      cancel: () => {
        endVerify({ code: 'CANCELLED', values: {}, member: null });
        return Promise.resolve({});
      },
      close: answering({}),
    },
    trust: {
      list: () => Promise.resolve(anchors as never),
      choose: answering([SECOND_ANCHOR as never]),
      add: ({ fingerprint, channel, words }) => {
        anchors = [...anchors, { ...SECOND_ANCHOR, ...words, fingerprint, channel }];
        return Promise.resolve(anchors as never);
      },
      change: ({ fingerprint, words }) => {
        anchors = anchors.map((anchor) => (anchor.fingerprint === fingerprint ? { ...anchor, ...words } : anchor));
        return Promise.resolve(anchors as never);
      },
      offered: answering([SECOND_ANCHOR as never]),
      export: answering({ name: 'countersign-trust.json', count: 1 }),
      import: answering({ anchors: [ANCHOR as never], added: 0 }),
      remove: ({ fingerprint }) => {
        anchors = anchors.filter((anchor) => anchor.fingerprint !== fingerprint);
        return Promise.resolve(anchors as never);
      },
    },
    evidence: {
      read: ({ path }) => {
        if (scenario.read === 'hang') return new Promise(() => undefined);
        if (typeof scenario.read === 'object') return Promise.reject(asThrown(scenario.read));
        return Promise.resolve(contentOf(view, path, reading));
      },
      formatted: () => Promise.resolve({ blocks: [...BLOCKS], truncated: false } as never),
      table: ({ query }) => Promise.resolve(desk('tests', query) as never),
      tree: ({ at }) => Promise.resolve(treeAt(at) as never),
      certificates: answering([CERTIFICATE]),
    },
    audits: {
      list: () => Promise.resolve(auditItems(scenario.audits ?? 0)),
      forget: () => Promise.resolve([]),
      open: answering(CHOSEN),
      openFile: answering(CHOSEN),
      practice: answering({ ...CHOSEN, name: 'triage-2.4.0.zip' }),
      choosePrevious: answering({ name: 'triage-2.3.1.zip' }),
      choosePlace: answering({ name: 'NB-2026-114 triage.countersign' }),
      begin: answering({}),
      unlock: async () => {
        await failing(scenario.unlock);
        return whole() as never;
      },
      lock: answering({}),
      signAs: ({ name }) => {
        author = name;
        return Promise.resolve(whole() as never);
      },
      addSupplement: () => Promise.resolve(null),
      handOver: ({ to }) => {
        say({ kind: 'handed-over', to });
        return Promise.resolve(whole() as never);
      },
      takeBack: () => Promise.resolve(null),
    },
    desk: {
      rows: ({ table, query }) => Promise.resolve(desk(table, query) as never),
      draw: ({ wanted }) => {
        const { section, method, table, text, facets, row, strata, size } = wanted;
        const page = desk(table, { text, facets, sort: null, from: 0, count: 500 });
        const items = page.rows.slice(0, size).map(({ key, cells }) => {
          return { key, label: `${cells[0] ?? ''} ${cells[1] ?? ''}`, stratum: '' };
        });
        const population = { table, text, facets, size: page.matched, sha256: pretendDigest('population') };
        const id = `S-${String(workspace.lastIds.sample + 1)}`;
        say({
          kind: 'sample-drawn',
          draw: {
            id,
            section,
            method,
            row,
            strata,
            items,
            population,
            seed: wanted.seed === '' ? '48151623' : wanted.seed,
          },
        });
        return Promise.resolve(workspace as never);
      },
      extend: () => Promise.reject(asThrown({ code: 'POPULATION_CHANGED', values: {}, member: null })),
    },
    columns: {
      offer: async ({ path }) => {
        await failing(scenario.columns);
        return { ...COLUMNS, path };
      },
      keep: answering({}),
    },
    audit: {
      record: async ({ action }) => {
        await failing(action.kind === 'judged' ? scenario.judge : scenario.note);
        say(action);
        return workspace as never;
      },
    },
    report: {
      export: async () => {
        if (scenario.exporting === 'hang') return new Promise(() => undefined);
        if (scenario.exporting === 'closed') return null;
        await failing(scenario.exporting);
        workspace = { ...workspace, exports: workspace.exports + 1 };
        return {
          name: 'triage-2.4.0-evidence-pack.pdf',
          pages: 64,
          size: 1_482_114,
          sha256: pretendDigest('pdf'),
          workspace,
        } as never;
      },
    },
  });
  const control: FixtureControl = {
    calls: fake.calls,
    progress: (progress) => fake.emit('archive', 'progress', { session: SESSION, progress }),
    list: (listing) => fake.emit('archive', 'listed', { session: SESSION, listing: listing as never }),
    offer: () => fake.emit('app', 'archiveOffered', { session: 'f'.repeat(32), name: 'triage-2.4.1-release.zip' }),
    heal: () => {
      healed = true;
    },
  };
  return { fake, control };
}

function auditItems(count: number): AuditItem[] {
  return Array.from({ length: count }, (_, place) => ({
    id: String(place).padStart(32, '0'),
    title: place % 2 === 0 ? `NB-2026-${String(114 + place)}` : '',
    archiveName: `triage-2.${String(place)}.0-release.zip`,
    mode: place % 3 === 0 ? 'mock' : 'third-party',
    sealed: place === 1,
    openedAt: '2024-11-05T09:41:00.000Z',
    workspaceThere: place !== 3,
    archiveThere: place !== 2,
  }));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

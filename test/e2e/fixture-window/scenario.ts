import type { ColumnsOffer } from '../../../src/contract/contract.ts';
import type { WireError } from '../../../src/contract/define.ts';
import type { Listing, Progress } from '../../../src/domain/archive.ts';
import type { Mode, SectionId } from '../../../src/domain/clause.ts';
import type { TrustAnchor } from '../../../src/domain/signature.ts';
import type { SectionState, WorkspaceState } from '../../../src/domain/workspace.ts';
import { answering, asThrown, createFakeClient, type FakeClient } from '../../support/fake-client.ts';
import { sessionView } from '../../support/session-fixture.ts';
import { ANCHOR, pretendDigest } from '../../support/session-parts.ts';
import type { Variant } from '../../support/session-variants.ts';
import { contentOf, sizedFor, type Reading } from './content.ts';

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

  const change = (section: SectionId, part: Partial<SectionState>): WorkspaceState => {
    const before = workspace.sections[section] ?? UNTOUCHED;
    const sections = { ...workspace.sections, [section]: { ...before, ...part } };
    workspace = { ...workspace, sections, events: workspace.events + 1 };
    return workspace;
  };
  const failing = async (error: WireError | undefined): Promise<void> => {
    await Promise.resolve();
    if (error !== undefined && !healed) throw asThrown(error);
  };
  const answer = (state: WorkspaceState): never => state as never;

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
          if (scenario.verify === undefined) resolve({ ...view, workspace } as never);
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
    },
    columns: {
      offer: async ({ path }) => {
        await failing(scenario.columns);
        return { ...COLUMNS, path };
      },
      keep: answering({}),
    },
    audit: {
      judge: async ({ section, judgement, reason }) => {
        await failing(scenario.judge);
        return answer(change(section, { judgement, reason, judgedAt: '2024-11-05T10:02:00Z', judgedBy: 'auditor' }));
      },
      note: async ({ section, text }) => {
        await failing(scenario.note);
        return answer(change(section, { note: text }));
      },
      addEvidence: ({ section, evidence }) => {
        const before = workspace.sections[section]?.evidence ?? [];
        return Promise.resolve(answer(change(section, { evidence: [...before, evidence] })));
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

const UNTOUCHED: SectionState = {
  judgement: 'not-assessed',
  reason: '',
  judgedAt: null,
  judgedBy: null,
  note: '',
  evidence: [],
};

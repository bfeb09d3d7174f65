import { describe, expect, it } from 'vitest';
import { createAppStore } from '../../../renderer/store/app-store.ts';
import { unsaved } from '../../../renderer/store/state.ts';
import type { SessionView } from '../../../src/contract/contract.ts';
import type { Recordable } from '../../../src/contract/schemas-workspace.ts';
import { UNTOUCHED_SECTION, type WorkspaceState } from '../../../src/domain/workspace.ts';
import { answering, createFakeClient, refusing, type FakeClient, type Stubs } from '../../support/fake-client.ts';
import { sessionView } from '../../support/session-fixture.ts';

const VIEW = sessionView('passed');
const CHOSEN = { session: VIEW.session, name: 'release.zip' };
const CHANGED = { code: 'ARCHIVE_CHANGED', values: {}, member: null };
const DISK_FULL = { code: 'FILE_NOT_WRITABLE', values: {}, member: null };

function workspaceWith(note: string): SessionView['workspace'] {
  return { ...VIEW.workspace, sections: { '5.8.1': { ...UNTOUCHED_SECTION, note } } } as never;
}

function textOf(action: Recordable): string {
  return action.kind === 'noted' ? action.text : '';
}

function open(stubs: Stubs) {
  const fake: FakeClient = createFakeClient({
    ...stubs,
    archive: { choose: answering(CHOSEN), verify: answering(VIEW), close: answering({}), ...stubs.archive },
  });
  const timers: (() => void)[] = [];
  const app = createAppStore(fake.client, {
    now: () => 0,
    later: (work) => {
      timers.push(work);
      return () => timers.splice(timers.indexOf(work), 1);
    },
  });
  const named = () => fake.calls.map((call) => call.name);
  return { ...app, fake, timers, named };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('opening', () => {
  it('shows the verdict of what was chosen', async () => {
    const { store, actions } = open({});
    await actions.choose('file');
    expect(store.getState()).toMatchObject({ screen: 'verdict', chosen: CHOSEN, problem: null });
  });

  it('stays where it is when the dialog was closed', async () => {
    const { store, actions, named } = open({ archive: { choose: answering(null) } });
    await actions.choose('folder');
    expect(store.getState().screen).toBe('open');
    expect(named()).toEqual(['archive.choose']);
  });

  it('goes back with the refusal, and frees the session', async () => {
    const refusal = { code: 'ZIP_GAP', values: {}, member: null };
    const { store, actions, named } = open({
      archive: { choose: answering(CHOSEN), verify: refusing(refusal) },
    });
    await actions.choose('file');
    expect(store.getState()).toMatchObject({ screen: 'open', chosen: null, view: null, problem: refusal });
    expect(named()).toContain('archive.close');
  });

  it('is no problem when the person cancelled', async () => {
    const { store, actions } = open({
      archive: { choose: answering(CHOSEN), verify: refusing({ code: 'CANCELLED', values: {}, member: null }) },
    });
    await actions.choose('file');
    expect(store.getState()).toMatchObject({ screen: 'open', problem: null });
  });

  it('shows an error without its text when something unknown was thrown', async () => {
    const { store, actions } = open({ archive: { choose: () => Promise.reject(new Error('/home/secret')) } });
    await actions.choose('file');
    expect(store.getState().problem).toEqual({ code: 'INTERNAL', values: {}, member: null });
  });

  it('shows what the archive holds as long as it is being verified, and of no other archive', async () => {
    const listing = { container: 'zip', paths: 'a.txt', sizes: [1] } as const;
    let answer: (view: SessionView) => void = () => undefined;
    const { store, actions } = open({
      archive: { choose: answering(CHOSEN), verify: () => new Promise((done) => (answer = done)) },
    });
    const choosing = actions.choose('file');
    await settle();
    actions.takeListing('f'.repeat(32), listing);
    expect(store.getState().listing).toBeNull();
    actions.takeListing(CHOSEN.session, listing);
    expect(store.getState().listing).toEqual(listing);
    answer(VIEW);
    await choosing;
    expect(store.getState().listing).toBeNull();
    actions.takeListing(CHOSEN.session, listing);
    expect(store.getState().listing).toBeNull();
  });

  it('drops an answer that comes after the archive was closed', async () => {
    let answer: (view: SessionView) => void = () => undefined;
    const { store, actions } = open({
      archive: { choose: answering(CHOSEN), verify: () => new Promise((done) => (answer = done)) },
    });
    const choosing = actions.choose('file');
    await settle();
    await actions.close(true);
    answer(VIEW);
    await choosing;
    expect(store.getState()).toMatchObject({ screen: 'open', view: null });
  });

  it('keeps no verdict when the archive is refused at a second verification', async () => {
    let calls = 0;
    const { store, actions } = open({
      archive: {
        choose: answering(CHOSEN),
        verify: () => {
          calls += 1;
          return (calls > 1 ? refusing(CHANGED) : answering(VIEW))();
        },
      },
    });
    await actions.choose('file');
    await actions.verifyAgain();
    expect(store.getState()).toMatchObject({ screen: 'open', view: null, problem: { code: 'ARCHIVE_CHANGED' } });
  });
});

describe('notes', () => {
  it('are saved after a pause, with the last text', async () => {
    const { store, actions, timers, fake } = open({
      audit: { record: ({ action }) => Promise.resolve(workspaceWith(textOf(action))) },
    });
    await actions.choose('file');
    actions.editNote('5.8.1', 'a');
    actions.editNote('5.8.1', 'ab');
    expect(store.getState().notes['5.8.1']).toMatchObject({ text: 'ab', state: 'unsaved' });
    expect(timers).toHaveLength(1);
    timers[0]?.();
    await settle();
    expect(store.getState().notes['5.8.1']).toMatchObject({ text: 'ab', state: 'saved' });
    expect(fake.calls.filter((call) => call.name === 'audit.record')).toHaveLength(1);
  });

  it('stay and are named unsaved when saving fails', async () => {
    const { store, actions } = open({ audit: { record: refusing(DISK_FULL) } });
    await actions.choose('file');
    actions.editNote('5.8.1', 'kept');
    await actions.saveNote('5.8.1');
    expect(store.getState().notes['5.8.1']).toEqual({ text: 'kept', state: 'failed', problem: DISK_FULL });
    expect(unsaved(store.getState())).toEqual(['5.8.1']);
    await actions.close();
    expect(store.getState()).toMatchObject({ dialog: 'close', screen: 'verdict' });
  });

  it('are saved before the window goes', async () => {
    const { actions, named, fake } = open({
      app: { info: answering({} as never), initialArchive: answering(null), leave: answering({}) },
      audit: { record: ({ action }) => Promise.resolve(workspaceWith(textOf(action))) },
    });
    actions.begin();
    await actions.choose('file');
    actions.editNote('5.8.1', 'typed last');
    fake.emit('app', 'leaveAsked', {});
    await settle();
    expect(named().slice(-2)).toEqual(['audit.record', 'app.leave']);
  });

  it('hold the window when they cannot be saved, until the auditor gives them up', async () => {
    const { store, actions, named } = open({
      app: { leave: answering({}), stay: answering({}) },
      audit: { record: refusing(DISK_FULL) },
    });
    await actions.choose('file');
    actions.editNote('5.8.1', 'kept');
    await actions.leave();
    expect(store.getState()).toMatchObject({ dialog: 'leave' });
    expect(named().at(-1)).toBe('app.stay');
    await actions.leave(true);
    expect(named().at(-1)).toBe('app.leave');
  });

  it('typed while the one before is being saved are saved after it, in order', async () => {
    const waiting: (() => void)[] = [];
    const { store, actions, fake } = open({
      audit: {
        record: ({ action }) =>
          new Promise<WorkspaceState>((done) => waiting.push(() => done(workspaceWith(textOf(action))))) as never,
      },
    });
    await actions.choose('file');
    actions.editNote('5.8.1', 'one');
    const first = actions.saveNote('5.8.1');
    await settle();
    actions.editNote('5.8.1', 'two');
    const second = actions.saveNote('5.8.1');
    await settle();
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    await settle();
    waiting[1]?.();
    await Promise.all([first, second]);
    expect(store.getState().notes['5.8.1']).toMatchObject({ text: 'two', state: 'saved' });
    expect(fake.calls.filter((call) => call.name === 'audit.record').map((call) => call.input)).toEqual([
      expect.objectContaining({ action: { kind: 'noted', section: '5.8.1', text: 'one' } }),
      expect.objectContaining({ action: { kind: 'noted', section: '5.8.1', text: 'two' } }),
    ]);
  });

  it('are saved before the export is written', async () => {
    const { actions, named } = open({
      audit: { record: ({ action }) => Promise.resolve(workspaceWith(textOf(action))) },
      report: { export: answering(null) },
    });
    await actions.choose('file');
    actions.editNote('5.8.1', 'last words');
    await actions.exportPack('internal');
    expect(named().slice(-2)).toEqual(['audit.record', 'report.export']);
  });
});

describe('judgements', () => {
  it('that overrule without a reason are not sent', async () => {
    const { actions, named, store } = open({});
    await actions.choose('file');
    actions.editJudgement('5.8.1', 'not-applicable', '');
    await actions.saveJudgement('5.8.1');
    expect(named()).not.toContain('audit.record');
    expect(store.getState().judgements['5.8.1']).toMatchObject({ state: 'editing' });
  });

  it('are drafts until the journal has them, and none when changed back', async () => {
    const { actions, store } = open({ audit: { record: answering(workspaceWith('')) } });
    await actions.choose('file');
    actions.editJudgement('5.8.1', 'not-applicable', 'because');
    expect(unsaved(store.getState())).toEqual(['5.8.1']);
    actions.editJudgement('5.8.1', 'not-assessed', '');
    expect(unsaved(store.getState())).toEqual([]);
    actions.editJudgement('5.8.1', 'not-applicable', 'because');
    await actions.saveJudgement('5.8.1');
    expect(unsaved(store.getState())).toEqual([]);
  });
});

describe('trust anchors', () => {
  it('changed under an open archive make its verdict stale until it is verified again', async () => {
    const { actions, store } = open({ trust: { remove: answering([]) } });
    await actions.choose('file');
    await actions.removeAnchor('00');
    expect(store.getState().trust.changedSinceVerified).toBe(true);
    await actions.verifyAgain();
    expect(store.getState().trust.changedSinceVerified).toBe(false);
  });

  it('keep the list that was known when a change fails', async () => {
    const { actions, store } = open({ trust: { remove: refusing(DISK_FULL) } });
    await actions.removeAnchor('00');
    expect(store.getState().trust).toMatchObject({ problem: DISK_FULL, busy: false, changedSinceVerified: false });
  });
});

describe('another archive from outside', () => {
  it('is opened at once when none is open, and offered when one is', async () => {
    const { actions, store } = open({});
    await actions.offer(CHOSEN);
    expect(store.getState().screen).toBe('verdict');
    const other = { session: 'f'.repeat(32), name: 'other.zip' };
    await actions.offer(other);
    expect(store.getState()).toMatchObject({ offered: other, chosen: CHOSEN });
    await actions.declineOffer();
    expect(store.getState().offered).toBeNull();
  });

  it('does not replace an archive with a judgement that is not recorded', async () => {
    const { actions, store } = open({
      archive: { openDropped: answering({ session: 'f'.repeat(32), name: 'other.zip' }) },
    });
    await actions.choose('file');
    actions.editJudgement('5.8.1', 'not-applicable', 'because');
    await actions.openDropped(new File([], 'other.zip'));
    expect(store.getState()).toMatchObject({ chosen: CHOSEN, offered: { name: 'other.zip' } });
  });
});

describe('a call without a stub', () => {
  it('rejects with its name', async () => {
    await expect(createFakeClient({}).client.app.info({})).rejects.toThrow('not stubbed: app.info');
  });
});

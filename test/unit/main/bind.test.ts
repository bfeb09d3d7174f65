import { beforeEach, describe, expect, test, vi } from 'vitest';
import { contract } from '../../../src/contract/contract.ts';
import { channelOf, type Entry, type Envelope, type Handlers } from '../../../src/contract/define.ts';
import { Cancelled, Refusal } from '../../../src/domain/errors.ts';
import { Problem, RemoteFailure } from '../../../main/files/problem.ts';
import { trustedCallers } from '../../../main/security/refuse-unknown-callers.ts';

type Registered = (event: unknown, ...args: unknown[]) => Promise<Envelope>;
const registered = new Map<string, Registered>();

vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Registered) => void registered.set(channel, handler) },
}));

const { bindMain, notifyWindow } = await import('../../../main/ipc/bind.ts');

const SESSION = 'a'.repeat(32);
const OWN = { sender: { id: 1 }, senderFrame: { url: 'app://countersign/', parent: null } };
const STRANGERS = {
  'contents that we did not make': { ...OWN, sender: { id: 2 } },
  'a frame that is gone': { ...OWN, senderFrame: null },
  'a frame inside the page': { ...OWN, senderFrame: { url: 'app://countersign/', parent: {} } },
  'a page from elsewhere': { ...OWN, senderFrame: { url: 'https://countersign/', parent: null } },
  'a host that begins like ours': { ...OWN, senderFrame: { url: 'app://countersign.evil/', parent: null } },
  'an address without a path': { ...OWN, senderFrame: { url: 'app://countersign', parent: null } },
};

const channels = Object.entries(contract).flatMap(([group, entries]) =>
  Object.entries<Entry>(entries)
    .filter(([, entry]) => entry.type === 'invoke')
    .map(([name]) => ({ group, name, channel: channelOf(group, name) })),
);
const handlerCalls = vi.fn();
const report = vi.fn();

function bind(answer: (channel: string) => unknown = () => ({})): void {
  registered.clear();
  const groups: Record<string, Record<string, (input: unknown) => Promise<unknown>>> = {};
  for (const { group, name, channel } of channels) {
    (groups[group] ??= {})[name] = (input) => {
      handlerCalls(channel, input);
      return Promise.resolve().then(() => answer(channel));
    };
  }
  bindMain(contract, groups as unknown as Handlers<typeof contract>, {
    isTrusted: trustedCallers(new Set([1])),
    report,
  });
}

async function call(channel: string, event: unknown, ...args: unknown[]): Promise<Envelope> {
  const handler = registered.get(channel);
  if (handler === undefined) throw new Error(`not bound: ${channel}`);
  return handler(event, ...args);
}

const refused = { ok: false, error: { code: 'CALL_REFUSED', values: {}, member: null } };

beforeEach(() => {
  handlerCalls.mockClear();
  report.mockClear();
});

test('every call of the contract is bound, and nothing else', () => {
  bind();
  expect([...registered.keys()].sort()).toEqual(channels.map(({ channel }) => channel).sort());
});

test('a missing handler is noticed at the start, not at the first call', () => {
  expect(() => bindMain(contract, {} as never, { isTrusted: () => true, report })).toThrow('no handler for app.info');
});

describe.each(channels)('$channel', ({ channel }) => {
  test.each(Object.entries(STRANGERS))('refuses %s before anything else', async (_who, event) => {
    bind();
    expect(await call(channel, event, {})).toEqual(refused);
    expect(handlerCalls).not.toHaveBeenCalled();
    expect(report).toHaveBeenCalledOnce();
  });

  test.each([
    ['no argument', []],
    ['null', [null]],
    ['a text', ['{}']],
    ['an unknown key', [{ surprise: 1 }]],
    ['a second argument', [{}, {}]],
  ])('refuses %s', async (_what, args) => {
    bind();
    expect(await call(channel, OWN, ...args)).toEqual(refused);
    expect(handlerCalls).not.toHaveBeenCalled();
  });
});

test('a session token of another form never reaches a handler', async () => {
  bind();
  for (const session of ['', 'A'.repeat(32), 'a'.repeat(31), '../../etc/passwd', ['a'], `${SESSION}\n`]) {
    expect(await call('countersign:archive.verify', OWN, { session })).toEqual(refused);
  }
  expect(handlerCalls).not.toHaveBeenCalled();
});

test('a trusted call gets the checked answer', async () => {
  bind(() => ({ name: 'Countersign', version: '1.0.0', runtime: 'electron' }));
  expect(await call('countersign:app.info', OWN, {})).toEqual({
    ok: true,
    value: { name: 'Countersign', version: '1.0.0', runtime: 'electron' },
  });
});

test('an answer that breaks the contract does not reach the window', async () => {
  bind(() => ({ name: 'Countersign', version: '1.0.0', runtime: 'electron', path: '/home/auditor' }));
  const envelope = await call('countersign:app.info', OWN, {});
  expect(envelope).toEqual({ ok: false, error: { code: 'INTERNAL', values: {}, member: null } });
  expect(report).toHaveBeenCalledOnce();
});

test.each<[unknown, string, string | null]>([
  [new Refusal('ZIP_OVERLAP', 'a.txt', { first: 'b.txt' }), 'ZIP_OVERLAP', 'a.txt'],
  [new Problem('FILE_NOT_FOUND', { name: 'x.zip' }), 'FILE_NOT_FOUND', null],
  [new Cancelled(), 'CANCELLED', null],
  [new RemoteFailure({ code: 'NAME_PARENT', values: {}, member: '../x' }), 'NAME_PARENT', '../x'],
  [new TypeError('secret detail'), 'INTERNAL', null],
  ['a thrown text', 'INTERNAL', null],
])('%s crosses as its code', async (thrown, code, member) => {
  bind(() => {
    throw thrown as Error;
  });
  const envelope = await call('countersign:archive.verify', OWN, { session: SESSION, profile: null });
  expect(envelope).toMatchObject({ ok: false, error: { code, member } });
  expect(JSON.stringify(envelope)).not.toContain('secret');
  expect(JSON.stringify(envelope)).not.toContain('.ts:');
});

test('an event is checked before it is sent, and a window that is gone gets none', () => {
  const send = vi.fn();
  const entry = contract.app.archiveOffered;
  const payload = { session: SESSION, name: 'x.zip' };
  const open = { send, isDestroyed: () => false } as never;
  notifyWindow(open, entry, 'countersign:app.archiveOffered', payload);
  notifyWindow({ send, isDestroyed: () => true } as never, entry, 'countersign:app.archiveOffered', payload);
  expect(send.mock.calls).toEqual([['countersign:app.archiveOffered', payload]]);
  expect(() => notifyWindow(open, entry, 'x', { ...payload, path: '/home' } as never)).toThrow();
});

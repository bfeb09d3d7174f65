import { afterEach, expect, test, vi } from 'vitest';
import { Cancelled } from '../../../src/domain/errors.ts';
import { RemoteFailure } from '../../../main/files/problem.ts';
import { createInspector } from '../../../main/inspector/host.ts';
import type { InspectorProcess } from '../../../main/inspector/process.ts';
import { anchor, rejection } from './support.ts';

vi.mock('electron', () => ({ utilityProcess: {} }));
afterEach(() => void vi.useRealTimers());

function played(silence?: number) {
  let say: (message: unknown) => void = () => undefined;
  let exit: () => void = () => undefined;
  const send = vi.fn();
  const kill = vi.fn();
  const process: InspectorProcess = {
    send,
    kill,
    onMessage: (callback) => {
      say = callback;
    },
    onExit: (callback) => {
      exit = callback;
    },
  };
  const inspector = createInspector(process, silence);
  return { inspector, send, kill, say: (message: unknown) => say(message), exit: () => exit() };
}

const read = { kind: 'anchors', path: '/ca.pem', by: 'auditor', at: '2026-11-22T10:00:00.000Z' } as const;

test('an answer in the protocol is given to who asked', async () => {
  const { inspector, say, send } = played();
  const first = inspector.ask(read);
  const second = inspector.ask(read);
  expect(send.mock.calls.map(([asked]) => (asked as { id: number }).id)).toEqual([1, 2]);
  say({ kind: 'answered', id: 2, value: [anchor('b')] });
  say({ kind: 'answered', id: 1, value: [anchor('a')] });
  expect((await first)[0]?.fingerprint).toBe('a'.repeat(64));
  expect((await second)[0]?.fingerprint).toBe('b'.repeat(64));
});

test('a failure keeps the code that the inspector gave', async () => {
  const { inspector, say, kill } = played();
  const asked = inspector.ask(read);
  say({ kind: 'failed', id: 1, error: { code: 'ZIP_GAP', values: { at: 7 }, member: null } });
  const thrown = await rejection(asked);
  expect(thrown).toBeInstanceOf(RemoteFailure);
  expect(thrown).toMatchObject({ error: { code: 'ZIP_GAP', values: { at: 7 } } });
  expect(kill).not.toHaveBeenCalled();
});

test.each([
  ['a text', 'hello'],
  ['nothing', undefined],
  ['an unknown kind', { kind: 'open', path: '/etc/passwd' }],
  ['an extra field', { kind: 'beat', extra: 1 }],
  ['an answer that nobody asked for', { kind: 'answered', id: 99, value: [] }],
  ['an answer of another form', { kind: 'answered', id: 1, value: [{ ...anchor('a'), fingerprint: 'x' }] }],
  ['progress with text in place of numbers', { kind: 'progress', progress: { phase: 'hashing', done: 'x', total: 1 } }],
])('%s ends the inspector', async (_what, message) => {
  const { inspector, say, kill } = played();
  const asked = inspector.ask(read);
  say(message);
  expect(await rejection(asked)).toMatchObject({ code: 'INSPECTOR_ENDED', values: { reason: 'protocol' } });
  expect(kill).toHaveBeenCalledOnce();
  expect(inspector.ended).toBe(true);
});

test('cancelling kills at once and says so to everyone who waits', async () => {
  const { inspector, kill } = played();
  const asked = [inspector.ask(read), inspector.ask(read)];
  inspector.cancel();
  expect(kill).toHaveBeenCalledOnce();
  for (const one of asked) expect(await rejection(one)).toBeInstanceOf(Cancelled);
  expect(await rejection(inspector.ask(read))).toMatchObject({ code: 'INSPECTOR_ENDED' });
});

test('a process that dies is an error with a code, not a wait without end', async () => {
  const { inspector, exit } = played();
  const asked = inspector.ask(read);
  exit();
  expect(await rejection(asked)).toMatchObject({ code: 'INSPECTOR_ENDED', values: { reason: 'exited' } });
});

test('silence beyond the deadline kills; a beat prolongs; without a question nothing runs out', async () => {
  vi.useFakeTimers();
  const { inspector, say, kill } = played(1_000);
  vi.advanceTimersByTime(5_000);
  expect(inspector.ended).toBe(false);
  const asked = rejection(inspector.ask(read));
  vi.advanceTimersByTime(900);
  say({ kind: 'beat' });
  vi.advanceTimersByTime(900);
  expect(inspector.ended).toBe(false);
  vi.advanceTimersByTime(200);
  expect(await asked).toMatchObject({ code: 'INSPECTOR_ENDED', values: { reason: 'silent' } });
  expect(kill).toHaveBeenCalledOnce();
});

test('progress is passed on', async () => {
  const { inspector, say } = played();
  const seen = vi.fn();
  const asked = inspector.ask(read, { onProgress: seen });
  say({ kind: 'progress', progress: { phase: 'hashing', done: 1, total: 2 } });
  say({ kind: 'answered', id: 1, value: [] });
  await asked;
  expect(seen).toHaveBeenCalledExactlyOnceWith({ phase: 'hashing', done: 1, total: 2 });
});

test('what the archive holds is passed on; a list that is none ends the inspector', async () => {
  const { inspector, say, kill } = played();
  const onListed = vi.fn();
  const asked = rejection(inspector.ask(read, { onProgress: () => undefined, onListed }));
  const listing = { container: 'zip', paths: 'a.txt', sizes: [1] };
  say({ kind: 'listed', listing });
  expect(onListed).toHaveBeenCalledExactlyOnceWith(listing);
  say({ kind: 'listed', listing: { ...listing, sizes: [-1] } });
  expect(await asked).toMatchObject({ code: 'INSPECTOR_ENDED', values: { reason: 'protocol' } });
  expect(kill).toHaveBeenCalledOnce();
});

import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace, type WorkspaceFile } from '../../../main/files/workspace-file.ts';
import { createWorkspaces } from '../../../main/files/workspaces.ts';
import { rejection, temporaryFolder } from './support.ts';

const HOLDER = { host: 'laptop', process: process.pid, program: '/data' };
const OPTIONS = { author: 'auditor', now: () => '2026-11-22T10:00:00.000Z', holder: HOLDER };
const OTHER = { ...OPTIONS, holder: { ...HOLDER, program: '/other' } };

function openJournal(path: string, options = OPTIONS, passphrase: string | null = null): Promise<WorkspaceFile> {
  return openWorkspace(path, passphrase, options);
}

const note = (text: string) => ({ kind: 'noted', section: '5.8.1', text }) as const;

async function written(path: string, ...texts: string[]): Promise<void> {
  const journal = await openJournal(path, OPTIONS);
  for (const text of texts) await journal.append(note(text));
  await journal.close();
}

const newPath = (): string => join(temporaryFolder(), 'workspaces', 'x.journal.jsonl');

test('what was answered is on the disk, line by line', async () => {
  const path = newPath();
  const journal = await openJournal(path, OPTIONS);
  const state = await journal.append(note('first'));
  expect(state.events).toBe(1);
  const lines = readFileSync(path, 'utf8').split('\n');
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0]!)).toMatchObject({ sequence: 1, author: 'auditor', action: note('first') });
  await journal.close();
});

test('calls that overlap are written one after the other, in one chain', async () => {
  const path = newPath();
  const journal = await openJournal(path, OPTIONS);
  await Promise.all(Array.from({ length: 20 }, (_, n) => journal.append(note(`n${n}`))));
  await journal.close();
  const again = await openJournal(path, OPTIONS);
  expect(again.state()).toMatchObject({ events: 20, fault: null });
  expect(again.state().sections['5.8.1']?.note).toBe('n19');
  await again.close();
});

test('a torn last line is set aside, kept, and work goes on', async () => {
  const path = newPath();
  await written(path, 'one', 'two');
  appendFileSync(path, '{"sequence":3,"at":"2026-11-22T10:0');
  const journal = await openJournal(path, OPTIONS);
  expect(journal.state().fault).toEqual({ kind: 'torn', line: 3 });
  const state = await journal.append(note('three'));
  expect(state).toMatchObject({ events: 3, fault: null });
  expect(readFileSync(`${path}.torn`, 'utf8')).toBe('{"sequence":3,"at":"2026-11-22T10:0\n');
  await journal.close();
});

test('a torn line that ends inside a character does not harm the lines before', async () => {
  const path = newPath();
  await written(path, 'größer');
  appendFileSync(path, Buffer.from([0x7b, 0xc3]));
  const journal = await openJournal(path, OPTIONS);
  await journal.append(note('weiter'));
  await journal.close();
  const again = await openJournal(path, OPTIONS);
  expect(again.state()).toMatchObject({ events: 2, fault: null });
  await again.close();
});

test('an altered journal is shown up to the change and written to no more', async () => {
  const path = newPath();
  await written(path, 'one', 'two', 'three');
  const before = readFileSync(path, 'utf8').replace('"two"', '"2wo"');
  writeFileSync(path, before);
  const journal = await openJournal(path, OPTIONS);
  expect(journal.state().fault?.kind).toBe('altered');
  expect(await rejection(journal.append(note('four')))).toMatchObject({ code: 'WORKSPACE_ALTERED' });
  expect(readFileSync(path, 'utf8')).toBe(before);
  await journal.close();
});

test('a second program may look, and learns why it may not write', async () => {
  const path = newPath();
  const journal = await openJournal(path);
  await journal.append(note('one'));
  const second = await openJournal(path, OTHER);
  expect(second).toMatchObject({ readOnly: 'locked' });
  expect(second.state().sections['5.8.1']?.note).toBe('one');
  expect(await rejection(second.append(note('two')))).toMatchObject({ code: 'WORKSPACE_READ_ONLY' });
  await second.close();
  expect(existsSync(`${path}.lock`)).toBe(true);
  await journal.close();
  const third = await openJournal(path, OTHER);
  expect(third.readOnly).toBeNull();
  await third.close();
});

test('a failed opening leaves no lock behind', async () => {
  const path = newPath();
  await written(path, 'one');
  writeFileSync(path, Buffer.alloc(0));
  const journal = await openJournal(path, OPTIONS);
  await journal.close();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test('sessions of one archive share its journal, and the last one closes it', async () => {
  const path = newPath();
  const workspaces = createWorkspaces(OPTIONS);
  const [first, second] = await Promise.all([workspaces.acquire(path, null), workspaces.acquire(path, null)]);
  expect(first).toBe(second);
  await workspaces.release(path);
  expect(existsSync(`${path}.lock`)).toBe(true);
  await workspaces.release(path);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test.each([
  ['of an earlier run of the same program', { ...HOLDER, process: 1 }],
  ['of a process that is gone', { ...HOLDER, program: '/other', process: 2 ** 30 }],
])('a lock %s is taken over', async (_of, holder) => {
  const path = join(temporaryFolder(), 'audit.countersign');
  writeFileSync(`${path}.lock`, JSON.stringify(holder));
  const journal = await openJournal(path);
  expect(journal.readOnly).toBeNull();
  await journal.close();
});

test.each([
  ['of another machine', JSON.stringify({ ...HOLDER, host: 'other', process: 2 ** 30 })],
  ['that cannot be read', '{"host":'],
])('a lock %s is kept', async (_of, text) => {
  const path = join(temporaryFolder(), 'audit.countersign');
  writeFileSync(`${path}.lock`, text);
  const journal = await openJournal(path);
  expect(journal.readOnly).toBe('locked');
  await journal.close();
  expect(readFileSync(`${path}.lock`, 'utf8')).toBe(text);
});

test('a sealed workspace shows nothing of what is in it, and opens with its passphrase alone', async () => {
  const path = newPath();
  const journal = await openJournal(path, OPTIONS, 'correct horse');
  await journal.append(note('in confidence'));
  await journal.close();
  const raw = readFileSync(path, 'utf8');
  expect(raw).not.toContain('confidence');
  expect(raw).not.toContain('auditor');
  expect(raw).not.toContain('5.8.1');
  expect(await rejection(openJournal(path))).toMatchObject({ code: 'PASSPHRASE_NEEDED' });
  expect(await rejection(openJournal(path, OPTIONS, 'correct house'))).toMatchObject({ code: 'PASSPHRASE_WRONG' });
  expect(existsSync(`${path}.lock`)).toBe(false);
  const again = await openJournal(path, OPTIONS, 'correct horse');
  expect(again.sealed).toBe(true);
  expect(again.state().sections['5.8.1']?.note).toBe('in confidence');
  await again.append(note('more'));
  await again.close();
  const third = await openJournal(path, OPTIONS, 'correct horse');
  expect(third.state()).toMatchObject({ events: 2, fault: null });
  await third.close();
});

test.each([
  ['changed', (lines: string[]) => [lines[0], lines[1], flipped(lines[2]!), lines[3]], 'altered', 1],
  ['exchanged', (lines: string[]) => [lines[0], lines[2], lines[1], lines[3]], 'altered', 0],
  ['taken out', (lines: string[]) => [lines[0], lines[1], lines[3]], 'altered', 1],
  ['torn', (lines: string[]) => [lines[0], lines[1], lines[2], lines[3]!.slice(0, 20)], 'torn', 2],
] as const)('a sealed line that was %s is noticed', async (_what, edit, kind, events) => {
  const path = newPath();
  const journal = await openJournal(path, OPTIONS, 'secret');
  for (const text of ['one', 'two', 'three']) await journal.append(note(text));
  await journal.close();
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  writeFileSync(path, edit(lines).join('\n') + (kind === 'torn' ? '' : '\n'));
  const again = await openJournal(path, OPTIONS, 'secret');
  expect(again.state()).toMatchObject({ events, fault: { kind } });
  await again.close();
});

test.each([
  ['more memory than any machine has', { cost: 1_048_576, block: 32 }],
  ['no salt', { salt: '' }],
  ['another way of deriving', { kdf: 'md5' }],
])('a header that asks for %s is refused', async (_what, change) => {
  const path = join(temporaryFolder(), 'audit.countersign');
  const facts = { format: 'countersign/workspace@1', kdf: 'scrypt', cost: 1_024, block: 8, parallel: 1 };
  writeFileSync(path, `${JSON.stringify({ ...facts, salt: 'A'.repeat(24), check: '', ...change })}\n`);
  expect(await rejection(openJournal(path, OPTIONS, 'x'))).toMatchObject({ code: 'WORKSPACE_NOT_READABLE' });
});

function flipped(line: string): string {
  const place = 30;
  return line.slice(0, place) + (line[place] === 'A' ? 'B' : 'A') + line.slice(place + 1);
}

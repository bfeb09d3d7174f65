import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJournal } from '../../../main/files/journal-file.ts';
import { userData } from '../../../main/files/user-data.ts';
import { createWorkspaces, removeStaleLocks } from '../../../main/files/workspaces.ts';
import { rejection, temporaryFolder } from './support.ts';

const OPTIONS = { author: 'auditor', now: () => '2026-11-22T10:00:00.000Z' };
const SHA = 'c'.repeat(64);
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

test('a second writer is refused while the first has it open', async () => {
  const path = newPath();
  const journal = await openJournal(path, OPTIONS);
  expect(await rejection(openJournal(path, OPTIONS))).toMatchObject({ code: 'WORKSPACE_LOCKED' });
  await journal.close();
  await (await openJournal(path, OPTIONS)).close();
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
  const places = userData(temporaryFolder());
  const workspaces = createWorkspaces(places, OPTIONS);
  const [first, second] = await Promise.all([workspaces.acquire(SHA), workspaces.acquire(SHA)]);
  expect(first).toBe(second);
  await workspaces.release(SHA);
  expect(existsSync(`${places.workspace(SHA)}.lock`)).toBe(true);
  await workspaces.release(SHA);
  expect(existsSync(`${places.workspace(SHA)}.lock`)).toBe(false);
});

test('the lock of a program that died is removed by the next one', async () => {
  const places = userData(temporaryFolder());
  await openJournal(places.workspace(SHA), OPTIONS);
  await removeStaleLocks(places);
  await (await openJournal(places.workspace(SHA), OPTIONS)).close();
});

test('a workspace is named by a digest and by nothing else', () => {
  const places = userData('/data');
  for (const name of ['../../etc/passwd', '', 'C'.repeat(64), `${SHA}/x`])
    expect(() => places.workspace(name)).toThrow();
});

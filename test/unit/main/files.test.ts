import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { openSource } from '../../../main/files/archive-source.ts';
import { writeAtomically, writeTogether } from '../../../main/files/atomic-write.ts';
import { openFile } from '../../../main/files/file-access.ts';
import { makeFolder } from '../../../main/files/make-folder.ts';
import { folderAccess } from '../../../main/files/folder-access.ts';
import { createSessions } from '../../../main/files/sessions.ts';
import { loadCatalogue } from '../../../main/files/catalogue.ts';
import { loadFonts } from '../../../main/files/fonts.ts';
import { rejection, temporaryFolder } from './support.ts';

describe('a file', () => {
  test('is read at any place, and short only at its end', async () => {
    const path = join(temporaryFolder(), 'x');
    writeFileSync(path, 'abcdef');
    const file = await openFile(path, 'x');
    expect(file.size).toBe(6);
    expect(Buffer.from(await file.read(2, 3)).toString()).toBe('cde');
    expect(Buffer.from(await file.read(4, 10)).toString()).toBe('ef');
    expect((await file.read(6, 1)).length).toBe(0);
    await file.close();
  });

  test('that is a pipe is refused instead of waited for', async () => {
    const path = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [path]);
    expect(await rejection(openFile(path, 'pipe'))).toMatchObject({ code: 'FILE_NOT_READABLE' });
  });

  test('that is absent is named without the folders above it', async () => {
    const thrown = await rejection(openSource(join(temporaryFolder(), 'gone.zip')));
    expect(thrown).toMatchObject({ code: 'FILE_NOT_FOUND', values: { name: 'gone.zip' } });
  });
});

describe('a folder', () => {
  function release(): string {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'root', 'a'), { recursive: true });
    writeFileSync(join(folder, 'root', 'a', 'b.txt'), 'inside');
    writeFileSync(join(folder, 'outside.txt'), 'outside');
    return folder;
  }

  test('lists its files with their sizes, by paths with slashes', async () => {
    expect(await folderAccess(join(release(), 'root')).list()).toEqual([
      { path: 'a/b.txt', size: 6, type: 'file', stamp: expect.stringMatching(/^(?:\d+ ){4}\d+$/u) as string },
    ]);
  });

  test('lists a link as a link and never opens it', async () => {
    const folder = release();
    symlinkSync(join(folder, 'outside.txt'), join(folder, 'root', 'link.txt'));
    const access = folderAccess(join(folder, 'root'));
    expect(await access.list()).toContainEqual({ path: 'link.txt', size: 0, type: 'link' });
    expect(await rejection(access.open('link.txt'))).toMatchObject({ code: 'FILE_NOT_READABLE' });
  });

  test('does not follow a linked folder, neither listing nor opening', async () => {
    const folder = release();
    symlinkSync(folder, join(folder, 'root', 'up'));
    const access = folderAccess(join(folder, 'root'));
    expect((await access.list()).map(({ path, type }) => `${type} ${path}`).sort()).toEqual([
      'file a/b.txt',
      'link up',
    ]);
    expect(await rejection(access.open('up/outside.txt'))).toMatchObject({ code: 'FILE_NOT_READABLE' });
  });

  test.each(['../outside.txt', 'a/../../outside.txt', '..'])('does not open %s', async (path) => {
    const access = folderAccess(join(release(), 'root'));
    expect(await rejection(access.open(path))).toMatchObject({ code: 'FILE_NOT_READABLE' });
  });

  test('lists pipes as other and refuses to open them', async () => {
    const folder = release();
    execFileSync('mkfifo', [join(folder, 'root', 'pipe')]);
    const access = folderAccess(join(folder, 'root'));
    expect(await access.list()).toContainEqual({ path: 'pipe', size: 0, type: 'other' });
    expect(await rejection(access.open('pipe'))).toMatchObject({ code: 'FILE_NOT_READABLE' });
  });

  test('that the person chose through a link is opened', async () => {
    const folder = release();
    symlinkSync(join(folder, 'root'), join(folder, 'chosen'));
    const file = await folderAccess(join(folder, 'chosen')).open('a/b.txt');
    expect(Buffer.from(await file.read(0, 6)).toString()).toBe('inside');
    await file.close();
  });

  test('with more files than the budget is refused while it is listed', async () => {
    const folder = release();
    for (let n = 0; n < 12; n += 1) linkSync(join(folder, 'outside.txt'), join(folder, 'root', `f${n}`));
    const access = folderAccess(join(folder, 'root'), { ...DEFAULT_BUDGETS, members: 10 });
    expect(await rejection(access.list())).toMatchObject({ code: 'BUDGET_MEMBERS' });
  });

  test('that is too deep is refused while it is listed', async () => {
    const folder = release();
    mkdirSync(join(folder, 'root', ...Array.from({ length: 8 }, () => 'd')), { recursive: true });
    const access = folderAccess(join(folder, 'root'), { ...DEFAULT_BUDGETS, depth: 5 });
    expect(await rejection(access.list())).toMatchObject({ code: 'BUDGET_DEPTH' });
  });

  test('stops at the budget of members, and counts empty folders', async () => {
    const root = join(temporaryFolder(), 'root');
    for (let count = 0; count < 6; count += 1) mkdirSync(join(root, `d${String(count)}`), { recursive: true });
    const access = folderAccess(root, { ...DEFAULT_BUDGETS, members: 5 });
    expect(await rejection(access.list())).toMatchObject({ code: 'BUDGET_MEMBERS', values: { limit: 5 } });
  });
});

describe('writing', () => {
  test('replaces a file wholly and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'pack.pdf');
    writeFileSync(path, 'old');
    await writeAtomically(path, new Uint8Array([1, 2, 3]));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(readdirSync(folder)).toEqual(['pack.pdf']);
  });

  test('that fails keeps the old file and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'pack.pdf'));
    writeFileSync(join(folder, 'pack.pdf', 'kept'), 'kept');
    const thrown = await rejection(writeAtomically(join(folder, 'pack.pdf'), 'new'));
    expect(thrown).toMatchObject({ code: 'FILE_NOT_WRITABLE', values: { name: 'pack.pdf' } });
    expect(readdirSync(folder)).toEqual(['pack.pdf']);
  });

  test('of files that belong together leaves all as they were when one of them fails', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'pack.pdf'), 'old');
    const files = ['pack.pdf', join('absent', 'pack.json')].map((name) => ({
      path: join(folder, name),
      content: 'new',
    }));
    expect(await rejection(writeTogether(files))).toMatchObject({ values: { name: 'pack.json', reason: 'ENOENT' } });
    expect(readFileSync(join(folder, 'pack.pdf'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['pack.pdf']);
  });

  test('into a folder that is not there is a refusal, not a crash', async () => {
    const thrown = await rejection(writeAtomically(join(temporaryFolder(), 'no', 'pack.pdf'), 'new'));
    expect(thrown).toMatchObject({ code: 'FILE_NOT_WRITABLE', values: { reason: 'ENOENT' } });
  });

  test('makes files that only their owner may read', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    await writeAtomically(join(folder, 'x'), 'x');
    expect(execFileSync('stat', ['-c', '%a', join(folder, 'x')], { encoding: 'utf8' }).trim()).toBe('600');
  });
});

describe('making folders', () => {
  test('makes all that is missing, and takes what is there', async () => {
    const root = temporaryFolder();
    await makeFolder(join(root, 'a', 'b', 'c'));
    await makeFolder(join(root, 'a', 'b'));
    expect(readdirSync(join(root, 'a', 'b'))).toEqual(['c']);
  });

  test('below a file is a refusal', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), '');
    expect(await rejection(makeFolder(join(root, 'file', 'a')))).toMatchObject({ code: 'FILE_NOT_WRITABLE' });
  });

  test.skipIf(process.platform !== 'linux')('where none can be made ends', async () => {
    const thrown = await rejection(makeFolder('/proc/countersign/pack'));
    expect(thrown).toMatchObject({ code: 'FILE_NOT_WRITABLE', values: { reason: 'ENOENT' } });
  });
});

describe('tokens', () => {
  test('are 32 hexadecimal characters, each different', () => {
    const sessions = createSessions<number>(() => undefined, 1_000);
    const tokens = Array.from({ length: 100 }, (_, n) => sessions.add(n));
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{32}$/u);
  });

  test('that are not known, or no longer, are refused', () => {
    const sessions = createSessions<string>(() => undefined);
    const token = sessions.add('x');
    expect(sessions.get(token)).toBe('x');
    sessions.remove(token);
    for (const wrong of [token, '', '__proto__', 'f'.repeat(32)]) {
      expect(() => sessions.get(wrong)).toThrow(expect.objectContaining({ code: 'SESSION_UNKNOWN' }));
    }
  });

  test('do not pile up: the oldest goes, and what it named is let go of', () => {
    const dropped: string[] = [];
    const sessions = createSessions<string>((value) => dropped.push(value), 2);
    const [first] = ['a', 'b', 'c'].map((value) => sessions.add(value));
    expect(dropped).toEqual(['a']);
    expect(() => sessions.get(first!)).toThrow();
    expect(sessions.tokens()).toHaveLength(2);
  });
});

describe('texts and fonts', () => {
  test('the catalogues of all rooms merge without one key twice', () => {
    expect(Object.keys(loadCatalogue('en').texts).length).toBeGreaterThan(100);
  });

  test('a key that stands twice stops the program instead of choosing a sentence', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'en'));
    writeFileSync(join(folder, 'en', 'a.json'), '{"x":"one"}');
    writeFileSync(join(folder, 'en', 'b.json'), '{"x":"two"}');
    expect(() => loadCatalogue('en', folder)).toThrow('x stands twice');
  });

  test('the report has its four TrueType fonts', async () => {
    const { sans, bold, mono, fallback } = await loadFonts();
    for (const font of [sans, bold, mono, fallback]) expect([...font.slice(0, 4)]).toEqual([0, 1, 0, 0]);
  });
});

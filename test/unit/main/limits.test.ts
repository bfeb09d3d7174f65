import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watched } from '../../../main/files/archive-source.ts';
import { folderAccess } from '../../../main/files/folder-access.ts';
import { readLimits } from '../../../main/files/limits-file.ts';
import { movingProgress, unlessStalled } from '../../../main/inspection/index.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import type { RandomAccess } from '../../../src/archive/index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-limits-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.useRealTimers();
});

const write = (text: string | Uint8Array): void => writeFileSync(join(folder, 'limits.json'), text);

describe('limits that a user set', () => {
  it('are the usual ones where there is no file, and for every name that it leaves out', async () => {
    expect(await readLimits(folder)).toEqual(DEFAULT_BUDGETS);
    expect(await readLimits(join(folder, 'nowhere'))).toEqual(DEFAULT_BUDGETS);
    write('{"members": 7, "stillSeconds": 600}');
    expect(await readLimits(folder)).toEqual({ ...DEFAULT_BUDGETS, members: 7, stillSeconds: 600 });
    write('{}');
    expect(await readLimits(folder)).toEqual(DEFAULT_BUDGETS);
  });

  it.each([
    ['{"members": 0}', 'FIELD', 'members'],
    ['{"members": 250001}', 'FIELD', 'members'],
    ['{"ratio": 1.5}', 'FIELD', 'ratio'],
    ['{"depth": "64"}', 'FIELD', 'depth'],
    ['{"totalSize": -1}', 'FIELD', 'totalSize'],
    ['{"totalSize": 1e300}', 'FIELD', 'totalSize'],
    ['{"mebmers": 5}', 'FIELD', 'mebmers'],
    ['[]', 'FIELD', 'none'],
    ['null', 'FIELD', 'none'],
    ['{', 'MALFORMED', 'none'],
    ['', 'MALFORMED', 'none'],
    [new Uint8Array([0x7b, 0xff, 0x7d]), 'MALFORMED', 'none'],
    [' '.repeat(70_000), 'TOO_LARGE', 'none'],
  ])('are refused when the file is anything else: %j', async (text, reason, field) => {
    write(text);
    await expect(readLimits(folder)).rejects.toMatchObject({
      code: 'LIMITS_NOT_READABLE',
      values: { name: 'limits.json', reason, field },
    });
  });

  it('are refused when there is a folder in the place of the file', async () => {
    mkdirSync(join(folder, 'limits.json'));
    await expect(readLimits(folder)).rejects.toMatchObject({
      code: 'LIMITS_NOT_READABLE',
      values: { reason: 'NOT_A_FILE' },
    });
  });
});

const never = new Promise<never>(() => undefined);

describe('a medium that gives nothing any more', () => {
  it('ends the work by its code after the time that is allowed, and not before', async () => {
    vi.useFakeTimers();
    let ended: unknown = null;
    const work = unlessStalled(5, () => never).catch((thrown: unknown) => {
      ended = thrown;
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ended).toBeNull();
    await vi.advanceTimersByTimeAsync(1_000);
    await work;
    expect(ended).toMatchObject({ code: 'BUDGET_TIME', values: { limit: 5 } });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is waited for as long as it gives anything, and its result or error is passed on', async () => {
    vi.useFakeTimers();
    const slow = unlessStalled(2, async (moved) => {
      for (let second = 0; second < 60; second += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        moved();
      }
      return 'done';
    });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await slow).toBe('done');
    await expect(unlessStalled(2, () => Promise.reject(new Error('own')))).rejects.toThrow('own');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts what is read, entries of folders, and progress that is not the one before', async () => {
    let count = 0;
    const moved = (): void => void (count += 1);
    const file: RandomAccess = {
      size: 3,
      read: () => Promise.resolve(new Uint8Array(3)),
      fill: () => Promise.resolve(3),
      stamp: () => Promise.resolve('a'),
    };
    const access = watched(file, moved);
    expect(await access.read(0, 3)).toHaveLength(3);
    expect(await access.fill(new Uint8Array(3), 0)).toBe(3);
    expect([access.size, await access.stamp?.(), count]).toEqual([3, 'a', 2]);
    writeFileSync(join(folder, 'a'), 'a');
    writeFileSync(join(folder, 'b'), 'b');
    expect(await folderAccess(folder, DEFAULT_BUDGETS, moved).list()).toHaveLength(2);
    expect(count).toBe(4);
    const told: number[] = [];
    const progress = movingProgress(moved, ({ done }) => told.push(done));
    for (const done of [0, 1, 1, 1, 2]) progress({ phase: 'hashing', done, total: 2 });
    expect([told, count]).toEqual([[0, 1, 1, 1, 2], 7]);
  });
});

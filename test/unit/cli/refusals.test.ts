import { Buffer } from 'node:buffer';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../../main/cli/run.ts';
import type { Terminal } from '../../../main/cli/terminal.ts';
import { openSource } from '../../../main/files/archive-source.ts';
import { wireError } from '../../../main/files/problem.ts';
import { USUAL_SETTINGS } from '../../../main/files/settings.ts';
import { createAnswers } from '../../../main/inspector/answers.ts';
import { openArchive } from '../../../src/archive/index.ts';
import { REFUSAL_CODES } from '../../../src/domain/errors.ts';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { REFUSED, type FolderContent, type Refused } from '../../support/refused-archives.ts';

const LINUX = process.platform === 'linux';
let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'countersign-refusals-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

type Case = readonly [code: string, form: 'file' | 'folder', refused: Refused];

const CASES: readonly Case[] = Object.entries(REFUSED).flatMap(([code, refused]): readonly Case[] => [
  ...(refused.file === null ? [] : [[code, 'file', refused] as const]),
  ...(refused.folder === undefined || !LINUX ? [] : [[code, 'folder', refused] as const]),
]);

function place(code: string, form: Case[1], { file, folder }: Refused): string {
  const path = join(root, `${code}-${form}`);
  if (form === 'file') writeFileSync(path, file?.() ?? new Uint8Array(0));
  else fill(path, folder ?? []);
  return path;
}

function fill(path: string, content: FolderContent): void {
  mkdirSync(path, { recursive: true });
  for (const [name, data] of content) {
    const full = Buffer.concat([Buffer.from(`${path}/`), Buffer.from(name)]);
    if (typeof name === 'string') mkdirSync(dirname(`${path}/${name}`), { recursive: true });
    if (data === null) symlinkSync('nowhere', full);
    else writeFileSync(full, data);
  }
}

/** Runs the command line in this process, and returns what it printed. */
async function command(...argv: readonly string[]): Promise<{ code: number; data: string; notes: string }> {
  const data: string[] = [];
  const notes: string[] = [];
  const io: Terminal = {
    data: (text) => void data.push(text),
    note: (text) => void notes.push(text),
    progress: { onProgress: () => undefined, clear: () => undefined },
    lost: () => Promise.resolve(null),
  };
  const code = await runCommand(argv, io, { aborted: false });
  return { code, data: data.join('\n'), notes: notes.join('\n') };
}

describe('every refusal', () => {
  it('that bytes can bring about has an archive', () => {
    const other = ['ARCHIVE_CHANGED', 'BUDGET_TIME'];
    expect(Object.keys(REFUSED).sort()).toEqual(REFUSAL_CODES.filter((code) => !other.includes(code)).toSorted());
  });

  it.each(CASES)(
    'is the same to the core, the command line and the window: %s as a %s',
    async (code, form, refused) => {
      const path = place(code, form, refused);
      const budgets = { ...DEFAULT_BUDGETS, ...refused.limits };
      const userData = join(root, `${code}-user-data`);
      fill(userData, [['limits.json', JSON.stringify(refused.limits ?? {})]]);
      vi.stubEnv('COUNTERSIGN_USER_DATA', userData);

      const source = await openSource(path, budgets);
      const opened = openArchive(source.source, { budgets }).then(
        () => 'opened',
        (thrown: unknown) => wireError(thrown).code,
      );
      const later = code.startsWith('MANIFEST_') || refused.member === true;
      expect(await opened).toBe(later ? 'opened' : code);
      await source.close();

      const told = await command('verify', path);
      const json = JSON.parse((await command('verify', path, '--json')).data) as Record<string, unknown>;
      const settings = { ...USUAL_SETTINGS, budgets };
      const question = {
        kind: 'inspect',
        path,
        previousPath: null,
        anchors: [],
        at: 0,
        settings,
        profile: null,
      } as const;
      const inspector = createAnswers(
        () => undefined,
        () => undefined,
      );
      const window = inspector(question);
      if (refused.member === true) {
        expect(told.code).toBe(1);
        expect(json).toMatchObject({ verdict: 'TOTAL_FAILED', integrity: { unsafe: [{ path: 'a.txt', code }] } });
        expect(await window).toMatchObject({ verification: { integrity: { unsafe: [{ path: 'a.txt', code }] } } });
        // The next question closes the archive.
        await expect(inspector({ ...question, path: join(root, 'nowhere') })).rejects.toThrow();
        return;
      }
      expect(told.code).toBe(65);
      expect(told.notes.split('\n')[0]).toMatch(new RegExp(`^\\[${code}\\] \\S.{20,}`, 'u'));
      expect(told.notes.split('\n')).toHaveLength(2);
      expect(json).toMatchObject({ error: { exitCode: 65, code } });
      const shown = await window.then(
        () => null,
        (thrown: unknown) => wireError(thrown),
      );
      expect(shown?.code).toBe(code);
      // What the terminal names, the window names.
      expect((json['error'] as { member: string | null }).member).toBe(shown?.member ?? null);
    },
  );
});

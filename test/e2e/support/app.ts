import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The running program, driven as a person drives it. */
export interface CountersignApp {
  readonly electron: ElectronApplication;
  readonly window: Page;
  readonly userData: string;
  /** The next open dialog gives `filePath`, or is closed without a choice. */
  stubOpen(filePath: string | null): Promise<void>;
  /** The next save dialog gives `filePath`, or is closed without a choice. */
  stubSave(filePath: string | null): Promise<void>;
  /** Drops a file from the file manager onto the element that `selector` names. */
  dropFile(filePath: string, selector?: string): Promise<void>;
  waitForWindow(): Promise<Page>;
  /** Starts the program a second time with `args`, as a double click on a file does. Returns when that start has ended. */
  startAgain(args: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export interface StartOptions {
  readonly args?: readonly string[];
  readonly userData?: string;
}

interface Fixtures {
  /** A program that several tests of a file look at one after the other, its page loaded anew for each. Who changes the program starts one. */
  readonly running: CountersignApp;
  /** Starts the program; every program that a test started is closed and its data removed at the test's end. */
  readonly start: (options?: StartOptions) => Promise<CountersignApp>;
  /** A folder for the test's own files. */
  readonly folder: string;
}

export const test = base.extend<Fixtures, { readonly program: CountersignApp }>({
  program: [
    async ({}, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'countersign-e2e-'));
      const app = await launch([], path.join(folder, 'user-data'));
      await use(app);
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  running: async ({ program }, use) => {
    await program.window.reload();
    await program.window.waitForFunction(() => 'countersign' in globalThis && document.readyState === 'complete');
    await use(program);
  },
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'countersign-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  start: async ({ folder }, use) => {
    const started: CountersignApp[] = [];
    await use(async (options = {}) => {
      const app = await launch(options.args ?? [], options.userData ?? path.join(folder, 'user-data'));
      started.push(app);
      return app;
    });
    for (const app of started) await app.close();
  },
});

export { expect } from '@playwright/test';

async function launch(args: readonly string[], userData: string): Promise<CountersignApp> {
  const env = { ...process.env, COUNTERSIGN_USER_DATA: userData } as Record<string, string>;
  const electron = await _electron.launch({ args: [ROOT, ...args], env });
  const window = await electron.firstWindow();
  // A window has an empty page before it has ours.
  await window.waitForFunction(() => 'countersign' in globalThis && document.readyState === 'complete');
  let closed = false;
  electron.on('close', () => {
    closed = true;
  });
  return {
    electron,
    window,
    userData,
    stubOpen: (filePath) =>
      electron.evaluate(({ dialog }, given) => {
        dialog.showOpenDialog = () =>
          Promise.resolve({ canceled: given === null, filePaths: given === null ? [] : [given] });
      }, filePath),
    stubSave: (filePath) =>
      electron.evaluate(({ dialog }, given) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: given === null, filePath: given ?? '' });
      }, filePath),
    dropFile: (filePath, selector = 'body') => dropFile(window, filePath, selector),
    waitForWindow: () => electron.waitForEvent('window'),
    startAgain: (more) =>
      new Promise((resolve) => {
        const second = spawn(electronBinary(), [...rootSwitches(), ROOT, ...more], { env, stdio: 'ignore' });
        second.once('exit', () => resolve());
      }),
    close: async () => {
      if (!closed) await electron.close();
    },
  };
}

/** Returns the binary that the `electron` package names: the real one or the stand-in. */
export function electronBinary(): string {
  return createRequire(import.meta.url)('electron') as string;
}

/** Chromium refuses its sandbox to root; the test driver passes the same switch. */
export function rootSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Drops a file through the browser's own input, so that the page gets a real `File` with a place on disk. */
async function dropFile(window: Page, filePath: string, selector: string): Promise<void> {
  const box = await window.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`nothing to drop on: ${selector}`);
  const session = await window.context().newCDPSession(window);
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [filePath], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...place, data });
  }
  await session.detach();
}

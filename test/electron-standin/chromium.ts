import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { connect, type Cdp } from './cdp.ts';

const CANDIDATES = [
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** What every start gets beside the switches that the program itself appends. Nothing here makes a page safer than Electron would. */
const ALWAYS = [
  '--remote-debugging-pipe',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--hide-crash-restore-bubble',
  '--password-store=basic',
  '--test-type',
  '--disable-search-engine-choice-screen',
  '--disable-dev-shm-usage',
];

export interface Chromium {
  readonly cdp: Cdp;
  readonly headless: boolean;
  /** Shows a window without an address bar. With a display that takes a second process, which hands over to the first. */
  openAppWindow(url: string): void;
  /** Ends the browser, waits for it, and removes its profile. */
  end(): Promise<void>;
  onExit(callback: () => void): void;
}

/** Starts Chromium with `switches`; `port` opens a debugging port as well, for a test driver that asked for one. */
export function startChromium(switches: readonly string[], port: boolean): Chromium {
  const binary = findChromium();
  const headless = needsHeadless();
  const profile = makeProfile();
  const args = [
    ...ALWAYS,
    `--user-data-dir=${profile}`,
    ...(headless ? ['--headless', '--hide-scrollbars'] : []),
    // Chromium refuses its sandbox to root.
    ...(process.getuid?.() === 0 && !switches.includes('--no-sandbox') ? ['--no-sandbox'] : []),
    ...(port ? ['--remote-debugging-port=0'] : []),
    ...switches,
  ];
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] });
  forwardDevToolsLine(child);
  // `close`, not `exit`: its helper processes hold the same pipe, and write into the profile until they end.
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    cdp: connect(child.stdio[3] as Writable, child.stdio[4] as Readable),
    headless,
    openAppWindow: (url) => {
      // The window takes its information bars from the switches that it was asked for with.
      const shared = args.filter((arg) => arg === '--no-sandbox' || arg === '--test-type');
      spawn(binary, [`--user-data-dir=${profile}`, `--app=${url}`, ...shared], { stdio: 'ignore' });
    },
    end: async () => {
      const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
      clearTimeout(killer);
      rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
    onExit: (callback) => void child.once('exit', callback),
  };
}

function findChromium(): string {
  const given = process.env['COUNTERSIGN_CHROMIUM'] ?? '';
  const found = [given, ...CANDIDATES].find((candidate) => candidate !== '' && existsSync(candidate));
  if (found === undefined) throw new Error('no Chromium found; name one by COUNTERSIGN_CHROMIUM');
  return found;
}

function needsHeadless(): boolean {
  return (process.env['DISPLAY'] ?? '') === '' && (process.env['WAYLAND_DISPLAY'] ?? '') === '';
}

/** A profile that asks where to save: the native save dialog is Chromium's own download dialog. */
function makeProfile(): string {
  const profile = mkdtempSync(path.join(tmpdir(), 'countersign-standin-'));
  mkdirSync(path.join(profile, 'Default'));
  const preferences = { download: { prompt_for_download: true }, credentials_enable_service: false };
  writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  return profile;
}

/** A test driver waits for this one line; everything else that Chromium says is noise of its own. */
function forwardDevToolsLine(child: ChildProcess): void {
  let rest = '';
  child.stderr?.setEncoding('utf8');
  child.stderr?.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('DevTools listening on ') || process.env['COUNTERSIGN_STANDIN_DEBUG'] === '1') {
        process.stderr.write(`${line}\n`);
      }
    }
  });
}

import { EventEmitter } from 'node:events';
import { homedir } from 'node:os';
import path from 'node:path';
import type { App, CommandLine } from 'electron';
import { takeInstanceLock } from './instance.ts';
import { listening, strict, type Played } from './strict.ts';

export const appEvents = new EventEmitter();
const switches = new Map<string, string>();
const paths = new Map<string, string>();
let name = '';
let root = '';
let ready = false;
const { promise: whenReady, resolve: becomeReady } = Promise.withResolvers<null>();
let closeWindows: () => Promise<boolean> = () => Promise.resolve(true);
let endBrowser: () => Promise<void> = () => Promise.resolve();
let quitting = false;
let exiting = false;

const commandLine = strict('app.commandLine', {
  appendSwitch: (key: string, value = ''): void => void switches.set(key, value),
  hasSwitch: (key: string): boolean => switches.has(key),
  getSwitchValue: (key: string): string => switches.get(key) ?? '',
} satisfies Played<CommandLine>);

const EVENTS = {
  emitted: [
    'ready',
    'second-instance',
    'web-contents-created',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
  ],
  // Of macOS alone.
  silent: ['open-file'],
};

/** Plays `app`. */
export const app = strict('app', {
  commandLine,
  isPackaged: false,
  ...listening('app', appEvents, EVENTS),
  emit: (event: string, ...args: unknown[]): boolean => appEvents.emit(event, ...args),
  listenerCount: (event: string): number => appEvents.listenerCount(event),
  whenReady: (): Promise<void> => whenReady.then(() => undefined),
  isReady: (): boolean => ready,
  getName: (): string => name,
  setName: (given: string): void => {
    name = given;
  },
  getAppPath: (): string => root,
  getPath: (key: string): string => pathOf(key),
  setPath: (key: string, value: string): void => void paths.set(key, value),
  // Every page of Chromium is sandboxed already; this only forbids exceptions, which the stand-in does not play.
  enableSandbox: (): void => undefined,
  requestSingleInstanceLock: (data: unknown = {}): boolean =>
    takeInstanceLock(pathOf('userData'), data, (other, argv, cwd) => {
      appEvents.emit('second-instance', {}, argv, cwd, other);
    }),
  quit: (): void => {
    end(0, true).catch(crash);
  },
  exit: (code = 0): void => {
    end(code, false).catch(crash);
  },
} satisfies Played<App>);

/** Quitting asks in Electron's order, and stops at the first who prevents it. Exiting asks nobody. */
async function end(code: number, politely: boolean): Promise<void> {
  if (politely) {
    if (quitting || exiting) return;
    quitting = true;
    const goesOn = !isPrevented('before-quit') && (await closeWindows()) && !isPrevented('will-quit');
    quitting = false;
    if (!goesOn) return;
  }
  if (exiting) return;
  exiting = true;
  appEvents.emit('quit', {}, code);
  await endBrowser();
  process.exit(code);
}

function isPrevented(event: string): boolean {
  let prevented = false;
  appEvents.emit(event, { preventDefault: () => (prevented = true) });
  return prevented;
}

/** Whether the windows close because the program quits, so that nobody is told that all are closed. */
export function isQuitting(): boolean {
  return quitting || exiting;
}

function crash(thrown: unknown): void {
  console.error(thrown);
  process.exit(1);
}

function pathOf(key: string): string {
  const known = paths.get(key);
  if (known !== undefined) return known;
  if (key === 'appData') return process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config');
  if (key === 'home') return homedir();
  if (key === 'documents') return process.env['XDG_DOCUMENTS_DIR'] ?? path.join(homedir(), 'Documents');
  throw new Error(`the Electron stand-in does not play app.getPath('${key}')`);
}

/** Says which program runs: its folder and its name. */
export function placeApp(folder: string, packageName: string): void {
  root = folder;
  name = packageName;
}

/** Returns the switches that the program appended, as Chromium takes them. */
export function appendedSwitches(): readonly string[] {
  return [...switches].map(([key, value]) => (value === '' ? `--${key}` : `--${key}=${value}`));
}

/** Announces that Chromium is there. A test driver holds the event back by replacing `emit`, so it goes through the public member. */
export function announceReady(windows: () => Promise<boolean>, browser: () => Promise<void>): void {
  closeWindows = windows;
  endBrowser = browser;
  ready = true;
  app.emit('ready', {}, {});
  becomeReady(null);
}

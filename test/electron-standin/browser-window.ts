import { EventEmitter } from 'node:events';
import type {
  BrowserWindow as RealWindow,
  BrowserWindowConstructorOptions,
  WebContents,
  WebPreferences,
} from 'electron';
import { app, appEvents, isQuitting } from './app.ts';
import type { Cdp, Params } from './cdp.ts';
import type { Chromium } from './chromium.ts';
import { announceDownload } from './session.ts';
import { listening, strict, type Played } from './strict.ts';
import { blankFor, createContents, type Contents } from './web-contents.ts';

/** What Chromium gives every page here, as Electron does unless told otherwise. A program that asks for less safety must not pass. */
const ALWAYS = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
} as const;

let lastId = 0;
const windows = new Map<number, PlayedWindow>();
let browser: Chromium | null = null;
/** The window whose page is being made; pages come one at a time, so the next one that nobody opened is its page. */
let awaited: ((session: string, targetId: string) => Promise<void>) | null = null;
let making: Promise<unknown> = Promise.resolve();

interface PlayedWindow {
  readonly played: RealWindow;
  readonly contents: Contents;
  readonly size: { readonly width: number; readonly height: number };
  /** Asks the program as a person's click on the window's cross does. Returns whether the window closes. */
  readonly askClose: () => boolean;
  readonly closed: () => void;
  readonly gone: Promise<null>;
}

/** Plays `BrowserWindow`. Its page is made in Chromium when it first loads something. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- it is new-ed, and its statics belong to the real one
class Window {
  constructor(options: BrowserWindowConstructorOptions = {}) {
    lastId += 1;
    const id = lastId;
    const events = new EventEmitter();
    refuseOtherRights(options.webPreferences ?? {});
    const { promise: gone, resolve: closed } = Promise.withResolvers<null>();
    const askClose = (): boolean => {
      let prevented = false;
      events.emit('close', { preventDefault: () => (prevented = true) });
      if (!prevented) closePage(contents);
      return !prevented;
    };
    const contents = createContents(options.webPreferences?.preload, askClose);
    contents.events.on('ready-to-show', () => events.emit('ready-to-show'));
    const played = strict('BrowserWindow', {
      id,
      webContents: contents.played,
      ...listening('BrowserWindow', events, { emitted: ['ready-to-show', 'close', 'closed'], silent: [] }),
      loadURL: async (url: string) => {
        await pageOf(contents, { width: options.width ?? 800, height: options.height ?? 600 }, blankFor(url));
        await contents.load(url);
      },
      // Chromium shows its window when it makes it.
      show: () => undefined,
      focus: () => {
        activate(contents);
      },
      isMinimized: () => false,
      isMaximized: () => false,
      maximize: () => undefined,
      getNormalBounds: () => ({
        x: options.x ?? 0,
        y: options.y ?? 0,
        width: options.width ?? 800,
        height: options.height ?? 600,
      }),
      restore: () => undefined,
      isDestroyed: () => contents.played.isDestroyed(),
      close: () => void askClose(),
      destroy: () => closePage(contents),
    } satisfies Played<RealWindow>) as unknown as RealWindow;
    windows.set(id, {
      played,
      contents,
      size: { width: options.width ?? 800, height: options.height ?? 600 },
      askClose,
      closed: () => {
        events.emit('closed');
        closed(null);
      },
      gone,
    });
    appEvents.emit('web-contents-created', {}, contents.played);

    return played;
  }

  static getAllWindows(): RealWindow[] {
    return [...windows.values()].map((window) => window.played);
  }

  static fromWebContents(contents: WebContents): RealWindow | null {
    return [...windows.values()].find((window) => window.contents.id === contents.id)?.played ?? null;
  }
}

function refuseOtherRights(asked: WebPreferences): void {
  for (const [name, value] of Object.entries(ALWAYS)) {
    const given: unknown = asked[name as keyof WebPreferences];
    if (given !== undefined && given !== value)
      throw new Error(`the Electron stand-in has ${name}: ${value}, not ${String(given)}`);
  }
}

export const BrowserWindow = strict('BrowserWindow', Window);

/** Plays the static half of `webContents`. */
export const webContents = strict('webContents', {
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    [...windows.values()].find((window) => window.contents.targetId === targetId)?.contents.played,
  getAllWebContents: (): WebContents[] => [...windows.values()].map((window) => window.contents.played),
});

/** Listens to the browser: pages that come and go, what they ask, downloads. */
export async function watchBrowser(started: Chromium): Promise<void> {
  browser = started;
  const { cdp } = started;
  const sessions = new Map<string, Contents>();
  const saving = new Map<string, Contents>();

  cdp.on('Target.attachedToTarget', (params) => {
    const info = params['targetInfo'] as { targetId: string; type: string; url: string; openerId?: string };
    const session = String(params['sessionId']);
    if (info.type !== 'page') later(resume(cdp, session));
    else if (awaited === null || info.openerId !== undefined) later(refuse(cdp, session, info));
    else {
      const take = awaited;
      awaited = null;
      later(take(session, info.targetId));
    }
  });
  cdp.on('Target.detachedFromTarget', (params) => {
    const contents = sessions.get(String(params['sessionId']));
    if (contents !== undefined) forget(contents);
  });
  cdp.on('Browser.downloadWillBegin', (params) => {
    const [first] = windows.values();
    const contents = [...windows.values()].find((window) => window.contents.savingDownload !== null)?.contents;
    if (contents !== undefined) saving.set(String(params['guid']), contents);
    else if (first !== undefined) {
      later(announceDownload(cdp, String(params['guid']), String(params['url']), first.contents.played));
    }
  });
  cdp.on('Browser.downloadProgress', (params) => {
    const contents = saving.get(String(params['guid']));
    if (contents === undefined || params['state'] === 'inProgress') return;
    saving.delete(String(params['guid']));
    contents.savingDownload?.(params['state'] === 'completed' ? String(params['filePath']) : null);
  });
  for (const method of PAGE_EVENTS) {
    cdp.on(method, (params: Params, session) => sessions.get(session ?? '')?.onProtocol(method, params));
  }

  attachTo = async (contents, session, targetId) => {
    sessions.set(session, contents);
    await contents.attach(cdp, session, targetId, !started.headless);
  };
  await cdp.send('Browser.setDownloadBehavior', { behavior: 'default', eventsEnabled: true });
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

const PAGE_EVENTS = [
  'Fetch.requestPaused',
  'Runtime.bindingCalled',
  'Runtime.executionContextCreated',
  'Page.frameNavigated',
  'Page.windowOpen',
  'Page.loadEventFired',
  'Page.javascriptDialogOpening',
];

let attachTo: (contents: Contents, session: string, targetId: string) => Promise<void> = () => Promise.resolve();

/** Lets work of the browser go on; it fails only when its page is gone meanwhile. */
function later(work: Promise<unknown>): void {
  work.catch(() => undefined);
}

/** Makes the page of `contents` when it has none yet. */
function pageOf(
  contents: Contents,
  size: { readonly width: number; readonly height: number },
  blank: string,
): Promise<void> {
  const made = making.then(async () => {
    if (contents.targetId !== '' || browser === null) return;
    const { cdp, headless } = browser;
    const attached = new Promise<void>((resolve, reject) => {
      awaited = (session, targetId) => attachTo(contents, session, targetId).then(resolve, reject);
    });
    if (headless) await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true, ...size });
    else browser.openAppWindow(blank);
    await attached;
    if (!headless) await resize(cdp, contents, size);
  });
  making = made.catch(() => undefined);
  return made;
}

async function resize(
  cdp: Cdp,
  contents: Contents,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  const { windowId } = await cdp.send<{ windowId: number }>('Browser.getWindowForTarget', {
    targetId: contents.targetId,
  });
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { ...size } });
}

/** A page that no window of ours waits for was opened by a page: the program's handler decides. */
async function refuse(
  cdp: Cdp,
  session: string,
  info: { targetId: string; url: string; openerId?: string },
): Promise<void> {
  const all = [...windows.values()];
  const opener = all.find((window) => window.contents.targetId === info.openerId) ?? all[0];
  // An allowed one stays open, as in Electron, but is not played as a window of the program.
  const allowed = opener?.contents.windowOpened(info.url) === true;
  if (!allowed) await cdp.send('Target.closeTarget', { targetId: info.targetId }).catch(() => undefined);
  await resume(cdp, session);
}

async function resume(cdp: Cdp, session: string): Promise<void> {
  await cdp.send('Runtime.runIfWaitingForDebugger', {}, session).catch(() => undefined);
}

function activate(contents: Contents): void {
  if (browser !== null) later(browser.cdp.send('Target.activateTarget', { targetId: contents.targetId }));
}

function closePage(contents: Contents): void {
  if (contents.targetId === '' || browser === null) forget(contents);
  else later(browser.cdp.send('Target.closeTarget', { targetId: contents.targetId }));
}

function forget(contents: Contents): void {
  const entry = [...windows.entries()].find(([, window]) => window.contents === contents);
  if (entry === undefined) return;
  windows.delete(entry[0]);
  contents.destroyed();
  entry[1].closed();
  if (windows.size > 0 || isQuitting()) return;
  if (appEvents.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
  else app.quit();
}

/** Returns the page whose choosers the dialogs use; `null` where nobody could see them. */
export function windowForDialogs(): Contents | null {
  if (browser === null || browser.headless) return null;
  const [first] = windows.values();
  return first?.contents ?? null;
}

/** Asks every window to close, when the program quits. Returns, when those that agreed are gone, whether all did. */
export async function closeAllWindows(): Promise<boolean> {
  const asked = [...windows.values()].map((window) => ({ agreed: window.askClose(), gone: window.gone }));
  await Promise.all(asked.map(({ agreed, gone }) => (agreed ? gone : null)));
  return asked.every(({ agreed }) => agreed);
}

/** The browser ended, and all pages with it. */
export function forgetAllWindows(): void {
  browser = null;
  for (const { contents } of [...windows.values()]) forget(contents);
  if (!isQuitting()) app.quit();
}

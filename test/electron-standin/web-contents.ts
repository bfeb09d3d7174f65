import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { HandlerDetails, IpcMainInvokeEvent, WebContents } from 'electron';
import { fromChromium, toChromium } from './addresses.ts';
import { app } from './app.ts';
import type { Cdp, Params } from './cdp.ts';
import { runHandler } from './ipc-main.ts';
import { answerOf, schemes } from './protocol.ts';
import { applyPermissions, isCancelled } from './session.ts';
import { listening, strict, type Played } from './strict.ts';
import { bridgeEnd, preloadWorld, windowKeys } from './worlds.mjs';

const WORLD = 'countersign-preload';
/** What a window shows before the program loads something; of the same origin, because an app window shows a bar for any other. */
const BLANK_PATH = '/stand-in/blank';

/** Returns the address of the empty page of the origin that `url` will be loaded from. */
export function blankFor(url: string): string {
  return `${new URL(toChromium(url, schemes)).origin}${BLANK_PATH}`;
}

let lastId = 0;

/** One page, driven over the debugging protocol. */
export interface Contents {
  readonly id: number;
  /** What the program gets as `webContents`. */
  readonly played: WebContents;
  readonly events: EventEmitter;
  targetId: string;
  /** `seen`: a person sees the window, and may close it by its cross. */
  attach(cdp: Cdp, session: string, targetId: string, seen: boolean): Promise<void>;
  onProtocol(method: string, params: Params): void;
  load(url: string): Promise<void>;
  windowOpened(url: string): boolean;
  destroyed(): void;
  chooseFile(folder: boolean, accept: string): Promise<{ readonly path: string; readonly relative: string } | null>;
  choosePlace(name: string): Promise<string | null>;
  /** The save dialog that waits for a download's path. */
  savingDownload: ((filePath: string | null) => void) | null;
}

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

const EVENTS = {
  emitted: ['ready-to-show', 'did-finish-load', 'destroyed', 'will-navigate', 'will-frame-navigate'],
  // A redirect is a request of its own, which `onBeforeRequest` sees; a page of Chromium has no webview tag; a crash ends the window.
  silent: ['will-redirect', 'will-attach-webview', 'render-process-gone'],
};

/** Makes the page of a window. `preload` is the file of the preload script, `close` closes the window. */
export function createContents(preload: string | undefined, close: () => boolean): Contents {
  lastId += 1;
  const id = lastId;
  const nonce = randomBytes(12).toString('hex');
  const binding = `standin${nonce}`;
  const events = new EventEmitter();
  let cdp: Cdp | null = null;
  let session = '';
  let mainFrame = '';
  let current = '';
  let loading: { readonly url: string; readonly done: () => void; readonly failed: (error: Error) => void } | null =
    null;
  let openHandler: OpenHandler | null = null;
  let lastOpened = '';
  let isolated = 0;
  let gone = false;

  const send = <T = Params>(method: string, params: Params = {}): Promise<T> => {
    if (cdp === null || gone) return Promise.reject(new Error('Object has been destroyed'));
    return cdp.send<T>(method, params, session);
  };

  const played = strict('webContents', {
    id,
    ...listening('webContents', events, EVENTS),
    setWindowOpenHandler: (handler: OpenHandler) => {
      openHandler = handler;
    },
    // The debugging protocol has no such call; the switch of the same meaning does the work, so the program must have set it.
    setWebRTCIPHandlingPolicy: (policy: string) => {
      if (app.commandLine.getSwitchValue('webrtc-ip-handling-policy') !== policy) {
        throw new Error(`the Electron stand-in plays setWebRTCIPHandlingPolicy('${policy}') by the switch only`);
      }
    },
    send: (channel: string, ...args: unknown[]) => {
      tell({ kind: 'event', channel, args });
    },
    isDestroyed: () => gone,
    getURL: () => current,
    close: () => void close(),
  } satisfies Played<WebContents>) as unknown as WebContents;

  function tell(message: object): void {
    if (isolated === 0) return;
    const expression = `${binding}Receive(${JSON.stringify(message)})`;
    send('Runtime.evaluate', { contextId: isolated, expression }).catch(() => undefined);
  }

  async function attach(to: Cdp, ofSession: string, targetId: string, seen: boolean): Promise<void> {
    cdp = to;
    session = ofSession;
    contents.targetId = targetId;
    await send('Page.enable');
    await send('Runtime.enable');
    await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    if (preload !== undefined) await injectPreload(preload);
    if (seen)
      await send('Page.addScriptToEvaluateOnNewDocument', { source: `(${windowKeys.toString()})()`, worldName: WORLD });
    const { frameTree } = await send<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    mainFrame = frameTree.frame.id;
    await send('Runtime.runIfWaitingForDebugger');
  }

  async function injectPreload(file: string): Promise<void> {
    const source = readFileSync(file, 'utf8');
    const ends = (mine: string, other: string): string =>
      `(${bridgeEnd.toString()})('${nonce}', '${mine}', '${other}')`;
    // The page's half first: it must listen when the preload exposes something. Frames inside the page get no preload, as in Electron.
    const main = `if (window === window.top) ${ends('main', 'isolated')};`;
    const own = `if (window === window.top) (${preloadWorld.toString()})(${ends('isolated', 'main')}, '${binding}', function (require, module, exports) {${source}\n});`;
    await send('Runtime.addBinding', { name: binding, executionContextName: WORLD });
    await send('Page.addScriptToEvaluateOnNewDocument', { source: main });
    await send('Page.addScriptToEvaluateOnNewDocument', { source: own, worldName: WORLD });
  }

  function onProtocol(method: string, params: Params): void {
    if (method === 'Fetch.requestPaused') void answerRequest(params as unknown as Paused).catch(() => undefined);
    else if (method === 'Runtime.bindingCalled' && params['name'] === binding)
      void heard(params).catch(() => undefined);
    else if (method === 'Runtime.executionContextCreated') noteContext(params['context'] as Context);
    else if (method === 'Page.frameNavigated') noteNavigation(params['frame'] as Frame);
    else if (method === 'Page.windowOpen') lastOpened = String(params['url']);
    else if (method === 'Page.loadEventFired') loaded();
    else if (method === 'Page.javascriptDialogOpening' && params['type'] === 'beforeunload') crossClicked();
  }

  /** Chromium asks before it closes a window that was worked in; that question becomes Electron's `close`. */
  function crossClicked(): void {
    send('Page.handleJavaScriptDialog', { accept: gone }).catch(() => undefined);
    close();
  }

  function noteContext(context: Context): void {
    if (context.name === WORLD && context.auxData.frameId === mainFrame) isolated = context.id;
  }

  function noteNavigation(frame: Frame): void {
    if (frame.parentId === undefined) current = fromChromium(frame.url, schemes);
  }

  function loaded(): void {
    // The page that a window has before the program loads one.
    if (loading !== null && current !== loading.url) return;
    events.emit('did-finish-load');
    loading?.done();
    loading = null;
  }

  async function answerRequest(paused: Paused): Promise<void> {
    const url = fromChromium(paused.request.url, schemes);
    if (new URL(paused.request.url).pathname === BLANK_PATH)
      return fulfil(paused, new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }));
    const navigates = paused.resourceType === 'Document';
    const failed = { requestId: paused.requestId, errorReason: navigates ? 'Aborted' : 'BlockedByClient' };
    if (navigates && isPageNavigation(url, paused.frameId) && isPrevented(url, paused.frameId)) {
      await send('Fetch.failRequest', failed);
      return;
    }
    if (await isCancelled(url)) {
      await send('Fetch.failRequest', failed);
      return;
    }
    const answer = answerOf(url);
    if (answer === undefined) await send('Fetch.continueRequest', { requestId: paused.requestId });
    else await fulfil(paused, await answer(new Request(url, { method: paused.request.method })));
  }

  /** What the program itself loads, and a reload of what is shown, asks nobody. */
  function isPageNavigation(url: string, frame: string): boolean {
    return frame !== mainFrame || (loading?.url !== url && current !== url);
  }

  function isPrevented(url: string, frame: string): boolean {
    let prevented = false;
    const event = { url, isMainFrame: frame === mainFrame, preventDefault: () => (prevented = true) };
    events.emit('will-frame-navigate', event);
    if (frame === mainFrame) events.emit('will-navigate', event, url);
    return prevented;
  }

  async function fulfil(paused: Paused, response: Response): Promise<void> {
    const body = Buffer.from(await response.arrayBuffer()).toString('base64');
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
    await send('Fetch.fulfillRequest', {
      requestId: paused.requestId,
      responseCode: response.status,
      responseHeaders,
      body,
    });
  }

  async function heard(params: Params): Promise<void> {
    const contextId = Number(params['executionContextId']);
    isolated = contextId;
    const message = JSON.parse(String(params['payload'])) as Heard;
    const answer = (fields: object): void => {
      const expression = `${binding}Receive(${JSON.stringify({ id: message.id, ...fields })})`;
      send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
    };
    try {
      if (message.kind === 'path') {
        answer({ value: await pathOf(contextId, message.file ?? 0) });
        return;
      }
      const url = fromChromium(message.url, schemes);
      const senderFrame = { url, parent: message.top ? null : {} };
      const event = { sender: played, senderFrame } as unknown as IpcMainInvokeEvent;
      answer({ value: (await runHandler(message.channel ?? '', event, message.args ?? [])) ?? null });
    } catch (thrown) {
      answer({ error: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  }

  async function pathOf(contextId: number, file: number): Promise<string> {
    const expression = `${binding}File(${file})`;
    const { result } = await send<{ result: { objectId: string } }>('Runtime.evaluate', { contextId, expression });
    return (await send<{ path: string }>('DOM.getFileInfo', { objectId: result.objectId })).path;
  }

  async function load(url: string): Promise<void> {
    const address = toChromium(url, schemes);
    if (cdp !== null && address !== url) await applyPermissions(cdp, played, new URL(address).origin);
    const finished = new Promise<void>((done, failed) => {
      loading = { url, done, failed };
    });
    const { errorText } = await send<{ errorText?: string }>('Page.navigate', { url: address });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    await finished;
    events.emit('ready-to-show');
  }

  async function chooseFile(folder: boolean, accept: string): Promise<{ path: string; relative: string } | null> {
    const expression = `new Promise((resolve) => {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = ${JSON.stringify(accept)};
      input.webkitdirectory = ${folder};
      input.addEventListener('change', () => resolve(input.files[0] ?? null));
      input.addEventListener('cancel', () => resolve(null));
      input.click();
    })`;
    const evaluated = { contextId: isolated, expression, userGesture: true, awaitPromise: true };
    const { result } = await send<{ result: { objectId?: string } }>('Runtime.evaluate', evaluated);
    if (result.objectId === undefined) return null;
    const { path } = await send<{ path: string }>('DOM.getFileInfo', { objectId: result.objectId });
    const functionDeclaration = 'function () { return this.webkitRelativePath; }';
    const called = { objectId: result.objectId, functionDeclaration };
    const { result: relative } = await send<{ result: { value: string } }>('Runtime.callFunctionOn', called);
    return { path, relative: relative.value };
  }

  /** Chromium names a place only for a download: one byte is downloaded there, and the program then writes over it. */
  async function choosePlace(name: string): Promise<string | null> {
    const expression = `{
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['.']));
      link.download = ${JSON.stringify(name)};
      link.click();
    }`;
    const answer = new Promise<string | null>((resolve) => {
      contents.savingDownload = resolve;
    });
    await send('Runtime.evaluate', { contextId: isolated, expression, userGesture: true });
    const filePath = await answer;
    contents.savingDownload = null;
    return filePath;
  }

  const contents: Contents = {
    id,
    played,
    events,
    targetId: '',
    attach,
    onProtocol,
    load,
    /** Returns whether the program allows a window that the page asked for. Without a handler Electron allows it. */
    windowOpened: (url) =>
      openHandler === null || openHandler(detailsOf(url === '' ? lastOpened : url)).action === 'allow',
    destroyed: () => {
      gone = true;
      loading?.failed(new Error('Object has been destroyed'));
      events.emit('destroyed');
    },
    chooseFile,
    choosePlace,
    savingDownload: null,
  };
  return contents;
}

/** The protocol tells of a window that a page asks for its address alone. */
function detailsOf(url: string): HandlerDetails {
  const referrer = { url: '', policy: 'default' } as const;
  return { url, frameName: '', features: '', disposition: 'new-window', referrer };
}

interface Paused {
  readonly requestId: string;
  readonly request: { readonly url: string; readonly method: string };
  readonly frameId: string;
  readonly resourceType: string;
}

interface Context {
  readonly id: number;
  readonly name: string;
  readonly auxData: { readonly frameId: string };
}

interface Frame {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
}

interface Heard {
  readonly kind: 'invoke' | 'path';
  readonly id: number;
  readonly channel?: string;
  readonly args?: readonly unknown[];
  readonly file?: number;
  readonly url: string;
  readonly top: boolean;
}

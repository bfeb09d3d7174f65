import { EventEmitter } from 'node:events';
import type { DownloadItem, Session, WebContents } from 'electron';
import type { Cdp } from './cdp.ts';
import { listening, strict, type Played } from './strict.ts';

type PermissionRequest = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type PermissionCheck = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type DisplayMedia = NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>;
type BeforeRequest = (details: { readonly url: string }, callback: (response: { cancel?: boolean }) => void) => void;

/** Electron's names of permissions with the web's: what the program's handlers say becomes Chromium's setting. */
const PERMISSIONS = [
  ['geolocation', { name: 'geolocation' }],
  ['notifications', { name: 'notifications' }],
  ['media', { name: 'camera' }],
  ['media', { name: 'microphone' }],
  ['midi', { name: 'midi' }],
  ['midiSysex', { name: 'midi', sysex: true }],
  ['clipboard-read', { name: 'clipboard-read' }],
  ['clipboard-sanitized-write', { name: 'clipboard-write' }],
  ['idle-detection', { name: 'idle-detection' }],
  ['window-management', { name: 'window-management' }],
  ['storage-access', { name: 'storage-access' }],
  ['display-capture', { name: 'display-capture' }],
] as const;

const events = new EventEmitter();
let onRequest: PermissionRequest | null = null;
let onCheck: PermissionCheck | null = null;
let onDisplayMedia: DisplayMedia | null = null;
let onBeforeRequest: BeforeRequest | null = null;

const webRequest = strict('webRequest', {
  onBeforeRequest: (filterOrListener: unknown): void => {
    if (filterOrListener !== null && typeof filterOrListener !== 'function')
      throw new Error('the Electron stand-in plays onBeforeRequest for all requests only');
    onBeforeRequest = filterOrListener as BeforeRequest | null;
  },
} satisfies Played<Session['webRequest']>);

const defaultSession = strict('session.defaultSession', {
  webRequest,
  ...listening('session', events, { emitted: ['will-download'], silent: [] }),
  setPermissionRequestHandler: (handler: PermissionRequest | null): void => {
    onRequest = handler;
  },
  setPermissionCheckHandler: (handler: PermissionCheck | null): void => {
    onCheck = handler;
  },
  // Chromium's own chooser stands before devices here and shows nothing without a person: there is no handler to drive.
  setDevicePermissionHandler: (): void => undefined,
  setDisplayMediaRequestHandler: (handler: DisplayMedia | null): void => {
    onDisplayMedia = handler;
  },
  setSpellCheckerEnabled: (): void => undefined,
} satisfies Played<Session>);

export const session = strict('session', { defaultSession });

/** Returns whether the program's last `onBeforeRequest` listener cancels a request; without one nothing is cancelled. */
export function isCancelled(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    if (onBeforeRequest === null) resolve(false);
    else onBeforeRequest({ url }, (response) => resolve(response.cancel === true));
  });
}

/** Asks the program's handlers about every permission and sets Chromium accordingly. Without handlers all is granted, as in Electron. */
export async function applyPermissions(cdp: Cdp, contents: WebContents, origin: string): Promise<void> {
  for (const [asked, permission] of PERMISSIONS) {
    const granted = await isGranted(contents, asked, origin);
    const setting = granted ? 'granted' : 'denied';
    await cdp.send('Browser.setPermission', { permission, setting, origin });
  }
}

async function isGranted(
  contents: WebContents,
  asked: (typeof PERMISSIONS)[number][0],
  origin: string,
): Promise<boolean> {
  const details = { isMainFrame: true, requestingUrl: origin };
  if (onCheck !== null && !onCheck(contents, asked, origin, details)) return false;
  if (asked === 'display-capture' && onDisplayMedia !== null) return mayCapture(onDisplayMedia);
  const request = onRequest;
  if (request === null) return true;
  return new Promise((resolve) => request(contents, asked, resolve, details));
}

function mayCapture(handler: DisplayMedia): Promise<boolean> {
  return new Promise((resolve) => {
    handler({} as never, (streams) => resolve(streams !== null && ('video' in streams || 'audio' in streams)));
  });
}

/** Tells the program of a download that begins; ends it where the program prevents it. */
export async function announceDownload(cdp: Cdp, guid: string, url: string, contents: WebContents): Promise<void> {
  const event = { defaultPrevented: false, preventDefault: () => prevent() };
  const prevent = (): void => {
    event.defaultPrevented = true;
  };
  const item = strict('DownloadItem', {
    getURL: () => url,
    cancel: prevent,
  } satisfies Played<DownloadItem>);
  events.emit('will-download', event, item, contents);
  if (event.defaultPrevented) await cdp.send('Browser.cancelDownload', { guid }).catch(() => undefined);
}

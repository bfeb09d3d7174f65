import { loadCatalogue } from '../../../main/files/catalogue.ts';
import { COMMANDS } from '../../../src/contract/commands.ts';
import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { expect, test, vi } from 'vitest';

const menu = { setApplicationMenu: vi.fn(), buildFromTemplate: vi.fn((template: unknown) => template) };
vi.mock('electron', () => ({ Menu: menu }));

const { guardApp, guardSession } = await import('../../../main/security/index.ts');
const { windowPreferences } = await import('../../../main/security/window-preferences.ts');
const { installMenu } = await import('../../../main/menu.ts');

function playedSession() {
  const handlers: Record<string, (...args: never[]) => unknown> = {};
  const events = new EventEmitter();
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => {
    handlers[name] = handler;
  };
  const session = {
    webRequest: { onBeforeRequest: keep('request') },
    on: events.on.bind(events),
    setPermissionRequestHandler: keep('permission'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setDisplayMediaRequestHandler: keep('display'),
    setSpellCheckerEnabled: vi.fn(),
  };
  guardSession(session as unknown as Session);
  const handler = (name: string) => handlers[name] as (...args: unknown[]) => unknown;
  return { handler, events };
}

function playedContents() {
  const switches = new Map<string, string>();
  const app = Object.assign(new EventEmitter(), {
    enableSandbox: vi.fn(),
    commandLine: { appendSwitch: (name: string, value = '') => void switches.set(name, value) },
  });
  guardApp(app as unknown as App);
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: vi.fn(),
    setWebRTCIPHandlingPolicy: vi.fn(),
  });
  app.emit('web-contents-created', {}, contents);
  return { app, contents, switches };
}

test.each([
  ['app://countersign/', false],
  ['app://countersign/assets/main.js', false],
  ['devtools://devtools/bundled/inspector.html', false],
  ['app://countersign.evil/', true],
  ['app://other/', true],
  ['https://example.com/', true],
  ['http://127.0.0.1:1/', true],
  ['file:///etc/passwd', true],
  ['data:text/html,x', true],
  ['blob:app://countersign/1', true],
  ['ws://example.com/', true],
  ['ftp://example.com/', true],
])('a request for %s is cancelled: %s', (url, cancel) => {
  const callback = vi.fn();
  playedSession().handler('request')({ url }, callback);
  expect(callback).toHaveBeenCalledExactlyOnceWith({ cancel });
});

test('every permission, device and screen is refused', () => {
  const { handler } = playedSession();
  const permission = vi.fn();
  handler('permission')({}, 'media', permission);
  expect(permission).toHaveBeenCalledExactlyOnceWith(false);
  expect(handler('check')({}, 'clipboard-read', 'app://countersign')).toBe(false);
  expect(handler('device')({ deviceType: 'usb' })).toBe(false);
  const streams = vi.fn();
  handler('display')({}, streams);
  expect(streams).toHaveBeenCalledExactlyOnceWith({});
});

test('every download is stopped', () => {
  const event = { preventDefault: vi.fn() };
  playedSession().events.emit('will-download', event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
  '%s is prevented',
  (name) => {
    const event = { preventDefault: vi.fn(), url: 'app://countersign/' };
    playedContents().contents.emit(name, event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  },
);

test('every window that a page asks for is denied', () => {
  const { contents } = playedContents();
  const handler = contents.setWindowOpenHandler.mock.calls[0]?.[0] as (details: object) => unknown;
  expect(handler({ url: 'app://countersign/' })).toEqual({ action: 'deny' });
});

test('WebRTC gets no way out, by policy and by switch', () => {
  const { contents, switches } = playedContents();
  expect(contents.setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
  expect(switches.get('webrtc-ip-handling-policy')).toBe('disable_non_proxied_udp');
});

test('the sandbox is for everyone, and names resolve to nothing', () => {
  const { app, switches } = playedContents();
  expect(app.enableSandbox).toHaveBeenCalledOnce();
  expect(switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
  expect(switches.get('proxy-server')).toBe('http://127.0.0.1:9');
});

test('the window has no right that it does not need', () => {
  const preferences = windowPreferences('/x/preload.cjs', true);
  const { preload, autoplayPolicy, ...switches } = preferences;
  expect(preload).toBe('/x/preload.cjs');
  expect(autoplayPolicy).toBe('document-user-activation-required');
  const on = Object.entries(switches).filter(([, value]) => value === true);
  expect(on.map(([name]) => name).sort()).toEqual([
    'contextIsolation',
    'disableDialogs',
    'safeDialogs',
    'sandbox',
    'webSecurity',
  ]);
  expect(switches.devTools).toBe(false);
});

test.each(['linux', 'win32', 'darwin'] as const)(
  'on %s our menu takes the place of the one that opens web pages',
  (platform) => {
    const sent: string[] = [];
    installMenu({ platform, catalogue: loadCatalogue(), choose: (command) => sent.push(command) });
    const template = menu.setApplicationMenu.mock.lastCall?.[0] as Entry[];
    const entries = template.flatMap(({ submenu }) => submenu ?? []);
    const roles = [...template, ...entries].flatMap(({ role }) => role ?? []);
    for (const forbidden of ['reload', 'forceReload', 'toggleDevTools']) expect(roles).not.toContain(forbidden);
    expect(roles).toContain('editMenu');
    expect(roles.includes('appMenu')).toBe(platform === 'darwin');
    expect(roles.includes('quit')).toBe(platform !== 'darwin');
    for (const entry of entries) entry.click?.();
    expect(sent.toSorted()).toEqual(COMMANDS.toSorted());
  },
);

interface Entry {
  readonly role?: string;
  readonly submenu?: readonly Entry[];
  readonly click?: () => void;
}

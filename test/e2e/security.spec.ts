import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import type {} from '../../renderer/ipc/client.ts';
import { electronBinary, expect, rootSwitches, test } from './support/app.ts';
import { inHeadlessShell, onStandIn } from './support/binary.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('the page has nothing of Node and Electron', async ({ running }) => {
  const { window } = running;
  const found = await window.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(found).toEqual([]);
});

test('the page can call the contract and nothing beside it', async ({ running }) => {
  const { window } = running;
  const shape = await window.evaluate(() =>
    Object.entries(self.countersign ?? {}).flatMap(([group, calls]) =>
      Object.keys(calls).map((name) => `${group}.${name}`),
    ),
  );
  expect(shape.sort()).toEqual(
    [
      'app.archiveOffered',
      'app.command',
      'app.info',
      'app.initialArchive',
      'app.leave',
      'app.leaveAsked',
      'app.stay',
      'archive.cancel',
      'archive.choose',
      'archive.close',
      'archive.listed',
      'archive.openDropped',
      'archive.progress',
      'archive.verify',
      'audit.record',
      'audits.addSupplement',
      'audits.begin',
      'audits.choosePlace',
      'audits.choosePrevious',
      'audits.forget',
      'audits.handOver',
      'audits.list',
      'audits.lock',
      'audits.open',
      'audits.openFile',
      'audits.practice',
      'audits.signAs',
      'audits.takeBack',
      'audits.unlock',
      'columns.keep',
      'columns.offer',
      'desk.draw',
      'desk.extend',
      'desk.rows',
      'evidence.certificates',
      'evidence.formatted',
      'evidence.image',
      'evidence.read',
      'evidence.table',
      'evidence.tree',
      'report.export',
      'trust.add',
      'trust.change',
      'trust.choose',
      'trust.export',
      'trust.import',
      'trust.list',
      'trust.offered',
      'trust.remove',
    ].sort(),
  );
  const replaced = await window.evaluate(() => {
    'use strict';
    const client = self.countersign as unknown as Record<string, Record<string, unknown>>;
    try {
      client['archive']!['verify'] = () => 'forged';
    } catch {
      return false;
    }
    return client['archive']!['verify'] === undefined;
  });
  expect(replaced).toBe(false);
});

test('a page cannot open a file by naming its path', async ({ running }) => {
  const { window } = running;
  const outcome = await window.evaluate(async () => {
    const openDropped = self.countersign?.archive.openDropped as unknown as (given: unknown) => Promise<unknown>;
    const tries = ['/etc/passwd', { path: '/etc/passwd' }, new File(['x'], '/etc/passwd')];
    return Promise.all(
      tries.map((given) =>
        openDropped(given).then(
          () => 'opened',
          () => 'refused',
        ),
      ),
    );
  });
  expect(outcome).toEqual(['refused', 'refused', 'refused']);
});

test('code that did not come with the program does not run', async ({ running }) => {
  const { window } = running;
  const ran = await window.evaluate(async () => {
    const world = globalThis as unknown as Record<string, unknown>;
    const attempts: Record<string, () => unknown> = {
      // eslint-disable-next-line no-eval -- that it does not run is what is tested
      eval: (): unknown => (0, eval)('1'),

      function: (): unknown => new Function('return 1')(),
      markup: () => {
        // eslint-disable-next-line no-restricted-syntax -- as above
        document.body.innerHTML = '<img src=x onerror="window.ran = 1">';
      },
      inline: () => {
        const script = document.createElement('script');
        script.append('window.ran = 1');
        document.body.append(script);
        return world['ran'] ?? Promise.reject(new Error('did not run'));
      },
      handler: () => {
        const button = document.createElement('button');
        button.setAttribute('onclick', 'window.ran = 1');
        button.click();
        return world['ran'] ?? Promise.reject(new Error('did not run'));
      },
      foreign: () =>
        new Promise((resolve, reject) => {
          const script = document.createElement('script');
          script.addEventListener('load', resolve);
          script.addEventListener('error', reject);
          script.src = 'https://example.com/x.js';
          document.body.append(script);
        }),
    };
    const done: string[] = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      // In a task of its own: the driver's evaluation is exempt from the policy on `eval` as long as it runs.
      await new Promise((resolve) => setTimeout(resolve));
      const tried = new Promise((resolve) => setTimeout(() => resolve(Promise.resolve().then(attempt))));
      await tried.then(
        () => done.push(name),
        () => undefined,
      );
    }
    return done;
  });
  expect(ran).toEqual([]);
});

test('nothing reaches a network', async ({ running }) => {
  const { window } = running;
  const reached = await window.evaluate(async () => {
    const loads = (element: HTMLElement, src: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        element.addEventListener('load', resolve);
        element.addEventListener('error', reject);
        element.setAttribute('src', src);
        document.body.append(element);
      });
    const opens = (target: EventTarget): Promise<unknown> =>
      new Promise((resolve, reject) => {
        target.addEventListener('open', resolve);
        target.addEventListener('error', reject);
      });
    const attempts: Record<string, () => Promise<unknown>> = {
      'fetch https': () => fetch('https://example.com/'),
      'fetch http': () => fetch('http://127.0.0.1/'),
      'fetch own': () => fetch('./index.html'),
      image: () => loads(document.createElement('img'), 'https://example.com/x.png'),
      socket: () => opens(new WebSocket('wss://example.com/')),
      events: () => opens(new EventSource('https://example.com/')),
      worker: () => opens(new Worker(URL.createObjectURL(new Blob(['1'])))),
    };
    const done: string[] = [];
    for (const [name, attempt] of Object.entries(attempts)) {
      await Promise.resolve()
        .then(attempt)
        .then(
          () => done.push(name),
          () => undefined,
        );
    }
    return done;
  });
  expect(reached).toEqual([]);
});

test('WebRTC finds no way out', async ({ running }) => {
  test.skip(
    inHeadlessShell(),
    "the headless shell has no policy for WebRTC: needs Electron's binary or all of Chromium",
  );
  const { window } = running;
  const candidates = await window.evaluate(async () => {
    const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] });
    connection.createDataChannel('x');
    const found: string[] = [];
    const ended = new Promise<void>((resolve) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) resolve();
        else if (candidate.candidate !== '') found.push(candidate.candidate);
      });
      setTimeout(resolve, 5_000);
    });
    await connection.setLocalDescription(await connection.createOffer());
    await ended;
    connection.close();
    return found;
  });
  expect(candidates).toEqual([]);
});

test('the window cannot be led to another page', async ({ running }) => {
  const { window } = running;
  const address = window.url();
  for (const target of ['https://example.com/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'data:text/html,forged']) {
    await window.evaluate((url) => {
      location.href = url;
    }, target);
    await window.waitForTimeout(300);
    expect(window.url()).toBe(address);
    await expect(window.getByRole('heading', { name: 'Open a release archive' })).toBeVisible();
  }
});

test('the page cannot open windows', async ({ running }) => {
  const app = running;
  const opened = await app.window.evaluate(() => {
    const link = document.createElement('a');
    link.target = '_blank';
    link.href = location.href;
    document.body.append(link);
    link.click();
    for (const url of ['https://example.com/', 'about:blank', location.href]) window.open(url, '_blank', 'noopener');
    return true;
  });
  expect(opened).toBe(true);
  await app.window.waitForTimeout(1_000);
  const count = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(count).toBe(1);
  expect(app.electron.windows()).toHaveLength(1);
});

test('every permission is denied', async ({ running }) => {
  const { window } = running;
  const granted = await window.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'window-management',
    ];
    const states = await Promise.all(
      names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => `${name} ${state}`,
          () => `${name} denied`,
        ),
      ),
    );
    const asked = {
      notification: await Notification.requestPermission(),
      media: await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        () => 'denied',
      ),
    };
    return [
      ...states.filter((state) => !state.endsWith('denied')),
      ...Object.values(asked).filter((one) => one !== 'denied'),
    ];
  });
  expect(granted).toEqual([]);
});

test('a download does not begin', async ({ running }) => {
  const app = running;
  await app.electron.evaluate(({ session }) => {
    Object.assign(globalThis, { downloads: [] as boolean[] });
    session.defaultSession.on('will-download', (event) => {
      (globalThis as unknown as { downloads: boolean[] }).downloads.push(event.defaultPrevented);
    });
  });
  await app.window.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.txt';
    link.click();
  });
  const seen = (): Promise<boolean[]> =>
    app.electron.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads);
  await expect.poll(seen).toEqual([true]);
});

test('a window that the program did not make is not answered, although it has the same preload', async ({ start }) => {
  const app = await start();
  const opening = app.waitForWindow();
  await app.electron.evaluate(
    ({ BrowserWindow }, preload) => {
      const window = new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } });
      return window.loadURL('app://countersign/');
    },
    path.join(ROOT, 'dist', 'main', 'preload.cjs'),
  );
  const stranger = await opening;
  await stranger.waitForFunction(() => 'countersign' in globalThis);
  const answer = await stranger.evaluate(() => self.countersign?.app.info({}).catch((thrown: unknown) => thrown));
  expect(answer).toEqual({ code: 'CALL_REFUSED', values: {}, member: null });
});

test('arguments that do not fit the contract are refused', async ({ running }) => {
  const { window } = running;
  const answers = await window.evaluate(async () => {
    const client = self.countersign as unknown as Record<
      string,
      Record<string, (...given: unknown[]) => Promise<unknown>>
    >;
    const token = 'f'.repeat(32);
    const calls: readonly [string, string, unknown][] = [
      ['archive', 'verify', { session: '../../etc/passwd', profile: null }],
      ['archive', 'verify', { session: token, profile: null, path: '/etc/passwd' }],
      ['archive', 'choose', { kind: 'device' }],
      ['evidence', 'read', { session: token, path: 'x'.repeat(5_000), supplement: null }],
      ['trust', 'add', { fingerprint: 'f'.repeat(63), channel: '' }],
      ['audit', 'record', { session: token, action: { kind: 'noted', section: '__proto__', text: '' } }],
      ['app', 'info', undefined],
      ['archive', 'verify', { session: token, profile: null }],
    ];
    return Promise.all(
      calls.map(([group, name, given]) =>
        client[group]![name]!(given).then(
          () => 'answered',
          (thrown: unknown) => (thrown as { code: string }).code,
        ),
      ),
    );
  });
  expect(answers).toEqual([...Array.from({ length: 7 }, () => 'CALL_REFUSED'), 'SESSION_UNKNOWN']);
});

test('a program that a person starts opens no port', async ({ folder }) => {
  test.skip(process.platform !== 'linux', 'reads the open sockets from /proc, which only Linux has');
  const userData = path.join(folder, 'user-data');
  const program = spawn(electronBinary(), [...rootSwitches(), ROOT], {
    env: { ...process.env, COUNTERSIGN_USER_DATA: userData },
    stdio: 'ignore',
  });
  try {
    await expect.poll(() => family(program.pid ?? 0).some(isPage), { timeout: 30_000 }).toBe(true);
    expect(family(program.pid ?? 0).flatMap(listeningSockets)).toEqual([]);
  } finally {
    const ended = new Promise((resolve) => program.once('exit', resolve));
    program.kill('SIGTERM');
    await ended;
  }
  expect(family(program.pid ?? 0)).toEqual([]);
});

test('the page has an origin of its own', async ({ start }) => {
  test.skip(
    onStandIn(),
    'the stand-in shows app: under an https address, because Chromium alone cannot load another scheme',
  );
  const { window } = await start();
  expect(await window.evaluate(() => location.origin)).toBe('app://countersign');
});

/** Returns a process and all below it that are alive. */
function family(pid: number): readonly number[] {
  if (!existsSync(`/proc/${pid}/task`)) return [];
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(family)];
}

function isPage(pid: number): boolean {
  return existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
}

/** Returns the TCP sockets on which a process listens, as the kernel lists them. */
function listeningSockets(pid: number): readonly string[] {
  const listening = ['tcp', 'tcp6'].flatMap((name) =>
    readFileSync(`/proc/net/${name}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/u))
      .filter((fields) => fields[3] === '0A')
      .map((fields) => fields[9] ?? ''),
  );
  return openFiles(pid)
    .map((fd) => readlink(`/proc/${pid}/fd/${fd}`))
    .filter((target) => listening.some((inode) => target === `socket:[${inode}]`));
}

/** A helper process may end while it is looked at; what has ended listens no more. */
function openFiles(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
}

function readlink(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

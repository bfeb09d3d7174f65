import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { powerMonitor, protocol, session, type App, type BrowserWindow } from 'electron';
import { contract } from '../src/contract/contract.ts';
import type { Command } from '../src/contract/commands.ts';
import { channelOf } from '../src/contract/define.ts';
import { message } from '../src/domain/message.ts';
import { render } from '../src/domain/render.ts';
import { guardClosing, type Closing } from './closing.ts';
import { systemDialogs } from './dialogs.ts';
import type { Asked } from './files/argv.ts';
import { auditsIn } from './files/audits.ts';
import { loadCatalogue } from './files/catalogue.ts';
import { keepColumns } from './files/columns-file.ts';
import { readSettings } from './files/settings.ts';
import { productVersion } from './files/product.ts';
import { createSessions } from './files/sessions.ts';
import { trustStore } from './files/trust-store.ts';
import { userData } from './files/user-data.ts';
import { createWorkspaces } from './files/workspaces.ts';
import { createInspector, type Inspector } from './inspector/host.ts';
import { startInspector } from './inspector/process.ts';
import { chosen, closeSession } from './ipc/archive-sessions.ts';
import { isAuditFile, openAuditFile } from './ipc/audit-files.ts';
import { bindMain, notifyWindow } from './ipc/bind.ts';
import { createHandlers } from './ipc/handlers.ts';
import type { ArchiveSession, Services } from './ipc/services.ts';
import { givenAnchors } from './ipc/trust-calls.ts';
import { installMenu } from './menu.ts';
import { createOffers } from './offers.ts';
import { practiceAnchors, practiceRelease } from './practice.ts';
import { guardSession, serveOwnFiles, trustedCallers } from './security/index.ts';
import { bringToFront, openWindow } from './window.ts';

/** The program with a window. */
export interface Desktop {
  /** Shows the window: guards of the session, our files, our calls, then the page. Once, when Electron is ready. */
  open(): Promise<void>;
  /** Offers an archive that the program was given; before the window asks, it waits. */
  offer(asked: Asked | null): void;
  /** Brings the window to the front. */
  show(): void;
  /** Ends what runs for the window, and waits until every journal is closed. */
  end(): Promise<void>;
}

/** Puts the program together from its parts. `trust` are files of trust anchors for this run. */
export function createDesktop(app: App, bundles: string, trust: readonly string[]): Desktop {
  let window: BrowserWindow | null = null;
  let closing: Closing | null = null;
  const knownContents = new Set<number>();
  const places = userData(app.getPath('userData'));
  const author = userInfo().username;
  const now = (): number => Date.now();
  const catalogue = loadCatalogue('en');

  const documents = app.getPath('documents');
  const workspaces = createWorkspaces({
    author,
    now: () => new Date(now()).toISOString(),
    holder: { host: hostname(), process: process.pid, program: places.folder },
  });
  const sessions = createSessions<ArchiveSession>((dropped) => void closeSession(dropped, workspaces).catch(report));
  const newInspector = (): Inspector => createInspector(startInspector(join(bundles, 'inspector.js')));
  const offers = createOffers(
    (path, previous) =>
      isAuditFile(path)
        ? openAuditFile(services, path)
        : Promise.resolve(chosen(sessions, path, { previousPath: previous })),
    (given) => {
      const { archiveOffered } = contract.app;
      if (window !== null) notifyWindow(window.webContents, archiveOffered, channelOf('app', 'archiveOffered'), given);
    },
    report,
  );

  const services: Services = {
    product: {
      name: app.getName(),
      version: productVersion(),
      runtime: !('electron' in process.versions) ? 'stand-in' : 'electron',
    },
    author,
    now,
    sessions,
    startInspector: newInspector,
    trust: trustStore(places.trust),
    givenAnchors: givenAnchors(trust, render(catalogue, message('main.trust.channel')), {
      author,
      now,
      startInspector: newInspector,
    }),
    workspaces,
    audits: auditsIn(places.folder, documents),
    practice: (faults) => practiceRelease(places.practice, faults, author, now()),
    practiceAnchors: (archive) => practiceAnchors(places.practice, archive, author, now()),
    settings: () => readSettings(places.folder),
    keepColumns: (map) => keepColumns(places.folder, map),
    dialogs: systemDialogs(catalogue, documents, () => window),
    sendProgress: (token, progress) => {
      if (window === null) return;
      const payload = { session: token, progress };
      notifyWindow(window.webContents, contract.archive.progress, channelOf('archive', 'progress'), payload);
    },
    sendListing: (token, listing) => {
      if (window === null) return;
      const payload = { session: token, listing };
      notifyWindow(window.webContents, contract.archive.listed, channelOf('archive', 'listed'), payload);
    },
    takeInitial: () => offers.take(),
    leaving: { leave: () => closing?.leave(), stay: () => closing?.stay() },
  };

  function sendCommand(command: Command): void {
    if (window === null) return;
    notifyWindow(window.webContents, contract.app.command, channelOf('app', 'command'), { command });
  }

  function askToLeave(): void {
    if (window !== null) notifyWindow(window.webContents, contract.app.leaveAsked, channelOf('app', 'leaveAsked'), {});
  }

  return {
    open: async () => {
      guardSession(session.defaultSession);
      await serveOwnFiles(protocol, join(bundles, '../renderer'));
      bindMain(contract, createHandlers(services), { isTrusted: trustedCallers(knownContents), report });
      // Who leaves the machine leaves no open audit behind.
      powerMonitor.on('lock-screen', () => sendCommand('lock'));
      powerMonitor.on('suspend', () => sendCommand('lock'));
      installMenu({ platform: process.platform, catalogue, choose: sendCommand });
      window = await openWindow(app, join(bundles, 'preload.cjs'), knownContents, places.window);
      closing = guardClosing(window, { isNeeded: () => sessions.tokens().length > 0, ask: askToLeave, now });
      window.once('closed', () => {
        window = null;
        closing = null;
      });
    },
    offer: (asked) => {
      if (asked !== null && asked.archive !== null) offers.offer(asked.archive, asked.previous);
    },
    show: () => {
      if (window !== null) bringToFront(window);
    },
    end: async () => {
      const open = sessions.tokens().flatMap((token) => sessions.remove(token) ?? []);
      await Promise.all(open.map((session) => closeSession(session, workspaces).catch(report)));
    },
  };
}

/** Writes a failure of our own where a person finds it who looks for the cause; the window shows its code only. */
function report(...facts: readonly unknown[]): void {
  console.error(...facts);
}

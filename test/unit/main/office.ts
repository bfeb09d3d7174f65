import { join } from 'node:path';
import { vi } from 'vitest';
import { DEFAULT_BUDGETS } from '../../../src/domain/limits.ts';
import { Cancelled } from '../../../src/domain/errors.ts';
import { createSessions } from '../../../main/files/sessions.ts';
import { auditsIn } from '../../../main/files/audits.ts';
import { keepColumns } from '../../../main/files/columns-file.ts';
import { USUAL_SETTINGS } from '../../../main/files/settings.ts';
import { trustStore } from '../../../main/files/trust-store.ts';
import { userData } from '../../../main/files/user-data.ts';
import { createWorkspaces } from '../../../main/files/workspaces.ts';
import type { Heard, Inspector } from '../../../main/inspector/host.ts';
import type { Inspected, Question } from '../../../main/inspector/protocol.ts';
import { createHandlers } from '../../../main/ipc/handlers.ts';
import type { ArchiveSession, Services } from '../../../main/ipc/services.ts';
import { sessionView } from '../../support/session-fixture.ts';
import { anchor, temporaryFolder } from './support.ts';

export const NOW = Date.UTC(2026, 10, 22, 10);
const VIEW = sessionView('passed');
export const INSPECTED = Object.fromEntries(
  Object.entries(VIEW).filter(([key]) => !['session', 'workspace', 'desk', 'supplements'].includes(key)),
) as unknown as Inspected;
export const MEMBER = INSPECTED.verification.integrity.members.find((member) => member.sha256 !== null);

export type Ask = (question: Question, heard?: Heard) => unknown;

/** Returns the calls of the program over a folder of its own, dialogs that answer as told, and an inspector that answers by `ask`. */
export function office(ask: Ask = () => INSPECTED) {
  const folder = temporaryFolder();
  const places = userData(folder);
  const paths: Record<'archive' | 'certificate' | 'report' | 'trust' | 'workspace', string | null> = {
    workspace: null,
    archive: '/media/usb/release.zip',
    certificate: '/media/usb/ca.pem',
    report: join(folder, 'pack.pdf'),
    trust: null,
  };
  const inspectors: { ended: boolean; cancelled: number }[] = [];
  const startInspector = (): Inspector => {
    const state = { ended: false, cancelled: 0 };
    inspectors.push(state);
    let stop: (thrown: unknown) => void = () => undefined;
    return {
      ask: (question: Question, heard?: Heard) =>
        new Promise<never>((resolve, reject) => {
          stop = reject;
          Promise.resolve()
            .then(() => ask(question, heard))
            .then((value) => resolve(value as never), reject);
        }),
      cancel: () => {
        state.ended = true;
        state.cancelled += 1;
        stop(new Cancelled());
      },
      get ended() {
        return state.ended;
      },
    } as Inspector;
  };
  const sendProgress = vi.fn();
  const sendListing = vi.fn();
  const sessions = createSessions<ArchiveSession>(() => undefined);
  const services: Services = {
    product: { name: 'Countersign', version: '1.0.0', runtime: 'stand-in' },
    author: 'auditor',
    now: () => NOW,
    sessions,
    startInspector,
    trust: trustStore(places.trust),
    givenAnchors: () => Promise.resolve([anchor('9', 'given')]),
    workspaces: createWorkspaces({
      author: 'auditor',
      now: () => new Date(NOW).toISOString(),
      holder: { host: 'laptop', process: process.pid, program: folder },
    }),
    audits: auditsIn(folder, join(folder, 'documents')),
    practice: () => Promise.reject(new Error('not practised here')),
    practiceAnchors: () => Promise.resolve([]),
    dialogs: {
      chooseArchive: () => Promise.resolve(paths.archive),
      chooseAnchorFile: () => Promise.resolve(paths.certificate),
      chooseTrustFile: () => Promise.resolve(paths.trust),
      chooseReport: () => Promise.resolve(paths.report),
      chooseWorkspace: () => Promise.resolve(paths.workspace),
    },
    keepColumns: (map) => keepColumns(folder, map),
    settings: () => Promise.resolve({ ...USUAL_SETTINGS, budgets: { ...DEFAULT_BUDGETS, members: 7 } }),
    sendProgress,
    sendListing,
    takeInitial: () => Promise.resolve(null),
    leaving: { leave: () => undefined, stay: () => undefined },
  };
  return { calls: createHandlers(services), services, sessions, paths, inspectors, sendProgress, sendListing, folder };
}

/** Returns an office in which an archive was chosen and verified. */
export async function opened(ask?: Ask) {
  const desk = office(ask);
  const session = (await desk.calls.archive.choose({ kind: 'file' }))?.session ?? '';
  await desk.calls.archive.verify({ session, profile: null });
  return { ...desk, session };
}

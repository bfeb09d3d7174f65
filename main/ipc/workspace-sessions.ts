import { createHash } from 'node:crypto';
import type { Contract, ProfileWords } from '../../src/contract/contract.ts';
import type { DeepReadonly, Handlers } from '../../src/contract/define.ts';
import { isAuthor } from '../../src/audit/index.ts';
import { DEVICE_FACTS } from '../../src/domain/assessment.ts';
import { Cancelled } from '../../src/domain/errors.ts';
import type { ArchiveFacts, WorkspaceEvent, WorkspaceState } from '../../src/domain/workspace.ts';
import type { WorkspaceFile } from '../files/workspace-file.ts';
import type { Inspector } from '../inspector/host.ts';
import type { Inspected } from '../inspector/protocol.ts';
import { verifiedOf, type ArchiveSession, type Found, type Services } from './services.ts';

type View = Awaited<ReturnType<Handlers<Contract>['archive']['verify']>>;

/**
 * Opens the workspace of a verified archive and writes down what was done: the opening, who audits whom, the profile, the result. Throws as
 * `openWorkspace`, and `Cancelled` where the session went on to something else meanwhile.
 */
export async function openWorkspaceOf(
  services: Services,
  session: ArchiveSession,
  found: Found,
  inspector: Inspector,
  profile: ProfileWords | null,
): Promise<void> {
  const { archive } = found.inspected.verification;
  const path = session.place ?? (await services.audits.placeOf(archive.sha256, session.name));
  const workspace = await services.workspaces.acquire(path, session.passphrase);
  session.passphrase = null;
  if (session.inspector !== inspector || inspector.ended) {
    await services.workspaces.release(path);
    throw new Cancelled();
  }
  const { archiveSha256 } = workspace.state();
  const isOther = archiveSha256 !== null && archiveSha256 !== archive.sha256;
  session.verified = { ...found, workspace, readOnly: isOther ? 'other-archive' : workspace.readOnly };
  if (session.verified.readOnly === null) await writeBeginning(services, session, workspace, found.inspected, profile);
  await rememberSession(services, session);
}

async function writeBeginning(
  services: Services,
  session: ArchiveSession,
  workspace: WorkspaceFile,
  inspected: Inspected,
  profile: ProfileWords | null,
): Promise<void> {
  const state = workspace.state();
  const author = authorOf(services, session);
  // A damaged journal stays as it is, and so does one that lies with a reviewer: both copies must go on from the same line.
  if (state.fault?.kind === 'altered' || state.handedOver !== null) return;
  const facts = archiveFacts(inspected, session.name);
  const tool = `${services.product.name} ${services.product.version}`;
  const last = workspace.events().findLast((event) => event.action.kind === 'opened');
  if (last?.action.kind !== 'opened' || last.action.tool !== tool) {
    const { archiveSha256, archiveName } = facts;
    await workspace.append({ kind: 'opened', archiveSha256, archiveName, tool }, author);
  }
  if (session.setUp !== null) await workspace.append({ kind: 'set-up', ...session.setUp }, author);
  session.setUp = null;
  // Under what the auditor chose to judge, and why, is part of what was done.
  if (profile !== null) await workspace.append(profileAction(profile), author);
  await workspace.append({ kind: 'verified', ruleSet: inspected.assessment.ruleSet.sha256, ...facts }, author);
}

/** Keeps where an audit and its archives are, so that it can be opened again from the list. */
export async function rememberSession(services: Services, session: ArchiveSession): Promise<void> {
  const { workspace, inspected, readOnly } = verifiedOf(session);
  if (readOnly === 'other-archive') return;
  const known = (await services.audits.list()).find(({ path }) => path === workspace.path);
  const open = session.supplements.flatMap(({ facts, path }) =>
    path === null ? [] : [{ sha256: facts.archiveSha256, path }],
  );
  const { setUp } = workspace.state();
  await services.audits.remember({
    path: workspace.path,
    // The list is not sealed, so nothing of a sealed audit stands in it but where it is.
    title: workspace.sealed ? '' : (setUp?.title ?? ''),
    archivePath: session.path,
    archiveName: session.name,
    archiveSha256: inspected.verification.archive.sha256,
    previousPath: session.previousPath,
    supplements: open.length > 0 ? open : [...(known?.supplements ?? [])],
    mode: inspected.assessment.profile.mode,
    sealed: workspace.sealed,
    author: workspace.sealed ? null : session.author,
    openedAt: new Date(services.now()).toISOString(),
  });
}

/** Returns what the window shows of a session. Throws `NOT_VERIFIED` before there is something. */
export function viewOf(services: Services, token: string, session: ArchiveSession): View {
  const { inspected, workspace, readOnly } = verifiedOf(session);
  const state = workspace.state();
  const author = authorOf(services, session);
  const frozen = state.handedOver !== null && isAuthor(state, author);
  return {
    session: token,
    ...inspected,
    workspace: state,
    desk: {
      name: workspace.name,
      author,
      sealed: workspace.sealed,
      readOnly: readOnly ?? (frozen ? 'handed-over' : null),
      practice: session.anchors.length > 0,
    },
    supplements: supplementsOf(state, session),
  };
}

function supplementsOf(state: WorkspaceState, session: ArchiveSession): DeepReadonly<View['supplements']> {
  return state.supplements.map(({ archiveSha256, archiveName, verdict }) => {
    const open = session.supplements.find(({ facts }) => facts.archiveSha256 === archiveSha256);
    return { sha256: archiveSha256, name: archiveName, verdict, evidence: open?.inspected?.evidence ?? null };
  });
}

/** Returns the name that this session's work is written down under. */
export function authorOf(services: Services, session: ArchiveSession): string {
  return session.author ?? services.author;
}

/** Returns what makes a verified archive known again. */
export function archiveFacts({ verification, product }: Inspected, name: string): ArchiveFacts {
  const { archive, verdict, manifest } = verification;
  return {
    archiveSha256: archive.sha256,
    archiveName: name,
    size: archive.size,
    members: archive.members,
    verdict,
    manifestSha256: manifest?.sha256 ?? null,
    version: product.version,
  };
}

function profileAction({
  facts,
  ...profile
}: ProfileWords): Extract<WorkspaceEvent['action'], { kind: 'profile-set' }> {
  return { kind: 'profile-set', ...profile, facts: Object.entries(facts).map(([fact, value]) => `${fact}=${value}`) };
}

/** Returns what an auditor last said of the profile, or `null` where nobody did. */
export function profileOf(events: readonly WorkspaceEvent[]): ProfileWords | null {
  const action = events.findLast((event) => event.action.kind === 'profile-set')?.action;
  if (action?.kind !== 'profile-set') return null;
  const { edition, safetyClass, mode, reason } = action;
  const facts = DEVICE_FACTS.flatMap((fact) => {
    const said = action.facts.find((one) => one.startsWith(`${fact}=`));
    return said === undefined ? [] : [[fact, said.slice(fact.length + 1)] as const];
  });
  return { edition, safetyClass, mode, reason, facts: Object.fromEntries(facts) };
}

/** Returns a token for an audit of the list, so that no path reaches the window. */
export function auditId(path: string): string {
  return createHash('sha256').update(path, 'utf8').digest('hex').slice(0, 32);
}

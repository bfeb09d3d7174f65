import { existsSync } from 'node:fs';
import type { Chosen } from '../../src/contract/contract.ts';
import { readJournal } from '../../src/audit/index.ts';
import { WORKSPACE_ENDING, type AuditEntry } from '../files/audits.ts';
import { readWorkspace } from '../files/workspace-copy.ts';
import { chosen } from './archive-sessions.ts';
import type { Services } from './services.ts';

/** Returns whether `path` is named as a workspace is. */
export function isAuditFile(path: string): boolean {
  return path.toLowerCase().endsWith(`.${WORKSPACE_ENDING}`);
}

/** Begins a session of the workspace at `place`; where its archive is not known here, the auditor is asked for it. `null` where it is not given. */
export async function openAuditFile(services: Services, place: string): Promise<Chosen | null> {
  const known = await knownArchiveOf(services, place);
  const there = known !== undefined && existsSync(known.archivePath);
  const archive = there ? known.archivePath : await services.dialogs.chooseArchive('file');
  if (archive === null) return null;
  return chosen(services.sessions, archive, {
    place,
    author: known?.path === place ? known.author : null,
    previousPath: known?.previousPath ?? null,
    anchors: await services.practiceAnchors(archive),
  });
}

/** Where the archive of a workspace was last: by the file, or, for a copy of it, by the archive's digest. */
async function knownArchiveOf({ audits }: Services, place: string): Promise<AuditEntry | undefined> {
  const list = await audits.list();
  const own = list.find(({ path }) => path === place);
  if (own !== undefined) return own;
  const text = await readWorkspace(place, null).catch(() => '');
  const { archiveSha256 } = readJournal(text).state;
  return list.find((entry) => entry.archiveSha256 === archiveSha256);
}

import { createHash } from 'node:crypto';
import type { Member } from '../domain/archive.ts';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import type { Budgets } from '../domain/limits.ts';
import { passingChunks, readChunks } from './access.ts';
import { archiveOf, type WholeAndEntries } from './content.ts';
import { hashBytes, sha256Of } from './hash.ts';
import { checkMemberName, nameSet } from './names.ts';
import { compareCodePoints } from './order.ts';
import type { Archive, FolderAccess, Hashed, OpenOptions } from './ports.ts';

/** Stands where a listing could not decode a name. */
const REPLACEMENT = '\ufffd';

/**
 * Opens a folder as an archive. Throws a {@link Refusal}: `CONTAINER_EMPTY`, `ENTRY_TYPE_UNSUPPORTED` for links and devices,
 * a code `NAME_…` or `BUDGET_…`, or `ARCHIVE_CHANGED`.
 */
export async function openFolder(
  name: string,
  folder: FolderAccess,
  budgets: Budgets,
  options: OpenOptions,
): Promise<Archive> {
  const members = await listMembers(folder, budgets);
  const size = members.reduce((sum, member) => sum + member.size, 0);
  return archiveOf({
    identity: { name, container: 'folder', size },
    inByteOrder: members,
    stream: (member, signal) => streamFile(folder, member, signal, readChunks),
    passing: (member) => streamFile(folder, member, undefined, passingChunks),
    digests: (algorithmsOf, given) => folderDigests(folder, members, algorithmsOf, given),
    whole: (given) => folderWhole(folder, members, given),
    async unchanged(before) {
      try {
        const now = await listMembers(folder, budgets);
        if (sameStamps(members, now)) return true;
        return sha256Of(await folderWhole(folder, now, { signal: options.signal })) === (await before());
      } catch (thrown) {
        if (thrown instanceof Refusal) return false;
        throw thrown;
      }
    },
  });
}

interface FolderMember extends Member {
  readonly stamp: string | null;
}

/** Whether the same files lie in the folder and the system tells the same of each. */
function sameStamps(before: readonly FolderMember[], now: readonly FolderMember[]): boolean {
  if (before.length !== now.length) return false;
  return before.every(({ path, stamp }, at) => stamp !== null && now[at]?.path === path && now[at].stamp === stamp);
}

async function listMembers(folder: FolderAccess, budgets: Budgets): Promise<readonly FolderMember[]> {
  const listed = (await folder.list()).toSorted((left, right) => compareCodePoints(left.path, right.path));
  if (listed.length === 0) throw new Refusal('CONTAINER_EMPTY', null);
  if (listed.length > budgets.members) throw new Refusal('BUDGET_MEMBERS', null, { limit: budgets.members });
  const names = nameSet();
  let total = 0;
  for (const { path, size, type } of listed) {
    if (type !== 'file') throw new Refusal('ENTRY_TYPE_UNSUPPORTED', path);
    if (path.includes(REPLACEMENT)) throw new Refusal('NAME_NOT_UTF8', path);
    checkMemberName(path, budgets);
    names.addFile(path);
    if (size > budgets.memberSize) throw new Refusal('BUDGET_MEMBER_SIZE', path, { limit: budgets.memberSize });
    total += size;
    if (total > budgets.totalSize) throw new Refusal('BUDGET_TOTAL_SIZE', null, { limit: budgets.totalSize });
  }
  return listed.map(({ path, size, stamp = null }) => ({ path, size, stamp }));
}

/** Of the folder itself: SHA-256 over the sorted lines `<sha256>  <path>`, so that `find … | sort | xargs sha256sum | sha256sum` gives the same. */
async function folderDigests(
  folder: FolderAccess,
  members: readonly FolderMember[],
  algorithmsOf: (member: FolderMember) => readonly ChecksumAlgorithm[],
  { onProgress, signal }: OpenOptions,
): Promise<WholeAndEntries> {
  const lines = createHash('sha256');
  let failure: string | null = null;
  const total = members.reduce((sum, member) => sum + member.size, 0);
  const entries: Hashed[] = [];
  let done = 0;
  const onBytes = (length: number): void => onProgress?.({ phase: 'hashing', done: (done += length), total });
  onBytes(0);
  for (const member of members) {
    const hashed = await hashBytes(streamFile(folder, member, signal, passingChunks), algorithmsOf(member), onBytes);
    entries.push(hashed);
    if (hashed.digests?.sha256 === undefined) failure ??= hashed.failure;
    else lines.update(`${hashed.digests.sha256}  ${member.path}\n`);
  }
  const digests = failure === null ? { sha256: lines.digest('hex') } : null;
  return { whole: { digests, damage: null, failure }, entries };
}

async function folderWhole(
  folder: FolderAccess,
  members: readonly FolderMember[],
  options: OpenOptions,
): Promise<Hashed> {
  return (await folderDigests(folder, members, () => ['sha256'], options)).whole;
}

async function* streamFile(
  folder: FolderAccess,
  member: Member,
  signal: CancelSignal | undefined,
  read: typeof readChunks,
): AsyncGenerator<Uint8Array, void, undefined> {
  throwIfCancelled(signal);
  const file = await folder.open(member.path);
  try {
    if (file.size !== member.size) throw new Refusal('ARCHIVE_CHANGED', null);
    yield* read(file, 0, member.size, signal);
  } finally {
    await file.close();
  }
}

import { createHash } from 'node:crypto';
import type { Member, OnProgress } from '../domain/archive.ts';
import type { Sha256 } from '../domain/brand.ts';
import { Refusal, throwIfCancelled, type CancelSignal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import { digestOf, readChunks } from './access.ts';
import { archiveOf } from './content.ts';
import { checkMemberName, nameSet } from './names.ts';
import { compareCodePoints } from './order.ts';
import type { Archive, FolderAccess, OpenOptions } from './ports.ts';

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
  const sha256 = await folderDigest(folder, members, size, options);
  return archiveOf({
    identity: { name, container: 'folder', size, sha256 },
    inByteOrder: members,
    stream: (member, signal) => streamFile(folder, member, signal),
    async unchanged() {
      try {
        const now = await listMembers(folder, budgets);
        return (await folderDigest(folder, now, size, { signal: options.signal })) === sha256;
      } catch (thrown) {
        if (thrown instanceof Refusal) return false;
        throw thrown;
      }
    },
  });
}

async function listMembers(folder: FolderAccess, budgets: Budgets): Promise<readonly Member[]> {
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
  return listed.map(({ path, size }) => ({ path, size }));
}

/** SHA-256 over the sorted lines `<sha256>  <path>`, so that `find … | sort | xargs sha256sum | sha256sum` gives the same. */
async function folderDigest(
  folder: FolderAccess,
  members: readonly Member[],
  total: number,
  options: { readonly onProgress?: OnProgress | undefined; readonly signal?: CancelSignal | undefined },
): Promise<Sha256> {
  const hash = createHash('sha256');
  let done = 0;
  for (const member of members) {
    throwIfCancelled(options.signal);
    const digest = await withFile(folder, member, (access) => digestOf(access, options, done, total));
    hash.update(`${digest}  ${member.path}\n`);
    done += member.size;
  }
  return hash.digest('hex') as Sha256;
}

async function* streamFile(
  folder: FolderAccess,
  member: Member,
  signal: CancelSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  throwIfCancelled(signal);
  const file = await folder.open(member.path);
  try {
    if (file.size !== member.size) throw new Refusal('ARCHIVE_CHANGED', null);
    yield* readChunks(file, 0, member.size, signal);
  } finally {
    await file.close();
  }
}

async function withFile<T>(
  folder: FolderAccess,
  member: Member,
  use: (file: Awaited<ReturnType<FolderAccess['open']>>) => Promise<T>,
): Promise<T> {
  const file = await folder.open(member.path);
  try {
    if (file.size !== member.size) throw new Refusal('ARCHIVE_CHANGED', null);
    return await use(file);
  } finally {
    await file.close();
  }
}

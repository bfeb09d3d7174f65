import { createHash } from 'node:crypto';
import type { Archive, OpenOptions } from '../archive/index.ts';
import { throwIfCancelled } from '../domain/errors.ts';
import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import { isMediumFailure } from './medium.ts';

/** The digests of one member in lower-case hexadecimal; `null` when its bytes could not be read. */
export type Digests = Readonly<Partial<Record<ChecksumAlgorithm, string>>> | null;

/**
 * Returns the digests of every member by path, from one pass over the archive in the order of its bytes: SHA-256 always, others
 * where `wanted` has them. Progress phase `hashing`, in bytes. Throws what the archive throws of its content, and `Cancelled`.
 */
export async function hashMembers(
  archive: Archive,
  wanted: ReadonlyMap<string, ReadonlySet<ChecksumAlgorithm>>,
  options: OpenOptions,
): Promise<ReadonlyMap<string, Digests>> {
  const total = archive.members.reduce((sum, member) => sum + member.size, 0);
  const digests = new Map<string, Digests>();
  let before = 0;
  for (const { path, size } of archive.inByteOrder) {
    throwIfCancelled(options.signal);
    const algorithms = [...new Set<ChecksumAlgorithm>(['sha256', ...(wanted.get(path) ?? [])])];
    const start = before;
    const onBytes = (done: number): void => options.onProgress?.({ phase: 'hashing', done: start + done, total });
    digests.set(path, await hashMember(archive, path, algorithms, options, onBytes));
    before += size;
  }
  return digests;
}

async function hashMember(
  archive: Archive,
  path: string,
  algorithms: readonly ChecksumAlgorithm[],
  options: OpenOptions,
  onBytes: (done: number) => void,
): Promise<Digests> {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  let done = 0;
  try {
    for await (const chunk of archive.stream(path, options.signal)) {
      for (const { hash } of hashes) hash.update(chunk);
      done += chunk.length;
      onBytes(done);
    }
  } catch (thrown) {
    if (isMediumFailure(thrown)) return null;
    throw thrown;
  }
  return Object.fromEntries(hashes.map(({ algorithm, hash }) => [algorithm, hash.digest('hex')]));
}

import { throwIfCancelled } from '../domain/errors.ts';
import { windowOver } from './access.ts';
import type { WholeAndEntries } from './content.ts';
import { hashStretch } from './hash.ts';
import type { Hashed, OpenOptions, RandomAccess, Stretch } from './ports.ts';

/** Below this much work, starting a thread costs more than it saves: bytes, and stretches. */
const WORTH_BYTES = 32 * 1024 * 1024;
const WORTH_STRETCHES = 4_000;

/**
 * Returns what hashing the whole file and each of `stretches` came to: by the file's hashers where it has some and there is
 * enough to do, else on this thread. Progress phase `hashing`. Throws `ARCHIVE_CHANGED` and `Cancelled`.
 */
export async function fileDigests(
  access: RandomAccess,
  stretches: readonly Stretch[],
  options: OpenOptions,
): Promise<WholeAndEntries> {
  const all = [wholeOf(access), ...stretches];
  const total = all.reduce((sum, { size }) => sum + size, 0);
  const worth = total >= WORTH_BYTES || all.length >= WORTH_STRETCHES;
  const onBytes = (done: number): void => options.onProgress?.({ phase: 'hashing', done, total });
  onBytes(0);
  const hashers = worth ? access.hashers : undefined;
  const hashed =
    (await hashers?.hash(all, { onBytes, signal: options.signal })) ?? (await here(access, all, onBytes, options));
  onBytes(total);
  const [whole, ...entries] = hashed;
  if (whole === undefined || entries.length !== stretches.length) throw new RangeError('a stretch was not hashed');
  return { whole, entries };
}

/** Returns what hashing the file came to. */
export async function fileWhole(access: RandomAccess, options: OpenOptions): Promise<Hashed> {
  return (await fileDigests(access, [], options)).whole;
}

function wholeOf({ size }: RandomAccess): Stretch {
  return { offset: 0, packed: size, size, deflated: false, crc: null, algorithms: ['sha256'] };
}

async function here(
  access: RandomAccess,
  stretches: readonly Stretch[],
  onBytes: (done: number) => void,
  { signal }: OpenOptions,
): Promise<readonly Hashed[]> {
  const window = windowOver(access);
  const hashed: Hashed[] = [];
  let done = 0;
  const count = (length: number): void => onBytes((done += length));
  for (const stretch of stretches) {
    throwIfCancelled(signal);
    hashed.push(await hashStretch(access, window, stretch, count, signal));
  }
  return hashed;
}

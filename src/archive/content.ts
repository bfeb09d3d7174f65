import type { ArchiveIdentity, Member } from '../domain/archive.ts';
import { Refusal, type CancelSignal } from '../domain/errors.ts';
import { compareCodePoints } from './order.ts';
import type { Archive } from './ports.ts';

/** What each container provides; the rest of an {@link Archive} is the same for all of them. */
export interface Content<Entry extends Member> {
  readonly identity: Omit<ArchiveIdentity, 'members'>;
  readonly inByteOrder: readonly Entry[];
  stream(entry: Entry, signal: CancelSignal | undefined): AsyncIterable<Uint8Array>;
  unchanged(): Promise<boolean>;
}

/** Returns the archive over `content`. */
export function archiveOf<Entry extends Member>(content: Content<Entry>): Archive {
  const entries = new Map(content.inByteOrder.map((entry) => [entry.path, entry]));
  const inByteOrder = Object.freeze(content.inByteOrder.map(({ path, size }) => Object.freeze({ path, size })));
  const members = Object.freeze(inByteOrder.toSorted((left, right) => compareCodePoints(left.path, right.path)));
  const entryAt = (path: string): Entry => {
    const entry = entries.get(path);
    if (entry === undefined) throw new RangeError('no such member');
    return entry;
  };
  return Object.freeze({
    identity: Object.freeze({ ...content.identity, members: members.length }),
    members,
    inByteOrder,
    stream: (path: string, signal?: CancelSignal) => content.stream(entryAt(path), signal),
    unchanged: () => content.unchanged(),
    async read(path: string, most: number) {
      const entry = entryAt(path);
      if (entry.size > most) throw new Refusal('BUDGET_MEMBER_SIZE', path, { limit: most });
      return collect(content.stream(entry, undefined), entry.size);
    },
  });
}

/** `size` is what the stream itself guarantees at its end. */
async function collect(chunks: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of chunks) {
    whole.set(chunk, filled);
    filled += chunk.length;
  }
  return whole;
}

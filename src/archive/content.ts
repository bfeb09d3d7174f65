import type { ArchiveIdentity, Member } from '../domain/archive.ts';
import { Refusal, type CancelSignal } from '../domain/errors.ts';
import { compareCodePoints } from './order.ts';
import type { Archive } from './ports.ts';

/** What each container provides; the rest of an {@link Archive} is the same for all of them. */
export interface Content {
  readonly identity: ArchiveIdentity;
  readonly inByteOrder: readonly Member[];
  /** Returns the member's size, `null` when there is no such member. */
  sizeOf(path: string): number | null;
  stream(path: string, signal: CancelSignal | undefined): AsyncIterable<Uint8Array>;
  unchanged(): Promise<boolean>;
}

/** Returns the archive over `content`. */
export function archiveOf(content: Content): Archive {
  const inByteOrder = Object.freeze(content.inByteOrder.map((member) => Object.freeze(member)));
  const members = Object.freeze(inByteOrder.toSorted((left, right) => compareCodePoints(left.path, right.path)));
  return Object.freeze({
    identity: Object.freeze(content.identity),
    members,
    inByteOrder,
    stream: (path: string, signal?: CancelSignal) => content.stream(path, signal),
    unchanged: () => content.unchanged(),
    async read(path: string, most: number) {
      const size = content.sizeOf(path);
      if (size === null) throw new RangeError('no such member');
      if (size > most) throw new Refusal('BUDGET_MEMBER_SIZE', path, { limit: most });
      return collect(content.stream(path, undefined), size);
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

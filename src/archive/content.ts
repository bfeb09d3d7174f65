import type { Member } from '../domain/archive.ts';
import type { Sha256 } from '../domain/brand.ts';
import { Refusal, type CancelSignal } from '../domain/errors.ts';
import type { ChecksumAlgorithm } from '../domain/integrity.ts';
import { sha256Of } from './hash.ts';
import { compareCodePoints } from './order.ts';
import type { Archive, Hashed, OpenOptions, WantedAlgorithms } from './ports.ts';

/** What each container provides; the rest of an {@link Archive} is the same for all of them. */
export interface Content<Entry extends Member> {
  readonly identity: Omit<Archive['identity'], 'members'>;
  readonly inByteOrder: readonly Entry[];
  stream(entry: Entry, signal: CancelSignal | undefined): AsyncIterable<Uint8Array>;
  /** As `stream`; each piece may be good only until the next one is asked for. */
  passing(entry: Entry): AsyncIterable<Uint8Array>;
  digests(algorithmsOf: (entry: Entry) => readonly ChecksumAlgorithm[], options: OpenOptions): Promise<WholeAndEntries>;
  /** Returns what hashing the whole alone came to. */
  whole(options: OpenOptions): Promise<Hashed>;
  /** Returns whether the source is what it was. `sha256` is what was found of it. */
  unchanged(sha256: () => Promise<Sha256>): Promise<boolean>;
}

/** What hashing the whole came to, and each entry by its algorithms, in the order of `inByteOrder`. */
export interface WholeAndEntries {
  readonly whole: Hashed;
  readonly entries: readonly Hashed[];
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
  let whole: Hashed | null = null;
  const sha256 = async (options: OpenOptions): Promise<Sha256> => sha256Of((whole ??= await content.whole(options)));
  return Object.freeze({
    identity: Object.freeze({ ...content.identity, members: members.length }),
    members,
    inByteOrder,
    sha256,
    stream: (path: string, signal?: CancelSignal) => content.stream(entryAt(path), signal),
    unchanged: () => content.unchanged(() => sha256({})),
    async digests(wanted: WantedAlgorithms, options: OpenOptions) {
      const hashed = await content.digests(({ path }) => algorithms(wanted.get(path)), options);
      whole = hashed.whole;
      return new Map(inByteOrder.map(({ path }, at) => [path, hashedAt(hashed.entries, at)]));
    },
    async read(path: string, most: number) {
      const entry = entryAt(path);
      if (entry.size > most) throw new Refusal('BUDGET_MEMBER_SIZE', path, { limit: most });
      return collect(content.passing(entry), entry.size);
    },
  });
}

const ONLY_SHA256: readonly ChecksumAlgorithm[] = ['sha256'];

function algorithms(wanted: ReadonlySet<ChecksumAlgorithm> | undefined): readonly ChecksumAlgorithm[] {
  if (wanted === undefined) return ONLY_SHA256;
  return [...ONLY_SHA256, ...[...wanted].filter((algorithm) => algorithm !== 'sha256')];
}

/** A result that is not there is our own bug, never a member without digest. */
function hashedAt(entries: readonly Hashed[], at: number): Hashed {
  const hashed = entries[at];
  if (hashed === undefined) throw new RangeError('a member was not hashed');
  return hashed;
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

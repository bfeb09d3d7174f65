import { createHash } from 'node:crypto';
import { constants, inflateSync } from 'node:zlib';

/** An object of a pack that tells history. */
export interface HistoryObject {
  readonly type: 'commit' | 'tag';
  readonly body: Buffer;
}

/** Why a pack cannot be read, and the byte in the file at which that shows. */
export class PackError extends Error {
  override name = 'PackError';
  readonly why: 'cut' | 'digest' | 'object' | 'version' | 'budget';
  readonly offset: number;

  constructor(why: PackError['why'], offset: number) {
    super(`${why} at ${offset}`);
    this.why = why;
    this.offset = offset;
  }
}

/** Bytes that all objects of one pack may have together: a history of a large product, unpacked at some 200 MB a second. */
const MOST_UNPACKED = 1024 * 1024 * 1024;
/** A commit or tag larger than this is no message that a person wrote. */
const MOST_KEPT = 16 * 1024 * 1024;

type Kind = 'commit' | 'tree' | 'blob' | 'tag' | 'unknown';

interface Entry {
  readonly kind: Kind;
  readonly body: Buffer | null;
  readonly base: number | string | null;
}

const KINDS: Readonly<Record<number, Kind>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };

/**
 * Returns the commits and tags of a pack (gitformat-pack, version 2), each by the id that is computed from its own bytes. Trees and files
 * are unpacked to find the next object and dropped. Throws {@link PackError}; `start` is the offset of the pack in the file.
 */
export function historyObjects(
  file: Buffer,
  start: number,
  algorithm: 'sha1' | 'sha256',
): ReadonlyMap<string, HistoryObject> {
  const digestSize = algorithm === 'sha1' ? 20 : 32;
  const end = file.length - digestSize;
  if (end < start + 12 || file.toString('latin1', start, start + 4) !== 'PACK') throw new PackError('cut', start);
  const version = file.readUInt32BE(start + 4);
  if (version !== 2 && version !== 3) throw new PackError('version', start + 4);
  if (!createHash(algorithm).update(file.subarray(start, end)).digest().equals(file.subarray(end)))
    throw new PackError('digest', end);
  const entries = new Map<number, Entry>();
  const spent = { bytes: 0 };
  let at = start + 12;
  for (let left = file.readUInt32BE(start + 8); left > 0; left -= 1) {
    const read = readEntry(file, at, end, digestSize, entries, spent);
    entries.set(at, read.entry);
    at = read.next;
  }
  if (at !== end) throw new PackError('object', at);
  return resolved(entries, algorithm);
}

interface EntryRead {
  readonly entry: Entry;
  readonly next: number;
}

function readEntry(
  file: Buffer,
  start: number,
  end: number,
  digestSize: number,
  entries: ReadonlyMap<number, Entry>,
  spent: { bytes: number },
): EntryRead {
  let at = start;
  const byte = (): number => {
    if (at >= end) throw new PackError('cut', at);
    return file[at++] ?? 0;
  };
  let head = byte();
  const type = (head >> 4) & 7;
  let size = head & 15;
  for (let shift = 4; head >= 128; shift += 7) {
    if (shift > 39) throw new PackError('object', start);
    head = byte();
    size += (head & 127) * 2 ** shift;
  }
  spent.bytes += size;
  if (spent.bytes > MOST_UNPACKED) throw new PackError('budget', start);
  let base: Entry['base'] = null;
  if (type === 6) {
    head = byte();
    let back = head & 127;
    while (head >= 128) {
      head = byte();
      back = (back + 1) * 128 + (head & 127);
      if (back > file.length) throw new PackError('object', start);
    }
    base = start - back;
    if (!entries.has(base)) throw new PackError('object', start);
  } else if (type === 7) {
    base = file.toString('hex', at, at + digestSize);
    at += digestSize;
  } else if (KINDS[type] === undefined) throw new PackError('object', start);
  const { body, used } = unpacked(file.subarray(at, end), size, start);
  const kind = typeof base === 'number' ? (entries.get(base)?.kind ?? 'unknown') : (KINDS[type] ?? 'unknown');
  // Deltas to a named base may be of a commit: what they are of is known when all ids are.
  const kept = kind === 'commit' || kind === 'tag' || kind === 'unknown';
  if (kept && size > MOST_KEPT) throw new PackError('budget', start);
  return { entry: { kind, body: kept ? body : null, base }, next: at + used };
}

function unpacked(bytes: Buffer, size: number, start: number): { body: Buffer; used: number } {
  try {
    // One byte more than stated may come, so that an object that is longer than it says is found out.
    const answer: unknown = inflateSync(bytes, {
      info: true,
      maxOutputLength: size + 1,
      chunkSize: Math.min(Math.max(size + 1, 64), 65_536),
      finishFlush: constants.Z_SYNC_FLUSH,
    });
    const { buffer, engine } = answer as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length !== size) throw new PackError('object', start);
    return { body: buffer, used: engine.bytesWritten };
  } catch (thrown) {
    if (thrown instanceof PackError) throw thrown;
    throw new PackError('object', start);
  }
}

/** Puts deltas and their bases together, as far as bases are there, and names each commit and tag by its own bytes. */
function resolved(entries: ReadonlyMap<number, Entry>, algorithm: string): ReadonlyMap<string, HistoryObject> {
  const objects = new Map<string, HistoryObject>();
  const byOffset = new Map<number, HistoryObject>();
  let waiting = [...entries].filter(([, entry]) => entry.body !== null);
  for (;;) {
    const left = waiting.filter(([offset, { kind, body, base }]) => {
      const from = base === null ? null : typeof base === 'number' ? byOffset.get(base) : objects.get(base);
      if (from === undefined || body === null) return true;
      const type = from?.type ?? (kind === 'tag' ? 'tag' : 'commit');
      const object: HistoryObject = { type, body: from === null ? body : applied(from.body, body, offset) };
      byOffset.set(offset, object);
      objects.set(
        createHash(algorithm).update(`${type} ${object.body.length}\0`).update(object.body).digest('hex'),
        object,
      );
      return false;
    });
    if (left.length === waiting.length) return objects;
    waiting = left;
  }
}

/** Returns what a delta makes of its base (gitformat-pack, "Deltified representation"). */
function applied(base: Buffer, delta: Buffer, offset: number): Buffer {
  let at = 0;
  const number = (): number => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = delta[at++];
      if (byte === undefined || shift > 35) throw new PackError('object', offset);
      value += (byte & 127) * 2 ** shift;
      shift += 7;
      if (byte < 128) return value;
    }
  };
  const [from, size] = [number(), number()];
  if (from !== base.length || size > MOST_KEPT) throw new PackError('object', offset);
  const parts: Buffer[] = [];
  let made = 0;
  while (at < delta.length) {
    const code = delta[at++] ?? 0;
    let part: Buffer;
    if (code >= 128) {
      const bytes = [0, 1, 2, 3, 4, 5, 6].map((bit) => (((code >> bit) & 1) === 1 ? (delta[at++] ?? 0) : 0));
      const start = (bytes[0] ?? 0) + (bytes[1] ?? 0) * 256 + (bytes[2] ?? 0) * 65_536 + (bytes[3] ?? 0) * 16_777_216;
      const length = (bytes[4] ?? 0) + (bytes[5] ?? 0) * 256 + (bytes[6] ?? 0) * 65_536 || 65_536;
      if (start + length > base.length) throw new PackError('object', offset);
      part = base.subarray(start, start + length);
    } else {
      if (code === 0 || at + code > delta.length) throw new PackError('object', offset);
      part = delta.subarray(at, at + code);
      at += code;
    }
    made += part.length;
    if (made > size) throw new PackError('object', offset);
    parts.push(part);
  }
  if (made !== size) throw new PackError('object', offset);
  return Buffer.concat(parts);
}

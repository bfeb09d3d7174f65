import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';

/** One object of a bundle, unpacked by a reader that shares no code with the writer. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly body: Buffer;
}

/** What a bundle holds: its references by name, its objects by id. */
export interface UnpackedBundle {
  readonly references: ReadonlyMap<string, string>;
  readonly objects: ReadonlyMap<string, GitObject>;
}

const TYPES: Readonly<Record<number, string>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };

/** Unpacks a version 2 bundle without deltas. Throws where its form, its count of objects or its trailing digest is wrong. */
export function unpackBundle(bytes: Uint8Array): UnpackedBundle {
  const bundle = Buffer.from(bytes);
  const end = bundle.indexOf('\n\n');
  const [signature, ...lines] = bundle.subarray(0, end).toString('utf8').split('\n');
  if (signature !== '# v2 git bundle') throw new Error('not a version 2 bundle');
  const references = new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)] as const));
  const pack = bundle.subarray(end + 2);
  if (pack.toString('latin1', 0, 4) !== 'PACK' || pack.readUInt32BE(4) !== 2) throw new Error('not a version 2 pack');
  const trailer = pack.subarray(pack.length - 20);
  if (!createHash('sha1').update(pack.subarray(0, -20)).digest().equals(trailer)) throw new Error('wrong pack digest');
  const objects = new Map<string, GitObject>();
  let at = 12;
  for (let left = pack.readUInt32BE(8); left > 0; left -= 1) {
    const object = readObject(pack, at);
    objects.set(object.object.id, object.object);
    at = object.next;
  }
  if (at !== pack.length - 20) throw new Error('bytes after the last object');
  return { references, objects };
}

/** Returns the files of a commit by path. */
export function filesOfCommit({ objects }: UnpackedBundle, commit: string): ReadonlyMap<string, Buffer> {
  const tree = /^tree ([0-9a-f]{40})\n/u.exec(objects.get(commit)?.body.toString('utf8') ?? '')?.[1] ?? '';
  const files = new Map<string, Buffer>();
  const walk = (id: string, folder: string): void => {
    const body = objects.get(id)?.body;
    if (body === undefined) throw new Error(`no tree ${id}`);
    for (let at = 0; at < body.length;) {
      const zero = body.indexOf(0, at);
      const [mode = '', name = ''] = body.toString('utf8', at, zero).split(' ');
      const child = body.toString('hex', zero + 1, zero + 21);
      if (mode === '40000') walk(child, `${folder}${name}/`);
      else files.set(`${folder}${name}`, objects.get(child)?.body ?? Buffer.alloc(0));
      at = zero + 21;
    }
  };
  walk(tree, '');
  return files;
}

function readObject(pack: Buffer, start: number): { readonly object: GitObject; readonly next: number } {
  let at = start;
  let byte = pack[at] ?? 0;
  const type = TYPES[(byte >> 4) & 7] ?? 'delta';
  let size = byte & 15;
  for (let scale = 16; byte & 0x80; scale *= 128) {
    at += 1;
    byte = pack[at] ?? 0;
    size += (byte & 0x7f) * scale;
  }
  const inflated = inflateSync(pack.subarray(at + 1), { info: true }) as unknown as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };
  if (inflated.buffer.length !== size) throw new Error('wrong size of an object');
  const id = createHash('sha1').update(`${type} ${size}\0`).update(inflated.buffer).digest('hex');
  return { object: { id, type, body: inflated.buffer }, next: at + 1 + inflated.engine.bytesWritten };
}

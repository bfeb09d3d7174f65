import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { PackFile } from './zip-writer.ts';

/** A person at an instant. `at` is ISO 8601 with an offset, which git keeps. */
export interface GitIdentity {
  readonly name: string;
  readonly email: string;
  readonly at: string;
}

/** One commit with the whole tree it records. */
export interface GitCommit {
  /** Names the commit among the others; the object id is computed. */
  readonly key: string;
  readonly parents: readonly string[];
  readonly files: readonly PackFile[];
  readonly author: GitIdentity;
  readonly committer: GitIdentity;
  readonly message: string;
}

/** An annotated tag. */
export interface GitTag {
  readonly name: string;
  /** Key of the commit that it marks. */
  readonly commit: string;
  readonly tagger: GitIdentity;
  readonly message: string;
}

/** A bundle with the object ids that it defines. */
export interface GitBundle {
  readonly bytes: Uint8Array;
  /** Object id of each commit by its key, 40 hexadecimal characters. */
  readonly commits: ReadonlyMap<string, string>;
  /** Object id of each annotated tag by its name. */
  readonly tags: ReadonlyMap<string, string>;
}

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 } as const;
type ObjectType = keyof typeof TYPES;

interface Store {
  readonly objects: Map<string, { readonly type: ObjectType; readonly body: Uint8Array }>;
}

/**
 * Returns a git bundle, version 2 without prerequisites (gitformat-bundle), that holds the history of `commits`, the `branches` (name to
 * commit key), the annotated `tags`, and HEAD on the first branch. Objects are packed whole. Parents stand before their children;
 * throws `RangeError` when a key is not known.
 */
export function makeGitBundle(history: {
  readonly commits: readonly GitCommit[];
  readonly branches: readonly { readonly name: string; readonly commit: string }[];
  readonly tags: readonly GitTag[];
}): GitBundle {
  const store: Store = { objects: new Map() };
  const commits = new Map<string, string>();
  for (const commit of history.commits) commits.set(commit.key, putCommit(store, commit, commits));
  const tags = new Map<string, string>();
  for (const tag of history.tags) tags.set(tag.name, putTag(store, tag, known(commits, tag.commit)));
  const references = [
    ...history.branches.map(({ name, commit }) => `${known(commits, commit)} refs/heads/${name}`),
    ...[...tags].map(([name, id]) => `${id} refs/tags/${name}`),
  ];
  const [head] = history.branches;
  if (head !== undefined) references.push(`${known(commits, head.commit)} HEAD`);
  const header = `# v2 git bundle\n${references.join('\n')}\n\n`;
  return { bytes: new Uint8Array(Buffer.concat([Buffer.from(header), packOf(store)])), commits, tags };
}

/** Returns the object id that git gives a file with these bytes. */
export function gitBlobId(bytes: Uint8Array): string {
  return objectId('blob', bytes);
}

function putCommit(store: Store, commit: GitCommit, commits: ReadonlyMap<string, string>): string {
  const tree = putTree(store, commit.files, '');
  const lines = [
    `tree ${tree}`,
    ...commit.parents.map((parent) => `parent ${known(commits, parent)}`),
    `author ${identityLine(commit.author)}`,
    `committer ${identityLine(commit.committer)}`,
  ];
  return put(store, 'commit', Buffer.from(`${lines.join('\n')}\n\n${commit.message.trimEnd()}\n`));
}

function putTag(store: Store, tag: GitTag, commit: string): string {
  const lines = [`object ${commit}`, 'type commit', `tag ${tag.name}`, `tagger ${identityLine(tag.tagger)}`];
  return put(store, 'tag', Buffer.from(`${lines.join('\n')}\n\n${tag.message.trimEnd()}\n`));
}

/** Puts the tree of the files below `folder` and returns its id. Git sorts a folder as if its name ended in `/`. */
function putTree(store: Store, files: readonly PackFile[], folder: string): string {
  const entries: { readonly order: Buffer; readonly mode: string; readonly name: string; readonly id: string }[] = [];
  const folders = new Map<string, PackFile[]>();
  for (const file of files) {
    const [name = '', ...below] = file.path.slice(folder.length).split('/');
    if (below.length === 0) {
      const mode = name.endsWith('.sh') ? '100755' : '100644';
      entries.push({ order: Buffer.from(name), mode, name, id: put(store, 'blob', file.bytes) });
    } else folders.set(name, [...(folders.get(name) ?? []), file]);
  }
  for (const [name, inside] of folders)
    entries.push({
      order: Buffer.from(`${name}/`),
      mode: '40000',
      name,
      id: putTree(store, inside, `${folder}${name}/`),
    });
  entries.sort((left, right) => Buffer.compare(left.order, right.order));
  const body = entries.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);
  return put(store, 'tree', Buffer.concat(body));
}

function put(store: Store, type: ObjectType, body: Uint8Array): string {
  const id = objectId(type, body);
  store.objects.set(id, { type, body });
  return id;
}

function objectId(type: ObjectType, body: Uint8Array): string {
  return createHash('sha1').update(`${type} ${body.length}\0`).update(body).digest('hex');
}

function packOf(store: Store): Buffer {
  const header = Buffer.alloc(12);
  header.write('PACK', 0, 'latin1');
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(store.objects.size, 8);
  const objects = [...store.objects.values()].flatMap(({ type, body }) => [
    objectHeader(type, body.length),
    deflateSync(body, { level: 9 }),
  ]);
  const pack = Buffer.concat([header, ...objects]);
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()]);
}

/** Three bits of type and the size in groups of four, then seven bits, lowest first (gitformat-pack). */
function objectHeader(type: ObjectType, size: number): Uint8Array {
  const bytes: number[] = [];
  let byte = (TYPES[type] << 4) | (size & 0x0f);
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80);
    byte = rest % 128;
  }
  return Uint8Array.from([...bytes, byte]);
}

function identityLine(who: GitIdentity): string {
  const offset = /([+-]\d{2}):(\d{2})$/u.exec(who.at);
  const zone = offset === null ? '+0000' : `${offset[1] ?? ''}${offset[2] ?? ''}`;
  return `${who.name} <${who.email}> ${Math.floor(Date.parse(who.at) / 1000)} ${zone}`;
}

function known(commits: ReadonlyMap<string, string>, key: string): string {
  const id = commits.get(key);
  if (id === undefined) throw new RangeError(`no commit goes by ${key}`);
  return id;
}

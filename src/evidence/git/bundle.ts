import type { GitCommit, GitHistory, GitRef, PersonNames } from '../../domain/facts.ts';
import type { WrittenTime } from '../../domain/located.ts';
import { message, type Message } from '../../domain/message.ts';
import { visible } from '../../domain/visible.ts';
import { notUnderstood, readDropping, type Outcome } from '../reading.ts';
import { historyObjects, PackError, type HistoryObject } from './pack.ts';

const SIGNATURE = /^# v[23] git bundle\n/u;
const MOST_HEADER = 4 * 1024 * 1024;
const MOST_COMMITS = 100_000;
const MOST_MESSAGE = 2_000;

/** Returns whether bytes are a git bundle by their beginning. */
export function looksLikeBundle(bytes: Uint8Array): boolean {
  return SIGNATURE.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1'));
}

/**
 * Returns the references and the log of a git bundle (gitformat-bundle, versions 2 and 3). Ids are computed from the objects, so that a
 * bundle cannot name a commit that it does not hold; signatures of tags and commits are told and not verified.
 */
export function readBundle(bytes: Uint8Array): Outcome {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.subarray(0, MOST_HEADER).indexOf('\n\n');
  if (end < 0) return notUnderstood(message('evidence.git.cut', { offset: 0 }));
  const [, ...lines] = file.toString('utf8', 0, end).split('\n');
  const format = lines.find((line) => line.startsWith('@object-format='))?.slice(15) ?? 'sha1';
  if (format !== 'sha1' && format !== 'sha256')
    return notUnderstood(
      message('evidence.version', { format: 'git bundle', found: visible(format), known: ['sha1', 'sha256'] }),
    );
  const filter = lines.find((line) => line.startsWith('@filter='));
  const dropped: Message[] =
    filter === undefined ? [] : [message('evidence.git.filtered', { filter: visible(filter.slice(8)) })];
  try {
    const objects = historyObjects(file, end + 2, format);
    return readDropping(historyOf(lines, objects, dropped), dropped);
  } catch (thrown) {
    if (thrown instanceof PackError)
      return notUnderstood(message(`evidence.git.${thrown.why}`, { offset: thrown.offset }));
    throw thrown;
  }
}

function historyOf(
  lines: readonly string[],
  objects: ReadonlyMap<string, HistoryObject>,
  dropped: Message[],
): GitHistory {
  const refs: GitRef[] = [];
  const prerequisites: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('@')) continue;
    const found = /^(-?)([0-9a-f]{40}|[0-9a-f]{64})(?: (.*))?$/u.exec(line);
    if (found === null) dropped.push(message('evidence.git.line', { line: index + 2 }));
    else if (found[1] === '-') prerequisites.push(found[2] ?? '');
    else refs.push(refOf(found[3] ?? '', found[2] ?? '', objects));
  }
  const all = [...objects].filter(([, object]) => object.type === 'commit');
  if (all.length > MOST_COMMITS)
    dropped.push(message('evidence.beyond', { n: all.length - MOST_COMMITS, limit: MOST_COMMITS }));
  const commits = all.slice(0, MOST_COMMITS).map(([id, { body }]) => commitOf(id, body));
  return { kind: 'git-history', refs, commits, prerequisites };
}

function refOf(name: string, target: string, objects: ReadonlyMap<string, HistoryObject>): GitRef {
  const first = objects.get(target);
  let id = target;
  for (let left = 10; objects.get(id)?.type === 'tag' && left > 0; left -= 1) {
    id = /^object ([0-9a-f]+)\n/u.exec(objects.get(id)?.body.toString('utf8', 0, 100) ?? '')?.[1] ?? '';
  }
  const signed =
    first !== undefined &&
    /^-----BEGIN (?:PGP SIGNATURE|SSH SIGNATURE|SIGNED MESSAGE)-----$/mu.test(first.body.toString('utf8'));
  return {
    name,
    commit: objects.get(id)?.type === 'commit' ? id : null,
    annotated: first?.type === 'tag',
    signed: first?.type === 'tag' && signed,
  };
}

function commitOf(id: string, body: Buffer): GitCommit {
  const text = body.toString('utf8');
  const blank = text.indexOf('\n\n');
  const [head, said] = blank < 0 ? [text, ''] : [text.slice(0, blank), text.slice(blank + 2)];
  const lines = head.split('\n');
  const value = (key: string): string => lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? '';
  return {
    id,
    parents: lines.filter((line) => line.startsWith('parent ')).map((line) => line.slice(7)),
    author: personOf(value('author')),
    committer: personOf(value('committer')),
    time: timeOf(value('committer')),
    message: said.slice(0, MOST_MESSAGE),
  };
}

function personOf(line: string): PersonNames {
  const found = /^(.*?) ?<([^<>]*)>/u.exec(line);
  return { login: null, name: found?.[1]?.trim() || null, mail: found?.[2]?.trim() || null };
}

/** Git writes seconds since 1970 and the offset of the zone. */
function timeOf(line: string): WrittenTime {
  const found = /> (-?\d{1,12}) ([+-])(\d{2})(\d{2})$/u.exec(line);
  if (found === null)
    return { text: line.slice(line.lastIndexOf('>') + 1).trim(), instant: null, zoned: false, dayOnly: false };
  const instant = Number(found[1]) * 1000;
  const offset = (Number(found[3]) * 60 + Number(found[4])) * (found[2] === '-' ? -1 : 1);
  const local = new Date(instant + offset * 60_000);
  const text = Number.isNaN(local.getTime())
    ? (found[1] ?? '')
    : `${local.toISOString().slice(0, 19)}${found[2] ?? '+'}${found[3] ?? ''}:${found[4] ?? ''}`;
  return { text, instant, zoned: true, dayOnly: false };
}

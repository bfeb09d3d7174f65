import type { EvidenceFile } from '../domain/evidence.ts';
import type { GitCommit, GitHistory, GitRef } from '../domain/facts.ts';
import type { Release } from '../domain/release.ts';
import { readOf } from './files.ts';

/** The history of one git bundle. */
export interface History {
  readonly file: EvidenceFile;
  readonly facts: GitHistory;
  readonly byId: ReadonlyMap<string, GitCommit>;
}

const made = new WeakMap<Release, readonly History[]>();

/** Returns the histories of all git bundles of the release. */
export function historiesOf(release: Release): readonly History[] {
  const known = made.get(release);
  if (known !== undefined) return known;
  const histories = readOf(release, 'source', 'git-history').map(({ file, facts }) => ({
    file,
    facts,
    byId: new Map(facts.commits.map((commit) => [commit.id, commit] as const)),
  }));
  made.set(release, histories);
  return histories;
}

/** Returns the reference of a tag by its name, as the manifest or git writes it. */
export function tagRef(history: History, tag: string): GitRef | null {
  const name = `refs/tags/${tag.trim().replace(/^refs\/tags\//u, '')}`;
  return history.facts.refs.find((ref) => ref.name === name) ?? null;
}

/** Returns the references of branches of that name, local and remote. */
export function branchRefs(history: History, branch: string): readonly GitRef[] {
  const name = branch.trim().replace(/^refs\/heads\//u, '');
  const remote = new RegExp(`^refs/remotes/[^/]+/${escaped(name)}$`, 'u');
  return history.facts.refs.filter((ref) => ref.name === `refs/heads/${name}` || remote.test(ref.name));
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&');
}

/** Returns the ids of `from` and of all commits that it builds on, as far as the bundle holds them. */
export function ancestors(history: History, from: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const commit = history.byId.get(id);
    if (commit === undefined || found.has(id)) continue;
    found.add(id);
    open.push(...commit.parents);
  }
  return found;
}

/** Returns whether the history behind `from` ends in the bundle: no parent is missing on the way. */
export function isWhole(history: History, from: string): boolean {
  for (const id of ancestors(history, [from])) {
    if (history.byId.get(id)?.parents.some((parent) => !history.byId.has(parent)) === true) return false;
  }
  return history.byId.has(from);
}

const buckets = new WeakMap<History, ReadonlyMap<string, readonly string[]>>();

/** Returns the full id of the commit that `id`, full or abbreviated, names in the bundle; `null` where it holds none or several. */
export function commitIn(history: History, id: string): string | null {
  const short = id.trim().toLowerCase();
  if (history.byId.has(short)) return short;
  if (!/^[0-9a-f]{7,64}$/u.test(short)) return null;
  let byStart = buckets.get(history);
  if (byStart === undefined) {
    byStart = Map.groupBy(history.byId.keys(), (key) => key.slice(0, 7));
    buckets.set(history, byStart);
  }
  const found = (byStart.get(short.slice(0, 7)) ?? []).filter((key) => key.startsWith(short));
  return found.length === 1 ? (found[0] ?? null) : null;
}

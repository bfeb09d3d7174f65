import { checkMemberName, compareCodePoints } from '../archive/index.ts';
import type { Member } from '../domain/archive.ts';
import { BAG_CODES, type BagCode, type BagFinding, type BagResult, type BagState } from '../domain/bag.ts';
import { Refusal } from '../domain/errors.ts';
import type { Budgets } from '../domain/limits.ts';
import type { Bag, BagList } from './bag-read.ts';
import type { BagEntry } from './sums-file.ts';

/** What was found out about the archive's members, for judging its bags. */
export interface BagFacts {
  readonly members: readonly Member[];
  /** The member that a path of a bag's list means. */
  readonly memberOf: (path: string) => string | null;
  readonly mismatched: readonly { readonly path: string; readonly list: string }[];
  readonly unreadable: ReadonlySet<string>;
  readonly budgets: Budgets;
}

/** Files that systems make and remove by themselves, so that lists of bags should not name them (RFC 8493, section 6.1.4 ff.). */
const SYSTEM_FILE = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]+)$/iu;
const GRAVEST: readonly BagState[] = ['invalid', 'unread', 'warned'];

/** Returns whether `path` names a file that systems make and remove by themselves. */
export function isSystemFile(path: string): boolean {
  return SYSTEM_FILE.test(path);
}

/** Returns how each bag stands by the rules of its version, sorted by folder: valid, valid with warnings, not judged, or invalid. */
export function judgeBags(
  bags: ReadonlyMap<string, Bag>,
  lists: readonly BagList[],
  facts: BagFacts,
): readonly BagResult[] {
  if (bags.size === 0) return [];
  const payloads = payloadsOf(bags, facts.members);
  const listsOf = Map.groupBy(lists, ({ folder }) => folder);
  const mismatchedOf = Map.groupBy(facts.mismatched, ({ list }) => list);
  return [...bags.values()]
    .map((bag) => judge(bag, listsOf.get(bag.folder) ?? [], payloads.get(bag.folder) ?? [], mismatchedOf, facts))
    .sort((left, right) => compareCodePoints(left.folder, right.folder));
}

/** The members below `data/` of each bag; those of a bag inside a bag belong to both. */
function payloadsOf(bags: ReadonlyMap<string, Bag>, members: readonly Member[]): ReadonlyMap<string, Member[]> {
  const payloads = new Map<string, Member[]>([...bags.keys()].map((folder) => [folder, []]));
  for (const member of members) {
    for (let start = 0, slash = 0; slash >= 0; start = slash + 1) {
      if (member.path.startsWith('data/', start)) payloads.get(member.path.slice(0, start))?.push(member);
      slash = member.path.indexOf('/', start);
    }
  }
  return payloads;
}

function judge(
  bag: Bag,
  lists: readonly BagList[],
  payload: readonly Member[],
  mismatchedOf: ReadonlyMap<string, readonly { readonly path: string }[]>,
  facts: BagFacts,
): BagResult {
  const found = new Map<BagCode, Set<string>>();
  const note = (code: BagCode, path: string): void => void (found.get(code) ?? setIn(found, code)).add(path);
  for (const { code, path } of bag.found) note(code, path);
  if (!lists.some(({ kind }) => kind === 'payload'))
    note('PAYLOAD_MANIFEST_MISSING', bag.folder === '' ? './' : bag.folder);

  const absentSystemFiles = new Set<string>();
  const listed: { readonly kind: BagList['kind']; readonly members: ReadonlySet<string> }[] = [];
  for (const list of lists) {
    if (list.algorithm === null) note('ALGORITHM_UNKNOWN', list.path);
    else if (list.entries === null) note('TAG_FILE_UNREADABLE', list.path);
    else listed.push({ kind: list.kind, members: judgeList(bag, list, list.entries, facts, note, absentSystemFiles) });
    for (const { path } of mismatchedOf.get(list.path) ?? []) note('FILE_MISMATCHED', path);
  }
  const payloadLists = listed.filter(({ kind }) => kind === 'payload').map(({ members }) => members);
  // Since 1.0 every manifest names every file; before, one of them was enough.
  const isListed = (path: string): boolean =>
    bag.version === '1.0'
      ? payloadLists.every((members) => members.has(path))
      : payloadLists.some((members) => members.has(path));
  for (const { path } of payload) {
    if (payloadLists.length > 0 && !isListed(path)) note('FILE_UNLISTED', path);
    if (facts.unreadable.has(path)) note('FILE_UNREADABLE', path);
  }
  judgeFetch(bag, payloadLists, facts, note);
  judgeOxum(bag, payload, absentSystemFiles.size, note);
  const findings = [...found].map(([code, paths]): BagFinding => ({ code, paths: [...paths].sort(compareCodePoints) }));
  findings.sort((left, right) => rank(left) - rank(right) || compareCodePoints(left.code, right.code));
  const [first] = findings;
  return {
    folder: bag.folder,
    version: bag.version,
    state: first === undefined ? 'valid' : BAG_CODES[first.code],
    findings,
  };
}

/** Notes what one manifest breaks, and returns the members that it names. */
function judgeList(
  bag: Bag,
  list: BagList,
  entries: readonly BagEntry[],
  facts: BagFacts,
  note: (code: BagCode, path: string) => void,
  absentSystemFiles: Set<string>,
): ReadonlySet<string> {
  const seen = new Map<string, string>();
  const members = new Set<string>();
  for (const { path, checksum, marked, dotted } of entries) {
    const full = bag.folder + path;
    if (checksum === null) note('ENTRY_MALFORMED', list.path);
    if (marked) note('BINARY_MARK', list.path);
    if (dotted) note('DOT_PATH', list.path);
    if (!inScope(path, list.kind, facts.budgets)) {
      note('PATH_OUT_OF_SCOPE', path.slice(0, facts.budgets.nameLength));
      continue;
    }
    const before = seen.get(path);
    if (before !== undefined && before !== checksum?.hex) note('ENTRY_CONTRADICTED', full);
    else if (before !== undefined) note(bag.version === '1.0' ? 'ENTRY_REPEATED' : 'ENTRY_TWICE', full);
    seen.set(path, checksum?.hex ?? '');
    const member = facts.memberOf(full);
    if (isSystemFile(path)) note('SYSTEM_FILE', full);
    else if (member === null) note('FILE_MISSING', full);
    if (member === null && isSystemFile(path)) absentSystemFiles.add(full);
    if (member === null) continue;
    members.add(member);
    if (member !== full) note(member.normalize() === full.normalize() ? 'NAME_NORMALIZATION' : 'NAME_CASE', full);
  }
  return members;
}

function judgeFetch(
  bag: Bag,
  payloadLists: readonly ReadonlySet<string>[],
  facts: BagFacts,
  note: (code: BagCode, path: string) => void,
): void {
  for (const path of bag.fetch) {
    if (path === null) note('FETCH_MALFORMED', `${bag.folder}fetch.txt`);
    else if (!inScope(path, 'payload', facts.budgets))
      note('FETCH_OUT_OF_SCOPE', path.slice(0, facts.budgets.nameLength));
    else {
      const member = facts.memberOf(bag.folder + path);
      if (member !== null && !payloadLists.some((members) => members.has(member)))
        note('FETCH_UNLISTED', bag.folder + path);
    }
  }
}

function judgeOxum(
  { oxum, info }: Bag,
  payload: readonly Member[],
  absent: number,
  note: (code: BagCode, path: string) => void,
): void {
  if (oxum === null) return;
  if (oxum === 'malformed') {
    note('OXUM_MALFORMED', info);
    return;
  }
  const bytes = payload.reduce((sum, { size }) => sum + size, 0);
  const exact = oxum.bytes === bytes && oxum.count === payload.length;
  // A system file that is gone takes its bytes along, and nobody knows how many they were.
  const explained = absent > 0 && oxum.count === payload.length + absent && oxum.bytes >= bytes;
  if (!exact && !explained) note('OXUM_DIFFERS', info);
}

/** Whether a path means a file of the bag, the payload's below `data/` (sections 2.1.3 and 5.1.3 on `~`). */
function inScope(path: string, kind: BagList['kind'], budgets: Budgets): boolean {
  if (path.startsWith('~') || path.startsWith('data/') !== (kind === 'payload')) return false;
  try {
    checkMemberName(path, budgets);
    return true;
  } catch (thrown) {
    if (thrown instanceof Refusal) return false;
    throw thrown;
  }
}

function rank({ code }: BagFinding): number {
  return GRAVEST.indexOf(BAG_CODES[code]);
}

function setIn(found: Map<BagCode, Set<string>>, code: BagCode): Set<string> {
  const paths = new Set<string>();
  found.set(code, paths);
  return paths;
}
